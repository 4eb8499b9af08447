"""``restaction rule ID``: what a rule finds, why that matters, and how to silence it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sphinx_restaction.cli.rules import add_format, as_values, print_json

if TYPE_CHECKING:
    import argparse

    from sphinx_restaction.rule import Rule

#: How to silence a rule, and where that stands.
_SILENCERS = (
    (".. restaction: ignore={id} why", "above a directive of a document"),
    ("# restaction: ignore={id} why", "behind a row, or in or above an entry of a catalogue"),
    ('ignore = ["{id}"]', "in [tool.restaction] of pyproject.toml"),
    ("restaction lint --ignore {id}", "for one run"),
    ('suppress_warnings = ["restaction.{id}"]', "in conf.py, for builds"),
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser("rule", help="explain a rule", description=__doc__, allow_abbrev=False)
    parser.set_defaults(run=run)
    parser.add_argument("id", metavar="ID", help="the rule's id, as findings show it")
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Explain the rule."""
    from sphinx_restaction.checks.registry import find_rule  # noqa: PLC0415
    from sphinx_restaction.cli.choices import check_rule_id  # noqa: PLC0415

    rule_id = arguments.id.removeprefix("restaction.")
    check_rule_id(rule_id)
    rule = find_rule(rule_id)
    if rule is None:
        return 2
    if arguments.format == "json":
        print_json(as_values(rule))
    else:
        sys.stdout.write(_explain(rule) + "\n")
    return 0


def _explain(rule: Rule) -> str:
    values = as_values(rule)
    head = f"{rule.id} ({rule.severity}, in the preset {rule.preset})"
    return "\n\n".join([head, values["summary"], values["explanation"], _silencing(rule)])


def _silencing(rule: Rule) -> str:
    lines = [(text.format(id=rule.id), place) for text, place in _SILENCERS]
    width = max(len(text) for text, _ in lines)
    return "\n".join(["How to silence it:", "", *(f"   {text:{width}}  {place}" for text, place in lines)])
