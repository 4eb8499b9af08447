"""The lines of a file that ``literalinclude`` and ``code-block`` select, as Sphinx selects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.sources.restructured.options import tab_width

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Options that do not go together.
_PAIRS = (
    *(("lineno-match", other) for other in ("lineno-start", "append", "prepend")),
    *(("start-after", "start-at"), ("end-before", "end-at")),
)
_SELECTING = ("start-at", "start-after", "end-at", "end-before", "lines", "dedent", "prepend", "append", "tab-width")
#: How often a list of lines may name every line; more would make a large text of a small file.
_MOST_REPEATED = 10


def select_lines(text: str, options: Mapping[str, str]) -> str | None:
    """Return the part of *text* that *options* select; None where Sphinx reports an error and shows nothing."""
    if any(one in options and other in options for one, other in _PAIRS):
        return None
    if not any(name in options for name in _SELECTING):
        return text
    try:
        if "tab-width" in options:
            text = text.expandtabs(tab_width(options))
        lines = _end(_start(text.splitlines(keepends=True), options), options)
        if options.get("lines"):
            lines = _numbered(lines, options["lines"])
        if "dedent" in options:
            lines = dedent_lines(lines, options["dedent"])
    except (ValueError, OverflowError):
        return None
    before, after = options.get("prepend"), options.get("append")
    return "".join([*([f"{before}\n"] if before else []), *lines, *([f"{after}\n"] if after else [])])


def dedent_lines(lines: list[str], option: str) -> list[str]:
    """Return *lines* without their first characters: as many as *option* says, or as all have in common."""
    if not option.strip():
        import textwrap  # noqa: PLC0415  # few listings need it

        return textwrap.dedent("".join(lines)).splitlines(keepends=True)
    width = int(option)
    return [line[width:] or ("\n" if line.endswith("\n") else "") for line in lines]


def _start(lines: list[str], options: Mapping[str, str]) -> list[str]:
    wanted = options.get("start-at") or options.get("start-after")
    if not wanted:
        return lines
    found = _find(lines, wanted)
    return lines[found:] if "start-at" in options else lines[found + 1 :]


def _end(lines: list[str], options: Mapping[str, str]) -> list[str]:
    if "end-at" in options:
        return lines[: _find(lines, options["end-at"]) + 1]
    if "end-before" in options:
        # The first line does not count, except that it can be found.
        wanted = options["end-before"]
        return lines[: next((number for number in _found(lines, wanted) if number > 0), len(lines))]
    return lines


def _find(lines: list[str], wanted: str) -> int:
    return _found(lines, wanted)[0]


def _found(lines: list[str], wanted: str) -> list[int]:
    """Return the numbers of the lines with *wanted*; a ValueError if there are none."""
    found = [number for number, line in enumerate(lines) if wanted in line]
    if not found:
        raise ValueError(wanted)
    return found


def _numbered(lines: list[str], spec: str) -> list[str]:
    """Return the lines of a list such as ``1,3,5-10,20-``."""
    numbers: list[int] = []
    for part in spec.split(","):
        ends = part.strip().split("-")
        if ends == ["", ""] or len(ends) > len(("FIRST", "LAST")):
            raise ValueError(spec)
        first = int(ends[0] or 1)
        last = int(ends[-1] or max(first, len(lines))) if len(ends) > 1 else first
        if first > last or (len(ends) == 1 and not ends[0]):
            raise ValueError(spec)
        numbers += range(first - 1, min(last, len(lines)))
        if len(numbers) > _MOST_REPEATED * len(lines):
            raise ValueError(spec)
    selected = [lines[number] for number in numbers if number < len(lines)]
    if not selected:
        raise ValueError(spec)
    return selected
