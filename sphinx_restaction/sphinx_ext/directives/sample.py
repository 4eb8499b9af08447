"""``literalinclude`` as references use it: for the samples of an operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.directives.code import LiteralInclude

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic
from sphinx_restaction.sphinx_ext.directives.base import place_of
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Sample(LiteralInclude):
    """Sphinx's ``literalinclude`` behind a check of the file.

    Documents without operations, files in another encoding and names that Sphinx refuses are left to Sphinx.
    """

    def run(self) -> list[nodes.Node]:
        """Return the code block; for a file that can't be shown, a paragraph that names it."""
        if not Page.of(self.env).methods or "encoding" in self.options:
            return super().run()
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        place = place_of(self)
        domain = RestDomain.of(self.env)
        limit = domain.options.max_sample_size
        text = domain.sample_reader.read(path, place, report, limit=limit + 1)
        if text is None:
            return [self._missing(path)]
        if not text.strip():
            report(Diagnostic(rules.EMPTY_SAMPLE, f"{path} is empty", place))
            return [self._missing(path)]
        size = Path(path).stat().st_size
        if size <= limit:
            return super().run()
        message = f"{path} has {size} bytes, of which the first {limit} are shown; see restaction_max_sample_size"
        report(Diagnostic(rules.OVERSIZED_SAMPLE, message, place))
        return self._beginning(path, text, limit)

    def _missing(self, path: str) -> nodes.paragraph:
        node = nodes.paragraph("", "", nodes.literal("", self.arguments[0]), classes=["rest-missing"])
        node["missing-sample"] = path
        self.set_source_info(node)
        return node

    def _beginning(self, path: str, text: str, limit: int) -> list[nodes.Node]:
        shown = text[:limit].rpartition("\n")[0] or text[:limit]
        block = nodes.literal_block(shown, shown, source=path, language="none")
        self.set_source_info(block)
        note = nodes.paragraph("", f"… ({self.arguments[0]})", classes=["rest-missing"])
        return [block, note]


def setup_directives(app: Sphinx) -> None:
    """Put the check before Sphinx's directive."""
    app.add_directive("literalinclude", Sample, override=True)
