"""The HTML of a JSON text: nothing is set apart in it.

Pygments makes two elements or more of every line, white space among them. References have tens of thousands of lines
of samples, and most of what a page weighs would be that. Our script colours the keys without any element.
"""

from __future__ import annotations

from markupsafe import Markup, escape

_LANGUAGES = frozenset({"json", "javascript", "js"})


def is_json(language: str, text: str) -> bool:
    """Whether *text*, a block in *language*, looks like an object or a list of JSON."""
    return language in _LANGUAGES and text.lstrip()[:1] in {"{", "["}


def as_content(text: str) -> Markup:
    """Return *text* as the content of an element, where quotes may stand as they are."""
    return Markup(str(escape(text)).replace("&#34;", '"').replace("&#39;", "'"))  # noqa: S704  # escaped here
