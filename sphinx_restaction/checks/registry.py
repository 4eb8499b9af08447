"""Every rule, of reading and of comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.rules import CHECKS
from sphinx_restaction.rules import RULES

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule

ALL_RULES = (*RULES, *(check.RULE for check in CHECKS))
_BY_ID = {rule.id: rule for rule in ALL_RULES}


def find_rule(rule_id: str) -> Rule | None:
    """Return the rule *rule_id*, or None."""
    return _BY_ID.get(rule_id)
