"""``.. include::``: the lines of another file, in the place of the directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.model.outline import SampleBlock
from sphinx_restaction.sources.restructured.lines import Lines, split_lines
from sphinx_restaction.sources.restructured.options import tab_width
from sphinx_restaction.sources.restructured.state import END_OF_INCLUSION

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.body import Body
    from sphinx_restaction.sources.restructured.options import Parts

#: docutils includes no file with a longer line.
_MAX_LINE = 10_000


def read_include(body: Body, index: int, parts: Parts) -> None:
    """Insert the lines of the included file before the line at *index*."""
    state = body.state
    name = "".join(part.strip() for part in parts.arguments[0].splitlines())
    if name.startswith("<") and name.endswith(">"):
        # A file that comes with docutils: definitions of characters.
        return
    path = state.around.find(name)
    text = state.around.library.source(path, parts.place, state.around.report)
    if text is None:
        return
    state.included[path] = None
    clipped = _clip(text, parts.options)
    if clipped is None:
        _refuse(body, parts, f"{path} has no such text as the options name")
    elif "literal" in parts.options or "code" in parts.options:
        _show(body, parts, path, clipped)
    else:
        _insert(body, index, parts, path, split_lines(clipped, path, tab_width(parts.options)))


def _clip(text: str, options: dict[str, str]) -> str | None:
    """Return the part of *text* that is included; None if a text that bounds it is not there."""
    first = int(options["start-line"]) if "start-line" in options else None
    last = int(options["end-line"]) if "end-line" in options else None
    if first or last is not None:
        text = "\n".join(text.splitlines()[first:last])
    for name, part in (("start-after", 2), ("end-before", 0)):
        if options.get(name):
            pieces = text.partition(options[name])
            if not pieces[1]:
                return None
            text = pieces[part]
    return text


def _show(body: Body, parts: Parts, path: str, text: str) -> None:
    width = tab_width(parts.options)
    text = text.expandtabs(width) if width >= 0 else text
    place = parts.place
    if "literal" in parts.options:
        place = Location(path, int(parts.options.get("start-line", 0)) + 1)
    else:
        text = text.removesuffix("\n")
    body.state.blocks.append(SampleBlock(file=path, text=text, source=place))


def _insert(body: Body, index: int, parts: Parts, path: str, lines: Lines) -> None:
    state = body.state
    key = (path, *(parts.options.get(name, "") for name in ("start-line", "end-line", "start-after", "end-before")))
    if not state.open_includes:
        state.open_includes.append((state.file, "", "", "", ""))
    if key in state.open_includes:
        _refuse(body, parts, f"{path} includes itself")
        return
    if max(map(len, lines.texts), default=0) > _MAX_LINE:
        _refuse(body, parts, f"{path} has a line of more than {_MAX_LINE} characters")
        return
    state.lines_left -= len(lines.texts)
    state.includes_left -= 1
    if min(state.lines_left, state.includes_left) < 0:
        if not state.is_full:
            _refuse(body, parts, f"{path} is not included: its document includes too much")
        state.is_full = True
        return
    state.open_includes.append(key)
    edge = (path, 1)
    texts = ["", *lines.texts, "", f'.. {END_OF_INCLUSION}{path}"', ""]
    body.lines.texts[index:index] = texts
    body.lines.places[index:index] = [edge, *lines.places, edge, edge, edge]


def _refuse(body: Body, parts: Parts, message: str) -> None:
    body.state.around.report(Diagnostic(rules.UNREADABLE_FILE, message, parts.place))
