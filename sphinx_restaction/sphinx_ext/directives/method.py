"""``.. rest_method:: METHOD url``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList

from sphinx_restaction.sources.methods import OPTIONS, read_method
from sphinx_restaction.sphinx_ext.directives.base import RestDirective
from sphinx_restaction.sphinx_ext.nodes import rest_method

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from sphinx_restaction.diagnostics import Location


class _AnyOption(dict[str, Callable[[str], Any]]):
    """Takes every option, for docutils would drop the whole directive for one that it does not know."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class RestMethod(RestDirective):
    """Declares that its section describes one operation.

    METHOD and URL may stand on different lines. ``min_version: N.M`` and ``max_version: N.M`` may stand in the
    content, as in os-api-ref, or as the options ``:min-version:`` and ``:max-version:``.
    """

    option_spec: ClassVar[OptionSpec] = _AnyOption(dict.fromkeys(OPTIONS, directives.unchanged))

    def run(self) -> list[nodes.Node]:
        """Return the method's node, and what its content holds beside a method."""
        parent = self.state.parent
        section = parent if isinstance(parent, nodes.section) else None
        block, rest = read_method(self.text, section, self.surroundings)
        node = rest_method(method=block.method, url=block.url.text)
        node += [nodes.Text(block.method + " "), nodes.Text(block.url.text)]
        node["min_version"], node["max_version"] = block.min_version, block.max_version
        node.block = block
        self.set_source_info(node)
        return [node, *self._parse_rest(rest)]

    def _parse_rest(self, rest: list[tuple[str, Location]]) -> list[nodes.Node]:
        """Draw the lines that are no part of a method, so that nothing is lost."""
        if not rest:
            return []
        container = nodes.Element()
        items = [(place.file, place.line - 1) for _, place in rest]
        self.state.nested_parse(StringList([text for text, _ in rest], items=items), 0, container)
        return container.children


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_method", RestMethod)
