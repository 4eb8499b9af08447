"""``.. rest_parameters:: parameters.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.sources.tables import read_parameters
from sphinx_restaction.sphinx_ext.directives.base import TableDirective
from sphinx_restaction.sphinx_ext.nodes import ParameterRow, parameter_table

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.operation import Parameter


class RestParameters(TableDirective):
    """A table of parameters: a YAML list of ``shown name: key``, the keys being defined in a catalogue."""

    def run(self) -> list[nodes.Node]:
        """Return the table's node."""
        read = read_parameters(self.text, self.surroundings)
        table = parameter_table()
        table.block = read.block
        rows = zip(read.block.parameters, read.definitions, strict=True)
        return self.finish(table, [self._row(parameter, definition) for parameter, definition in rows])

    def _row(self, parameter: Parameter, definition: Definition | None) -> ParameterRow:
        if definition is None:
            return ParameterRow(name=parameter.name, undefined=parameter.key)
        return ParameterRow(
            name=parameter.name,
            fragment=self.page.parse(definition.description, self.state),
            location=definition.location,
            type=definition.type,
            required=definition.required,
            min_version=definition.min_version,
            max_version=definition.max_version,
            keywords=tuple(definition.keywords.items()),
        )


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_parameters", RestParameters)
