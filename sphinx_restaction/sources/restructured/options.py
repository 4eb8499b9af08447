"""The text of a directive, split into arguments, options and content by the rules of docutils."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.sources.restructured import specs
from sphinx_restaction.sources.restructured.lines import Lines, take_hanging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sources.restructured.specs import Spec

FIELD_RE = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):( +|$)")
_INT_RE = re.compile(r"\s*[-+]?\d{1,9}\s*")
_LETTER_RE = re.compile(r"[^\W\d_]")
_TAB, _WIDEST_TAB = 8, 100
_NOTHING = Lines([], [])


class Parts(NamedTuple):
    """A directive, taken apart."""

    name: str
    place: Location
    #: The arguments, and the lines that they come from.
    arguments: list[str]
    argument_lines: Lines
    options: dict[str, str]
    content: Lines


def split_directive(name: str, spec: Spec, block: Lines, place: Location) -> Parts | None:
    """Split *block*, which begins behind the ``::``; None if docutils refuses the directive."""
    texts = block.texts
    start = 1 if texts and not texts[0] else 0
    end = next((end for end in range(len(texts), start, -1) if texts[end - 1]), start)
    takes_arguments = bool(spec.required or spec.optional)
    # The head, of arguments and then options, ends at the first blank line.
    fields = stop = start
    options: dict[str, str] | None = {}
    if takes_arguments or spec.options != {}:
        fields = stop = texts.index("", start, end) if "" in texts[start:end] else end
    if spec.options != {}:
        fields = next((at for at in range(start, stop) if texts[at][:1] == ":" and FIELD_RE.match(texts[at])), stop)
        options = _read_options(block.part(fields, stop), spec) if fields < stop else {}
    if takes_arguments:
        head, content = block.part(start, fields), block.part(stop + 1, end)
    elif fields > start:
        # What stands before the options is content, and so is all behind the first paragraph, but not the options.
        head = _NOTHING
        content = Lines(texts[start:fields] + texts[stop:end], block.places[start:fields] + block.places[stop:end])
    else:
        head, content = _NOTHING, block.part(stop + 1 if stop > start else start, end)
    arguments = _split_arguments(head, spec)
    content = content.trimmed()
    if options is None or arguments is None or (content.texts and not spec.has_content):
        return None
    return Parts(name, place, arguments, head, options, content)


def tab_width(options: Mapping[str, str]) -> int:
    """Return the width of a tab."""
    return min(int(options.get("tab-width", _TAB)), _WIDEST_TAB)


def _split_arguments(head: Lines, spec: Spec) -> list[str] | None:
    text = "\n".join(head.texts)
    words = text.split()
    most = spec.required + spec.optional
    if len(words) < spec.required:
        return None
    if len(words) > most:
        return text.split(None, most - 1) if most and spec.is_long else None
    return words


def _read_options(lines: Lines, spec: Spec) -> dict[str, str] | None:
    """Read a list of fields; None if it is not one, or if the directive has no such option."""
    options: dict[str, str] = {}
    index = 0
    while index < len(lines.texts):
        match = FIELD_RE.match(lines.texts[index])
        if not match:
            return None
        name = match[1].lower().strip()
        block, index = take_hanging(lines, index, match.end())
        value = "\n".join(text for text in block.texts if text)
        kind = specs.ANY if spec.options is None else spec.options.get(name)
        if kind is None or name in options or len(name.split()) != 1 or not _fits(value, kind):
            return None
        options[name] = value
    return options


def _fits(value: str, kind: str) -> bool:
    if kind == specs.FLAG:
        return not value.strip()
    if kind == specs.TEXT:
        return bool(value)
    if kind == specs.CLASS:
        return bool(value) and all(_LETTER_RE.search(word) for word in value.split())
    if kind == specs.INT or (kind == specs.OPTIONAL_INT and value.strip()):
        return _INT_RE.fullmatch(value) is not None
    return True
