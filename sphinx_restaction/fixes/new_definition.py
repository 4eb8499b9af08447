"""A new entry in a catalogue, at its place in the order."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from sphinx_restaction.fixes.edits import Edit
from sphinx_restaction.model.definition import LOCATIONS

if TYPE_CHECKING:
    from sphinx_restaction.fixes.entries import Layout
    from sphinx_restaction.fixes.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDefinition:
    """What can be known of a parameter of the body from samples."""

    key: str
    type: str
    required: bool
    #: What the author has to write a description of.
    description: str


def insertion(file: str, layout: Layout, new: NewDefinition) -> Edit:
    """Return the edit that adds *new* to a catalogue where the order wants it."""
    order = LOCATIONS.index("body"), new.key.lower()
    entries = layout.entries
    after = next((index for index, entry in enumerate(entries) if entry.order and entry.order > order), len(entries))
    text = layout.text
    made = _lines(new, layout)
    blank = [line.rstrip("\r\n") for line in layout.separator]
    if after == len(entries):
        line = entries[-1].end
        made = [*blank, *made]
    elif layout.is_first(after) and entries[after].location == "body":
        line = entries[after].lead
        made = [*made, *blank]
    else:
        line = entries[after].blank
        made = [*blank, *made]
    return Edit(
        os.path.realpath(file), text.offset(line), text.offset(line), new.key.lower(), _joined(made, line, text)
    )


def _joined(lines: list[str], at: int, text: Text) -> str:
    """Return *lines* as a text to insert at a line of *text*, the last of which may have no end."""
    if at and not text.lines[at - 1].endswith(("\n", "\r")):
        return "".join(text.newline + line for line in lines)
    return "".join(line + text.newline for line in lines)


def _lines(new: NewDefinition, layout: Layout) -> list[str]:
    outer = " " * layout.root.start_mark.column
    inner = outer + " " * _indent(layout)
    return [
        f"{outer}{yaml_key(new.key)}:",
        f"{inner}description: |",
        f"{inner}{' ' * _indent(layout)}{new.description}",
        f"{inner}in: body",
        f"{inner}required: {'true' if new.required else 'false'}",
        f"{inner}type: {new.type}",
    ]


def _indent(layout: Layout) -> int:
    """Return by how many columns the first entry's fields are indented."""
    for entry in layout.entries:
        if isinstance(entry.node, yaml.MappingNode) and entry.node.value and not entry.node.flow_style:
            column: int = entry.node.value[0][0].start_mark.column - layout.root.start_mark.column
            return column if column > 0 else 2
    return 2


def yaml_key(key: str) -> str:
    """Return *key* as it can stand before a colon in YAML."""
    try:
        node = yaml.compose(f"{key}: x", Loader=yaml.SafeLoader)
        first = node.value[0][0] if isinstance(node, yaml.MappingNode) and len(node.value) == 1 else None
        is_plain = isinstance(first, yaml.ScalarNode) and first.value == key and first.style is None
    except yaml.YAMLError:
        is_plain = False
    return key if is_plain else json.dumps(key)
