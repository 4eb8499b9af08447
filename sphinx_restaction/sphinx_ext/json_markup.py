"""The HTML of a JSON text: its keys are set apart, and nothing else.

Pygments makes two elements or more of every line, white space among them. References have tens of thousands of lines
of samples, and most of what a page weighs would be that.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: Whole strings, so that a colon inside of one is no colon; behind a key stands one.
_STRING_RE = re.compile(r'"(?:[^"\\\n]|\\.)*"(\s*:)?')
_LANGUAGES = frozenset({"json", "javascript", "js"})


def is_json(language: str, text: str) -> bool:
    """Whether *text*, a block in *language*, looks like an object or a list of JSON."""
    return language in _LANGUAGES and text.lstrip()[:1] in {"{", "["}


def mark_keys(text: str) -> Markup:
    """Return *text* with each key in an element of the class that Pygments gives to keys."""
    pieces: list[str] = []
    end = 0
    for match in _STRING_RE.finditer(text):
        if match[1]:
            key = match[0][: -len(match[1])]
            pieces += (as_content(text[end : match.start()]), '<span class="nt">', as_content(key), "</span>", match[1])
            end = match.end()
    pieces.append(as_content(text[end:]))
    return Markup("".join(pieces))  # noqa: S704  # every piece is escaped


def as_content(text: str) -> Markup:
    """Return *text* as the content of an element, where quotes may stand as they are."""
    return Markup(str(escape(text)).replace("&#34;", '"').replace("&#39;", "'"))  # noqa: S704  # escaped here
