"""Text without inline markup: titles and paragraphs, the same for every reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import Prose

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location

_DIGIT_RE = re.compile(r"\d")
_SIGN_RE = re.compile(r"[*`_\\]")
#: Where markup may begin and end: next to white space and punctuation, but not inside of a word.
_OPEN = r"(?<![^\s'\"(\[{<\-/:])"
_CLOSE = r"(?![^\s'\")\]}>\-/:.,;!?\\])"
_INLINE_RE = re.compile(
    rf"\\(?P<escaped>.)"
    rf"|{_OPEN}``(?P<literal>[^\s`](?:[^`]|`(?!`))*?)(?<!\s)``{_CLOSE}"
    rf"|{_OPEN}(?::[\w.+:-]+:)?`(?P<interpreted>[^\s`][^`]*)(?<!\s)`(?::[\w.+:-]+:|__?)?{_CLOSE}"
    rf"|{_OPEN}_`(?P<target>[^\s`][^`]*)(?<!\s)`{_CLOSE}"
    rf"|{_OPEN}\*\*(?P<strong>[^\s*][^*]*)(?<!\s)\*\*{_CLOSE}"
    rf"|{_OPEN}\*(?P<emphasis>[^\s*][^*]*)(?<!\s)\*{_CLOSE}"
    rf"|(?<![\w|`.+:-])(?P<reference>[^\W_]+(?:[-._+:][^\W_]+)*)__?{_CLOSE}",
    re.DOTALL,
)


def plain_text(raw: str) -> str:
    """Return *raw* without the signs of inline markup and without escapes; substitutions stay as they are."""
    return _INLINE_RE.sub(_shown, raw) if _SIGN_RE.search(raw) else raw


def make_prose(raw: str, source: Location) -> Prose:
    """Return the paragraph *raw* as a block; one that does not `may_tell` anything is left empty."""
    return Prose(text=plain_text(raw) if may_tell(raw) else "", source=source)


def may_tell(raw: str) -> bool:
    """Whether the paragraph *raw* may have what is looked for in prose; most paragraphs have not.

    That is a list of status codes behind a colon, or a version in parentheses.
    """
    return (":" in raw or "(" in raw) and _DIGIT_RE.search(raw) is not None


def _shown(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    text = match[kind]
    if kind == "escaped":
        # An escaped blank is there to end markup, and is not shown.
        return "" if text.isspace() else text
    if kind in ("literal", "target", "reference"):
        return text
    if kind == "interpreted" and text.endswith(">"):
        text = text.rpartition("<")[0].rstrip() or text
    return plain_text(text) if "\\" in text else text
