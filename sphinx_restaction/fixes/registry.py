"""Every fixer, and which finding goes to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.fixes import (
    add_missing_row,
    correct_type,
    drop_unused_definition,
    remove_duplicate_row,
    rename_near_miss,
    sort_catalogue,
)

if TYPE_CHECKING:
    from sphinx_restaction.fixes.fixer import Fixer

#: Every fixer, by the name of its module.
FIXERS: dict[str, Fixer] = {
    module.__name__.rpartition(".")[2]: module.FIXER
    for module in (
        sort_catalogue,
        drop_unused_definition,
        remove_duplicate_row,
        add_missing_row,
        rename_near_miss,
        correct_type,
    )
}


def fixers_by_rule(*, unsafe: bool) -> dict[str, Fixer]:
    """Return the fixer of each rule that has one; only safe ones unless *unsafe*."""
    return {rule: fixer for fixer in FIXERS.values() if fixer.is_safe or unsafe for rule in fixer.rules}
