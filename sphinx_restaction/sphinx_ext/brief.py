"""The first sentence of an operation's text, for lists and closed operations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.sources.statuses import parse_prose

if TYPE_CHECKING:
    from sphinx_restaction.sphinx_ext.nodes import rest_method

_LONGEST = 200
#: A sentence ends before a capital letter or with the text, so that "e.g. a" and "2.1" do not end it.
_SENTENCE_RE = re.compile(r".+?[.!?…](?=\s+[^\W\d_a-z]|\s*$)", re.DOTALL)


def brief_of(method: rest_method) -> str:
    """Return the first sentence of the first paragraph beside *method*; an empty string if there is none."""
    for child in method.parent.children:
        if isinstance(child, nodes.section):
            break
        if isinstance(child, nodes.paragraph):
            # A translation of what lists status codes is no sentence either.
            is_list = parse_prose(" ".join(child.rawsource.split()), Location(""))
            return "" if is_list else first_sentence(" ".join(child.astext().split()))
    return ""


def first_sentence(text: str) -> str:
    """Return the first sentence of *text*, cut if it is too long for a line or two."""
    match = _SENTENCE_RE.match(text)
    sentence = match[0] if match else text
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rpartition(" ")[0] + " …"
