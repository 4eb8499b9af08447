"""What a result holds for, beside the contents of files: the reference, the settings, and the code that found it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import sphinx_restaction
from sphinx_restaction.cache.footprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.settings import Settings


def identity(source: str, root: str, settings: Settings) -> list[object]:
    """Return all that has to be the same, in what JSON can hold: the code comes last."""
    return [source, root, [_plain(value) for value in settings], digest(repr(list(_code())).encode("utf-8", "replace"))]


def _plain(value: object) -> object:
    """Return a value of the settings as lists, texts and numbers, in an order that does not depend on the run."""
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "items"):
        return [[key, _plain(one)] for key, one in sorted(value.items())]
    return list(value) if isinstance(value, tuple) else value


def _code() -> Iterator[object]:
    yield sys.version
    # Who works on this code has many versions of it under one number, so that does not do.
    # In an archive there are no files; then it has to.
    yield sphinx_restaction.__version__
    with suppress(OSError):
        yield sorted(_stamps(os.path.split(sphinx_restaction.__file__)[0]))
    # What reads catalogues where our own reader does not.
    yield next(filter(None, (_stamp(os.path.join(folder, "yaml", "__init__.py")) for folder in sys.path)), None)


def _stamps(folder: str) -> Iterator[list[object]]:
    """Yield the stamps of all modules in *folder*."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield [entry.path, status.st_mtime_ns, status.st_size]
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _stamps(entry.path)


def _stamp(path: str) -> list[object] | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # pathlib takes longer to load than all of this
    except (OSError, ValueError):
        return None
    return [path, status.st_mtime_ns, status.st_size]
