"""Patterns of paths, with Sphinx's meaning: ``*`` and ``?`` match no slash, ``**`` matches all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN_RE = re.compile(r"\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)
#: What means something in a set of `re`, but nothing in Sphinx's.
_SET_SIGN_RE = re.compile(r"[\\\[&~|]")
_WILD = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


class PathPatterns:
    """Tells whether a path, relative and with slashes, matches one of several patterns."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take *patterns*; what is no pattern matches nothing."""
        compiled = (_compile(pattern) for pattern in dict.fromkeys(patterns))
        self._patterns = [pattern for pattern in compiled if pattern]

    def match(self, path: str) -> bool:
        """Whether *path* as a whole matches a pattern."""
        return any(pattern.match(path) for pattern in self._patterns)


def _compile(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile("".join(map(_translate, _TOKEN_RE.findall(pattern))) + "$")
    except re.error:
        return None


def _translate(token: str) -> str:
    if token in _WILD:
        return _WILD[token]
    if len(token) == 1:
        return re.escape(token)
    inner = _SET_SIGN_RE.sub(r"\\\g<0>", token[1:-1])
    if inner.startswith("!"):
        return f"[^/{inner[1:]}]"
    return f"[\\{inner}]" if inner.startswith("^") else f"[{inner}]"
