"""What a result holds for, beside the contents of files: the reference, the settings, and the code that found it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import sphinx_restaction
from sphinx_restaction.cache.footprint import digest
from sphinx_restaction.sources.files import folders_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.settings import Settings

#: How the names of modules end, compiled ones as well.
_MODULES = (".py", ".pyc", ".so", ".pyd")


def identity(source: str, root: str, settings: Settings, code: str) -> list[object]:
    """Return all that has to be the same, in what JSON can hold: the *code* comes last."""
    return [source, root, [_plain(value) for value in settings], code]


def stamp_code() -> str:
    """Return what stands for the code that runs now: a new one has another. An empty text if it can't be told."""
    try:
        return digest(repr(list(_code())).encode("utf-8", "replace"))
    except OSError:
        # It is being replaced.
        return ""


def _plain(value: object) -> object:
    """Return a value of the settings as lists, texts and numbers, in an order that does not depend on the run."""
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "items"):
        return [[key, _plain(one)] for key, one in sorted(value.items())]
    return list(value) if isinstance(value, tuple) else value


def _code() -> Iterator[object]:
    yield sys.version
    # Who works on this code has many versions of it under one number; who installs it may give all files one time.
    yield sphinx_restaction.__version__
    folder = os.path.split(sphinx_restaction.__file__)[0]
    # In an archive there are no files, but above them there is the archive.
    yield (
        sorted(_stamps(folder))
        if os.path.isdir(folder)
        else next(filter(None, map(_stamp, folders_above(folder))), None)
    )
    # What reads catalogues where our own reader does not.
    yield next(filter(None, (_stamp(os.path.join(folder, "yaml", "__init__.py")) for folder in sys.path)), None)


def _stamps(folder: str) -> Iterator[list[object]]:
    """Yield the stamps of all modules in *folder*."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_MODULES):
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
