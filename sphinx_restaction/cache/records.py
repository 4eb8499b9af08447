"""A result as plain lists, which JSON can hold, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction.checks.finding import Finding, Summary
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Subject
from sphinx_restaction.rule import PRESETS, SEVERITIES, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_restaction.rule import Severity


class Result(NamedTuple):
    """What a run finds in a source directory."""

    #: By file and line.
    findings: tuple[Finding, ...]
    #: All files that were looked at; absolute paths.
    files: frozenset[str]
    summary: Summary
    #: Files that could not be read although no finding says so.
    unread: tuple[Diagnostic, ...] = ()


def to_lists(result: Result) -> list[Any]:
    """Return *result* as lists, texts and numbers. Named tuples are lists to JSON."""
    return [list(result.findings), sorted(result.files), list(result.summary), list(result.unread)]


def from_lists(lists: Sequence[Any]) -> Result:
    """Return the result that `to_lists` made *lists* of; a TypeError or ValueError if it did not."""
    findings, files, summary, unread = lists
    return Result(
        findings=tuple(_finding(*found) for found in findings),
        files=frozenset(map(_text, files)),
        summary=Summary(*map(_number, summary)),
        unread=tuple(_diagnostic(*found) for found in unread),
    )


def _finding(found: Sequence[Any], severity: str, fingerprint: str) -> Finding:
    return Finding(_diagnostic(*found), _severity(severity), _text(fingerprint))


def _diagnostic(  # the fields of a diagnostic, in its order
    rule: Sequence[Any],
    message: str,
    location: Sequence[Any],
    related: Sequence[Sequence[Any]],
    subject: Sequence[Any],
    silenced_at: Sequence[Sequence[Any]],
    cause: str,
    severity: str | None,
) -> Diagnostic:
    return Diagnostic(
        rule=_rule(*map(_text, rule)),
        message=_text(message),
        location=_location(*location),
        related=tuple(Related(_location(*place), _text(text)) for place, text in related),
        subject=_subject(*subject),
        silenced_at=tuple(_location(*place) for place in silenced_at),
        cause=_text(cause),
        severity=None if severity is None else _severity(severity),
    )


def _rule(name: str, severity: str, preset: str, text: str) -> Rule:
    if preset not in PRESETS:
        raise ValueError(preset)
    return Rule(name, _severity(severity), preset, text)


def _subject(*fields: Any) -> Subject:  # noqa: ANN401  # texts, and some that may be None
    method, path, title, action, role, name, sample, pointer, microversion, key, definition = fields
    return Subject(
        method=_text(method),
        path=_text(path),
        title=_text(title),
        action=None if action is None else _text(action),
        role=None if role is None else _text(role),
        name=_text(name),
        sample=_text(sample),
        pointer=_text(pointer),
        microversion=_text(microversion),
        key=_text(key),
        definition=None if definition is None else _location(*definition),
    )


def _location(file: str, line: int, column: int) -> Location:
    return Location(_text(file), _number(line), _number(column))


def _severity(value: str) -> Severity:
    if value not in SEVERITIES:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value
