"""Section titles: what is one, and on which level."""

from __future__ import annotations

import re
from typing import Literal

#: A line of one repeated sign, which underlines or overlines a title, or stands for itself.
LINE_RE = re.compile(r"([!-/:-@[-`{-~])\1* *$")
#: Shorter lines that go wrong are taken for text.
SHORT = 4


class Titles:
    """The sections of a document so far, by the style of their titles."""

    def __init__(self, outer: Titles | None = None, *, joins: bool = False) -> None:
        """Begin a document, or content of the section *outer*; *joins* lets that have titles of outer styles."""
        self._styles: list[str] = []
        self._outer = outer
        self._joins = joins
        self._base = outer.level if outer else 0
        self._depth = 0
        #: Stands for the current section, None outside of every one.
        self.section: object | None = None

    @property
    def level(self) -> int:
        """The level of the current section, 0 outside of every one."""
        return self._base + self._depth

    def enter(self, style: str) -> bool:
        """Begin the section that a title of *style* opens; False if no section may stand here on that level."""
        if not self._styles and self._joins and self._outer and style in self._outer._styles:  # noqa: SLF001  # its own kind
            self._base = min(self._outer._styles.index(style), self._outer.level)  # noqa: SLF001
        depth = self._styles.index(style) + 1 if style in self._styles else len(self._styles) + 1
        if depth > self._depth + 1:
            return False
        if depth > len(self._styles):
            self._styles.append(style)
        self._depth = depth
        self.section = object()
        return True


def title_width(title: str) -> int:
    """Return how many columns *title* takes: East Asian characters take two, combining ones none."""
    if title.isascii():
        return len(title)
    import unicodedata  # noqa: PLC0415  # most titles do without

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in title)
    return len(title) + wide - sum(bool(unicodedata.combining(character)) for character in title)


def read_underlined(texts: list[str], index: int) -> str | None:
    """Return the title that the line at *index* is by the line below; None if both are text."""
    title, line = texts[index], texts[index + 1]
    return None if title_width(title) > len(line) and len(line) < SHORT else title


def read_overlined(texts: list[str], index: int) -> tuple[Literal["text", "skip", "title"], int]:
    """Tell what the line of signs at *index* begins, and the index behind it.

    ``text`` is a paragraph, ``title`` three lines with the title between, ``skip`` a transition or a mistake that
    docutils leaves out.
    """
    over = texts[index]
    below = texts[index + 1] if index + 1 < len(texts) else ""
    if not below:
        kind, end = "skip", index + 1
    elif LINE_RE.match(below):
        kind, end = "skip", index + 2
    else:
        under = texts[index + 2] if index + 2 < len(texts) else ""
        fits = LINE_RE.match(under) is not None and over == under
        is_title = fits and not (title_width(below) > len(over) and len(over) < SHORT)
        kind, end = "title" if is_title else "skip", min(index + 3, len(texts))
    if kind == "skip" and len(over) < SHORT:
        return "text", index
    return ("title", end) if kind == "title" else ("skip", end)
