"""The files of a cache: one for each reference and each choice of settings.

A file begins with a line that names the format and has the digest and the length of what follows: first a JSON text,
the record, and then the contents of files that it speaks of. They are read only if a file has changed.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction.cache.footprint import digest
from sphinx_restaction.sources.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMAT = "restaction-cache-1"
_SUFFIX = ".restaction"
#: The names of our files, and of those that a run was about to write: the folder may have others.
_NAME_RE = re.compile(r"[0-9a-f]{32}\.restaction(?:\.\d+)?")
#: The first line of a file is not longer.
_MAX_HEAD = 200
#: A record is not longer, in bytes.
_MAX_RECORD = 200_000_000
#: Files that nobody has written anew for so long are removed, in seconds.
_MAX_AGE = 30 * 24 * 3600
#: Characters of a digest that make a name.
_NAME = 32


class Store:
    """A folder with caches. Whatever goes wrong in it, nothing is kept."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def load(self, identity: list[object]) -> Kept | None:
        """Return what is kept for *identity*; None if there is nothing, or nothing that can be trusted."""
        path = self._path(identity)
        if not os.path.isfile(path):
            # A pipe would have us wait.
            return None
        try:
            with open(path, "rb") as stream:  # noqa: PTH123
                kind, sign, length = stream.readline(_MAX_HEAD).decode("ascii").split()
                text = stream.read(min(max(int(length), 0), _MAX_RECORD)) if kind == _FORMAT else b""
                start = stream.tell()
            record = json.loads(text) if digest(text) == sign else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return None
        if not isinstance(record, dict) or record.get("identity") != identity:
            return None
        return Kept(path, start, record)

    def save(self, identity: list[object], record: Mapping[str, object], contents: Mapping[str, bytes]) -> None:
        """Keep *record* with the *contents* of files by their paths; a file is there as a whole or not at all."""
        places, size = {}, 0
        for path, data in contents.items():
            places[path] = (size, len(data))
            size += len(data)
        whole = {**record, "identity": identity, "contents": places}
        text = json.dumps(whole, separators=(",", ":")).encode("ascii")
        head = f"{_FORMAT} {digest(text)} {len(text)}\n".encode("ascii")
        with suppress(OSError, ValueError):
            os.makedirs(self.folder, exist_ok=True)  # noqa: PTH103
            self._remove_old()
            replace_file(self._path(identity), (head, text, *contents.values()))

    def _path(self, identity: list[object]) -> str:
        # By reference and settings: a new version of the code takes the place of the old one.
        name = digest(json.dumps(identity[:3]).encode("ascii"))[:_NAME]
        return os.path.join(self.folder, name + _SUFFIX)

    def _remove_old(self) -> None:
        now = time.time()
        with os.scandir(self.folder) as entries:
            for entry in entries:
                # Another run may remove it, too.
                with suppress(OSError):
                    if _NAME_RE.fullmatch(entry.name) and now - entry.stat().st_mtime > _MAX_AGE:
                        os.unlink(entry.path)  # noqa: PTH108


class Kept(NamedTuple):
    """A record that was kept, and the file with the contents that it speaks of."""

    path: str
    #: Where in the file the contents begin.
    start: int
    record: Mapping[str, Any]

    def content(self, path: str, sign: str) -> bytes | None:
        """Return the content of the file *path* as it was kept, None unless *sign* is its digest."""
        place, length = self.record["contents"].get(path, (0, 0))
        try:
            with open(self.path, "rb") as stream:  # noqa: PTH123
                stream.seek(self.start + place)
                data = stream.read(length)
        except OSError:
            return None
        return data if digest(data) == sign else None


def default_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Return the folder of a user's caches; an empty text if there is none."""
    own = environ.get("RESTACTION_CACHE_DIR", "")
    if own:
        return own
    # The specification of XDG says that a path that is not absolute counts as not set.
    shared = environ.get("XDG_CACHE_HOME", "") if os.name != "nt" else environ.get("LOCALAPPDATA", "")
    if not os.path.isabs(shared):  # noqa: PTH117
        home = os.path.expanduser("~")  # noqa: PTH111
        if not os.path.isabs(home):  # noqa: PTH117
            return ""
        shared = os.path.join(home, ".cache")
    return os.path.join(shared, "restaction")
