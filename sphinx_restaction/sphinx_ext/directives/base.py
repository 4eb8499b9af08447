"""What the directives share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related
from sphinx_restaction.sources.rows import read_rows
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.statemachine import StringList
    from sphinx.util.typing import OptionSpec

    from sphinx_restaction.rules import Rule
    from sphinx_restaction.sources.rows import Line, Row
    from sphinx_restaction.sphinx_ext.nodes import ParameterRow, StatusRow, rest_table


class RestDirective(SphinxDirective):
    """A directive that knows its place and reports faults instead of raising them."""

    has_content = True

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

    def content_lines(self) -> list[Line]:
        """Return the content with the place of each line."""
        return list(located(self.content))

    def fault(self, rule: Rule, message: str, related: Sequence[Related] = ()) -> None:
        """Report a fault of the directive itself."""
        report(Diagnostic(rule, message, self.place, tuple(related)))

    def note_file(self, argument: str) -> str:
        """Declare the file *argument* as a dependency of the document and return its absolute path."""
        files = self.page.files
        if argument not in files:
            relative, files[argument] = self.env.relfn2path(argument)
            self.env.note_dependency(relative)
        return files[argument]


def place_of(directive: SphinxDirective) -> Location:
    """Return the line of *directive*, in the file that holds it (which may be an included one)."""
    source, line = directive.get_source_info()
    return Location(source or "", line or 1)


def located(lines: StringList) -> list[Line]:
    """Return *lines* with their places."""
    return [
        (str(text), Location(str(source), int(offset) + 1))
        for text, (source, offset) in zip(lines.data, lines.items, strict=True)
    ]


class TableDirective(RestDirective):
    """A directive that names a file and lists rows: ``.. name:: word ... file``, then a YAML list.

    The words may be wrapped to further lines, and the rows may follow them without a blank line.
    """

    # One argument, to docutils: it takes everything up to the first blank line.
    optional_arguments = 1
    final_argument_whitespace = True
    #: How many words there are before the rows.
    words: ClassVar[int] = 1
    # os-api-ref's directives are docutils tables and take a table's options; the shape is the theme's affair.
    option_spec: ClassVar[OptionSpec] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "align": directives.unchanged,
        "width": directives.unchanged,
        "widths": directives.unchanged,
    }

    def split_arguments(self) -> tuple[list[str], list[Line]]:
        """Return the words, and all the lines of rows."""
        lines = self.arguments[0].split("\n") if self.arguments else []
        head: list[str] = []
        while lines and len(head) < self.words and not lines[0].lstrip().startswith("- "):
            head += lines.pop(0).split()
        place = self.place
        # The rows of the argument are the last lines before the first blank one.
        first = place.line + self.block_text.partition("\n\n")[0].rstrip().count("\n") + 1 - len(lines)
        early = [(line, Location(place.file, first + number)) for number, line in enumerate(lines)]
        return head, early + self.content_lines()

    def read_rows(self, lines: list[Line], *, key_needed: bool) -> list[Row]:
        """Read the list, and report what is wrong with it and with the table's place."""
        faults: list[Diagnostic] = []
        rows = read_rows(lines, faults.append, key_needed=key_needed)
        for fault in faults:
            report(fault)
        if not rows and not faults:
            self.fault(rules.EMPTY_TABLE, "the table has no rows")
        if not self.page.methods:
            self.fault(rules.TABLE_WITHOUT_METHOD, "no rest_method stands before this table")
        return rows

    def finish(self, node: rest_table, rows: Sequence[ParameterRow | StatusRow]) -> list[nodes.Node]:
        """Set what every table node has: its rows, place, classes and name."""
        node["rows"] = tuple(rows)
        node += nodes.Text(" ".join(row.name for row in rows))
        self.set_source_info(node)
        node["classes"] += self.options.get("class", [])
        self.add_name(node)
        return [node]
