"""URL templates: ``/servers/{server_id}``, ``<id>``, a query ``?limit={limit}``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Zero-width characters that authors put into long URLs as break points; they are no part of the path.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_NAME_RE = re.compile(r"""[^\s/\\"'&?=]+""")
_VARIABLE_RE = re.compile(r"\{[^{}<>]*\}|<[^{}<>]*>")


class PathTemplate(NamedTuple):
    """A URL as written, in pieces."""

    #: The URL as the author wrote it.
    text: str
    #: The pieces of `text` in order; those marked True are variables with their braces.
    pieces: tuple[tuple[str, bool], ...]

    @classmethod
    def parse(cls, text: str) -> PathTemplate:
        """Split *text* at its variables. Never fails: what does not pair stays literal (see `is_balanced`)."""
        pieces: list[tuple[str, bool]] = []
        end = 0
        for match in _VARIABLE_RE.finditer(text):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
        pieces.append((text[end:], False))
        return cls(text=text, pieces=tuple(piece for piece in pieces if piece[0]))

    @property
    def is_balanced(self) -> bool:
        """Whether every brace and bracket belongs to a variable with a sensible name."""
        return all(
            _NAME_RE.fullmatch(piece[1:-1]) if variable else not set(piece) & set("{}<>")
            for piece, variable in self.pieces
        )

    @property
    def path(self) -> str:
        """The path alone: no query, no invisible characters, ``<a>`` written ``{a}``."""
        return _path(self.pieces)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables of path and query, in order."""
        return tuple(piece[1:-1].strip() for piece, variable in self.pieces if variable)


@lru_cache(maxsize=100_000)
def _path(pieces: tuple[tuple[str, bool], ...]) -> str:
    text = "".join("{" + piece[1:-1] + "}" if variable else piece for piece, variable in pieces)
    return text.partition("?")[0].translate(_INVISIBLE)
