"""The sections of a page, found in its HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_SECTION_RE = re.compile(r"<section\b[^>]*>|</section>")
_ID_RE = re.compile(r'\sid="([^"]*)"')
#: What stands before the heading of a section: its own tag, and what other ids it has.
_HEAD_RE = re.compile(r'<section\b[^>]*>\s*(?:<span id="[^"]*"></span>\s*)*')
_AUTOMATIC_RE = re.compile(r"id\d+")
_REFERENCE_RE = re.compile(r'<a class="footnote-reference[^>]* id="(id\d+)"')


class Span(NamedTuple):
    """A section: from its tag to behind its end."""

    start: int
    end: int
    #: The number of the section that it is in.
    parent: int | None


class UnevenError(Exception):
    """A page whose sections don't nest."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a page, in order."""

    html: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, html: str) -> Sections:
        """Find the sections of *html*; raises an `UnevenError` if tags don't match."""
        starts: list[tuple[int, int | None]] = []
        ends: dict[int, int] = {}
        stack: list[int] = []
        for match in _SECTION_RE.finditer(html):
            if not match[0].startswith("</"):
                starts.append((match.start(), stack[-1] if stack else None))
                stack.append(len(starts) - 1)
            elif stack:
                ends[stack.pop()] = match.end()
            else:
                raise UnevenError
        if stack:
            raise UnevenError
        return cls(html, tuple(Span(start, ends[number], parent) for number, (start, parent) in enumerate(starts)))

    def id_of(self, number: int) -> str:
        """Return the id of a section, an empty text if it has none."""
        return id_of(self.html, self.spans[number].start)

    def automatic_id_of(self, number: int) -> str | None:
        """Return the id that docutils has made up for a section, None if it has not."""
        return next((name for name in self.head_ids_of(number) if _AUTOMATIC_RE.fullmatch(name)), None)

    def head_ids_of(self, number: int) -> list[str]:
        """Return all ids of a section itself."""
        match = _HEAD_RE.match(self.html, self.spans[number].start)
        return _ID_RE.findall(match[0]) if match else []

    def reference_ids_between(self, start: int, end: int) -> list[str]:
        """Return the ids of references to footnotes in a part of the page."""
        return _REFERENCE_RE.findall(self.html, start, end)

    def own_end(self, number: int) -> int:
        """Return where the first section within a section begins, or else its end tag."""
        span = self.spans[number]
        child = self.spans[number + 1] if number + 1 < len(self.spans) else None
        return child.start if child and child.start < span.end else span.end - len("</section>")

    def ids_between(self, start: int, end: int) -> set[str]:
        """Return the ids in a part of the page."""
        return set(_ID_RE.findall(self.html, start, end))


def id_of(html: str, start: int = 0) -> str:
    """Return the id of the tag at *start*, an empty text if it has none."""
    match = _ID_RE.search(html, start, html.index(">", start))
    return match[1] if match else ""
