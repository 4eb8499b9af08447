"""``restaction schema NAME``: the JSON Schema of a catalogue, for editors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sphinx_restaction.schemas import NAMES, read_schema

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "schema", help="print the JSON Schema of a catalogue", description=__doc__, allow_abbrev=False
    )
    parser.set_defaults(run=run)
    parser.add_argument("name", metavar="NAME", choices=NAMES, help=f"one of: {', '.join(NAMES)}")


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    sys.stdout.write(read_schema(arguments.name))
    return 0
