"""What an edit changes: which units are new, gone, or to be rendered again."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from operator import ne
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_restaction.sphinx_ext.live.reading import ReadPage


@dataclass(slots=True)
class Plan:
    """How the page of a document gets from one reading to the next; units are numbers."""

    #: A unit of the old reading, and the one that takes its place.
    replaced: list[tuple[int, int]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    #: A unit of the new reading, and the old unit that stands before it.
    inserted: list[tuple[int, int]] = field(default_factory=list)
    #: For titles of the new reading the ones they had before.
    titles: dict[int, int] = field(default_factory=dict)
    #: Whether a unit stays as it was, since only a build of the whole can show it.
    is_partial: bool = False

    def __bool__(self) -> bool:
        return bool(self.replaced or self.removed or self.inserted or self.is_partial)

    @property
    def rendered(self) -> list[int]:
        """The units of the new reading that have to be rendered, in order."""
        return sorted([*(new for _, new in self.replaced), *(new for new, _ in self.inserted)])


def plan(old: ReadPage, new: ReadPage) -> Plan | None:
    """Return what has changed between two readings of a document; None if the whole has to be built.

    Heads of groups can only be replaced, each by the one in its place; operations come and go between them.
    """
    # A deeper level than any before makes no other title another one.
    if old.frame != new.frame or any(map(ne, old.units.styles, new.units.styles)):
        return None
    heads, new_heads = _heads(old), _heads(new)
    if len(heads) != len(new_heads):
        return None
    made = Plan()
    start = new_start = 0
    ends = zip([*heads, len(old.facts)], [*new_heads, len(new.facts)], strict=True)
    for end, new_end in ends:
        parts = range(start, end), range(new_start, new_end)
        head = range(end, end + 1)[: len(old.facts) - end], range(new_end, new_end + 1)[: len(new.facts) - new_end]
        if not _compare(made, old, parts[0], new, parts[1]) or not _compare(made, old, head[0], new, head[1]):
            return None
        start, new_start = end + 1, new_end + 1
    return _without_whole(made, new)


def _heads(page: ReadPage) -> list[int]:
    return [number for number, unit in enumerate(page.units.units) if not unit.is_whole]


def _compare(made: Plan, old: ReadPage, ours: range, new: ReadPage, theirs: range) -> bool:
    """Add to a plan how some units become others; False if that can't be told."""
    facts, new_facts = old.facts[ours.start : ours.stop], new.facts[theirs.start : theirs.stop]
    for kind, first, last, new_first, new_last in SequenceMatcher(None, facts, new_facts, autojunk=False).get_opcodes():
        gone, come = ours[first:last], theirs[new_first:new_last]
        if kind != "equal":
            if not _take(made, old, gone, new, come):
                return False
            continue
        for one, other in zip(gone, come, strict=True):
            _match(made, old, one, new, other)
    return True


def _without_whole(made: Plan, new: ReadPage) -> Plan | None:
    """Leave out what can't be rendered apart; None if what then is left does not fit together."""
    bound = {number for number in made.rendered if new.units.needs_whole(new.units.units[number])}
    if not bound:
        return made
    left_out = [pair for pair in made.replaced if pair[1] in bound]
    is_same = all(new.units.units[other].first in made.titles for _, other in left_out)
    if len(left_out) < len(bound) or not is_same:
        return None
    made.replaced = [pair for pair in made.replaced if pair[1] not in bound]
    made.is_partial = True
    return made


def _take(made: Plan, old: ReadPage, gone: range, new: ReadPage, come: range) -> bool:
    """Add to a plan that the units *gone* become the units *come*; False if that can't be told."""
    if len(gone) == len(come) and all(_fits(old, one, new, other) for one, other in zip(gone, come, strict=True)):
        for one, other in zip(gone, come, strict=True):
            made.replaced.append((one, other))
            _match(made, old, one, new, other)
        return True
    units = [*(old.units.units[number] for number in gone), *(new.units.units[number] for number in come)]
    if not all(unit.is_whole for unit in units) or not gone.start:
        return False
    made.removed += gone
    made.inserted += ((number, gone.start - 1) for number in come)
    return True


def _fits(old: ReadPage, one: int, new: ReadPage, other: int) -> bool:
    """Whether a unit can take the place of another: they are of one kind and level."""
    before, after = old.units.units[one], new.units.units[other]
    levels = old.units.layout.titles[before.first].level, new.units.layout.titles[after.first].level
    return before.is_whole == after.is_whole and levels[0] == levels[1]


def _match(made: Plan, old: ReadPage, one: int, new: ReadPage, other: int) -> None:
    before, after = old.units.units[one], new.units.units[other]
    if before.last - before.first == after.last - after.first:
        made.titles.update(zip(range(after.first, after.last), range(before.first, before.last), strict=True))
