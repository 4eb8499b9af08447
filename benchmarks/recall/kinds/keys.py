"""Breaks of the keys of a sample."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.recall import editing, words
from benchmarks.recall.breaks import Break, at_pointer, at_rows, at_top, is_only_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position

_NEW_VALUES: tuple[object, ...] = ("some text", 7, 1.5, True, ["some text"], [], {})
#: What says that a parameter is not always there. This list is not the rule's own, which it is to test.
_CONDITION_RE = re.compile(r"\b(?:only|if|when|optional|unless|omitted)\b", re.IGNORECASE)
#: Names of parameters that tell of other pages: the last page has no next one.
_PAGES_RE = re.compile(r".*links?|next|previous|first|marker")


def misspelt(pair: Pair, random: Random) -> Iterator[Break]:
    """Misspell a key that a row names, in one of its places."""
    taken = words.names(pair)
    for position, rows in pair.named():
        if words.is_long(position.key):
            key = words.misspelt(position.key, random)
            if key not in taken:
                yield _renamed(pair, position, rows, key, random)


def renamed(pair: Pair, random: Random) -> Iterator[Break]:
    """Give a key that a row names a name that is like no other, in one of its places."""
    taken = words.names(pair)
    for position, rows in pair.named():
        yield _renamed(pair, position, rows, words.another(taken, random), random)


def removed(pair: Pair, _random: Random) -> Iterator[Break]:
    """Take a key away, in all of its places, whose rows say that it is always there.

    The only key of an object stays, for an object that is empty may be an abbreviation; the checks take it for one.
    """
    for position, rows in pair.named():
        is_only = position.parent is None or len(position.parent.children) == 1
        if not is_only and _is_always_there(pair, position, rows):
            change = editing.removed(pair, [value.pointer for value in position.values])
            yield Break(change=change, places=at_rows(rows), position=position, what=f"'{position.path}' is taken away")


def added(pair: Pair, random: Random) -> Iterator[Break]:
    """Add a key that no row names to an object."""
    taken = words.names(pair)
    for container in pair.comparison.enumerated:
        key = words.another(taken, random)
        pointer = editing.inside(random.choice(list(editing.objects(container))), key)
        change = editing.changed(pair, pointer, random.choice(_NEW_VALUES))
        what = f"'{key}' is added to '{container.path}'"
        yield Break(change=change, places=(at_pointer(change, pointer),), what=what)


def _renamed(pair: Pair, position: Position, rows: list[Row], key: str, random: Random) -> Break:
    pointer = random.choice(position.values).pointer
    change = editing.renamed(pair, pointer, key)
    places = [at_pointer(change, editing.inside(editing.around(pointer), key)), *at_rows(rows)]
    if is_only_root(pair, position):
        places.append(at_top(pair))
    what = f"'{position.path}' becomes '{key}'"
    return Break(change=change, places=tuple(places), position=position, what=what)


def _is_always_there(pair: Pair, position: Position, rows: list[Row]) -> bool:
    """Whether every row of the names says so, in each version, and neither operation nor siblings say otherwise."""
    comparison, operation = pair.comparison, pair.operation
    is_update = operation.method in ("PUT", "PATCH") or "updat" in operation.title.lower()
    is_elsewhere = any(position.key in one.by_key for one in pair.siblings if one is not comparison)
    if (comparison.side.role == "request" and is_update) or is_elsewhere or _PAGES_RE.fullmatch(position.key):
        return False
    names = {row.name for row in rows}
    return all(_is_required(pair, row) for row in comparison.side.body if row.name in names)


def _is_required(pair: Pair, row: Row) -> bool:
    text = row.definition.description
    is_bound = pair.comparison.version is None and row.has_bound
    is_conditional = text is not None and bool(_CONDITION_RE.search(text.value))
    return row.definition.values.get("required") is True and not is_bound and not is_conditional
