"""Which rows of a table are members of the row above them: ``flavor.id`` below ``flavor``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Deeper rows are drawn like rows of this depth, for a phone has no room for more.
MAX_DEPTH = 6


class Branch(NamedTuple):
    """The place of a row in the tree."""

    #: How many rows are around this one.
    depth: int
    #: The part of the name that the row around this one shows already, with its dot.
    prefix: str
    name: str


def branches(names: Iterable[str]) -> Iterator[Branch]:
    """Yield the place of each row.

    A row is below another one only if nothing stands between them but that row's own members, for readers take it
    for a member of the row that they see above it.
    """
    around: list[str] = []
    for name in names:
        while around and not _is_member(name, around[-1]):
            around.pop()
        prefix = f"{around[-1]}." if around else ""
        if prefix and not name.startswith(prefix):
            prefix = f"{around[-1]}[]."
        yield Branch(min(len(around), MAX_DEPTH), prefix, name[len(prefix) :])
        around.append(name.removesuffix("[]"))


def _is_member(name: str, parent: str) -> bool:
    return any(name.startswith(prefix) and len(name) > len(prefix) for prefix in (f"{parent}.", f"{parent}[]."))
