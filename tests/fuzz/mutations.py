"""Ways to damage a text, a function each: from bytes and hypothesis' choices to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.fuzz.words import HUGE, ODD

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

Mutation = Callable[["DrawFn", bytes], bytes]

_NUMBER_RE = re.compile(rb"\d+")
_WORD_RE = re.compile(rb"[\w.-]+|[^\w\s]")
_VALUE_RE = re.compile(rb"(?<=[:\-] )[^\n]+")
_LINE_ENDS = tuple(end.encode() for end in ("\r\n", "\r", "\n\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"))
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "utf-7", "cp037")
_NESTS = ((b"[", b"]"), (b'{"a":', b"}"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b""))
#: The longest stretch that is moved or doubled.
_STRETCH = 400
_WINDOW = 12


def cut(draw: DrawFn, text: bytes) -> bytes:
    """Leave out the end."""
    return text[: draw(_place(text))]


def drop(draw: DrawFn, text: bytes) -> bytes:
    """Leave out a stretch."""
    start, end = _stretch(draw, text)
    return text[:start] + text[end:]


def double(draw: DrawFn, text: bytes) -> bytes:
    """Repeat a stretch, perhaps often."""
    start, end = _stretch(draw, text)
    return text[:end] + text[start:end] * draw(st.sampled_from((1, 2, 50))) + text[end:]


def move(draw: DrawFn, text: bytes) -> bytes:
    """Put a stretch elsewhere."""
    start, end = _stretch(draw, text)
    rest = text[:start] + text[end:]
    place = draw(_place(rest))
    return rest[:place] + text[start:end] + rest[place:]


def shuffle_lines(draw: DrawFn, text: bytes) -> bytes:
    """Put some neighbouring lines in another order."""
    lines = text.splitlines(keepends=True)
    start = draw(st.integers(0, len(lines)))
    window = lines[start : start + _WINDOW]
    return b"".join([*lines[:start], *draw(st.permutations(window)), *lines[start + _WINDOW :]])


def shuffle_bytes(draw: DrawFn, text: bytes) -> bytes:
    """Put some neighbouring bytes in another order."""
    start = draw(_place(text))
    window = draw(st.permutations(text[start : start + _WINDOW]))
    return text[:start] + bytes(window) + text[start + _WINDOW :]


def insert_odd(draw: DrawFn, text: bytes) -> bytes:
    """Put odd characters, or bytes that are none, somewhere."""
    place = draw(_place(text))
    return text[:place] + draw(st.sampled_from(ODD)) + text[place:]


def insert_bytes(draw: DrawFn, text: bytes) -> bytes:
    """Put any bytes somewhere."""
    place = draw(_place(text))
    return text[:place] + draw(st.binary(min_size=1, max_size=8)) + text[place:]


def replace_number(draw: DrawFn, text: bytes) -> bytes:
    """Make a number a huge or odd one."""
    return _replace(draw, text, _NUMBER_RE, HUGE)


def replace_word(draw: DrawFn, text: bytes) -> bytes:
    """Put a word of the text in the place of another."""
    words = _WORD_RE.findall(text)
    return _replace(draw, text, _WORD_RE, words) if words else text


def indent(draw: DrawFn, text: bytes) -> bytes:
    """Move some lines to the right or to the left."""
    lines = text.splitlines(keepends=True)
    start = draw(st.integers(0, len(lines)))
    margin = draw(st.sampled_from((b" ", b"    ", b"\t", b"")))
    window = [margin + line if margin else line.lstrip(b" ") for line in lines[start : start + _WINDOW]]
    return b"".join([*lines[:start], *window, *lines[start + _WINDOW :]])


def end_lines(draw: DrawFn, text: bytes) -> bytes:
    """End all lines, or some, in another way."""
    return text.replace(b"\n", draw(st.sampled_from(_LINE_ENDS)), draw(st.sampled_from((-1, 1, 5))))


def encode(draw: DrawFn, text: bytes) -> bytes:
    """Write it in another encoding."""
    return text.decode("utf-8", "replace").encode(draw(st.sampled_from(_ENCODINGS)), "replace")


def insert_line_of(lines: Sequence[bytes]) -> Mutation:
    """Return a mutation that puts one of *lines* between two, perhaps as deep as the one below."""

    def insert_line(draw: DrawFn, text: bytes) -> bytes:
        present = text.splitlines(keepends=True)
        index = draw(st.integers(0, len(present)))
        below = present[index] if index < len(present) else b""
        margin = below[: len(below) - len(below.lstrip(b" "))] if draw(st.booleans()) else b""
        added = b"".join(margin + line + b"\n" for line in draw(st.sampled_from(lines)).split(b"\n"))
        return b"".join([*present[:index], added, *present[index:]])

    return insert_line


def replace_value_by(lines: Sequence[bytes]) -> Mutation:
    """Return a mutation that makes what stands behind a colon or dash something else, for instance one of *lines*."""

    def replace_value(draw: DrawFn, text: bytes) -> bytes:
        return _replace(draw, text, _VALUE_RE, (*lines, *ODD, *HUGE))

    return replace_value


def nest(draw: DrawFn, text: bytes) -> bytes:
    """Put something deeply nested somewhere."""
    place, depth = draw(_place(text)), draw(st.sampled_from((5, 90, 101, 3000, 100_000)))
    opening, closing = draw(st.sampled_from(_NESTS))
    return text[:place] + opening * depth + closing * draw(st.sampled_from((0, depth))) + text[place:]


def nest_lines(draw: DrawFn, text: bytes) -> bytes:
    """Put lines between two, each deeper than the one above."""
    lines = text.splitlines(keepends=True)
    index, depth = draw(st.integers(0, len(lines))), draw(st.sampled_from((5, 101, 1000)))
    step = draw(st.sampled_from((b"a:", b"- a", b"text", b".. note::", b"1. a", b":a: b", b"- - a")))
    added = b"".join(b" " * number * 2 + step + b"\n" for number in range(depth))
    return b"".join([*lines[:index], added, *lines[index:]])


def _place(text: bytes) -> st.SearchStrategy[int]:
    return st.integers(0, len(text))


def _stretch(draw: DrawFn, text: bytes) -> tuple[int, int]:
    start = draw(_place(text))
    return start, min(len(text), start + draw(st.integers(1, _STRETCH)))


def _replace(draw: DrawFn, text: bytes, pattern: re.Pattern[bytes], choices: Sequence[bytes]) -> bytes:
    matches = list(pattern.finditer(text))
    if not matches:
        return text
    match = draw(st.sampled_from(matches))
    return text[: match.start()] + draw(st.sampled_from(choices)) + text[match.end() :]


#: Those that suit every text.
MUTATIONS: tuple[Mutation, ...] = (
    *(cut, drop, double, move, shuffle_lines, shuffle_bytes, insert_odd, insert_bytes, replace_number, replace_word),
    *(indent, end_lines, encode, nest, nest_lines),
)
