"""From what a role says to the object that is meant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_restaction.sphinx_ext.names import canonical, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_restaction.sphinx_ext.objects import RestObject
    from sphinx_restaction.sphinx_ext.shown import Kind

    #: A kind and a name.
    _Key = tuple[Kind, str]


class Links:
    """Finds objects by any name that authors may write."""

    def __init__(self, objects: Iterable[RestObject]) -> None:
        self._by_name: dict[_Key, RestObject] = {}
        self._by_key: dict[_Key, list[RestObject]] = defaultdict(list)
        #: Keys without their case to keys.
        self._folded: dict[_Key, set[_Key]] = defaultdict(set)
        for one in objects:
            self._by_name[one.kind, one.name] = one
            for name in dict.fromkeys((one.name, *_names(one))):
                self._by_key[one.kind, name].append(one)
        for kind, name in self._by_key:
            self._folded[kind, name.casefold()].add((kind, name))

    def find(self, kind: Kind, text: str, owner: tuple[str, str] | None = None) -> list[RestObject]:
        """Return the objects that *text* may mean; *owner* is the operation in which it stands, whose own go first."""
        name = canonical(text)
        exact = self._by_name.get((kind, name))
        if exact:
            return [exact]
        found = self._by_key.get((kind, name)) or self._without_case(kind, name)
        return _distinct([one for one in found if one.owner == owner] or found)

    def names(self, kind: Kind) -> Iterator[str]:
        """Yield every name that objects of *kind* have."""
        return (name for found, name in self._by_key if found == kind)

    def _without_case(self, kind: Kind, name: str) -> list[RestObject]:
        keys = self._folded.get((kind, name.casefold()), ())
        return list(dict.fromkeys(one for key in sorted(keys) for one in self._by_key[key]))


def _names(one: RestObject) -> Iterator[str]:
    """Yield the names of an object that others may have, too."""
    if one.parent is None:
        with_title = canonical(f"{one.short} {one.operation.title}")
        yield from (one.short, with_title, canonical(f"{one.operation.method} {one.path}"), one.path)
    elif one.row:
        rows = (one.row, qualified(one.part, one.row))
        yield from rows
        for name in (one.parent.name, one.parent.short):
            yield from (f"{name} {row}" for row in rows)
    else:
        yield from (one.short, one.parent.name, one.parent.short)


def _distinct(found: Iterable[RestObject]) -> list[RestObject]:
    """Return the first of the rows that stand in one table of one operation under one name."""
    return list({(one.owner, one.part, one.row): one for one in reversed(list(found))}.values())[::-1]
