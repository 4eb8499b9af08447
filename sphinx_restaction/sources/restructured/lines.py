"""Lines with their places, and blocks of them by indentation, as docutils takes them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_restaction.diagnostics import Location

#: A file and a line of it, counted from 1. Each line has one, and few of them become a `Location`.
Place = tuple[str, int]
_SPACES_RE = re.compile("[\v\f]")
_TAB = 8


class Lines(NamedTuple):
    """Lines of text without trailing white space, and the place of each."""

    texts: list[str]
    places: list[Place]

    def part(self, start: int, end: int) -> Lines:
        """Return the lines from *start* up to *end*."""
        return Lines(self.texts[start:end], self.places[start:end])

    def location(self, index: int) -> Location:
        """Return the place of a line."""
        return Location(*self.places[index])

    def located(self) -> list[tuple[str, Location]]:
        """Return all lines with their places."""
        return [(text, Location(*place)) for text, place in zip(self.texts, self.places, strict=True)]

    def trimmed(self) -> Lines:
        """Return the lines without blank ones at both ends."""
        start, end = 0, len(self.texts)
        while start < end and not self.texts[start].strip():
            start += 1
        while end > start and not self.texts[end - 1].strip():
            end -= 1
        return self if end - start == len(self.texts) else self.part(start, end)


def split_lines(text: str, file: str, tab: int = _TAB) -> Lines:
    """Return the lines of *file*, its tabs expanded and other white space made blanks."""
    if "\v" in text or "\f" in text:
        text = _SPACES_RE.sub(" ", text)
    if "\t" in text:
        texts = [line.expandtabs(tab).rstrip() for line in text.splitlines()]
    else:
        texts = [line.rstrip() for line in text.splitlines()]
    return Lines(texts, [(file, number) for number in range(1, len(texts) + 1)])


def take_indented(lines: Lines, start: int) -> tuple[Lines, int]:
    """Return the indented block that begins at *start*, without its indentation, and the index behind it."""
    end, indent = _measure(lines.texts, start, until_blank=False)
    return Lines([text[indent:] for text in lines.texts[start:end]], lines.places[start:end]), end


def take_hanging(lines: Lines, start: int, indent: int, *, until_blank: bool = False) -> tuple[Lines, int]:
    """Return what follows a marker of the width *indent*: the rest of its line, and the indented lines below.

    The lines below lose the indentation that they have in common.
    """
    texts = lines.texts
    end, common = _measure(texts, start + 1, until_blank=until_blank)
    block = [texts[start][indent:], *[text[common:] for text in texts[start + 1 : end]]]
    return Lines(block, lines.places[start:end]), end


def take_known(lines: Lines, start: int, indent: int) -> tuple[Lines, int]:
    """Return the block of lines that are indented by *indent* or more; the first one holds a marker there."""
    texts = lines.texts
    end = start + 1
    while end < len(texts) and not (texts[end] and texts[end][:indent].strip()):
        end += 1
    return Lines([text[indent:] for text in texts[start:end]], lines.places[start:end]), end


def end_of_text(texts: list[str], start: int) -> int:
    """Return the index of the first line from *start* on that is blank or indented."""
    end = start
    while end < len(texts) and texts[end] and texts[end][0] != " ":
        end += 1
    return end


def is_blank(texts: list[str], index: int) -> bool:
    """Whether a line is blank or behind the end."""
    return index >= len(texts) or not texts[index].strip()


def _measure(texts: list[str], start: int, *, until_blank: bool) -> tuple[int, int]:
    """Return the index behind an indented block, blank lines behind it included, and its indentation."""
    end, indent = start, -1
    for end in range(start, len(texts)):
        text = texts[end]
        if not text:
            if until_blank:
                break
            continue
        if text[0] != " ":
            break
        own = len(text) - len(text.lstrip())
        if indent < 0 or own < indent:
            indent = own
    else:
        end = max(start, len(texts))
    return end, max(indent, 0)
