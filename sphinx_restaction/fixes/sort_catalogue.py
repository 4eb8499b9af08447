"""Sorts a catalogue: by location, then by key without regard to case, each entry with its comments."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.entries import meaning
from sphinx_restaction.fixes.fixer import Fixer
from sphinx_restaction.model.definition import LOCATIONS

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.comments import Heading
    from sphinx_restaction.fixes.entries import Layout
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.fixes.texts import Text

#: Entries that stay together: one with a known location, and those without one that follow it.
_Chunk = list[int]
#: The order of entries without a known location that stand above all others.
_TOP = (-1, "")


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    file = os.path.realpath(diagnostic.location.file)
    layout = workspace.layout(file)
    if isinstance(layout, str):
        return layout
    text = layout.text
    order = [index for chunk in _sorted(layout) for index in chunk]
    if order == sorted(order):
        return "an entry has an alias, and cannot move above the entry that has its anchor"
    lines = _render(layout, order)
    if meaning(text.plain) != meaning("".join(lines).replace("\r\n", "\n").replace("\r", "\n")):
        return "a moved entry would mean something else"
    return Fix(edits=(_edit(file, text, lines),), message="sorts the catalogue")


FIXER = Fixer(rules=frozenset({rules.UNSORTED_CATALOGUE.id}), is_safe=True, propose=_propose)


def _sorted(layout: Layout) -> list[_Chunk]:
    """Return the chunks in order, but for those with an alias, which wait for the one with its anchor."""
    chunks = _chunks(layout)
    home = {index: number for number, chunk in enumerate(chunks) for index in chunk}
    needs: dict[int, set[int]] = {}
    for first, second in layout.dependencies:
        needs.setdefault(home[second], set()).add(home[first])
    # Of like keys, the last counts, and has to stay the last.
    orders = {entry.key: entry.order for entry in layout.entries}
    waiting = sorted(range(len(chunks)), key=lambda number: orders[layout.entries[chunks[number][0]].key] or _TOP)
    # A dict, for it keeps the order.
    done: dict[int, None] = {}
    while waiting:
        ready = next((one for one in waiting if needs.get(one, set()) - {one} <= done.keys()), waiting[0])
        waiting.remove(ready)
        done[ready] = None
    return [chunks[number] for number in done]


def _chunks(layout: Layout) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for index, entry in enumerate(layout.entries):
        if entry.order is None and chunks:
            chunks[-1].append(index)
        else:
            chunks.append([index])
    return chunks


def _render(layout: Layout, order: list[int]) -> list[str]:
    """Return the lines of the catalogue with its entries in *order* and its headings above their groups."""
    lines = layout.text.lines
    headings = _headings(layout)
    made = lines[: layout.header]
    is_first = True
    for index in order:
        entry = layout.entries[index]
        while headings and entry.order and LOCATIONS.index(headings[0].location) <= entry.order[0]:
            heading = headings.pop(0)
            made += lines[heading.start : heading.end]
            is_first = True
        blank = lines[entry.blank : entry.lead]
        was_first = layout.is_first(index)
        if is_first != was_first:
            blank = [] if is_first else layout.separator
        made += [*blank, *lines[entry.lead : entry.end]]
        is_first = False
    for heading in headings:
        made += lines[heading.start : heading.end]
    return _with_ends([*made, *lines[layout.tail :]], layout.text)


def _headings(layout: Layout) -> list[Heading]:
    headings = [heading for entry in layout.entries for heading in entry.headings]
    return sorted(headings, key=lambda heading: LOCATIONS.index(heading.location))


def _with_ends(lines: list[str], text: Text) -> list[str]:
    """Return *lines*, each with its end; the last has one only if the last line of *text* has."""
    made = [line if line.endswith(("\n", "\r")) else line + text.newline for line in lines]
    if not text.raw.endswith(("\n", "\r")):
        made[-1] = made[-1].rstrip("\r\n")
    return made


def _edit(file: str, text: Text, lines: list[str]) -> Edit:
    """Return the edit that makes *lines* of the text, without the lines above and below that stay."""
    old = text.lines
    shorter = min(len(old), len(lines))
    first = next((number for number in range(shorter) if old[number] != lines[number]), shorter)
    rest = shorter - first
    last = next((number for number in range(rest) if old[-1 - number] != lines[-1 - number]), rest)
    start, end = text.offset(first), text.offset(len(old) - last)
    return Edit(file, start, end, "", "".join(lines[first : len(lines) - last]))
