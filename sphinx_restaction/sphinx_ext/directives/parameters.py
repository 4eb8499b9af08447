"""``.. rest_parameters:: parameters.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, closest
from sphinx_restaction.model.operation import Parameter
from sphinx_restaction.model.outline import TableBlock
from sphinx_restaction.sources.rows import read_rows
from sphinx_restaction.sphinx_ext.directives.base import TableDirective
from sphinx_restaction.sphinx_ext.nodes import parameter_row, parameter_table
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_restaction.model.definition import Catalogue, Definition


class RestParameters(TableDirective):
    """A table of parameters: a YAML list of ``shown name: key``, the keys being defined in a catalogue."""

    def run(self) -> list[nodes.Node]:
        """Return the table's node."""
        head, lines = self.split_arguments()
        path, catalogue = self._catalogue(head)
        faults: list[Diagnostic] = []
        rows = read_rows(lines, faults.append, key_needed=True)
        for fault in faults:
            report(fault)
        if not rows and not faults:
            self.fault(rules.EMPTY_TABLE, "the table has no rows")
        if not self.page.methods:
            self.fault(rules.TABLE_WITHOUT_METHOD, "no rest_method stands before this table")
        parameters = tuple(Parameter(name=row.name, key=row.key, source=row.source) for row in rows)
        table = parameter_table()
        table.block = TableBlock(catalogue=path, parameters=parameters, source=self.place)
        table += [self._row(parameter, catalogue) for parameter in parameters]
        return self.finish(table)

    def _catalogue(self, head: list[str]) -> tuple[str, Catalogue | None]:
        if not head:
            self.fault(rules.MISSING_ARGUMENT, "rest_parameters names no catalogue")
            return "", None
        path = self.note_file(" ".join(head))
        self.domain.note_use("parameters", path, self.place)
        return path, self.domain.library.catalogue(path, self.place)

    def _row(self, parameter: Parameter, catalogue: Catalogue | None) -> parameter_row:
        definition = catalogue.definitions.get(parameter.key) if catalogue else None
        row = parameter_row("", nodes.Text(parameter.name))
        row.source, row.line = parameter.source.file, parameter.source.line
        if definition is None:
            row["defined"], row["fragment"], row["key"] = False, None, parameter.key
            if catalogue:
                self._undefined(parameter, catalogue)
        else:
            self._fill(row, definition)
        return row

    def _undefined(self, parameter: Parameter, catalogue: Catalogue) -> None:
        near = closest(parameter.key, catalogue.definitions)
        message = f"'{parameter.key}' is not defined"
        if near:
            message += f"; did you mean '{near}'?"
            related = Related(catalogue.definitions[near].source, f"'{near}' is defined here")
        else:
            related = Related(Location(catalogue.file), "the catalogue")
        report(Diagnostic(rules.UNKNOWN_DEFINITION, message, parameter.source, (related,)))

    def _fill(self, row: parameter_row, definition: Definition) -> None:
        row["defined"] = True
        row["in"], row["type"], row["required"] = definition.location, definition.type, definition.required
        row["min_version"], row["max_version"] = definition.min_version, definition.max_version
        row["keywords"] = tuple(definition.keywords.items())
        row["fragment"] = self.page.parse(definition.description, self.state)


def setup_directives(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rest_parameters", RestParameters)
