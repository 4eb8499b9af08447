"""What reading a reference has looked at, so that a later run can tell whether it would find the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Fault(NamedTuple):
    """Why a file can't be had."""

    rule: Rule
    message: str


class Entry(NamedTuple):
    """What a folder holds: a name, whether it is a folder, and where it leads if it is a symbolic link."""

    name: str
    is_folder: bool
    link: str = ""


def list_folder(folder: str) -> tuple[Entry, ...]:
    """Return what is in *folder*, by name; nothing if it can't be read."""
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(map(_entry, entries)))
    except (OSError, ValueError):
        return ()


def _entry(found: os.DirEntry[str]) -> Entry:
    link = os.path.realpath(found.path) if found.is_symlink() else ""
    try:
        return Entry(found.name, found.is_dir(), link)
    except OSError:
        return Entry(found.name, is_folder=False, link=link)


class Notes:
    """Everything of the file system that a run has looked at, as it was then."""

    def __init__(self) -> None:
        #: The content of files by their paths and the most bytes that were to be read, which is -1 for all; or why a
        #: file can't be had.
        self.files: dict[tuple[str, int], bytes | Fault] = {}
        #: The content of files that belong to no reference, such as conf.py; None if it can't be had.
        self.others: dict[str, bytes | None] = {}
        #: Where paths lead, symbolic links followed.
        self.links: dict[str, str] = {}
        self.folders: dict[str, tuple[Entry, ...]] = {}
        #: Whether whatever was looked at more than once was the same each time. If not, the run has seen a mixture.
        self.is_steady = True
        #: By path, what is in a file, or why it can't be had.
        self._found: dict[str, bytes | str] = {}

    def note_file(self, path: str, limit: int, found: bytes | Fault) -> None:
        """Note what was read of a file with a *limit* of bytes."""
        self.files[path, limit] = found
        # The rule of a fault depends on who reads.
        self._note(self._found, path, found.message if isinstance(found, Fault) else found)

    def note_other(self, path: str, data: bytes | None) -> None:
        """Note the content of a file that belongs to no reference."""
        self._note(self.others, path, data)

    def note_link(self, path: str, real: str) -> None:
        """Note where *path* leads."""
        self._note(self.links, path, real)

    def note_folder(self, path: str, entries: tuple[Entry, ...]) -> None:
        """Note what is in a folder."""
        self._note(self.folders, path, entries)

    def _note(self, known: dict[_Key, _Value], key: _Key, value: _Value) -> None:
        if known.setdefault(key, value) != value:
            self.is_steady = False

    def contents(self) -> dict[str, bytes]:
        """Return the contents of the files that could be had."""
        return {path: found for path, found in self._found.items() if isinstance(found, bytes)}
