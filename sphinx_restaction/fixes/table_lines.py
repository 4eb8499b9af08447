"""The rows of tables as lines of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.sources.rows import read_rows

if TYPE_CHECKING:
    from sphinx_restaction.fixes.texts import Text
    from sphinx_restaction.model.operation import Parameter


#: Half of a character, which JSON can write and a file in UTF-8 cannot.
_HALF_RE = re.compile("[\ud800-\udfff]")


def row_lines(text: Text, row: Parameter) -> range | None:
    """Return the indices of the lines that *row* stands on; None if it does not stand there on lines of its own."""
    start = row.source.line - 1
    if start >= len(text.lines) or not text.lines[start].lstrip().startswith("-"):
        return None
    depth = _depth(text.lines[start])
    end = start + 1
    while end < len(text.lines) and _continues(text.lines[end], depth):
        end += 1
    return range(start, end) if reads_as(text.lines[start:end], row.name, row.key) else None


def reads_as(lines: list[str], name: str, key: str) -> bool:
    """Whether a document can hold *lines*, and they are read as the one row ``- name: key``."""
    if _HALF_RE.search(name):
        return False
    numbered = [(line.rstrip("\r\n"), Location("", number)) for number, line in enumerate(lines)]
    return [(row.name, row.key) for row in read_rows(numbered, lambda _: None, key_needed=True)] == [(name, key)]


def indent_of(line: str) -> str:
    """Return what stands before the dash of a row."""
    return line[: _depth(line)]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _continues(line: str, depth: int) -> bool:
    content = line.strip()
    return bool(content) and not content.startswith("- ") and content != "-" and _depth(line) > depth
