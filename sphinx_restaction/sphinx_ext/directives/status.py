"""``.. rest_status_code:: success|error http-status.yaml``."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from sphinx_restaction.sources.statuses import parse_code
from sphinx_restaction.sources.tables import read_status_codes
from sphinx_restaction.sphinx_ext.directives.base import TableDirective
from sphinx_restaction.sphinx_ext.nodes import StatusRow, status_table

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class RestStatusCode(TableDirective):
    """A table of status codes: a YAML list of codes, each alone or with the name of a reason."""

    def run(self) -> list[nodes.Node]:
        """Return the table's node."""
        read = read_status_codes(self.text, self.surroundings)
        table = status_table(kind=read.kind)
        table.block = read.block
        rows = [
            StatusRow(name=row.name, fragment=self.page.parse(text, self.state), phrase=_phrase(row.name))
            for row, text in zip(read.rows, read.texts, strict=True)
        ]
        return self.finish(table, rows)


def _phrase(name: str) -> str:
    """Return the standard name of a code, an empty string for a code without one."""
    try:
        return HTTPStatus(parse_code(name) or 0).phrase
    except ValueError:
        return ""


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_status_code", RestStatusCode)
