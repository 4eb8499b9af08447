"""Which positions of a sample a row names (the manual, "Comparing", 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.checks.lazy import lazy
from sphinx_restaction.checks.wording import read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.checks.wording import Wording
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.microversion import VersionRange
    from sphinx_restaction.model.operation import Parameter, ParameterTable

#: Names that stand for keys or values that are data.
PLACEHOLDER_RE = re.compile(r"(?:key|value)\d*")
#: Keys that are data: identifiers, numbers, addresses, texts.
_DATA_RE = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|\d[\d.:-]*|.*[/\s].*", re.DOTALL)
#: Keys that hold links beside what a body is about.
LINKS_RE = re.compile(r"links?$")
_VARIABLE_RE = re.compile(r"\{[^{}]*\}|<[^<>]*>")


class Row:
    """A row of a table with its definition; two rows are the same only if they are one."""

    def __init__(self, parameter: Parameter, definition: Definition, table: ParameterTable) -> None:
        self.parameter = parameter
        self.definition = definition
        self.table = table
        name = parameter.name.strip()
        parent = definition.parent.strip()
        self.name = f"{parent}.{name}" if parent else name

    @lazy
    def versions(self) -> VersionRange:
        """The versions in which the parameter exists."""
        return self.definition.versions

    @property
    def wording(self) -> Wording:
        """What the description says."""
        text = self.definition.description
        return read_wording(text.value if text else "")

    @property
    def has_bound(self) -> bool:
        """Whether the parameter does not exist in every version."""
        return self.versions.minimum is not None or self.versions.maximum is not None

    @lazy
    def is_flat(self) -> bool:
        """Whether the name is one key, as it is."""
        return "." not in self.name and not _VARIABLE_RE.search(self.name)

    @lazy
    def is_placeholder(self) -> bool:
        """Whether the name stands for keys that are data: ``key``, ``value1``, ``{uuid}``."""
        last = self.name.rpartition(".")[2]
        return bool(PLACEHOLDER_RE.fullmatch(last) or _VARIABLE_RE.search(last))

    @property
    def last(self) -> str:
        """The last key of the name."""
        return self.name if self.is_flat else self.name.rpartition(".")[2]

    @lazy
    def is_dotted(self) -> bool:
        """Whether the name is a path."""
        return "." in self.name

    def names(self, position: Position) -> bool:
        """Whether the name, read from its end, fits *position* and what is above it."""
        return fits(self.name, position)


def looks_like_data(key: str) -> bool:
    """Whether *key* of an object is a piece of data and not a name."""
    return bool(_DATA_RE.fullmatch(key))


def fits(name: str, position: Position) -> bool:
    """Whether the dotted *name*, read from its end, fits *position* and what is above it."""
    return any(True for _ in _starts(name, position))


def _starts(name: str, position: Position | None) -> Iterable[Position | None]:
    """Yield the positions that the first key of *name* can have if its last one is at *position*."""
    if position is None or position.parent is None:
        return
    if _fits(name, position.key):
        yield position
    for index, character in enumerate(name):
        if character == "." and _fits(name[index + 1 :], position.key):
            yield from _starts(name[:index], position.parent)


def _fits(pattern: str, key: str) -> bool:
    if pattern == key:
        return True
    if "{" not in pattern and "<" not in pattern:
        return False
    literal = [re.escape(part) for part in _VARIABLE_RE.split(pattern)]
    return len(literal) > 1 and bool(re.fullmatch(".+".join(literal), key, re.DOTALL))


class Names:
    """Rows and the positions that they name, both ways."""

    def __init__(self, rows: Iterable[Row], by_key: Mapping[str, list[Position]], everything: list[Position]) -> None:
        self.positions: dict[Row, list[Position]] = {}
        self.rows: dict[Position, list[Row]] = {}
        for row in rows:
            named = by_key.get(row.name, []) if row.is_flat else _named(row, by_key, everything)
            self.positions[row] = named
            for position in named:
                self.rows.setdefault(position, []).append(row)

    def __contains__(self, position: Position) -> bool:
        return position in self.rows


def _named(row: Row, by_key: Mapping[str, list[Position]], everything: list[Position]) -> list[Position]:
    last = row.last
    candidates = everything if _VARIABLE_RE.search(last) else by_key.get(last, [])
    found = [position for position in candidates if row.names(position)]
    # A key may have dots of its own.
    found += [position for position in by_key.get(row.name, []) if position not in found]
    if not found and row.is_dotted:
        found = [position for position in everything if "." in position.key and row.names(position)]
    return found
