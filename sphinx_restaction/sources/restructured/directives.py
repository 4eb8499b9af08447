"""Directives: ours become blocks, what holds content is read in turn, and all else is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic
from sphinx_restaction.model.outline import Prose, SampleBlock
from sphinx_restaction.sources.directive import DirectiveText
from sphinx_restaction.sources.methods import read_method
from sphinx_restaction.sources.restructured.includes import read_include
from sphinx_restaction.sources.restructured.inline import make_prose, plain_text
from sphinx_restaction.sources.restructured.lines import Lines, take_hanging
from sphinx_restaction.sources.restructured.listing import dedent_lines, select_lines
from sphinx_restaction.sources.restructured.options import Parts, split_directive
from sphinx_restaction.sources.restructured.quotes import split_attributions
from sphinx_restaction.sources.restructured.specs import SPECS
from sphinx_restaction.sources.restructured.titles import Titles
from sphinx_restaction.sources.samples import read_sample
from sphinx_restaction.sources.tables import read_parameters, read_status_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sources.restructured.body import Body


#: An item of a list that begins with an item of another.
_ROW = "[-+*\u2022\u2023\u2043]( +[-+*\u2022\u2023\u2043]( |$)|$)"
#: What is done with directives that a reference is made of.
_OURS = ("method", "parameters", "status", "sample")
#: Domains whose directives describe objects.
_DOMAINS = ("py", "std", "js", "c", "cpp", "rst")


def read_directive(body: Body, index: int, match: re.Match[str]) -> int:
    """Read the directive at *index* and return the index behind it."""
    block, end = take_hanging(body.lines, index, match.end())
    name = match[1].lower()
    domain, _, short = name.rpartition(":")
    spec = SPECS.get(short if domain in _DOMAINS else name)
    parts = split_directive(name, spec, block, body.lines.location(index)) if spec else None
    if spec and parts:
        if spec.action == "include":
            count = len(body.lines.texts)
            read_include(body, end, parts)
            if len(body.lines.texts) > count and body.lines is body.state.layout.lines:
                body.state.layout.inclusions.append((index, end))
        else:
            _ACTIONS[spec.action](body, parts)
    elif spec and spec.action in _OURS:
        # A build leaves it out, too, and docutils says there what it does not understand.
        message = f"the directive '{name}' is left out: an argument or option of it cannot be read"
        body.state.around.report(Diagnostic(rules.UNEXPECTED_CONTENT, message, body.lines.location(index)))
    return end


def _text_of(parts: Parts) -> DirectiveText:
    return DirectiveText(
        place=parts.place,
        argument=parts.argument_lines.located(),
        options=parts.options,
        content=parts.content.located(),
    )


def _read_method(body: Body, parts: Parts) -> None:
    block, rest = read_method(_text_of(parts), body.section, body.state.around)
    body.state.blocks.append(block)
    if rest:
        texts, places = [text for text, _ in rest], [(place.file, place.line) for _, place in rest]
        body.read_inside(Lines(texts, places))


def _read_parameters(body: Body, parts: Parts) -> None:
    body.state.blocks.append(read_parameters(_text_of(parts), body.state.around).block)


def _read_status(body: Body, parts: Parts) -> None:
    body.state.blocks.append(read_status_codes(_text_of(parts), body.state.around).block)


def _read_sample(body: Body, parts: Parts) -> None:
    state, place, name = body.state, parts.place, parts.arguments[0]
    path = state.around.find(name)
    state.shown[path] = None
    if not state.around.methods or "encoding" in parts.options:
        # Documents without operations, and other encodings, are Sphinx's affair.
        state.blocks.append(SampleBlock(file=path, text=None, source=place))
        return
    sample = read_sample(path, place, state.around)
    if sample.text is None:
        state.blocks.append(SampleBlock(file=path, text=None, source=place))
    elif sample.is_cut:
        state.blocks.append(SampleBlock(file=path, text=sample.text, source=place))
        state.add_prose(f"… ({name})", place)
    else:
        shown = select_lines(sample.text, parts.options)
        if shown is not None:
            if "caption" in parts.options:
                state.add_prose(parts.options["caption"] or name, place)
            state.blocks.append(SampleBlock(file=path, text=shown, source=place))


def _read_needed_code(body: Body, parts: Parts) -> None:
    if parts.content.texts:
        _read_code(body, parts)


def _read_code(body: Body, parts: Parts) -> None:
    text = "\n".join(parts.content.texts)
    if "dedent" in parts.options:
        text = "".join(dedent_lines(text.splitlines(keepends=True), parts.options["dedent"]))
    if parts.options.get("caption"):
        body.state.add_prose(parts.options["caption"], parts.place)
    body.state.blocks.append(SampleBlock(file=None, text=text, source=parts.place))


def _read_parsed(body: Body, parts: Parts) -> None:
    if parts.content.texts:
        text = plain_text("\n".join(parts.content.texts))
        body.state.blocks.append(SampleBlock(file=None, text=text, source=_first(parts)))


def _read_content(body: Body, parts: Parts) -> None:
    body.read_inside(parts.content)


def _read_aside(body: Body, parts: Parts) -> None:
    """Read what may stand only where sections may."""
    if body.titles:
        body.read_inside(parts.content)


def _read_object(body: Body, parts: Parts) -> None:
    body.read_inside(parts.content, Titles(body.enclosing))


def _read_only(body: Body, parts: Parts) -> None:
    body.read_inside(parts.content, Titles(body.enclosing, joins=True))


def _read_quote(body: Body, parts: Parts) -> None:
    for part in split_attributions(parts.content):
        body.read_inside(part)


def _read_version(body: Body, parts: Parts) -> None:
    """Read a note on a version for its faults only; nothing in it belongs to an operation."""
    start = len(body.state.blocks)
    body.read_inside(parts.content)
    del body.state.blocks[start:]


def _read_figure(body: Body, parts: Parts) -> None:
    """Read a caption, which is a paragraph, and a legend."""
    blocks, start = body.state.blocks, len(body.state.blocks)
    body.read_inside(parts.content)
    caption = blocks[start] if len(blocks) > start else None
    is_paragraph = parts.content.texts[:1] and parts.content.texts[0][0] != " "
    if not is_paragraph or not isinstance(caption, Prose) or caption.source != parts.content.location(0):
        del blocks[start:]


def _read_table(body: Body, parts: Parts) -> None:
    """Read a table that is written as a list of lists; what its cells say is no prose."""
    blocks, start = body.state.blocks, len(body.state.blocks)
    body.read_inside(parts.content)
    if not all(re.match(_ROW, text) for text in parts.content.texts if text and text[0] != " "):
        del blocks[start:]
        return
    blocks[start:] = [block for block in blocks[start:] if not isinstance(block, Prose)]
    blocks.insert(start, make_prose("", parts.place))


def _read_drawn(body: Body, parts: Parts) -> None:
    """Read a table whose cells are left out."""
    body.state.end_caption(parts.place)


def _first(parts: Parts) -> Location:
    return parts.content.location(0)


_ACTIONS: Mapping[str, Callable[[Body, Parts], None]] = {
    "method": _read_method,
    "parameters": _read_parameters,
    "status": _read_status,
    "sample": _read_sample,
    "code": _read_code,
    "needed code": _read_needed_code,
    "parsed": _read_parsed,
    "content": _read_content,
    "aside": _read_aside,
    "object": _read_object,
    "only": _read_only,
    "quote": _read_quote,
    "version": _read_version,
    "figure": _read_figure,
    "table": _read_table,
    "drawn": _read_drawn,
}
