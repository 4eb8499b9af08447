"""What a page can leave out, for a browser reads the same without it: pages have tens of thousands of each.

Neither changes an element or a word of the page, nor what is seen of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from jinja2 import BaseLoader

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

#: The end tags that HTML makes optional, where what follows them is as in our templates. XHTML needs them.
_END_TAG_RE = re.compile(r"</(?:td|th|tr|thead|tbody|li)>")
#: A line break of the source is a blank of the page; the same words then compress to the same bytes. Between letters
#: that stand without blanks, as in Chinese, it is nothing, and remains.
_BREAK_RE = re.compile(r"\n(?:(?<=[!-~]\n)(?! )|(?=[!-~]))")
_PREFORMATTED_RE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


class TerseLoader(BaseLoader):
    """Loads the templates of another loader, without the end tags that browsers do without."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of *template* with what Jinja wants to know of it."""
        source, path, is_current = self._loader.get_source(environment, template)
        return _END_TAG_RE.sub("", source), path, is_current


def join_lines(html: str) -> str:
    """Return *html* as one line, but for what is preformatted in it."""
    if "<pre" not in html:
        return _BREAK_RE.sub(" ", html)
    pieces = _PREFORMATTED_RE.split(html)
    pieces[::2] = [_BREAK_RE.sub(" ", piece) for piece in pieces[::2]]
    return "".join(pieces)


def join_paragraphs(element: nodes.Element) -> None:
    """Make the paragraphs in *element* one line each."""
    for child in element.children:
        if isinstance(child, nodes.paragraph):
            _join(child)
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            join_paragraphs(child)


def _join(paragraph: nodes.paragraph) -> None:
    for number, child in enumerate(paragraph.children):
        if isinstance(child, nodes.Text) and "\n" in child:
            paragraph.children[number] = joined = nodes.Text(_BREAK_RE.sub(" ", child))
            joined.parent = paragraph
