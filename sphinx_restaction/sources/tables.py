"""The directives ``rest_parameters`` and ``rest_status_code``: a file, and rows that are looked up in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, closest, did_you_mean
from sphinx_restaction.model.operation import Parameter, Response
from sphinx_restaction.model.outline import StatusBlock, TableBlock
from sphinx_restaction.model.reference import Use
from sphinx_restaction.sources.rows import Row, read_rows
from sphinx_restaction.sources.statuses import parse_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.model.definition import Catalogue, Definition, StatusCatalogue, Text
    from sphinx_restaction.model.operation import StatusKind
    from sphinx_restaction.sources.directive import DirectiveText, Surroundings
    from sphinx_restaction.sources.rows import Line

_KINDS: Mapping[str, StatusKind] = {"success": "success", "error": "error"}
#: The reason of a status code that a table gives without one.
DEFAULT_REASON = "default"
#: So many keys of a table that are not defined are compared with those that are.
_MOST_HINTS = 100


class ParameterRows(NamedTuple):
    """A table of parameters, and the definition of each row; None where the catalogue has none."""

    block: TableBlock
    definitions: tuple[Definition | None, ...]


class StatusRows(NamedTuple):
    """A table of status codes, its rows, and the text for each; None where there is none."""

    kind: StatusKind
    block: StatusBlock
    rows: tuple[Row, ...]
    texts: tuple[Text | None, ...]


def read_parameters(directive: DirectiveText, around: Surroundings) -> ParameterRows:
    """Read a ``rest_parameters`` directive and report what is wrong with it."""
    words, lines = _split(directive, 1)
    path, catalogue = "", None
    if words:
        path = around.find(" ".join(words))
        catalogue = around.library.catalogue(path, directive.place)
    else:
        message = "rest_parameters names no catalogue"
        around.report(Diagnostic(rules.MISSING_ARGUMENT, message, directive.place))
    rows = _rows(lines, directive.place, around, key_needed=True)
    parameters = tuple(Parameter(name=row.name, key=row.key, source=row.source) for row in rows)
    if words:
        around.note_use(Use(kind="parameters", path=path, source=directive.place, parameters=parameters))
    block = TableBlock(catalogue=path, parameters=parameters, source=directive.place)
    # Where most of a long table is not defined, the catalogue is damaged or another one, and hints would take minutes.
    unknown = [one.key for one in parameters if catalogue and one.key not in catalogue.definitions]
    hinted = frozenset(unknown[:_MOST_HINTS])
    return ParameterRows(block, tuple(_definition(parameter, catalogue, hinted, around) for parameter in parameters))


def read_status_codes(directive: DirectiveText, around: Surroundings) -> StatusRows:
    """Read a ``rest_status_code`` directive and report what is wrong with it."""
    words, lines = _split(directive, 2)
    kind = _take_kind(words, directive.place, around)
    path, statuses = "", None
    if words:
        path = around.find(" ".join(words))
        statuses = around.library.statuses(path, directive.place)
    else:
        message = "rest_status_code names no status file"
        around.report(Diagnostic(rules.MISSING_ARGUMENT, message, directive.place))
    rows = tuple(_rows(lines, directive.place, around, key_needed=False))
    codes = [parse_code(row.name) for row in rows]
    if words:
        reasons = tuple((code, row.key) for code, row in zip(codes, rows, strict=True) if code)
        around.note_use(Use(kind="statuses", path=path, source=directive.place, reasons=reasons))
    responses = tuple(
        Response(code=code or 0, kind=kind, reason=row.key, source=row.source)
        for code, row in zip(codes, rows, strict=True)
    )
    texts = tuple(_text(row, code, statuses, around) for code, row in zip(codes, rows, strict=True))
    return StatusRows(kind, StatusBlock(responses=responses), rows, texts)


def _split(directive: DirectiveText, count: int) -> tuple[list[str], list[Line]]:
    """Return the words before the rows, from as many lines as it takes to get *count*, and all the lines of rows.

    The words may be wrapped to further lines, and the rows may follow them without a blank line.
    """
    words: list[str] = []
    number = 0
    for text, _ in directive.argument:
        if len(words) >= count or text.lstrip().startswith("- "):
            break
        words += text.split()
        number += 1
    return words, [*directive.argument[number:], *directive.content]


def _rows(lines: list[Line], place: Location, around: Surroundings, *, key_needed: bool) -> list[Row]:
    """Read the list, and report what is wrong with it and with the table's place."""
    faults: list[Diagnostic] = []
    rows = read_rows(lines, faults.append, key_needed=key_needed)
    for fault in faults:
        around.report(fault)
    if not rows and not faults:
        around.report(Diagnostic(rules.EMPTY_TABLE, "the table has no rows", place))
    if not around.methods:
        around.report(Diagnostic(rules.TABLE_WITHOUT_METHOD, "no rest_method stands before this table", place))
    return rows


def _definition(
    parameter: Parameter, catalogue: Catalogue | None, hinted: frozenset[str], around: Surroundings
) -> Definition | None:
    if catalogue is None or parameter.key in catalogue.definitions:
        return catalogue.definitions[parameter.key] if catalogue else None
    near = closest(parameter.key, catalogue.definitions) if parameter.key in hinted else None
    message = f"'{parameter.key}' is not defined"
    if near:
        message += f"; did you mean '{near}'?"
        related = Related(catalogue.definitions[near].source, f"'{near}' is defined here")
    else:
        related = Related(Location(catalogue.file), "the catalogue")
    around.report(Diagnostic(rules.UNKNOWN_DEFINITION, message, parameter.source, (related,)))
    return None


def _take_kind(words: list[str], place: Location, around: Surroundings) -> StatusKind:
    """Take the kind out of the words; one that is missing or misspelt is told by what comes next to it."""
    word = words[0] if words else ""
    if word in _KINDS:
        words.pop(0)
        return _KINDS[word]
    likely = closest(word, _KINDS, likeness=0.6)
    if likely or len(words) == len(("KIND", "FILE")):
        words.pop(0)
    hint = f"; did you mean '{likely}'?" if likely else ""
    message = f"'{word}' is neither 'success' nor 'error'{hint}"
    around.report(Diagnostic(rules.UNKNOWN_STATUS_KIND, message, place))
    return _KINDS[likely] if likely else "error"


def _text(row: Row, code: int | None, statuses: StatusCatalogue | None, around: Surroundings) -> Text | None:
    """Return the text for a row; an unknown reason falls back to the usual one, as in os-api-ref."""
    if code is None:
        around.report(Diagnostic(rules.INVALID_STATUS_CODE, f"'{row.name}' is no status code", row.source))
        return None
    if statuses is None:
        return None
    reasons = statuses.codes.get(code)
    if reasons is None:
        related = Related(Location(statuses.file), "the status file")
        around.report(Diagnostic(rules.UNKNOWN_STATUS_CODE, f"{code} is not listed", row.source, (related,)))
        return None
    name = row.key or DEFAULT_REASON
    if name not in reasons:
        message = f"{code} has no reason '{name}'{did_you_mean(name, reasons)}"
        known = next((reason.source for reason in reasons.values()), Location(statuses.file))
        related = Related(known, f"the reasons of {code}")
        around.report(Diagnostic(rules.UNKNOWN_REASON, message, row.source, (related,)))
    return reasons.get(name) or reasons.get(DEFAULT_REASON)
