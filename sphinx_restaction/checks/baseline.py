"""The baseline: findings that a project knows of and has not mended yet, by their fingerprints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic
from sphinx_restaction.sources.toml_text import parse_toml, place_in_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Report

_HEADER = """\
# Findings that are known and not mended yet. `restaction lint --write-baseline` writes this file.
"""
#: What JSON leaves as it is and TOML does not take: a DEL, and halves of a character.
_FORBIDDEN_RE = re.compile(r"[\x7f\ud800-\udfff]")


class Entry(NamedTuple):
    """A known finding. It is known by its fingerprint; the rest is for who reads the file."""

    fingerprint: str
    rule: str = ""
    #: The path, relative to the configuration's folder, with forward slashes.
    file: str = ""
    name: str = ""
    message: str = ""


def read_baseline(text: str, path: str, report: Report) -> tuple[Entry, ...]:
    """Return the entries of the baseline *text*; what is wrong with it is reported at *path*."""
    values = parse_toml(text, path, report) or {}
    listed = values.get("finding", [])
    found = [_entry(one) for one in (listed if isinstance(listed, list) else [listed])]
    if None in found:
        place = place_in_toml(text, path, ["finding"])
        message = f"entry {found.index(None) + 1} of the baseline has no text 'fingerprint'"
        report(Diagnostic(rules.INVALID_CONFIGURATION, message, place))
    for key in values.keys() - {"finding"}:
        report(_unknown_key(key, text, path))
    return tuple(entry for entry in found if entry)


def write_baseline(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline of *entries*: each once, in an order that depends on them alone."""
    unique = {entry.fingerprint: entry for entry in entries}.values()
    blocks = ("".join(_lines(entry)) for entry in sorted(unique, key=_order))
    return "\n".join([_HEADER, *blocks])


def split(findings: Iterable[Finding], baseline: Iterable[Entry]) -> tuple[list[Finding], list[Finding], list[Entry]]:
    """Return the findings that are new, those that *baseline* knows, and the entries that no finding has any more."""
    entries = {entry.fingerprint: entry for entry in baseline}
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        (known if finding.fingerprint in entries else new).append(finding)
    for finding in known:
        entries.pop(finding.fingerprint, None)
    return new, known, list(entries.values())


def _entry(values: object) -> Entry | None:
    if not isinstance(values, dict) or not isinstance(values.get("fingerprint"), str):
        return None
    return Entry(*(str(values.get(field, "")) for field in Entry._fields))


def _unknown_key(key: str, text: str, path: str) -> Diagnostic:
    return Diagnostic(rules.INVALID_CONFIGURATION, f"a baseline has no key '{key}'", place_in_toml(text, path, [key]))


def _order(entry: Entry) -> tuple[str, ...]:
    return entry.file, entry.rule, entry.name, entry.fingerprint


def _lines(entry: Entry) -> Iterator[str]:
    yield "[[finding]]\n"
    for field, value in zip(Entry._fields, entry, strict=True):
        if value:
            # A JSON text is a TOML text, but for the characters that are taken out.
            yield f"{field} = {json.dumps(_FORBIDDEN_RE.sub('?', value), ensure_ascii=False)}\n"
