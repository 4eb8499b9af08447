"""What a finding is known by from one run to the next, though lines move and messages change."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_restaction.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.settings import Settings

_DIGITS = 16


def with_fingerprints(diagnostics: Iterable[Diagnostic], settings: Settings) -> list[Finding]:
    """Return *diagnostics*, sorted by place, as findings; of those that agree in all else, each gets its number."""
    import hashlib  # noqa: PLC0415  # a clean run does without

    found = []
    seen: Counter[str] = Counter()
    for diagnostic in sorted(diagnostics, key=_order):
        identity = _identity(diagnostic, settings.folder)
        number, seen[identity] = seen[identity], seen[identity] + 1
        digest = hashlib.sha256(f"{identity}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()
        found.append(
            Finding(diagnostic=diagnostic, severity=settings.severity(diagnostic), fingerprint=digest[:_DIGITS])
        )
    return found


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    place = diagnostic.location
    return place.file, place.line, place.column, diagnostic.rule.id, diagnostic.message


def _identity(diagnostic: Diagnostic, folder: str) -> str:
    """Return what the fault is about: names, not places."""
    subject = diagnostic.subject
    parts = [diagnostic.rule.id, _relative(diagnostic.location.file, folder), subject.key, subject.name]
    if subject.definition is None or subject.definition != diagnostic.location:
        parts += [subject.method, subject.path, subject.action or "", subject.title, subject.role or ""]
        parts += [_relative(subject.sample, folder), subject.pointer]
    if not subject.name and not subject.key:
        parts.append(diagnostic.message.replace(folder, "") if folder else diagnostic.message)
    return "\0".join(parts)


def _relative(path: str, folder: str) -> str:
    return os.path.relpath(path, folder or None).replace(os.sep, "/") if path else ""
