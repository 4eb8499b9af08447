"""A text of paragraphs without docutils' state machine, which takes four times as long as what is in the paragraphs.

Nearly all descriptions are paragraphs. Whether a text is that is told by docutils' own patterns, and what is in it is
read by docutils' own reader of markup, so that the nodes are the same.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst.states import Body, RSTState, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_restaction.diagnostics import Location

    #: The lines of a paragraph, each with its number in the text, from 0.
    _Paragraph = list[tuple[int, str]]

#: The constructs that a line may begin; ``text`` is none.
_BEGINNINGS = tuple(name for name in Body.initial_transitions if name != "text")


def parse_paragraphs(lines: Sequence[str], source: Location, state: RSTState, parent: nodes.Element) -> bool:
    """Put the paragraphs that *lines* are into *parent*; False if they are anything else, for docutils to parse.

    A document of another markup language comes with a state that is none of docutils', and is parsed by that.
    """
    if not isinstance(state, RSTState):
        return False
    paragraphs = [list(group) for has_text, group in groupby(enumerate(lines), lambda pair: bool(pair[1])) if has_text]
    if not all(_is_paragraph([line for _, line in paragraph]) for paragraph in paragraphs):
        return False
    for paragraph in paragraphs:
        parent += _read(paragraph, source, state, parent)
    return True


def _is_paragraph(lines: Sequence[str]) -> bool:
    if any(line[0].isspace() for line in lines) or lines[-1].rstrip().endswith("::"):
        return False
    is_title = len(lines) > 1 and re.match(Text.patterns["underline"], lines[1])
    return not is_title and not any(re.match(Body.patterns[name], lines[0]) for name in _BEGINNINGS)


def _read(lines: _Paragraph, source: Location, state: RSTState, parent: nodes.Element) -> list[nodes.Node]:
    text = "\n".join(line for _, line in lines).rstrip()
    first = lines[0][0]
    children, messages = state.inliner.parse(text, first + 1, state.memo, parent)
    paragraph = nodes.paragraph(text, "", *children)
    paragraph.source, paragraph.line = source.file, source.line + first
    return [paragraph, *messages]
