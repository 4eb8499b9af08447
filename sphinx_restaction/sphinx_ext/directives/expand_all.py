"""``.. rest_expand_all::``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.sphinx_ext.directives.base import RestDirective
from sphinx_restaction.sphinx_ext.nodes import expand_all

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class RestExpandAll(RestDirective):
    """The place of the control that opens every operation; names the microversions that conf.py gives."""

    def run(self) -> list[nodes.Node]:
        """Return the control's node."""
        options = self.domain.options
        releases = tuple((str(version), str(name)) for version, name in options.release_microversions.items())
        node = expand_all(minimum=options.min_microversion, maximum=options.max_microversion, releases=releases)
        self.set_source_info(node)
        return [node]


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_expand_all", RestExpandAll)
