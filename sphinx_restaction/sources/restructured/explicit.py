"""Explicit markup: everything that begins with ``..``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.sources.restructured.directives import read_directive
from sphinx_restaction.sources.restructured.lines import is_blank, take_hanging
from sphinx_restaction.sources.restructured.state import END_OF_INCLUSION

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.body import Body

EXPLICIT_RE = re.compile(r"\.\.( +|$)")
ANONYMOUS_RE = re.compile(r"__( +|$)")
_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_DIRECTIVE_RE = re.compile(rf"\.\. +({_NAME}) ?::( +|$)")
_NOTE_RE = re.compile(rf"\.\. +\[([0-9]+|#|#{_NAME}|\*|{_NAME})\]( +|$)")
_TARGET_START_RE = re.compile(r"\.\. +_(?![ ]|$)")
_TARGET_RE = re.compile(r"(_|(?!_)(`?)(?![ `]).+?(?<!\\)\2)(?<!(?<!\\):)(?<!\\) ?:( +|$)")
_SUBSTITUTION_RE = re.compile(r"\.\. +\|(?! |$)")


def read_explicit(body: Body, index: int, match: re.Match[str]) -> int:
    """Read the explicit markup at *index* and return the index behind it."""
    line = body.lines.texts[index]
    directive = _DIRECTIVE_RE.match(line)
    if directive:
        return read_directive(body, index, directive)
    note = _NOTE_RE.match(line)
    if note:
        # A footnote or a citation.
        block, end = take_hanging(body.lines, index, note.end())
        body.read_inside(block)
        return end
    target = _TARGET_START_RE.match(line)
    if target:
        return _end_of_target(body, index, target.end())
    if _SUBSTITUTION_RE.match(line):
        return take_hanging(body.lines, index, match.end())[1]
    return _end_of_comment(body, index, line[match.end() :])


def _end_of_target(body: Body, index: int, width: int) -> int:
    """Return the index behind a hyperlink target; without its colon it is a comment."""
    block, end = take_hanging(body.lines, index, width, until_blank=True)
    if _TARGET_RE.match(block.texts[0]) or _TARGET_RE.match("".join(block.texts)):
        return end
    return _end_of_comment(body, end - 1, body.lines.texts[end - 1])


def _end_of_comment(body: Body, index: int, text: str) -> int:
    if is_blank(body.lines.texts, index + 1):
        if not text.strip():
            # Alone, the sign of a comment ends what is before it, and the block below is no part of it.
            return index + 1
        if text.startswith(END_OF_INCLUSION):
            del body.state.open_includes[-1:]
            return index + 1
    return take_hanging(body.lines, index, 0)[1]
