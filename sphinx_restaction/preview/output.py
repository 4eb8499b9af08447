"""Finished output, as it is served: a copy that nobody writes to while it is."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the output."""

    folder: Path
    #: The files that are not the ones of the copy before, or may not be; relative, and with slashes.
    copied: frozenset[str]
    #: The files that the copy before had, and this one has not.
    gone: frozenset[str]


class Snapshots:
    """Copies of a folder, each of which replaces the one before."""

    def __init__(self, output: Path, folder: Path) -> None:
        """Copy *output* into new folders in *folder*."""
        self._output = output
        self._folder = folder
        self._count = 0
        self._kept: Path | None = None

    def take(self) -> Snapshot:
        """Copy the output.

        What has not changed takes no room: it is a link to the file of the copy that is kept. Raises an OSError if the
        disk is full, say, and then leaves nothing behind.
        """
        self._count += 1
        made = self._folder / f"served-{self._count}"
        copied: set[str] = set()
        try:
            shutil.copytree(self._output, made, copy_function=lambda one, other: self._copy(one, other, copied))
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            raise
        gone = _names(self._kept) - _names(made) if self._kept else set()
        return Snapshot(made, frozenset(copied), frozenset(gone))

    def keep(self, snapshot: Snapshot) -> None:
        """Delete all copies but this."""
        before, self._kept = self._kept, snapshot.folder
        if before is not None:
            shutil.rmtree(before, ignore_errors=True)

    def drop(self, snapshot: Snapshot) -> None:
        """Delete a copy that is not needed."""
        shutil.rmtree(snapshot.folder, ignore_errors=True)

    def _copy(self, source: str, target: str, copied: set[str]) -> None:
        """Copy a file, or link it to what was copied before if it is the same still."""
        name = os.path.relpath(source, self._output)
        before = self._kept / name if self._kept else None
        if before is not None and _is_same(source, before):
            try:
                os.link(before, target)
            except OSError:
                # A file system without links.
                pass
            else:
                return
        copied.add(name.replace(os.sep, "/"))
        shutil.copy2(source, target)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _is_same(source: str, copy: Path) -> bool:
    try:
        one, other = os.stat(source), copy.stat()  # noqa: PTH116  # a path is a string here
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
