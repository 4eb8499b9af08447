"""``.. rest_status_code:: success|error http-status.yaml``."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, closest, did_you_mean
from sphinx_restaction.model.operation import Response, StatusKind
from sphinx_restaction.model.outline import StatusBlock
from sphinx_restaction.sources.statuses import parse_code
from sphinx_restaction.sphinx_ext.directives.base import TableDirective
from sphinx_restaction.sphinx_ext.nodes import StatusRow, status_table
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_restaction.model.definition import StatusCatalogue, Text
    from sphinx_restaction.sources.rows import Row

_KINDS: Mapping[str, StatusKind] = {"success": "success", "error": "error"}
_DEFAULT_REASON = "default"


class RestStatusCode(TableDirective):
    """A table of status codes: a YAML list of codes, each alone or with the name of a reason."""

    words: ClassVar[int] = 2

    def run(self) -> list[nodes.Node]:
        """Return the table's node."""
        head, lines = self.split_arguments()
        kind = self._kind(head)
        statuses = self._statuses(head)
        rows = self.read_rows(lines, key_needed=False)
        table = status_table(kind=kind)
        table.block = StatusBlock(responses=tuple(_response(row, kind) for row in rows))
        return self.finish(table, [self._row(row, statuses) for row in rows])

    def _kind(self, head: list[str]) -> StatusKind:
        """Take the kind out of the words; one that is missing or misspelt is told by what comes next to it."""
        word = head[0] if head else ""
        likely = closest(word, _KINDS, likeness=0.6)
        if word in _KINDS or likely or len(head) == self.words:
            head.pop(0)
        if word not in _KINDS:
            hint = f"; did you mean '{likely}'?" if likely else ""
            self.fault(rules.UNKNOWN_STATUS_KIND, f"'{word}' is neither 'success' nor 'error'{hint}")
        return _KINDS[likely] if likely else "error"

    def _statuses(self, head: list[str]) -> StatusCatalogue | None:
        if not head:
            self.fault(rules.MISSING_ARGUMENT, "rest_status_code names no status file")
            return None
        path = self.note_file(" ".join(head))
        self.domain.note_use("statuses", path, self.place)
        return self.domain.library.statuses(path, self.place)

    def _row(self, row: Row, statuses: StatusCatalogue | None) -> StatusRow:
        code = parse_code(row.name)
        text = None
        if code is None:
            report(Diagnostic(rules.INVALID_STATUS_CODE, f"'{row.name}' is no status code", row.source))
        elif statuses:
            text = _reason(row, code, statuses)
        return StatusRow(name=row.name, fragment=self.page.parse(text, self.state), phrase=_phrase(code))


def _response(row: Row, kind: StatusKind) -> Response:
    return Response(code=parse_code(row.name) or 0, kind=kind, reason=row.key, source=row.source)


def _reason(row: Row, code: int, statuses: StatusCatalogue) -> Text | None:
    """Return the text for a row; an unknown reason falls back to the usual one, as in os-api-ref."""
    reasons = statuses.codes.get(code)
    if reasons is None:
        related = Related(Location(statuses.file), "the status file")
        report(Diagnostic(rules.UNKNOWN_STATUS_CODE, f"{code} is not listed", row.source, (related,)))
        return None
    name = row.key or _DEFAULT_REASON
    if name not in reasons:
        message = f"{code} has no reason '{name}'{did_you_mean(name, reasons)}"
        known = next((reason.source for reason in reasons.values()), Location(statuses.file))
        report(Diagnostic(rules.UNKNOWN_REASON, message, row.source, (Related(known, f"the reasons of {code}"),)))
    return reasons.get(name) or reasons.get(_DEFAULT_REASON)


def _phrase(code: int | None) -> str:
    """Return the standard name of a code, an empty string for a code without one."""
    try:
        return HTTPStatus(code or 0).phrase
    except ValueError:
        return ""


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_status_code", RestStatusCode)
