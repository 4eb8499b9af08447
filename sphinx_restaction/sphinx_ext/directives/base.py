"""What the directives share."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import version_info
from sphinx.util.docutils import SphinxDirective

from sphinx_restaction.sources.directive import DirectiveText, Surroundings
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.places import located, location, place_of
from sphinx_restaction.sphinx_ext.state_machine import make_lean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.typing import OptionSpec

    from sphinx_restaction.diagnostics import Diagnostic, Location
    from sphinx_restaction.model.reference import Use
    from sphinx_restaction.sources.rows import Line
    from sphinx_restaction.sphinx_ext.nodes import ParameterRow, StatusRow, rest_table

#: Whether Sphinx gives paths without symbolic links; to follow them again is a look at each folder of each sample.
_LINKS_ARE_FOLLOWED = version_info >= (9,)
_BARE_HEAD_RE = re.compile(r".*::\s*")


class Reading(SphinxDirective):
    """A directive that hands its text to `sources`, and reports faults instead of raising them."""

    @cached_property
    def page(self) -> Page:
        """The document that is being read."""
        return Page.of(self.env)

    @property
    def domain(self) -> RestDomain:
        """The ``rest`` domain."""
        return RestDomain.of(self.env)

    @cached_property
    def place(self) -> Location:
        """The line of the directive, in the file that holds it (which may be an included one)."""
        return place_of(self)

    @property
    def surroundings(self) -> Surroundings:
        """What `sources` has to know of the document."""
        return Surroundings(
            library=self.domain.library,
            report=self.report,
            find=self.find_file,
            note_use=self.note_use,
            max_sample_size=self.domain.options.max_sample_size,
            methods=self.page.methods,
        )

    def report(self, diagnostic: Diagnostic) -> None:
        """Take a fault, which the domain reports when all documents are read."""
        self.page.faults.append(diagnostic)

    def note_use(self, use: Use) -> None:
        """Take a use of a catalogue or a status file."""
        self.page.uses.append(use)

    def find_file(self, argument: str) -> str:
        """Declare the file *argument* as a dependency of the document and return its absolute path."""
        files = self.page.files
        if argument not in files:
            try:
                relative, files[argument] = self._resolve(argument)
            except (OSError, RuntimeError, ValueError):
                # A circle of symbolic links, or a NUL character: the reader tells what is wrong.
                files[argument] = os.path.join(str(self.env.srcdir), argument)
            else:
                self.env.note_dependency(relative)
        return files[argument]

    def _resolve(self, argument: str) -> tuple[str, str]:
        """Return where the file *argument* is: seen from the source directory, and absolute."""
        folder = str(Path(self.env.doc2path(self.env.docname)).parent)
        found = self.page.folders.resolve(folder, argument)
        if found is not None:
            return os.path.relpath(found, str(self.env.srcdir)), found
        relative, path = self.env.relfn2path(argument)
        return relative, path if _LINKS_ARE_FOLLOWED else os.path.realpath(path)


class RestDirective(Reading):
    """A directive of ours."""

    has_content = True

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401  # docutils gives the same nine to every directive
        super().__init__(*arguments)
        make_lean(self.state)

    @property
    def text(self) -> DirectiveText:
        """The directive as its author wrote it."""
        return DirectiveText(
            place=self.place, argument=self._argument(), options=self.options, content=located(self.content)
        )

    def _argument(self) -> list[Line]:
        """Return the lines of the argument; they are the first lines of the directive that hold anything."""
        lines = self.arguments[0].split("\n") if self.arguments else []
        head = self.block_text.partition("\n")[0]
        first = self.lineno + bool(_BARE_HEAD_RE.fullmatch(head))
        places = (self.state_machine.get_source_and_line(first + number) for number in range(len(lines)))
        return [(line, location(*place)) for line, place in zip(lines, places, strict=True)]


class TableDirective(RestDirective):
    """A directive that names a file and lists rows: ``.. name:: word ... file``, then a YAML list."""

    # One argument, to docutils: it takes everything up to the first blank line.
    optional_arguments = 1
    final_argument_whitespace = True
    # os-api-ref's directives are docutils tables and take a table's options; the shape is the theme's affair.
    option_spec: ClassVar[OptionSpec] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "align": directives.unchanged,
        "width": directives.unchanged,
        "widths": directives.unchanged,
    }

    def finish(self, node: rest_table, rows: Sequence[ParameterRow | StatusRow]) -> list[nodes.Node]:
        """Set what every table node has: its rows, place, classes and name."""
        node["rows"] = tuple(rows)
        node += nodes.Text(" ".join(row.name for row in rows))
        self.set_source_info(node)
        node["classes"] += self.options.get("class", [])
        self.add_name(node)
        return [node]
