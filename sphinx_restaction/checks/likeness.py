"""When two names are meant to be one (the manual, "Comparing", 6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Likeness = Literal["case-or-separator", "plural", "spelling", "id-suffix", "wrapper"]

_OTHER_RE = re.compile(r"[\W_]+")
_PLURAL_RE = re.compile(r"(?P<y>ies)$|(?<=[sx])es$|(?<=ch)es$|(?<=sh)es$|s$")
_ID_SUFFIXES = ("_id", "_uuid")
_SHORTEST = 5
#: Names of at least this length may differ in two letters.
_LONG = 8


def likeness(one: str, other: str) -> Likeness | None:
    """Return how *one* is like *other*, which is another name; None if it is not."""
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return None
    if first == second:
        return "case-or-separator"
    if _singular(first) == second or first == _singular(second):
        return "plural"
    if any(one == other + suffix or other == one + suffix for suffix in _ID_SUFFIXES):
        return "id-suffix"
    return "spelling" if _is_misspelt(first, second) else None


@lru_cache(maxsize=100_000)
def _letters(name: str) -> str:
    return _OTHER_RE.sub("", name.lower())


@lru_cache(maxsize=100_000)
def _singular(name: str) -> str:
    """Return *name* without the ending of a plural; `alias` loses its s, too, so singulars are not compared."""
    match = _PLURAL_RE.search(name)
    if not match:
        return name
    return name[: match.start()] + ("y" if match["y"] else "")


def _is_misspelt(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    if shortest < _SHORTEST:
        return False
    allowed = 2 if shortest >= _LONG else 1
    return abs(len(one) - len(other)) <= allowed and distance(one, other) <= allowed


def distance(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance (optimal string alignment): letters added, left out, changed, swapped."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != wanted))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
