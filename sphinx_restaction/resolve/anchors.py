"""Stable ids: they come from what a thing is, not from its place on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_OTHER_RE = re.compile(r"[^\w:.~-]+")
_RUNS_RE = re.compile(r"\.{2,}")


def slug(text: str) -> str:
    """Return *text* with all but letters, digits and ``_:.~-`` turned to hyphens; names differ by case, so it stays."""
    return _OTHER_RE.sub("-", text.strip()).strip("-") or "-"


class Anchors(set[str]):
    """The ids of a document that are taken."""

    def __init__(self) -> None:
        super().__init__()
        #: Ids to the last number that was looked at behind them, so that thousands of one id do not take the square of
        #: the time.
        self.numbers: dict[str, int] = {}


def operation_anchor(method: str, path: str, action: str | None, title: str, taken: Container[str]) -> str:
    """Return the id of an operation: ``post.servers.server_id.action.reboot``.

    An operation whose method, path and action are taken already adds its title, and if need be a number. The dot
    keeps these ids apart from the ones that docutils makes of titles.
    """
    parts = [method.lower() or "-", *path.replace("{", "").replace("}", "").split("/"), action or ""]
    base = _RUNS_RE.sub(".", ".".join(slug(part) for part in parts if part))
    if "." not in base:
        base += "."
    if base not in taken:
        return base
    return numbered(f"{base}~{slug(title.lower())}", taken)


def numbered(base: str, taken: Container[str]) -> str:
    """Return *base*, with ``~2``, ``~3`` and so on behind it if it is taken."""
    numbers = taken.numbers if isinstance(taken, Anchors) else {}
    anchor, number = base, 1
    if base in taken:
        number = numbers.get(base, 1)
        while anchor in taken:
            number += 1
            anchor = f"{base}~{number}"
        # It may be asked for again before it is taken.
        numbers[base] = number - 1
    return anchor
