"""Words for new names, and misspelt ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from benchmarks.recall.pairs import Pair

#: Words that no reference has, nor anything like them.
_WORDS = ("walnut", "giraffe", "teapot", "cinnamon", "umbrella", "xylophone", "marmalade", "hedgehog")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: A word is long enough to be misspelt if it has so many letters.
SHORTEST = 5


def misspelt(word: str, random: Random) -> str:
    """Return *word* with one letter left out, doubled, changed, or swapped with the next."""
    places = [place for place, letter in enumerate(word) if letter.isalpha()]
    place = random.choice(places)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    ways = [before + after, before + 2 * letter + after, before + random.choice(_LETTERS) + after]
    if after:
        ways.append(before + after[0] + letter + after[1:])
    return random.choice(ways)


def another(taken: Iterable[str], random: Random) -> str:
    """Return a word that is like none that is *taken*."""
    taken = set(taken)
    free = [one for one in _WORDS if one not in taken and not any(likeness(one, other) for other in taken)]
    return random.choice(free)


def names(pair: Pair) -> set[str]:
    """Return all names that rows and sample of *pair* have."""
    rows = {part for row in pair.comparison.side.rows for part in (row.name, *row.name.split("."))}
    return rows | set(pair.comparison.by_key)


def is_long(word: str) -> bool:
    """Whether *word* has enough letters to be misspelt."""
    return sum(letter.isalpha() for letter in word) >= SHORTEST
