"""Enumerated lists: ``1.``, ``(b)``, ``iv)``, ``#.``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDINAL = r"[0-9]+|[a-z]|[A-Z]|[ivxlcdm]+|[IVXLCDM]+|#"
ENUMERATOR_RE = re.compile(rf"(?:(\()({_ORDINAL})\)|({_ORDINAL})([).]))( +|$)")
_SEQUENCES: Mapping[str, re.Pattern[str]] = {
    "arabic": re.compile(r"[0-9]+"),
    "lower": re.compile(r"[a-z]"),
    "upper": re.compile(r"[A-Z]"),
    "lower roman": re.compile(r"[ivxlcdm]+"),
    "upper roman": re.compile(r"[IVXLCDM]+"),
}
_ROMAN_RE = re.compile(r"M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMERALS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LETTERS = 26
_MAX_ROMAN = 4999


class Item(NamedTuple):
    """The beginning of an item of an enumerated list."""

    opening: str
    closing: str
    sequence: str
    ordinal: int


def read_item(match: re.Match[str], last: Item | None, below: str | None) -> Item | None:
    """Return the item that a match of `ENUMERATOR_RE` begins, None if it is text.

    *last* is the item of the list before it, if it follows one. *below* is the next line, None at the end.
    """
    if last and last.sequence != "#":
        item = _read(match, last.sequence)
        follows = (item.opening, item.closing) == (last.opening, last.closing) and (
            item.sequence == "#" or (item.sequence == last.sequence and item.ordinal == last.ordinal + 1)
        )
        if follows and _is_item(item, below):
            return item
    item = _read(match, "")
    return item if _is_item(item, below) else None


def _read(match: re.Match[str], expected: str) -> Item:
    text = match[2] or match[3]
    opening, closing = match[1] or "", match[4] or ")"
    if text == "#":
        return Item(opening, closing, "#", 1)
    sequence = ""
    if expected and _SEQUENCES[expected].fullmatch(text):
        sequence = expected
    elif not expected and text in ("i", "I"):
        sequence = "lower roman" if text == "i" else "upper roman"
    if not sequence:
        sequence = next(name for name, pattern in _SEQUENCES.items() if pattern.fullmatch(text))
    return Item(opening, closing, sequence, _ordinal(text, sequence))


def _ordinal(text: str, sequence: str) -> int:
    """Return the number that *text* means, -1 for none."""
    if sequence == "arabic":
        # Python refuses to make a number of thousands of digits.
        return int(text[:1000])
    if sequence in ("lower", "upper"):
        return ord(text.lower()) - ord("a") + 1
    if not _ROMAN_RE.fullmatch(text.upper()):
        return -1
    value, rest = 0, text.upper()
    for number, numeral in _NUMERALS:
        while rest.startswith(numeral):
            value, rest = value + number, rest[len(numeral) :]
    return value


def _is_item(item: Item, below: str | None) -> bool:
    """Whether the next line is blank, indented, or the next item."""
    if item.ordinal < 0:
        return False
    if below is None or not below[:1].strip():
        return True
    numeral = _numeral(item.ordinal + 1, item.sequence)
    following = tuple(f"{item.opening}{one}{item.closing} " for one in (numeral, "#"))
    return bool(numeral) and below.startswith(following)


def _numeral(ordinal: int, sequence: str) -> str:
    """Return the ordinal as it would be written, an empty string if it can't."""
    if sequence in ("#", "arabic"):
        return "#" if sequence == "#" else str(ordinal)
    if sequence in ("lower", "upper"):
        text = chr(ordinal + ord("A") - 1) if ordinal <= _LETTERS else ""
    else:
        text = _roman(ordinal) if ordinal <= _MAX_ROMAN else ""
    return text.lower() if sequence.startswith("lower") else text


def _roman(ordinal: int) -> str:
    text = ""
    for number, numeral in _NUMERALS:
        text += numeral * (ordinal // number)
        ordinal %= number
    return text
