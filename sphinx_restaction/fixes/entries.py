"""A catalogue as the lines of its entries, with the comments that belong to each.

Fixers edit the text at the places that PyYAML's nodes tell, and do not load and dump it with a round-trip library.
ruamel.yaml, told to keep quotes and not to fold, was tried on the catalogues of four references: it joined the lines
of plain scalars in three of fourteen. Lines that are moved whole, or not at all, cannot change.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

from sphinx_restaction.fixes.comments import Heading, split_gap
from sphinx_restaction.model.definition import LOCATIONS
from sphinx_restaction.sources import yaml_nodes

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.texts import Text

#: libyaml is several times as fast; the pure loader serves where PyYAML was built without it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE_TAG = "tag:yaml.org,2002:merge"
#: What ends a line for YAML but not for anyone else.
_ODD_BREAK_RE = re.compile("[\x85\u2028\u2029]")
#: The head of a block scalar to which the blank lines below it belong.
_KEEPING_RE = re.compile(r"[|>][1-9]?\+[1-9]?[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: indices of its lines, counted from 0; each end is the index of the line after."""

    key: str
    #: The text of its field ``in``; an empty string if it has none.
    location: str
    node: yaml.Node
    #: Comments above that speak of a group of entries. They do not belong to this one.
    headings: tuple[Heading, ...] = ()
    #: Where the blank lines begin that part it from what is above.
    blank: int
    #: Where the comments begin that belong to it.
    lead: int
    #: The line of its key.
    line: int
    end: int

    @property
    def order(self) -> tuple[int, str] | None:
        """Its place in a sorted catalogue; None if it has no known location, for then it may stand anywhere."""
        return (LOCATIONS.index(self.location), self.key.lower()) if self.location in LOCATIONS else None


@dataclass(frozen=True)
class Layout:
    """The entries of a catalogue, in the order of the file."""

    text: Text
    root: yaml.MappingNode
    entries: tuple[Entry, ...]
    #: How many lines stand above everything and stay there.
    header: int
    #: Where what follows the last entry begins.
    tail: int

    def at(self, line: int) -> Entry | None:
        """Return the entry whose key stands on *line*, counted from 1."""
        return next((entry for entry in self.entries if entry.line == line - 1), None)

    @cached_property
    def dependencies(self) -> list[tuple[int, int]]:
        """Pairs of entries, by index: the second has an alias of an anchor that is in the first."""
        if "&" not in self.text.plain:
            return []
        anchors: dict[str, int] = {}
        found = []
        for event in yaml.parse(self.text.plain, Loader=_LOADER):
            anchor = event.anchor if isinstance(event, yaml.NodeEvent) else None
            if anchor and event.start_mark:
                index = self._index(event.start_mark.line)
                if isinstance(event, yaml.AliasEvent):
                    found.append((anchors.get(anchor, index), index))
                else:
                    anchors[anchor] = index
        return [pair for pair in found if pair[0] != pair[1]]

    def is_needed(self, entry: Entry) -> bool:
        """Whether another entry has an alias of an anchor in *entry*."""
        index = self.entries.index(entry)
        return any(first == index for first, _ in self.dependencies)

    def is_first(self, index: int) -> bool:
        """Whether an entry is the first of the file, or the first below a heading."""
        return index == 0 or bool(self.entries[index].headings)

    @cached_property
    def separator(self) -> list[str]:
        """The blank lines that most entries have above them."""
        counts: Counter[tuple[str, ...]] = Counter()
        for index, entry in enumerate(self.entries):
            if not self.is_first(index):
                counts[tuple(self.text.lines[entry.blank : entry.lead])] += 1
        return list(counts.most_common(1)[0][0]) if counts else []

    def _index(self, line: int) -> int:
        return max((index for index, entry in enumerate(self.entries) if entry.line <= line), default=0)


def read_layout(text: Text) -> Layout | str:
    """Return the layout of a catalogue, or why its entries cannot be moved."""
    plain = text.plain
    if _ODD_BREAK_RE.search(plain):
        return "the file has line ends that only YAML knows"
    if _KEEPING_RE.search(plain):
        return "a text keeps the blank lines below it"
    faults: list[Diagnostic] = []
    root = yaml_nodes.compose(plain, "", faults.append)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        return faults[0].message if faults else "the file has no entries"
    problem = _problem(root, text)
    if problem:
        return problem
    return _layout(text, root)


def meaning(text: str) -> dict[str, object] | None:
    """Return what a catalogue says, whatever the order of its entries; None if it is no mapping."""
    root = yaml_nodes.compose(text, "", lambda _: None)
    if not isinstance(root, yaml.MappingNode):
        return None
    return {key.value: _plain(node) for key, node in yaml_nodes.pairs(root, "", lambda _: None)}


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        # A block at the end of a file that lacks a line end lacks it, too.
        return node.tag, node.value.removesuffix("\n") if node.style in ("|", ">") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return [(_plain(key), _plain(value)) for key, value in node.value]


def _problem(root: yaml.MappingNode, text: Text) -> str:
    """Return why the entries of *root* are not lines of their own; an empty string if they are."""
    column = root.start_mark.column
    for key, _ in root.value:
        if not isinstance(key, yaml.ScalarNode):
            return "a key is no plain text"
        if key.tag == _MERGE_TAG:
            return "the file merges another mapping into itself"
        before = text.lines[key.start_mark.line][: key.start_mark.column]
        if root.flow_style or key.start_mark.column != column or before.strip():
            return "the file does not begin each entry on a line of its own"
    return ""


def _layout(text: Text, root: yaml.MappingNode) -> Layout:
    lines = text.lines
    keys = [key.start_mark.line for key, _ in root.value]
    ends = [_end_above(lines, line, root.start_mark.column) for line in (*keys[1:], len(lines))]
    starts = [0, *ends[:-1]]
    spaced = sum(start < line and not lines[start].strip() for start, line in zip(starts, keys, strict=True))
    entries: list[Entry] = []
    header = 0
    for (key, node), start, end in zip(root.value, starts, ends, strict=True):
        line = key.start_mark.line
        above = entries[-1].location if entries else None
        location = _location(node)
        gap = split_gap(lines[start:line], location=location, above=above, is_spaced=spaced * 2 > len(keys))
        header = header if entries else gap.header
        entries.append(
            Entry(
                key=key.value,
                location=location,
                node=node,
                headings=tuple(heading.moved(start) for heading in gap.headings),
                blank=start + gap.blank,
                lead=start + gap.lead,
                line=line,
                end=end,
            )
        )
    return Layout(text, root, tuple(entries), header, ends[-1])


def _end_above(lines: list[str], line: int, column: int) -> int:
    """Return the line after the last one above *line* that is neither blank nor a comment of the outermost level."""
    while line > 0:
        content = lines[line - 1].strip()
        indent = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
        if content and not (content.startswith("#") and indent <= column) and content != "...":
            break
        line -= 1
    return line


def _location(node: yaml.Node) -> str:
    if not isinstance(node, yaml.MappingNode):
        return ""
    values = {key.value: value for key, value in yaml_nodes.pairs(node, "", lambda _: None)}
    value = values.get("in")
    return "" if value is None or yaml_nodes.is_null(value) else yaml_nodes.as_text(value)
