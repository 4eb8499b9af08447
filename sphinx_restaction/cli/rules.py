"""``restaction rules``: all rules, one a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from sphinx_restaction.rule import Rule


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser("rules", help="list all rules", description=__doc__, allow_abbrev=False)
    parser.set_defaults(run=run)
    add_format(parser)


def add_format(parser: argparse.ArgumentParser) -> None:
    """Declare the option that both subcommands about rules have."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to show it")


def run(arguments: argparse.Namespace) -> int:
    """Print the rules."""
    from sphinx_restaction.checks.registry import ALL_RULES  # noqa: PLC0415

    if arguments.format == "json":
        print_json([as_values(rule) for rule in ALL_RULES])
        return 0
    from sphinx_restaction.cli.plain_text import plain_text  # noqa: PLC0415

    width = max(len(rule.id) for rule in ALL_RULES)
    for rule in ALL_RULES:
        line = f"{rule.id:{width}}  {rule.severity:7}  {rule.preset:11}  {plain_text(rule.summary)}"
        sys.stdout.write(line + "\n")
    return 0


def as_values(rule: Rule) -> dict[str, Any]:
    """Return what programs are told of a rule."""
    from sphinx_restaction.cli.plain_text import plain_text  # noqa: PLC0415

    return {
        "id": rule.id,
        "severity": rule.severity,
        "preset": rule.preset,
        "summary": plain_text(rule.summary),
        "explanation": plain_text(rule.explanation),
    }


def print_json(value: object) -> None:
    """Print *value* as JSON."""
    import json  # noqa: PLC0415  # the text needs none

    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
