"""A sample beside the rows that should describe it, and which of its objects they enumerate ("Comparing", 3 to 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.lazy import lazy
from sphinx_restaction.checks.naming import LINKS_RE, Names, Row
from sphinx_restaction.checks.positions import Position
from sphinx_restaction.model.microversion import EVERY_VERSION

if TYPE_CHECKING:
    from sphinx_restaction.checks.pairing import Sample, Side
    from sphinx_restaction.model.microversion import Microversion

#: A nested object is enumerated by so many of its keys, at least, and at least half of them.
_FEWEST_CHILDREN = 2


class Comparison:
    """One JSON sample of one role of an operation, beside the body rows of that role."""

    def __init__(self, side: Side, sample: Sample, version: Microversion | None) -> None:
        self.side = side
        self.sample = sample
        #: The version of the sample, None if it is not known.
        self.version = version

    @lazy
    def root(self) -> Position:
        """The root of the sample."""
        return Position.of(self.sample.value)

    @lazy
    def positions(self) -> list[Position]:
        """All positions below the root."""
        return self.root.descendants()

    @lazy
    def by_key(self) -> dict[str, list[Position]]:
        """The positions by their last keys."""
        found: dict[str, list[Position]] = {}
        for position in self.positions:
            found.setdefault(position.key, []).append(position)
        return found

    @lazy
    def rows(self) -> list[Row]:
        """The body rows that apply to the version of the sample; all of them if it is not known."""
        version = self.version
        if version is None:
            return list(self.side.body)
        return [row for row in self.side.body if row.versions is EVERY_VERSION or version in row.versions]

    @lazy
    def names(self) -> Names:
        """What the rows that apply name."""
        return Names(self.rows, self.by_key, self.positions)

    @lazy
    def all_names(self) -> Names:
        """What any body row names, whatever its versions."""
        if len(self.rows) == len(self.side.body):
            return self.names
        return Names(self.side.body, self.by_key, self.positions)

    @property
    def is_related(self) -> bool:
        """Whether any row names anything in the sample."""
        return bool(self.names.rows)

    @lazy
    def wrapper(self) -> Position | None:
        """The top-level key that wraps the body: the only object among the values, links aside."""
        if not isinstance(self.sample.value, dict):
            return None
        shaped = [position for position in self.root.children.values() if position.is_wrapper_shaped]
        real = [position for position in shaped if not LINKS_RE.search(position.key)]
        if len(shaped) == 1:
            return shaped[0]
        return real[0] if len(real) == 1 else None

    def is_primary(self, position: Position) -> bool:
        """Whether rows certainly speak of *position*: of a flat name the shallowest count, one for each of its rows."""
        rows = self.names.rows.get(position, ())
        if any(not row.is_flat for row in rows):
            return True
        # A flat name is the whole key, so these are all rows of the name.
        alike = self.by_key[position.key]
        if len(rows) >= len(alike):
            return True
        return bool(rows) and position.depth <= sorted(one.depth for one in alike)[len(rows) - 1]

    @lazy
    def enumerated(self) -> dict[Position, bool]:
        """The objects whose keys the rows list, and whether that is certain ("Comparing", 5)."""
        found: dict[Position, bool] = {}
        if not self.is_related:
            return found
        found[self.root] = True
        wrapper = self.wrapper
        for position in [self.root, *self.positions]:
            if position.parent is None or not position.children:
                continue
            if position is wrapper:
                if any(self.is_primary(child) for child in position.children.values()) and not self.is_open(position):
                    found[position] = True
            elif position in self.names and not self._below_unnamed(position):
                certainty = self._enumeration(position)
                if certainty is not None:
                    found[position] = certainty
        return found

    @property
    def opaque_in_wrapper(self) -> list[Position]:
        """The named objects directly in the wrapper that the rows do not enumerate."""
        children = self.wrapper.children.values() if self.wrapper else ()
        return [child for child in children if child.children and child in self.names and child not in self.enumerated]

    def _below_unnamed(self, position: Position) -> bool:
        """Whether an object around *position* (the wrapper aside) is named by no row."""
        above = position.parent
        while above is not None and above.parent is not None:
            if above not in self.names and above is not self.wrapper:
                return True
            above = above.parent
        return False

    def is_open(self, position: Position) -> bool:
        """Whether a definition says that the keys of *position* are free (``additionalProperties: true``)."""
        rows = self.names.rows.get(position, ())
        return any(row.definition.values.get("additionalProperties") is True for row in rows)

    def _enumeration(self, position: Position) -> bool | None:
        """Return whether the rows list the keys of a nested object: surely, probably (False), or not (None)."""
        rows = self.names.rows[position]
        if any(row.definition.values.get("additionalProperties") is False for row in rows):
            return True
        if self.is_open(position) or any(row.wording.is_free_form for row in rows):
            return None
        children = list(position.children.values())
        names = [row for child in children for row in self.names.rows.get(child, ())]
        if any(row.is_dotted for row in names):
            return True
        named = sum(1 for child in children if self._is_named_here_only(child, rows))
        if len(children) >= _FEWEST_CHILDREN and named * 2 >= len(children):
            return False
        return None

    def _is_named_here_only(self, child: Position, containers: list[Row]) -> bool:
        """Whether some row has *child* as its only position, in a version in which the object exists."""
        return any(
            len(self.names.positions[row]) == 1
            and any(row.versions.overlaps(container.versions) for container in containers)
            for row in self.names.rows.get(child, ())
        )
