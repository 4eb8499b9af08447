"""Edits as data, and the one function that applies them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A piece of a file to replace; an empty piece is a place to insert at."""

    #: Absolute path.
    file: str
    #: Where the piece begins and where it ends, in characters of the text with its byte order mark and line ends.
    start: int
    end: int
    #: Of several insertions at one place, the order.
    rank: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """The edits that mend a finding: all of them, or none."""

    edits: tuple[Edit, ...]
    #: What they do, in a few words, such as "removes the row 'id'".
    message: str
    #: What is left for the author to write, and in which file; empty strings for nothing.
    todo: str = ""
    todo_file: str = ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with *edits* applied; what they do not cover stays as it is, and equal edits count once.

    Edits that `clash` are an error of the caller.
    """
    parts = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start < done:
            raise ValueError(f"edits of {edit.file} overlap at {edit.start}")
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def clash(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be applied to one text.

    Equal ones can, and count once. So can two insertions at one place that have different ranks.
    """
    if one.file != other.file or one == other:
        return False
    if one.start == one.end and other.start == other.end:
        return one.start == other.start and one.rank == other.rank
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
