"""A page with some of its units replaced, as text and as the changes that a browser makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sphinx_restaction.sphinx_ext.live.markup import Sections, id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_restaction.sources.restructured.units import Unit
    from sphinx_restaction.sphinx_ext.live.plan import Plan
    from sphinx_restaction.sphinx_ext.live.reading import ReadPage


#: A part of a page, from start to end, and what comes in its place.
Edit = tuple[int, int, str]
#: A row whose content is another one: the number of the table in its section, that of the row in it, and the row.
RowChange = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A page as it now is, and what has changed, in order."""

    html: str
    changes: list[dict[str, Any]]


def cut(body: str, titles: list[int], units: Iterable[tuple[int, Unit]]) -> dict[int, str]:
    """Return the HTML of each unit in that of a fragment; *titles* are those of its sections.

    Raises a `ValueError` if it has other sections.
    """
    sections = Sections.of(body)
    if len(sections.spans) != len(titles):
        raise ValueError("the fragment has other sections than its source")
    found = {}
    for number, unit in units:
        section = titles.index(unit.first)
        start, end, _ = sections.spans[section]
        if not unit.is_whole:
            end = sections.own_end(section)
        found[number] = body[start:end].rstrip()
    return found


def make_patch(
    sections: Sections,
    old: ReadPage,
    new: ReadPage,
    made: Plan,
    rendered: Mapping[int, str],
    rows: Mapping[int, list[RowChange]] = MappingProxyType({}),
) -> Patch:
    """Return the page with the units of *made* as they were *rendered*; of those in *rows* these are all that differs.

    Raises a `ValueError` if a section has no place, or if its id does not tell which one it is.
    """
    drawing = _Drawing(sections, old, new, made, rendered, rows)
    edits = sorted([*drawing.removals(), *drawing.insertions(), *drawing.replacements()], key=lambda edit: edit[:2])
    return Patch(html=_apply(sections.html, edits), changes=drawing.changes)


class _Drawing:
    """Works out a patch: pieces of the page, each with the text in its place, and the changes.

    Each change finds sections by their ids in the page as the changes before have left it. So what is to be removed
    goes first, and so does a section whose old or new id another one has, too; it comes back with the new ones.
    """

    def __init__(
        self,
        sections: Sections,
        old: ReadPage,
        new: ReadPage,
        made: Plan,
        rendered: Mapping[int, str],
        rows: Mapping[int, list[RowChange]],
    ) -> None:
        self._sections = sections
        self._old = old
        self._new = new
        self._made = made
        self._rendered = rendered
        self._rows = rows
        self._moved = frozenset(other for one, other in made.replaced if self._is_ambiguous(one, other))
        gone = [*made.removed, *(one for one, other in made.replaced if other in self._moved)]
        #: The sections that are gone before others come.
        self._gone = frozenset(old.units.units[one].first for one in gone)
        self.changes: list[dict[str, Any]] = []

    def removals(self) -> Iterator[Edit]:
        self.changes += ({"op": "remove", "id": self._sections.id_of(section)} for section in sorted(self._gone))
        for one in self._made.removed:
            start, end, _ = self._sections.spans[self._old.units.units[one].first]
            has_line = self._sections.html.startswith("\n", end)
            yield start, end + has_line, ""

    def insertions(self) -> Iterator[Edit]:
        places = {other: self._gap(one, self._level(other)) for other, one in self._made.inserted}
        for one, other in self._made.replaced:
            if other in self._moved:
                span = self._sections.spans[self._old.units.units[one].first]
                places[other] = span.parent, span.start
        for other, (parent, point) in sorted(places.items()):
            if parent is None:
                raise ValueError("the section has no parent")
            html, name = self._rendered[other], self._sections.id_of(parent)
            self.changes.append({"op": "insert", "parent": name, "before": self._follower(parent, point), "html": html})
            if other not in self._moved:
                is_behind = self._sections.html.endswith("</section>", 0, point)
                yield point, point, f"\n{html}" if is_behind else f"{html}\n"

    def replacements(self) -> Iterator[Edit]:
        for one, other in self._made.replaced:
            unit = self._old.units.units[one]
            name, html = self._sections.id_of(unit.first), self._rendered[other]
            start, end = self._sections.spans[unit.first].start, end_of(self._sections, unit)
            if not unit.is_whole:
                change: dict[str, Any] = {"op": "head", "id": name, "html": html + "</section>"}
                html += "\n"
            elif other in self._rows:
                change = {"op": "rows", "id": name, "rows": self._rows[other]}
            else:
                change = {"op": "replace", "id": name, "html": html}
            if self._sections.html[start:end] != html:
                yield start, end, html
                if other not in self._moved:
                    self.changes.append(change)

    def _is_ambiguous(self, one: int, other: int) -> bool:
        """Whether a unit that gets another id had one that others now have, or gets one that others had."""
        unit, html = self._old.units.units[one], self._rendered[other]
        before, after = self._sections.id_of(unit.first), id_of(html)
        if before == after:
            return False
        others = (text for number, text in self._rendered.items() if number != other)
        if after not in self._old_ids and not any(f' id="{before}"' in text for text in others):
            return False
        if not unit.is_whole:
            raise ValueError("a group gets the id of another one")
        return True

    @cached_property
    def _old_ids(self) -> frozenset[str]:
        removed = {self._old.units.units[one].first for one in self._made.removed}
        left = (number for number in range(len(self._sections.spans)) if number not in removed)
        return frozenset(map(self._sections.id_of, left))

    def _level(self, other: int) -> int:
        return self._new.units.layout.titles[self._new.units.units[other].first].level

    def _gap(self, before: int, level: int) -> tuple[int | None, int]:
        """Return the place behind the unit *before* for a section of *level*: its parent, and where."""
        titles = self._old.units.layout.titles
        section: int | None = self._old.units.units[before].first
        while section is not None and titles[section].level > level:
            section = self._sections.spans[section].parent
        if section is None:
            raise ValueError("the section has no place")
        if titles[section].level == level:
            return self._sections.spans[section].parent, self._sections.spans[section].end
        return section, self._sections.own_end(section)

    def _follower(self, parent: int, point: int) -> str | None:
        """Return the id of the section that a new one at *point* stands before, if one stays."""
        for number, span in enumerate(self._sections.spans):
            if span.parent == parent and span.start >= point and number not in self._gone:
                return self._sections.id_of(number)
        return None


def end_of(sections: Sections, unit: Unit) -> int:
    """Return where the HTML of *unit* ends."""
    return sections.spans[unit.first].end if unit.is_whole else sections.own_end(unit.first)


def _apply(html: str, edits: Iterable[Edit]) -> str:
    pieces = []
    end = 0
    for start, stop, text in edits:
        pieces += [html[end:start], text]
        end = stop
    return "".join([*pieces, html[end:]])
