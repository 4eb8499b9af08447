"""Tables that are drawn with signs. Nothing of ours is in them; what counts is where they end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.sources.restructured.lines import end_of_text, is_blank

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.lines import Lines

GRID_TOP_RE = re.compile(r"\+-[-+]+-\+ *$")
SIMPLE_TOP_RE = re.compile(r"=+( +=+)+ *$")
_SIMPLE_BORDER_RE = re.compile(r"=+[ =]*$")
#: Borders of a simple table below the first: under the head, and at the end.
_BORDERS = 2


def end_of_grid(lines: Lines, start: int) -> int:
    """Return the index behind the grid table whose top is at *start*."""
    texts = lines.texts
    end = end_of_text(texts, start)
    for index in range(start, end):
        if texts[index][0] not in "+|":
            end = index
            break
    if GRID_TOP_RE.match(texts[end - 1].strip()):
        return end
    for index in range(end - 2, start + 1, -1):
        if GRID_TOP_RE.match(texts[index].strip()):
            return index + 1
    return end


def end_of_simple(lines: Lines, start: int) -> int:
    """Return the index behind the simple table whose top is at *start*."""
    texts = lines.texts
    width = len(texts[start].strip())
    borders, last = 0, start
    for index in range(start + 1, len(texts)):
        if not _SIMPLE_BORDER_RE.match(texts[index]):
            continue
        borders, last = borders + 1, index
        if len(texts[index].strip()) != width or borders == _BORDERS or is_blank(texts, index + 1):
            return index + 1
    return last + 1 if borders else len(texts)
