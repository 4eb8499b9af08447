"""``literalinclude`` as references use it: for the samples of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.directives.code import LiteralInclude

from sphinx_restaction.sources.samples import read_sample
from sphinx_restaction.sphinx_ext.directives.base import Reading

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Sample(LiteralInclude, Reading):
    """Sphinx's ``literalinclude`` behind a check of the file.

    Documents without operations, files in another encoding and names that Sphinx refuses are left to Sphinx.
    """

    def run(self) -> list[nodes.Node]:
        """Return the code block; for a file that can't be shown, a paragraph that names it."""
        if not self.page.methods or "encoding" in self.options:
            return super().run()
        sample = read_sample(self.find_file(self.arguments[0]), self.place, self.surroundings)
        if sample.text is None:
            return [self._missing(sample.file)]
        if sample.is_cut:
            return self._beginning(sample.file, sample.text)
        return [self._whole(sample.file, sample.text)] if self._is_plain() else super().run()

    def _is_plain(self) -> bool:
        """Whether Sphinx would show nothing but the text of the file.

        Nearly all samples are that. It would find, open and read the file again, and pass it through seven filters.
        """
        is_allowed: bool = self.state.document.settings.file_insertion_enabled
        return is_allowed and self.options.keys() <= {"language"} and self.config.source_encoding == "utf-8-sig"

    def _whole(self, path: str, text: str) -> nodes.literal_block:
        """Return the block that Sphinx would make."""
        block = nodes.literal_block(text, text, source=path)
        block["force"] = False
        self.set_source_info(block)
        if "language" in self.options:
            block["language"] = self.options["language"]
        block["highlight_args"] = {"linenostart": 1}
        self.add_name(block)
        return block

    def _missing(self, path: str) -> nodes.paragraph:
        node = nodes.paragraph("", "", nodes.literal("", self.arguments[0]), classes=["rest-missing"])
        node["missing-sample"] = path
        self.set_source_info(node)
        return node

    def _beginning(self, path: str, shown: str) -> list[nodes.Node]:
        block = nodes.literal_block(shown, shown, source=path, language="none")
        self.set_source_info(block)
        note = nodes.paragraph("", f"… ({self.arguments[0]})", classes=["rest-missing"])
        return [block, note]


def setup_directives(app: Sphinx) -> None:
    """Put the check before Sphinx's directive."""
    app.add_directive("literalinclude", Sample, override=True)
