"""Making diagnostics of what rules find: the places and names of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Subject

if TYPE_CHECKING:
    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.pairing import Sample
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.operation import Operation, Role
    from sphinx_restaction.rule import Rule, Severity


def about_sample(
    rule: Rule,
    sample: Sample,
    message: str,
    *,
    at: tuple[int, int] | None = None,
    pointer: str = "",
    name: str = "",
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """Return a diagnostic that stands in *sample*: at the line and column *at*, or where *pointer* leads."""
    example = sample.example
    place = Location(example.file, *at) if at is not None and example.file else sample.place(pointer)
    shown = Related(example.source, _shown_by(sample.operation)) if place != example.source else None
    subject = _subject(sample.operation, example.role, name, sample, pointer)
    places = (*related, shown) if shown else related
    return Diagnostic(rule, message, place, places, subject, silenced_at=(example.source,), cause=f"{place}|{message}")


def about_key(
    rule: Rule,
    comparison: Comparison,
    position: Position,
    message: str,
    *,
    about: Position | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    """Return a diagnostic on a key of a sample that no row names: it stands at the table that lacks the row.

    It is *about* the key, if not about the object around it.
    """
    sample, side = comparison.sample, comparison.side
    table = side.tables[0]
    related = (Related(sample.place(position.pointer), f"'{position.key}' stands in the sample here"),)
    about = about or position
    subject = _subject(side.operation, side.role, about.path, sample, position.pointer, comparison)
    return Diagnostic(
        rule,
        message,
        table.source,
        related,
        subject,
        silenced_at=(sample.example.source, *(other.source for other in side.tables)),
        cause=f"{table.source}|{about.path}",
        severity=severity,
    )


def about_row(
    rule: Rule,
    row: Row,
    message: str,
    *,
    comparison: Comparison,
    position: Position | None = None,
    field: str = "",
    severity: Severity | None = None,
) -> Diagnostic:
    """Return a diagnostic on a row that a sample contradicts.

    With a *field* of the definition it stands there, and all uses of the definition are one finding; without one it
    stands at the row.
    """
    sample, side = comparison.sample, comparison.side
    pointer = position.pointer if position else ""
    where = sample.place(pointer) if position else sample.example.source
    seen = "the sample's value" if position else "the sample"
    related = [Related(where, seen)]
    if field:
        related.insert(0, Related(row.parameter.source, f"the row '{row.parameter.name}'"))
    place = row.definition.place(field) if field else row.parameter.source
    return Diagnostic(
        rule,
        message,
        place,
        tuple(related),
        _subject(side.operation, side.role, row.parameter.name, sample, pointer, comparison, row),
        silenced_at=(row.parameter.source, row.table.source, sample.example.source, row.definition.source),
        cause=f"{row.definition.source}" if field else f"{row.parameter.source}|{position.path if position else ''}",
        severity=severity,
    )


def about_parameter(
    rule: Rule, operation: Operation, row: Row, message: str, related: tuple[Related, ...] = ()
) -> Diagnostic:
    """Return a diagnostic on a row that needs no sample."""
    subject = _operation(operation)._replace(
        role=row.table.role,
        name=row.parameter.name,
        key=row.definition.key,
        definition=row.definition.source,
    )
    return Diagnostic(
        rule,
        message,
        row.parameter.source,
        (*related, Related(row.definition.source, f"'{row.definition.key}' is defined here")),
        subject,
        silenced_at=(row.table.source, row.definition.source),
        cause=f"{row.parameter.source}|{message}",
    )


def about_definition(
    rule: Rule, definition: Definition, message: str, *, field: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """Return a diagnostic on a definition, at its *field* or at its key; several of one message are one finding."""
    subject = Subject(name=definition.key, key=definition.key, definition=definition.source)
    place = definition.place(field) if field else definition.source
    cause = f"{definition.source}|{message}"
    return Diagnostic(rule, message, place, related, subject, silenced_at=(definition.source,), cause=cause)


def about_operation(
    rule: Rule, operation: Operation, place: Location, message: str, name: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """Return a diagnostic on an operation, at *place*."""
    subject = _operation(operation)._replace(name=name)
    return Diagnostic(rule, message, place, related, subject, silenced_at=(operation.source,))


def _shown_by(operation: Operation) -> str:
    return f"shown by '{operation.title}'" if operation.title else "shown here"


def _operation(operation: Operation) -> Subject:
    return Subject(method=operation.method, path=operation.url.path, title=operation.title, action=operation.action)


def _subject(
    operation: Operation,
    role: Role | None,
    name: str,
    sample: Sample,
    pointer: str,
    comparison: Comparison | None = None,
    row: Row | None = None,
) -> Subject:
    version = comparison.version if comparison else sample.example.microversion
    return _operation(operation)._replace(
        role=role,
        name=name,
        sample=sample.example.file or "",
        pointer=pointer,
        microversion=str(version) if version else "",
        key=row.definition.key if row else "",
        definition=row.definition.source if row else None,
    )
