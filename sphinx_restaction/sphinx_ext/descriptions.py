"""The HTML of descriptions: each is drawn once for a page, however many rows show it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from sphinx_restaction.sphinx_ext.terse import join_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.sphinx_ext.nodes import fragment

_ID_RE = re.compile(r' id="[^"]*"')
#: Sphinx sets each word of a literal apart; in a table, where lines break anywhere, that does nothing.
_WORD_RE = re.compile(r'<span class="pre">([^<]*)</span>')
#: What begins a literal; thousands of rows need no second name for it.
_LITERAL = '<code class="docutils literal'
_PARAGRAPH_RE = re.compile(r"<p>((?:(?!</?p[ >]).)*)</p>\s*", re.DOTALL)
#: What draws a paragraph of text alone.
_VISITORS = ("visit_Text", "visit_paragraph", "depart_paragraph")


@dataclass(frozen=True, slots=True)
class Descriptions:
    """The descriptions of a page that is being written."""

    fragments: Mapping[str, fragment]
    drawn: dict[str, Markup] = field(default_factory=dict)

    def draw(self, key: str | None, translator: HTML5Translator) -> Markup:
        """Return a description's HTML; its ids stay with the first row."""
        node = self.fragments.get(key or "")
        if node is None:
            return Markup()
        known = self.drawn.get(node["key"])
        if known is not None:
            return known
        html = _plain(translator, node) or _shorten(_walk(translator, node))
        self.drawn[node["key"]] = Markup(_ID_RE.sub("", html)) if _has_ids(node) else html  # noqa: S704  # see `_walk`
        return html


def _plain(translator: HTML5Translator, node: nodes.Element) -> Markup:
    """Return the HTML of a paragraph of text alone, which most descriptions are; nothing for any other.

    Sphinx's visitors would write the same. A theme may have others, and these are asked.
    """
    child = node.children[0] if len(node.children) == 1 else None
    if type(child) is not nodes.paragraph or child["ids"] or child["classes"] or not _is_text(child):
        return Markup()
    if any(getattr(type(translator), name) is not getattr(HTML5Translator, name) for name in _VISITORS):
        return Markup()
    text = translator.encode(child.astext()).rstrip()
    return Markup(join_lines(text))  # noqa: S704  # encoded


def _is_text(paragraph: nodes.paragraph) -> bool:
    return all(isinstance(child, nodes.Text) for child in paragraph.children)


def _walk(translator: HTML5Translator, node: nodes.Element) -> str:
    """Return the HTML of the children of *node*."""
    body, translator.body = translator.body, []
    try:
        for child in node.children:
            child.walkabout(translator)
        return "".join(translator.body)
    finally:
        translator.body = body


def _shorten(html: str) -> Markup:
    """Return *html* without elements that show nothing; there would be thousands on a page."""
    html = join_lines(_WORD_RE.sub(r"\1", html).replace(_LITERAL, '<code class="literal').rstrip())
    only = _PARAGRAPH_RE.fullmatch(html)
    return Markup(only[1] if only else html)  # noqa: S704  # Sphinx's visitors escaped it


def _has_ids(node: nodes.Element) -> bool:
    return any(element["ids"] for element in node.findall(nodes.Element))
