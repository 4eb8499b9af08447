"""Rows of which only the text has changed: each is rendered once, and put wherever else it stands.

A definition may be in a row of every other operation. A description is drawn once for a page, and a row has nothing
of what is around it but its id. So a few units are rendered that have all changed rows among them, and the rest get
these. What does not fit is rendered like anything else: ids in a description, tables in a table, rows that are left
out, and units that turn out otherwise than what they would have been given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.sphinx_ext.live.patch import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_restaction.sphinx_ext.live.markup import Sections
    from sphinx_restaction.sphinx_ext.live.patch import RowChange
    from sphinx_restaction.sphinx_ext.live.plan import Plan
    from sphinx_restaction.sphinx_ext.live.reading import ReadPage, Row, Table, UnitFacts

_TABLE_RE = re.compile(r'<table class="rest-(parameters|statuses)[ "]')
#: The start of a row, up to behind its id.
_ROW_RE = re.compile(r'^<tr(?: id="[^"]*")?', re.MULTILINE)
_BODY = "<tbody>\n"
#: The end of a table without another one in it; the first of the tags may be left out.
_END_RE = re.compile(r"(?:</tbody>\n)?</table>|<table")

#: A row that has changed: what it was, and what the catalogue now says.
_Key = tuple[str, str, "Row"]


class _Place(NamedTuple):
    """A changed row in the HTML of a unit."""

    table: int
    row: int
    start: int
    end: int
    key: _Key


class Rows:
    """The changed rows of a page."""

    def __init__(self, sections: Sections, old: ReadPage, new: ReadPage, made: Plan) -> None:
        #: The HTML before, and the changed rows, of each unit where they are all that has changed.
        self._units = dict(_units(sections, old, new, made))
        self._tables = {number: new.facts[number].tables for number in self._units}
        known: set[_Key] = set()
        #: The units to begin with, the shortest where there is a choice.
        self.first: list[int] = []
        for number in sorted(made.rendered, key=lambda number: len(new.facts[number].lines)):
            keys = {place.key for place in self._units[number][1]} if number in self._units else set()
            if not keys or not keys <= known:
                self.first.append(number)
                known |= keys

    def fill(self, rendered: Mapping[int, str]) -> tuple[dict[int, str], dict[int, list[RowChange]]]:
        """Return the HTML of all units that is known from those that were *rendered*, and the rows that differ."""
        drawn: dict[_Key, str] = {}
        for number, html in rendered.items():
            for key, row in self._drawn(number, html):
                if drawn.setdefault(key, row) != row:
                    return dict(rendered), {}
        found = dict(rendered)
        changes: dict[int, list[RowChange]] = {}
        for number, (html, places) in self._units.items():
            if all(place.key in drawn for place in places):
                filled = _filled(html, places, drawn)
                if found.setdefault(number, filled) == filled:
                    changes[number] = [(place.table, place.row, f"<tr{drawn[place.key]}") for place in places]
        return found, changes

    def _drawn(self, number: int, html: str) -> Iterator[tuple[_Key, str]]:
        """Yield the changed rows in the HTML of a unit that was rendered, if they are all that has changed in it."""
        before, places = self._units.get(number, ("", []))
        spans = _spans(html, self._tables.get(number, ()))
        if not spans:
            return
        drawn = {place.key: html[slice(*spans[place.table][place.row])] for place in places}
        if _filled(before, places, drawn) == html:
            yield from ((key, row) for key, row in drawn.items() if ' id="' not in row)


def _units(
    sections: Sections, old: ReadPage, new: ReadPage, made: Plan
) -> Iterator[tuple[int, tuple[str, list[_Place]]]]:
    for one, other in made.replaced:
        unit = old.units.units[one]
        changed = list(_changed(old.facts[one], new.facts[other]))
        if changed and unit.is_whole:
            html = sections.html[sections.spans[unit.first].start : end_of(sections, unit)]
            spans = _spans(html, new.facts[other].tables)
            if spans:
                yield other, (html, list(_places(html, spans, new.facts[other].tables, changed)))


def _changed(before: UnitFacts, after: UnitFacts) -> list[tuple[int, int]]:
    """Return the rows, by table and number, whose texts are all that has changed; none if anything else has."""
    if (before.lines, before.others) != (after.lines, after.others):
        return []
    if [_apart_from_texts(table) for table in before.tables] != [_apart_from_texts(table) for table in after.tables]:
        return []
    return [
        (number, row)
        for number, (one, other) in enumerate(zip(before.tables, after.tables, strict=True))
        for row, (left, right) in enumerate(zip(one.rows, other.rows, strict=True))
        if left != right
    ]


def _apart_from_texts(table: Table) -> tuple[object, ...]:
    return (table.kind, *(row.facts for row in table.rows))


def _places(
    html: str, spans: list[list[tuple[int, int]]], tables: Sequence[Table], changed: Iterable[tuple[int, int]]
) -> Iterator[_Place]:
    for number, row in changed:
        start, end = spans[number][row]
        yield _Place(number, row, start, end, (tables[number].kind, html[start:end], tables[number].rows[row]))


def _spans(html: str, tables: Sequence[Table]) -> list[list[tuple[int, int]]]:
    """Return where the rows of all *tables* stand in *html*, each from behind its id; nothing if that can't be told."""
    found = list(_TABLE_RE.finditer(html))
    if [match[1] for match in found] != [table.kind for table in tables]:
        return []
    spans = [_row_spans(html, match.end()) for match in found]
    return spans if [len(rows) for rows in spans] == [len(table.rows) for table in tables] else []


def _row_spans(html: str, start: int) -> list[tuple[int, int]]:
    body, end = html.find(_BODY, start), _END_RE.search(html, start)
    if not end or end[0] == "<table" or not start <= body < end.start():
        return []
    rows = list(_ROW_RE.finditer(html, body + len(_BODY), end.start()))
    return list(zip((row.end() for row in rows), [*(row.start() for row in rows[1:]), end.start()], strict=True))


def _filled(html: str, places: Iterable[_Place], drawn: Mapping[_Key, str]) -> str:
    """Return *html* with the rows that were drawn at their places."""
    pieces = []
    end = 0
    for place in places:
        pieces += [html[end : place.start], drawn[place.key]]
        end = place.end
    return "".join([*pieces, html[end:]])
