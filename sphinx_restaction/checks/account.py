"""What of a sample and its rows does not fit, each thing once: what one rule takes, the next ones leave alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.checks.absence import Absence, absences
from sphinx_restaction.checks.lazy import lazy
from sphinx_restaction.checks.naming import looks_like_data
from sphinx_restaction.checks.near_misses import NearMiss, near_misses
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position

_OWN_NAME_RE = re.compile(r"_(?:links|id|uuid|count)$")
#: So many keys of an object without a row, and more than half of them, are one finding.
_MANY = 5


class Account:
    """The keys without a row and the rows without a key of one comparison, in the order of the rules."""

    def __init__(
        self, comparison: Comparison, siblings: Sequence[Comparison], free_keys: Mapping[str, set[frozenset[str]]]
    ) -> None:
        self.comparison = comparison
        self.siblings = siblings
        #: Wrapper to the sets of keys that opaque objects directly in it have, anywhere in the reference.
        self.free_keys = free_keys

    @lazy
    def near_misses(self) -> list[NearMiss]:
        """Rows and keys that are meant for each other."""
        return near_misses(self.comparison)

    @lazy
    def displaced(self) -> list[tuple[Row, Position]]:
        """Rows whose definition names their `parent`, and a key of that name which stands elsewhere only."""
        comparison = self.comparison
        return [
            (row, comparison.by_key[row.last][0])
            for row in comparison.rows
            if row.definition.parent and row.last in comparison.by_key and not comparison.names.positions[row]
        ]

    @lazy
    def _paired(self) -> set[object]:
        paired = [*((miss.row, miss.position, miss.leaf) for miss in self.near_misses), *self.displaced]
        return {part for parts in paired for part in parts}

    @lazy
    def unnamed(self) -> list[tuple[Position, bool]]:
        """The keys of enumerated objects that no row names, and whether the object certainly is enumerated."""
        comparison = self.comparison
        if comparison.side.is_partial:
            return []
        return [
            (child, is_certain)
            for container, is_certain in comparison.enumerated.items()
            for child in container.children.values()
            if child not in comparison.all_names
            and child is not comparison.wrapper
            and child not in self._paired
            and not self._looks_like_data(child)
            and child not in self._free
        ]

    def _is_spoken_of(self, position: Position) -> bool:
        """Whether the row of the object around *position*, or one that names nothing, has the key as a literal."""
        names = self.comparison.names
        rows = [row for row in self.comparison.rows if not names.positions[row]]
        rows += names.rows.get(position.parent, ()) if position.parent else ()
        return any(position.key in row.wording.literals for row in rows)

    @lazy
    def _free(self) -> set[Position]:
        """The unnamed keys of the wrapper, if all of them, two or more, are data in some object of the same name."""
        wrapper = self.comparison.wrapper
        if wrapper is None:
            return set()
        unnamed = {key: child for key, child in wrapper.children.items() if child not in self.comparison.all_names}
        if len(unnamed) < 2 or not any(unnamed.keys() <= keys for keys in self.free_keys.get(wrapper.key, ())):  # noqa: PLR2004  # two or more
            return set()
        return set(unnamed.values())

    @lazy
    def misplaced(self) -> list[tuple[Position, Row]]:
        """Keys of `unnamed` that a row of the same table puts into path, query or header."""
        elsewhere = {row.name: row for row in self.comparison.side.rows if row.definition.location != "body"}
        found = [(position, elsewhere[position.key]) for position, _ in self.unnamed if position.key in elsewhere]
        wrapper = self.comparison.wrapper
        row = elsewhere.get(wrapper.key) if wrapper and wrapper not in self.comparison.all_names else None
        # A variable of the URL may have the name of the wrapper; it is a text, and no object.
        if wrapper and row and (accepted_types(row.definition.type) or set()) & wrapper.types:
            found.append((wrapper, row))
        return found

    @lazy
    def _undescribed(self) -> list[tuple[Position, bool]]:
        """The keys of `unnamed` that are not misplaced, and that no description speaks of."""
        taken = {position for position, _ in self.misplaced}
        return [
            (position, is_certain)
            for position, is_certain in self.unnamed
            if position not in taken and not self._is_spoken_of(position)
        ]

    @lazy
    def partial(self) -> list[tuple[Position, list[Position]]]:
        """Objects most of whose keys no row names, with these keys."""
        by_container: dict[Position, list[Position]] = {}
        for position, _ in self._undescribed:
            if position.parent:
                by_container.setdefault(position.parent, []).append(position)
        return [
            (container, keys)
            for container, keys in by_container.items()
            if len(keys) >= _MANY and 2 * len(keys) > len(container.children)
        ]

    @lazy
    def undocumented(self) -> list[tuple[Position, bool]]:
        """The keys of `unnamed` that no other rule has taken."""
        taken = {position for _, keys in self.partial for position in keys}
        return [(position, is_certain) for position, is_certain in self._undescribed if position not in taken]

    @lazy
    def _absent(self) -> list[Absence]:
        return [one for one in absences(self.comparison, self.siblings) if one.row not in self._paired]

    @lazy
    def in_url(self) -> list[Row]:
        """Required rows of the body that are not in the sample, but a variable of the URL."""
        variables = self.comparison.side.operation.url.variables
        return [row for row, is_certain in self._absent if is_certain and row.name in variables]

    @lazy
    def missing(self) -> list[Absence]:
        """Required rows that are not in the sample, and that no other rule has taken."""
        return [absence for absence in self._absent if absence.row not in self.in_url]

    def _looks_like_data(self, position: Position) -> bool:
        if looks_like_data(position.key):
            return True
        if _OWN_NAME_RE.search(position.key) or position.parent is None:
            return False
        # Keys as `volumes_fast` beside the documented `volumes` come from a template.
        return any(
            position.key.startswith(tuple(sibling.key + mark for mark in "_:.-"))
            for sibling in position.parent.children.values()
            if sibling is not position and sibling in self.comparison.all_names and sibling.types == position.types
        )
