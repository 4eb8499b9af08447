"""How objects are named: ``GET /servers``, ``POST /servers/{server_id}/action reboot``, ``GET /servers limit``.

Names stand in inventories, in which a name must not hold a number between blanks, for a number ends it. Such a word is
put in parentheses: ``GET /servers (404)``. Authors need not know: what they write is read by the same function.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_restaction.model.template import PathTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.model.operation import Operation

_NUMBER_RE = re.compile(r"-?\d+")
_CODE_RE = re.compile(r"(?<!\S)\((\d+)\)(?!\S)")
#: The tables that a row can stand in: a name that says which begins with the word and a dot.
_PARTS = ("request.", "response.", "parameter.")


def canonical(text: str) -> str:
    """Return the name that *text* writes: the method in capitals, variables in braces, no slash at the end."""
    head, rest = _split(text.split())
    return " ".join([*head, *(f"({word})" if _NUMBER_RE.fullmatch(word) else word for word in rest)])


def plain_code(name: str) -> str:
    """Return the name of a status code as authors write it, with its number bare."""
    return _CODE_RE.sub(r"\1", name, count=1)


def operation_name(operation: Operation) -> str:
    """Return the name of an operation, which others may share."""
    path = operation.url.path.strip() or "/"
    return canonical(f"{operation.method} {tidy_path(path)} {operation.action or ''}")


def tidy_path(text: str) -> str:
    """Return *text* as a path with its variables in braces, a slash before it, and none behind."""
    path = PathTemplate.parse(text).path.rstrip("/")
    return path if path.startswith(("/", "{")) or "://" in path else f"/{path}"


def path_of(name: str) -> str:
    """Return the path of a canonical name; an empty string if there is none."""
    head, _ = _split(name.split())
    return head[-1] if head else ""


def is_qualified(text: str) -> bool:
    """Whether *text* begins with a method and a path."""
    return len(_split(text.split())[0]) == 2  # noqa: PLR2004  # these are two


def qualified(part: str, row: str) -> str:
    """Return the name of a row with the word for the table that it stands in; a status code needs none."""
    return f"{part}.{row}" if f"{part}." in _PARTS else row


def without_part(name: str) -> str:
    """Return *name* without the word that says which of an operation's tables its row stands in."""
    *before, last = name.split(" ")
    part = next((part for part in _PARTS if last.startswith(part)), "")
    return " ".join([*before, last.removeprefix(part)])


def last_part(text: str) -> str:
    """Return what is left of a name to which its author has put a ``~``."""
    head, rest = _split(text.split())
    return without_part(" ".join(rest)) or (head[-1] if head else text)


def unique_names(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return a name for each pair of a short and a long one: the short, or if others have that, too, the long.

    Where that is taken as well, a number comes behind it.
    """
    pairs = list(pairs)
    counts = Counter(short for short, _ in pairs)
    taken = {short for short, count in counts.items() if count == 1}
    return [short if counts[short] == 1 else _take(long, taken) for short, long in pairs]


def _take(base: str, taken: set[str]) -> str:
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base} ({number})"
    taken.add(name)
    return name


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the method and the path, as far as *words* begin with them, and the other words."""
    if words and words[0].startswith("/"):
        return [tidy_path(words[0])], words[1:]
    # A colon ends the name of the inventory that intersphinx has to look into.
    if len(words) > 1 and ("/" in words[1] or words[1].startswith("{")) and not {"/", ":"} & set(words[0]):
        return [words[0].upper(), tidy_path(words[1])], words[2:]
    return [], words
