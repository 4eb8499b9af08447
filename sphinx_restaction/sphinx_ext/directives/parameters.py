"""``.. rest_parameters:: parameters.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, closest
from sphinx_restaction.model.operation import Parameter
from sphinx_restaction.model.outline import TableBlock
from sphinx_restaction.sphinx_ext.directives.base import TableDirective
from sphinx_restaction.sphinx_ext.nodes import ParameterRow, parameter_table
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_restaction.model.definition import Catalogue


class RestParameters(TableDirective):
    """A table of parameters: a YAML list of ``shown name: key``, the keys being defined in a catalogue."""

    def run(self) -> list[nodes.Node]:
        """Return the table's node."""
        head, lines = self.split_arguments()
        path, catalogue = self._catalogue(head)
        rows = self.read_rows(lines, key_needed=True)
        parameters = tuple(Parameter(name=row.name, key=row.key, source=row.source) for row in rows)
        table = parameter_table()
        table.block = TableBlock(catalogue=path, parameters=parameters, source=self.place)
        return self.finish(table, [self._row(parameter, catalogue) for parameter in parameters])

    def _catalogue(self, head: list[str]) -> tuple[str, Catalogue | None]:
        if not head:
            self.fault(rules.MISSING_ARGUMENT, "rest_parameters names no catalogue")
            return "", None
        path = self.note_file(" ".join(head))
        self.domain.note_use("parameters", path, self.place)
        return path, self.domain.library.catalogue(path, self.place)

    def _row(self, parameter: Parameter, catalogue: Catalogue | None) -> ParameterRow:
        definition = catalogue.definitions.get(parameter.key) if catalogue else None
        if definition is None:
            if catalogue:
                self._undefined(parameter, catalogue)
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

    def _undefined(self, parameter: Parameter, catalogue: Catalogue) -> None:
        near = closest(parameter.key, catalogue.definitions)
        message = f"'{parameter.key}' is not defined"
        if near:
            message += f"; did you mean '{near}'?"
            related = Related(catalogue.definitions[near].source, f"'{near}' is defined here")
        else:
            related = Related(Location(catalogue.file), "the catalogue")
        report(Diagnostic(rules.UNKNOWN_DEFINITION, message, parameter.source, (related,)))


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_parameters", RestParameters)
