"""What a reference is made of, looked at as a whole: its files' contents, and the folders to watch."""

# Paths are strings: a survey makes thousands of calls, and path objects would take most of its time.
# ruff: noqa: PTH116, PTH120

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_restaction.preview.contents import ABSENT, Content, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_restaction.preview.ignoring import Ignores


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders to watch."""

    #: Those to watch with all that is below.
    whole: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Survey:
    """What was there at one moment."""

    #: The content of each file that counts, by path.
    contents: Mapping[str, Content]
    folders: Folders
    #: The folders of the source directory that count, also those that links lead to.
    source_folders: frozenset[str]
    #: The other files and folders whose events matter.
    heeded: frozenset[str]
    #: Which inode each watched folder is: one that was replaced has to be watched anew.
    identities: Mapping[str, tuple[int, int]]
    #: The files that have changed since the survey before.
    changed: frozenset[str] = frozenset()
    #: How long the survey took, in seconds.
    seconds: float = 0.0


@dataclass(slots=True)
class _Tree:
    """What is below the source directory, links followed."""

    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    #: Folders with an ignored one in them, which may be huge, or one that may not be read.
    partial: set[str] = field(default_factory=set)


def survey(source: str, followed: frozenset[str], ignores: Ignores, before: Mapping[str, Content]) -> Survey:
    """Look at all files of the source directory that count, and at the *followed* ones.

    :param before: The contents that are known. Files whose stamps are still the same are not read again.
    """
    started_at = time.time_ns()
    started = time.perf_counter()
    has_new_rules = ignores.renew()
    tree = _walk(source, ignores, followed)
    contents = {path: content_of(path, before.get(path, ABSENT)) for path in {*tree.files, *followed}}
    changed = set(_changes(before, contents, ignores))
    if has_new_rules:
        changed -= set(_no_longer_ignored(before, contents, followed, started_at))
    outside = _outside(followed, contents)
    folders = _to_watch(source, tree, {os.path.dirname(path) for path in outside})
    return Survey(
        contents=contents,
        folders=folders,
        source_folders=frozenset(tree.folders),
        heeded=frozenset(outside | _above({source, *outside})),
        identities={folder: _identity(folder) for folder in folders.whole | folders.single},
        changed=frozenset(changed | {path for name in changed for path in _targets(name, before, contents)}),
        seconds=time.perf_counter() - started,
    )


def _changes(before: Mapping[str, Content], contents: Mapping[str, Content], ignores: Ignores) -> Iterator[str]:
    """Find the files whose contents are others now."""
    for path in before.keys() | contents.keys():
        old = before.get(path, ABSENT)
        # A file that is no longer found may still be there: in the place of a folder, or not followed any more.
        new = contents[path] if path in contents else content_of(path, old)
        if old.digest != new.digest and not (path not in contents and ignores.is_ignored(path)):
            yield path


def _no_longer_ignored(
    before: Mapping[str, Content], contents: Mapping[str, Content], followed: frozenset[str], now: int
) -> Iterator[str]:
    """Find the files that were there before, though ignored: they have not changed."""
    recently = now - 1_000_000_000
    for path in contents.keys() - before.keys() - followed:
        if contents[path].written < recently:
            yield path


def _targets(path: str, *surveys: Mapping[str, Content]) -> Iterator[str]:
    """Return what a symbolic link has led to: a build may know the file by either name."""
    for contents in surveys:
        target = contents.get(path, ABSENT).target
        if target is not None:
            yield target


def _walk(source: str, ignores: Ignores, followed: frozenset[str]) -> _Tree:
    tree = _Tree()
    seen = {source}
    waiting = [source]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except (OSError, ValueError):
            tree.partial.add(os.path.dirname(folder))
            continue
        tree.folders.append(folder)
        for entry in entries:
            if not _is_folder(entry):
                if entry.path in followed or not ignores.is_ignored(entry.path):
                    tree.files.append(entry.path)
            elif (inner := _inner_folder(entry, source, ignores)) is None:
                tree.partial.add(folder)
            elif inner not in seen:
                seen.add(inner)
                waiting.append(inner)
    return tree


def _inner_folder(entry: os.DirEntry[str], source: str, ignores: Ignores) -> str | None:
    """Return the real path of a folder; None for one that doesn't count, or leads around in a circle."""
    if ignores.is_ignored(entry.path, is_folder=True):
        return None
    if not entry.is_symlink():
        return entry.path
    inner = os.path.realpath(entry.path)
    return None if source == inner or source.startswith(inner.rstrip(os.sep) + os.sep) else inner


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _outside(followed: frozenset[str], contents: Mapping[str, Content]) -> frozenset[str]:
    """Return the files that are followed, and those that links lead to."""
    return followed | {content.target for content in contents.values() if content.target is not None}


def _above(paths: Iterable[str]) -> set[str]:
    """Return all folders above some paths."""
    above: set[str] = set()
    for path in paths:
        folder = os.path.dirname(path)
        while folder not in above:
            above.add(folder)
            folder = os.path.dirname(folder)
    return above


def _to_watch(source: str, tree: _Tree, others: Iterable[str]) -> Folders:
    """Choose the folders to watch, for the files of the tree and those in other folders."""
    counting = set(tree.folders)
    # Nothing that has one of these below is watched as a whole.
    partial = (tree.partial | _above(tree.partial)) & counting
    full = counting - partial
    whole = {folder for folder in full if os.path.dirname(folder) not in full}
    # What is not there yet, or at present, will appear in a folder that is there.
    missing = () if source in counting else (source,)
    single = {_existing(folder) for folder in (*others, *missing) if folder not in counting}
    return Folders(frozenset(filter(_can_watch, whole)), frozenset(filter(_can_watch, (single | partial) - whole)))


def _existing(folder: str) -> str:
    """Return the folder, or else the nearest one above it that exists."""
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return folder


def _can_watch(folder: str) -> bool:
    """Whether the library can watch a folder. It takes no names that are bytes, and fails if one can't be read."""
    is_text = folder.isascii() or folder == folder.encode("utf-8", "replace").decode("utf-8")
    return is_text and os.access(folder, os.R_OK)


def _identity(folder: str) -> tuple[int, int]:
    try:
        status = os.stat(folder)
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)
