"""Values of samples against what authors say of them in optional fields: nothing is guessed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import is_unambiguous
from sphinx_restaction.checks.places import about_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Value
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.rule import Rule


def check_values(
    context: Context, rule: Rule, field: str, fault: Callable[[Row, Value], str | None]
) -> Iterator[Diagnostic]:
    """Yield each position with a value that every row of its name, by its *field*, finds a *fault* with."""
    for comparison in context.related:
        if not any(field in row.definition.values for row in comparison.rows):
            continue
        for position, rows in comparison.names.rows.items():
            if any(field not in row.definition.values for row in rows) or not is_unambiguous(comparison, rows):
                continue
            for value in position.values:
                message = fault(rows[0], value)
                if message and all(fault(row, value) for row in rows[1:]):
                    text = f"the sample contradicts '{rows[0].definition.key}': {message}"
                    yield about_row(rule, rows[0], text, comparison=comparison, position=position, field=field)
                    break
