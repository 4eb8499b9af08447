"""Whose comments are whose: what stands between two entries of a catalogue belongs to the file, a group or an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from sphinx_restaction.model.definition import LOCATIONS

#: Comments of the file, whatever follows them: licences, and orders to editors and linters.
_FILE_RE = re.compile(r"licen[cs]e|copyright|spdx-|yaml-language-server|yamllint|vim?:|-\*-", re.IGNORECASE)
#: ``# variables in query``, ``# -- Headers``.
_GROUP_RE = re.compile(
    r"#[\s\-=#*]*(?:(?:variables?|param(?:eter)?s?|fields?|members?|attributes?)\s+(?:in|of|for)\s+(?:the\s+)?)?"
    r"(?:request\s+)?(header|path|query|body)s?(?:\s+(?:variables?|param(?:eter)?s?|fields?|strings?))?[\s\-=#*:.]*",
    re.IGNORECASE,
)
_COMMENT, _HEADING = 1, 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Comments and blank lines, from the line *start* up to *end*, that stand above a group of entries."""

    location: str
    start: int
    end: int

    def moved(self, lines: int) -> Heading:
        """Return the heading in a text that has so many lines more above it."""
        return replace(self, start=self.start + lines, end=self.end + lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The lines above an entry: those of the file, headings, blank lines, and the entry's own comments."""

    #: How many lines belong to the file.
    header: int
    headings: tuple[Heading, ...]
    #: Where the blank lines, and after them the entry's own comments begin.
    blank: int
    lead: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Comment lines without a blank line in them."""

    lines: list[str]
    start: int
    end: int


def split_gap(lines: list[str], *, location: str, above: str | None, is_spaced: bool) -> Gap:
    """Return whose the *lines* above an entry are.

    *location* is the entry's, *above* that of the entry before, None if there is none. In a catalogue that
    *is_spaced*, most entries follow a blank line.
    """
    header = 0 if above is not None else _header(lines)
    blocks = _blocks(lines, header)
    headings: list[Heading] = []
    start = header
    for number, block in enumerate(blocks):
        is_own = block.end == len(lines)
        group = _group(block, location)
        begins_group = location in LOCATIONS and above != location
        if is_own:
            begins_group = begins_group and not is_spaced and block.start > 0 and not lines[block.start - 1].strip()
        if group or begins_group:
            stop = blocks[number + 1].start if number + 1 < len(blocks) else len(lines)
            end = _blank_end(lines, block.end, stop)
            headings = [*headings, Heading(group or location, start, end)]
            start = end
    lead = next((block.start for block in blocks if block.start >= start), len(lines))
    return Gap(header=header, headings=tuple(headings), blank=start, lead=lead)


def _group(block: _Block, location: str) -> str:
    """Return the location whose group *block* is the heading of, by its words; an empty string if it has none."""
    if len(block.lines) > 1:
        return ""
    match = _GROUP_RE.fullmatch(block.lines[0].strip())
    return match[1].lower() if match and location in LOCATIONS else ""


def _header(lines: list[str]) -> int:
    """Return how many lines at the top of the file belong to the file.

    These are a block of comments that a blank line follows, and, of any other, the lines down to the last that speaks
    of the file.
    """
    marks = [number for number, line in enumerate(lines, 1) if line.startswith(("---", "%"))]
    start = marks[-1] if marks else 0
    blocks = _blocks(lines, start)
    if not blocks:
        return _blank_end(lines, start, len(lines))
    first = blocks[0]
    if first.end < len(lines) and not _GROUP_RE.fullmatch("".join(first.lines).strip()):
        return _blank_end(lines, first.end, len(lines))
    spoken = [number for number, line in enumerate(first.lines, first.start + 1) if _FILE_RE.search(line)]
    return spoken[-1] if spoken else start


def _blocks(lines: list[str], start: int) -> list[_Block]:
    """Return the blocks from the line *start* on; the heading of a group is a block by itself."""
    found: list[_Block] = []
    number = start
    for kind, group in groupby(lines[start:], _kind):
        members = list(group)
        size = 1 if kind == _HEADING else len(members)
        firsts = range(0, len(members) if kind else 0, size)
        found += [_Block(members[at : at + size], number + at, number + at + size) for at in firsts]
        number += len(members)
    return found


def _kind(line: str) -> int:
    content = line.strip()
    return 0 if not content else _HEADING if _GROUP_RE.fullmatch(content) else _COMMENT


def _blank_end(lines: list[str], start: int, stop: int) -> int:
    """Return the line after the blank lines that begin at *start*."""
    while start < stop and not lines[start].strip():
        start += 1
    return start
