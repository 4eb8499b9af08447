"""``.. rest_method:: METHOD url``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, did_you_mean
from sphinx_restaction.sources.methods import read_method
from sphinx_restaction.sphinx_ext.directives.base import RestDirective
from sphinx_restaction.sphinx_ext.nodes import rest_method
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from sphinx_restaction.model.outline import MethodBlock


class _AnyOption(dict[str, Callable[[str], Any]]):
    """Takes every option, for docutils would drop the whole directive for one that it does not know."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class RestMethod(RestDirective):
    """Declares that its section describes one operation.

    METHOD and URL may stand on different lines. ``min_version: N.M`` and ``max_version: N.M`` may stand in the
    content, as in os-api-ref, or as the options ``:min-version:`` and ``:max-version:``.
    """

    option_spec: ClassVar[OptionSpec] = _AnyOption(
        {"min-version": directives.unchanged, "max-version": directives.unchanged}
    )

    def run(self) -> list[nodes.Node]:
        """Return the method's node, and what its content holds beside a method."""
        place = self.place
        versions = {name: self.options[name] for name in self.option_spec if name in self.options}
        block, rest = read_method(self.content_lines(), versions, place, report)
        for name in sorted(self.options.keys() - versions.keys()):
            hint = did_you_mean(name, self.option_spec)
            self.fault(rules.UNEXPECTED_CONTENT, f"rest_method has no option '{name}'{hint}")
        node = rest_method(method=block.method, url=block.url.text)
        node += [nodes.Text(block.method + " "), nodes.Text(block.url.text)]
        node["min_version"], node["max_version"] = block.min_version, block.max_version
        node.block = block
        self.set_source_info(node)
        self._check_place(node, block)
        return [node, *self._parse_rest(rest)]

    def _check_place(self, node: rest_method, block: MethodBlock) -> None:
        parent = self.state.parent
        if not isinstance(parent, nodes.section):
            self.fault(rules.METHOD_OUTSIDE_SECTION, f"'{node.astext()}' does not stand directly in a section")
        else:
            first = next((child for child in parent.children if isinstance(child, rest_method)), None)
            if first:
                related = Related(first.block.source, f"'{first.astext()}' stands here")
                message = f"'{node.astext()}' is not the only method of its section"
                report(Diagnostic(rules.MULTIPLE_METHODS, message, block.source, (related,)))
        self.page.methods.append(node)

    def _parse_rest(self, rest: list[tuple[str, Location]]) -> list[nodes.Node]:
        """Draw the lines that are no part of a method, so that nothing is lost."""
        if not rest:
            return []
        message = "a rest_method holds more than METHOD, URL and versions; a blank line may be missing"
        report(Diagnostic(rules.UNEXPECTED_CONTENT, message, rest[0][1]))
        container = nodes.Element()
        items = [(place.file, place.line - 1) for _, place in rest]
        self.state.nested_parse(StringList([text for text, _ in rest], items=items), 0, container)
        return container.children


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_method", RestMethod)
