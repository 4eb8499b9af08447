"""TOML files: their values, and the lines on which these stand, which Python's reader does not tell."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.sources.files import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_restaction.diagnostics import Report

_AT_RE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_END_RE = re.compile(r" \(at end of document\)$")
_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_PATH = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER_RE = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]")
_KEY_RE = re.compile(rf"\s*({_PATH})\s*=")
_PART_RE = re.compile(_PART)


def read_toml(path: str, report: Report) -> str | None:
    """Return the text of the file *path*, or report why it can't be had and return None."""
    place = Location(path)
    try:
        data = read_bytes(path)
    except OSError as error:
        report(Diagnostic(rules.INVALID_CONFIGURATION, f"{path} cannot be read: {error.strerror or error}", place))
        return None
    return decode(data, path, place, report)


def parse_toml(text: str, path: str, report: Report) -> Mapping[str, object] | None:
    """Return the values of the TOML document *text*; None, reported, if it is not well formed."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415  # most runs read no TOML
    else:
        import tomli as tomllib  # noqa: PLC0415

    try:
        return tomllib.loads(text)
    except ValueError as error:
        report(_syntax_fault(str(error), text, path))
    except RecursionError:
        report(Diagnostic(rules.INVALID_CONFIGURATION, "the values nest too deeply", Location(path)))
    return None


def place_in_toml(text: str, path: str, keys: Sequence[str], word: str = "") -> Location:
    """Return where the value of the nested *keys* stands, or *word* in it, as far as can be told from the lines."""
    lines = text.split("\n")
    starts = list(_starts(lines))
    depth, first = max(
        ((_agreement(found, keys), -number) for number, found in starts), default=(0, 0), key=lambda pair: pair
    )
    if not depth:
        return Location(path)
    first = -first
    wanted = word or keys[-1]
    following = (number for number, found in starts if number > first and _agreement(found, keys) < depth)
    last = next(following, len(lines))
    for number in range(first, last):
        match = re.search(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", lines[number])
        if match:
            return Location(path, number + 1, match.start() + 1)
    return Location(path, first + 1)


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the index of each line that begins a table or a value, and its keys from the top."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        header = _HEADER_RE.match(line)
        if header:
            table = _parts(header[1])
            yield number, table
        elif match := _KEY_RE.match(line):
            yield number, (*table, *_parts(match[1]))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART_RE.findall(path))


def _agreement(found: Sequence[str], keys: Sequence[str]) -> int:
    """Return how many keys *found* has, if it leads to the value of *keys*, else 0."""
    return len(found) if tuple(keys[: len(found)]) == tuple(found) else 0


def _syntax_fault(message: str, text: str, path: str) -> Diagnostic:
    match = _AT_RE.search(message)
    if match:
        place = Location(path, int(match[1]), int(match[2]))
    else:
        place = Location(path, max(1, text.rstrip().count("\n") + 1))
    problem = _END_RE.sub("", _AT_RE.sub("", message))
    return Diagnostic(rules.INVALID_CONFIGURATION, f"this is no TOML: {problem[:1].lower()}{problem[1:]}", place)
