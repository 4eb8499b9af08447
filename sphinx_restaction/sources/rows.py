"""The YAML list that is the content of ``rest_parameters`` and ``rest_status_code``.

The lists of real references are so plain (``- name: key``, one a line) that a line reader understands them all. It is
faster than a YAML parser for each table, gives each row its own line, keeps ``yes`` and ``2.10`` as text, and takes a
name with ``": "`` in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Line = tuple[str, Location]
#: What YAML knows as a list in the list, or as a mapping of several.
_COLLECTION_RE = re.compile(r"- .*|\{.*\}")
_FLOW_RE = re.compile(r"\{([^{},]*: [^{},]*)\}")
_QUOTED_RE = re.compile(r"'(.*)'|\"(.*)\"", re.DOTALL)
#: An item that needs no second look: neither quotes nor comments nor braces.
_PLAIN_RE = re.compile(r" *- +([^\s'\"{}#-][^\s'\"{}#]*): +([^\s'\"{}#]+) *")
_COMMENT_RE = re.compile(r"(?:^|\s)#")


class Row(NamedTuple):
    """An item of the list: ``- name: key``, or ``- name`` with an empty key."""

    name: str
    key: str
    source: Location


def read_rows(lines: Sequence[Line], report: Report, *, key_needed: bool) -> list[Row]:
    """Read the items of a list; an item that goes on, indented, on the next line is one item.

    With *key_needed* an item without a key is reported and left out. So are lines that belong to no item.
    """
    plain = [(_PLAIN_RE.fullmatch(line), source) for line, source in lines]
    if all(match for match, _ in plain):
        return [Row(match[1], match[2], source) for match, source in plain if match]
    rows = []
    for text, source in _items(lines):
        row = _row(text, source)
        if row is None or (key_needed and not row.key):
            form = "'- name: key'" if key_needed else "'- code' or '- code: reason'"
            report(Diagnostic(rules.MALFORMED_ROW, f"'{text}' is not of the form {form}", source))
        else:
            rows.append(row)
    return rows


def _items(lines: Iterable[Line]) -> Iterable[Line]:
    """Join each item with the lines that continue it."""
    text, start, indent = "", None, 0
    for line, source in lines:
        content = _without_comment(line)
        if not content.strip():
            continue
        depth = len(content) - len(content.lstrip())
        if start and depth > indent and text.startswith("-") and not content.lstrip().startswith("- "):
            text += " " + content.strip()
            continue
        if start:
            yield text, start
        text, start, indent = content.strip(), source, depth
    if start:
        yield text, start


def _without_comment(line: str) -> str:
    """Return *line* up to a comment; a ``#`` in quotes begins none."""
    counted, single, double = 0, 0, 0
    for match in _COMMENT_RE.finditer(line):
        start = match.start()
        single += line.count("'", counted, start)
        double += line.count('"', counted, start)
        counted = start
        if single % 2 == 0 and double % 2 == 0:
            return line[:start]
    return line


def _row(text: str, source: Location) -> Row | None:
    if not text.startswith("-") or text[1:2] not in ("", " "):
        return None
    item = text[1:].strip()
    flow = _FLOW_RE.fullmatch(item)
    if flow:
        item = flow[1].strip()
    elif _COLLECTION_RE.fullmatch(item):
        return None
    name, separator, key = item.rpartition(": ")
    if not separator:
        name, key = key.removesuffix(":"), ""
    name, key = _unquote(name.strip()), _unquote(key.strip())
    return Row(name, key, source) if name else None


def _unquote(text: str) -> str:
    quoted = _QUOTED_RE.fullmatch(text)
    if not quoted:
        return text
    if quoted[1] is not None:
        return quoted[1].replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", quoted[2])
