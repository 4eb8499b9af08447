"""What reading a reference has looked at, so that a later run can tell whether it would find the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule


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

    def contents(self) -> dict[str, bytes]:
        """Return the contents of the files that could be had, each as it was read first."""
        found: dict[str, bytes] = {}
        for (path, _), content in self.files.items():
            if isinstance(content, bytes):
                found.setdefault(path, content)
        return found
