"""Literal blocks: what follows a paragraph that ends in ``::``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import SampleBlock
from sphinx_restaction.sources.restructured.lines import take_indented

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.lines import Lines
    from sphinx_restaction.sources.restructured.state import DocumentState

_ENDING_RE = re.compile(r"(?<!\\)(\\\\)*::$")
_QUOTE_RE = re.compile(r"[!-/:-@[-`{-~]")


def ends_in_literal(raw: str) -> bool:
    """Whether the paragraph *raw* announces a literal block."""
    return raw.endswith("::") and _ENDING_RE.search(raw) is not None


def read_literal(lines: Lines, start: int, state: DocumentState) -> int:
    """Add the literal block below a paragraph that ends before *start*; return the index behind it.

    It is indented or, if it is not, all its lines begin with the same sign.
    """
    block, end = take_indented(lines, start)
    block = block.trimmed()
    if not block.texts:
        texts = lines.texts
        start = end
        quote = texts[start][0] if start < len(texts) else ""
        if not _QUOTE_RE.match(quote):
            return start
        while end < len(texts) and texts[end].startswith(quote):
            end += 1
        block = lines.part(start, end)
    state.blocks.append(SampleBlock(file=None, text="\n".join(block.texts), source=block.location(0)))
    return end
