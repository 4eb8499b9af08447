"""The variables of a URL beside the rows that say "path": which have no partner, and which probably mean each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.lazy import lazy
from sphinx_restaction.checks.likeness import likeness

if TYPE_CHECKING:
    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.model.operation import Operation


#: So many pairs of a variable and a row are compared, at most.
_MOST_PAIRS = 250_000


class PathParameters:
    """The two sides of one operation."""

    def __init__(self, context: Context, operation: Operation) -> None:
        self.context = context
        self.operation = operation

    @lazy
    def undocumented(self) -> list[str]:
        """The variables that no row of any table names, each once; none without a table, or for a malformed URL."""
        names = {parameter.name.strip() for table in self.operation.tables for parameter in table.parameters}
        is_clear = self.operation.tables and self.operation.url.is_balanced
        variables = dict.fromkeys(self.operation.url.variables) if is_clear else ()
        return [variable for variable in variables if variable not in names]

    @lazy
    def unknown(self) -> list[Row]:
        """The rows in the path, of requests, that are required and no variable of the URL.

        One that is not required may be there on purpose, for another form of the URL.
        """
        return [
            row
            for table in self.operation.tables
            if table.role != "response"
            for row in self.context.rows(table)
            if row.definition.location == "path"
            and row.definition.required
            and row.parameter.name.strip() not in self.operation.url.variables
        ]

    @lazy
    def pairs(self) -> dict[str, Row]:
        """The variables of `undocumented` with the row of `unknown` that has almost their name."""
        found: dict[str, Row] = {}
        free = list(self.unknown)
        if len(self.undocumented) * len(free) > _MOST_PAIRS:
            return found
        for variable in self.undocumented:
            row = next((row for row in free if likeness(variable, row.parameter.name.strip())), None)
            if row:
                found[variable] = row
                free.remove(row)
        left = [variable for variable in self.undocumented if variable not in found]
        if len(left) == len(free) == 1:
            # Nothing else is left for either.
            found[left[0]] = free[0]
        return found
