"""The body of a document: paragraphs, lists, quotes and titles; what holds content is read in turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import Heading
from sphinx_restaction.sources.restructured.enumerators import ENUMERATOR_RE, Item, read_item
from sphinx_restaction.sources.restructured.explicit import ANONYMOUS_RE, EXPLICIT_RE, read_explicit
from sphinx_restaction.sources.restructured.grids import GRID_TOP_RE, SIMPLE_TOP_RE, end_of_grid, end_of_simple
from sphinx_restaction.sources.restructured.inline import plain_text
from sphinx_restaction.sources.restructured.layout import Title
from sphinx_restaction.sources.restructured.lines import (
    Lines,
    end_of_text,
    is_blank,
    take_hanging,
    take_indented,
    take_known,
)
from sphinx_restaction.sources.restructured.literals import ends_in_literal, read_literal
from sphinx_restaction.sources.restructured.quotes import split_attributions
from sphinx_restaction.sources.restructured.state import MAX_DEPTH
from sphinx_restaction.sources.restructured.titles import LINE_RE, SHORT, Titles, read_overlined, read_underlined

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.state import DocumentState

BULLET_RE = re.compile("[-+*\u2022\u2023\u2043]( +|$)")
FIELD_RE = re.compile(r":(?![: ])([^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)")
_ARGUMENT = r"([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = rf"((-|\+)[a-zA-Z0-9]( ?{_ARGUMENT})?|(--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*([ =]{_ARGUMENT})?)"
_OPTION_RE = re.compile(rf"{_OPTION}(, {_OPTION})*(  +| ?$)")
_DOCTEST_RE = re.compile(r">>>( +|$)")
_LINE_BLOCK_RE = re.compile(r"\|( +|$)")
_ENUMERATING = frozenset("(#")


class Body:
    """Reads lines, and the lines that they include."""

    __slots__ = ("_item", "enclosing", "lines", "state", "titles")

    def __init__(self, lines: Lines, state: DocumentState, enclosing: Titles, *, has_titles: bool = True) -> None:
        """Take *lines*, which stand in a section of *enclosing*; unless *has_titles*, none may begin in them."""
        self.lines = lines
        self.state = state
        self.enclosing = enclosing
        self.titles = enclosing if has_titles else None
        #: The item of an enumerated list that the next one may follow.
        self._item: Item | None = None

    @property
    def section(self) -> object | None:
        """Stands for the section that the lines are directly in, None if they are in something else."""
        return self.titles.section if self.titles else None

    def read(self) -> None:
        """Read all lines."""
        texts = self.lines.texts
        index = 0
        while index < len(texts):
            line = texts[index]
            if not line:
                index += 1
                continue
            first = line[0]
            last, self._item = self._item, None
            if first == " ":
                index = self._read_quote(index)
            elif first.isalnum() or first in _ENUMERATING:
                index = self._read_enumerator(index, last) or self._read_sign(index)
            else:
                index = self._read_sign(index)

    def read_inside(self, lines: Lines, titles: Titles | None = None) -> None:
        """Read the content of something that the lines hold; with *titles* sections may begin in it."""
        if self.state.depth < MAX_DEPTH:
            self.state.depth += 1
            Body(lines, self.state, titles or self.enclosing, has_titles=titles is not None).read()
            self.state.depth -= 1

    def _read_sign(self, index: int) -> int:
        """Read what begins with a sign, else text."""
        line = self.lines.texts[index]
        if line[0].isalpha():
            return self._read_text(index)
        if line[0] == "." and (match := EXPLICIT_RE.match(line)):
            return read_explicit(self, index, match)
        for pattern, reader in _READERS:
            match = pattern.match(line)
            if match:
                return reader(self, index, match) or self._read_text(index)
        return self._read_text(index)

    def _read_quote(self, index: int) -> int:
        block, end = take_indented(self.lines, index)
        for part in split_attributions(block):
            self.read_inside(part)
        return end

    def _read_enumerator(self, index: int, last: Item | None) -> int:
        texts = self.lines.texts
        match = ENUMERATOR_RE.match(texts[index])
        if not match:
            return 0
        below = texts[index + 1] if index + 1 < len(texts) else None
        item = read_item(match, last, below)
        if not item:
            return 0
        end = self._read_item(index, match)
        self._item = item
        return end

    def _read_item(self, index: int, match: re.Match[str]) -> int:
        """Read an item of a list. Items are read alone: it makes no difference here which of them form a list."""
        width = match.end()
        if self.lines.texts[index][width:]:
            block, end = take_known(self.lines, index, width)
        else:
            block, end = take_hanging(self.lines, index, width)
        self.read_inside(block)
        return end

    def _read_field(self, index: int, match: re.Match[str]) -> int:
        block, end = take_hanging(self.lines, index, match.end())
        self.read_inside(block)
        return end

    def _read_option(self, index: int, match: re.Match[str]) -> int:
        block, end = take_hanging(self.lines, index, match.end())
        if not any(block.texts):
            return 0
        self.read_inside(block)
        return end

    def _read_doctest(self, index: int, _match: re.Match[str]) -> int:
        while not is_blank(self.lines.texts, index):
            index += 1
        return index

    def _read_line_block(self, index: int, match: re.Match[str]) -> int:
        return take_hanging(self.lines, index, match.end(), until_blank=True)[1]

    def _read_grid(self, index: int, _match: re.Match[str]) -> int:
        self.state.end_caption(self.lines.location(index))
        return end_of_grid(self.lines, index)

    def _read_simple(self, index: int, _match: re.Match[str]) -> int:
        self.state.end_caption(self.lines.location(index))
        return end_of_simple(self.lines, index)

    def _read_anonymous(self, index: int, match: re.Match[str]) -> int:
        return take_hanging(self.lines, index, match.end(), until_blank=True)[1]

    def _read_line(self, index: int, _match: re.Match[str]) -> int:
        """Read a line of signs: the one above a title, or one for itself."""
        texts = self.lines.texts
        if not self.titles:
            return 0 if len(texts[index]) < SHORT else index + 1
        kind, end = read_overlined(texts, index)
        if kind == "title":
            self._open_section(index, texts[index + 1].lstrip(), texts[index][0] * 2)
        return 0 if kind == "text" else end

    def _read_text(self, index: int) -> int:
        """Read a title, a term with its definition, or a paragraph."""
        texts = self.lines.texts
        below = texts[index + 1] if index + 1 < len(texts) else ""
        if below and below[0] == " ":
            block, end = take_indented(self.lines, index + 1)
            self.read_inside(block)
            return end
        if below and LINE_RE.match(below):
            title = read_underlined(texts, index)
            if title is not None:
                if self.titles:
                    self._open_section(index, title, below[0])
                return index + 2
        return self._read_paragraph(index)

    def _open_section(self, index: int, title: str, style: str) -> None:
        if self.titles and self.titles.enter(style):
            self.state.blocks.append(Heading(level=self.titles.level, text=plain_text(title)))
            layout = self.state.layout
            if self.lines is layout.lines:
                layout.titles.append(Title(index, self.titles.level, style, title))

    def _read_paragraph(self, index: int) -> int:
        # The first line may begin like something else; what follows it is text up to a blank or indented line.
        end = end_of_text(self.lines.texts, index + 1)
        raw = "\n".join(self.lines.texts[index:end])
        if not ends_in_literal(raw):
            self.state.add_prose(raw, self.lines.location(index))
            return end
        if raw != "::":
            self.state.add_prose(raw, self.lines.location(index))
        return read_literal(self.lines, end, self.state)


#: In the order of docutils.
_READERS = (
    (BULLET_RE, Body._read_item),  # noqa: SLF001  # the class's own methods
    (FIELD_RE, Body._read_field),  # noqa: SLF001
    (_OPTION_RE, Body._read_option),  # noqa: SLF001
    (_DOCTEST_RE, Body._read_doctest),  # noqa: SLF001
    (_LINE_BLOCK_RE, Body._read_line_block),  # noqa: SLF001
    (GRID_TOP_RE, Body._read_grid),  # noqa: SLF001
    (SIMPLE_TOP_RE, Body._read_simple),  # noqa: SLF001
    (ANONYMOUS_RE, Body._read_anonymous),  # noqa: SLF001
    (LINE_RE, Body._read_line),  # noqa: SLF001
)
