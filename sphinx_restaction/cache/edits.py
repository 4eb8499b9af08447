"""Edits that no rule can see: a run after one of them finds what the run before it has found.

Each function takes the lines of a file before and after an edit, of equal number, and knows why it can say so. What it
does not know is an edit that counts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sphinx_restaction.sources.restructured.inline import may_tell
from sphinx_restaction.sources.restructured.titles import LINE_RE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_restaction.cache.facts import Facts

    _Judge = Callable[[str, Sequence[str], Sequence[str], Sequence[int], Facts], bool]

#: Comments that silence rules have this word, wherever they stand.
_MARK = "restaction"
_MAX_LINE = 1_000
#: Larger files, in bytes, are not compared: they may be on their way to a limit of the reader's.
_MAX_SIZE = 2_000_000
#: The first line of what can be nothing but a paragraph: it begins with a word, and not with an enumerator.
_WORD_RE = re.compile(r"[A-Za-z]{2,}(?:[ ,]|$)")
#: The line above the text of a description.
_DESCRIPTION_RE = re.compile(r" +description: *[|>][-+]?$")
_MEMBER_RE = re.compile(r'(\s*"(?P<key>[^"\\]*)": *)"(?P<text>[^"\\]+)"(,?)')
#: Messages show so much of a value, at least.
_SHOWN = 20
#: Texts that rules take for something else: numbers, booleans, null.
_SPECIAL_RE = re.compile(r"[-+.\d]*(?:e[-+\d]*)?|true|false|null|none", re.IGNORECASE)


def is_unseen(path: str, old: bytes, new: bytes, facts: Facts) -> bool:
    """Whether no rule can see the edit of the file *path* from *old* to *new*."""
    judge = _JUDGES.get(facts.roles.get(path, "")) if max(len(old), len(new)) <= _MAX_SIZE else None
    before, after = _lines(old), _lines(new)
    if judge is None or before is None or after is None or len(before) != len(after):
        return False
    changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    return all(_is_plain(lines[number]) for lines in (before, after) for number in changed) and judge(
        path, before, after, changed, facts
    )


def _lines(data: bytes) -> list[str] | None:
    """Return the lines of a text; None if it is none, or if it has other line ends."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    return lines if text.splitlines() == (lines if lines[-1] else lines[:-1]) else None


def _is_plain(line: str) -> bool:
    return line.isprintable() and not line.isspace() and 0 < len(line) <= _MAX_LINE and _MARK not in line


def _is_unseen_in_document(
    _path: str, before: Sequence[str], after: Sequence[str], changed: Sequence[int], _facts: Facts
) -> bool:
    """Whether only words of paragraphs have changed that tell nothing, in which the reader does not look further."""
    done = 0
    for number in changed:
        if number >= done:
            start, end = _paragraph(before, number)
            if (start, end) != _paragraph(after, number):
                return False
            if not (_is_silent(before[start:end]) and _is_silent(after[start:end])):
                return False
            done = end
    return True


def _paragraph(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return the lines around line *number* that no blank line divides: the first, and the one behind the last."""
    start, end = number, number + 1
    while start and lines[start - 1].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return start, end


def _is_silent(lines: Sequence[str]) -> bool:
    """Whether *lines*, between blank ones, are a paragraph at the margin that neither tells nor announces anything."""
    # The reader leaves out white space at the ends of lines, of whatever kind.
    lines = [line.rstrip() for line in lines]
    return (
        _WORD_RE.match(lines[0]) is not None
        # In a table, which blank lines do not end, a line that begins like a border may be one. What silences rules
        # speaks for what stands below.
        and not any(line[0].isspace() or line[0] == "=" or _MARK in line for line in lines)
        # What is underlined is a title.
        and not (len(lines) > 1 and LINE_RE.match(lines[1]))
        and not lines[-1].endswith(":")
        and not may_tell("\n".join(lines))
    )


def _is_unseen_in_catalogue(
    path: str, before: Sequence[str], after: Sequence[str], changed: Sequence[int], facts: Facts
) -> bool:
    """Whether only descriptions have changed, and what rules read in them is the same."""
    starts = facts.descriptions.get(path, ())
    for number in changed:
        # Lines are counted from 1 there.
        index = bisect_right(starts, number + 1) - 1
        if index < 0:
            return False
        first = starts[index] - 1
        span = _block(before, first, number)
        if span is None or span != _block(after, first, number) or _indent(before[number]) != _indent(after[number]):
            return False
        if _statements(before[slice(*span)]) != _statements(after[slice(*span)]):
            return False
    return True


def _block(lines: Sequence[str], first: int, number: int) -> tuple[int, int] | None:
    """Return the block of text that begins with line *first*, and the line behind it, if it has line *number*."""
    header = lines[first - 1]
    if not _DESCRIPTION_RE.match(header) or not lines[first].strip() or _indent(lines[first]) <= _indent(header):
        return None
    indent, end = _indent(lines[first]), first
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= indent):
        end += 1
    return (first, end) if number < end else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _statements(lines: Sequence[str]) -> tuple[object, ...]:
    from sphinx_restaction.checks.wording import read_wording  # noqa: PLC0415  # edits of documents need none

    return read_wording("\n".join(lines)).statements


def _is_unseen_in_sample(
    path: str, before: Sequence[str], after: Sequence[str], changed: Sequence[int], facts: Facts
) -> bool:
    """Whether only texts have changed that stand for any text, each at the end of its line.

    Rules look at keys, places and types. At a text itself they look if it could be something else, if a description
    quotes it, or if a field of a definition constrains it; and they show what is wrong.
    """
    for number in changed:
        one, other = _MEMBER_RE.fullmatch(before[number]), _MEMBER_RE.fullmatch(after[number])
        if not one or not other or (one[1], one[4]) != (other[1], other[4]) or one["key"] in facts.constrained:
            return False
        if any(_SPECIAL_RE.fullmatch(text) or text in facts.quoted for text in (one["text"], other["text"])):
            return False
        if one["text"][:_SHOWN] in facts.messages.get(path, ""):
            return False
    return all(map(_is_json, (before, after)))


def _is_json(lines: Sequence[str]) -> bool:
    try:
        json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False
    return True


#: By the part that a file has in the reference.
_JUDGES: Mapping[str, _Judge] = {
    "document": _is_unseen_in_document,
    "catalogue": _is_unseen_in_catalogue,
    "sample": _is_unseen_in_sample,
}
