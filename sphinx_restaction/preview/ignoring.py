"""Which files below the source directory no reference is made of."""

# Paths are strings: a survey makes thousands of calls, and path objects would take most of its time.
# ruff: noqa: PTH110, PTH116, PTH119, PTH120, PTH123

from __future__ import annotations

import fnmatch
import os
import re
import threading
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GITIGNORE = ".gitignore"
_FOLDERS = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".idea",
        ".vscode",
        ".tox",
        ".nox",
        ".venv",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        "__pycache__",
        "node_modules",
    }
)
#: What editors put beside a file while it is open or being saved, and what systems leave in folders.
_FILES = (
    _GITIGNORE,
    *("*~", "*.tmp", "*.bak", "*.pyc", "*.part"),
    *(".*.sw[a-px]", "*.sw[opx]", "4913"),  # Vim
    *(".#*", "#*#"),  # Emacs
    *(".*.kate-swp", ".goutputstream-*", ".~lock.*#"),
    *("*___jb_tmp___", "*___jb_old___"),  # JetBrains
    *("*.vsctmp", ".subl*"),
    *(".nfs*", ".fuse_hidden*", ".DS_Store", "._*", "Thumbs.db", "~$*"),
)
_FILES_RE = re.compile("|".join(map(fnmatch.translate, _FILES)))
#: Names of files that come and go would fill the memory.
_MOST_VERDICTS = 50_000


class Ignores:
    """Tells which files and folders below the source directory don't count.

    They are those of editors and tools, those in *folders*, and those that git ignores. Any thread may ask.
    """

    def __init__(self, source: str, folders: Iterable[str] = ()) -> None:
        self._source = source
        self._folders = tuple(folders)
        self._root = _repository_of(source)
        self._specs: dict[str, tuple[tuple[int, ...], GitIgnoreSpec | None]] = {}
        self._verdicts: dict[tuple[str, bool], bool] = {}
        self._is_source_ignored: bool | None = None
        self._lock = threading.Lock()

    def is_ignored(self, path: str, *, is_folder: bool = False) -> bool:
        """Return whether a file or folder, or a folder in which it is, is ignored."""
        with self._lock:
            return self._is_ignored(path, is_folder=is_folder) or any(
                self._is_ignored(folder, is_folder=True) for folder in self._below_source(path)
            )

    def renew(self) -> bool:
        """Read the .gitignore files that have changed. Return whether there were any."""
        with self._lock:
            root = _repository_of(self._source)
            current = {path: spec for path, spec in self._specs.items() if spec[0] == _stamp(path)}
            is_new = root != self._root or len(current) < len(self._specs)
            self._root, self._specs = root, current
            if is_new or len(self._verdicts) > _MOST_VERDICTS:
                self._verdicts = {}
                self._is_source_ignored = None
            return is_new

    def _is_ignored(self, path: str, *, is_folder: bool) -> bool:
        verdict = self._verdicts.get((path, is_folder))
        if verdict is None:
            verdict = self._is_named(path, is_folder=is_folder) or self._is_ignored_by_git(path, is_folder=is_folder)
            self._verdicts[path, is_folder] = verdict
        return verdict

    def _is_named(self, path: str, *, is_folder: bool) -> bool:
        if path in self._folders:
            return True
        name = os.path.basename(path)
        return name in _FOLDERS if is_folder else _FILES_RE.match(name) is not None

    def _is_ignored_by_git(self, path: str, *, is_folder: bool) -> bool:
        if not self._is_in_source(path):
            return False
        if self._is_source_ignored is None:
            self._is_source_ignored = self._judge_source()
        outer = () if self._is_source_ignored else _parents(self._source, self._root)
        return self._match(path, (*self._below_source(path), self._source, *outer), is_folder=is_folder)

    def _judge_source(self) -> bool:
        """Whether git ignores the whole source directory. What is outside then says nothing about files in it."""
        outer = list(_parents(self._source, self._root))
        folders = [self._source, *outer]
        return any(self._match(folders[number], outer[number:], is_folder=True) for number in range(len(outer)))

    def _match(self, path: str, folders: Iterable[str], *, is_folder: bool) -> bool:
        """Return what the rules say of a path. *folders*: those whose rules apply, the nearest one first."""
        for folder, file in self._rule_files(folders):
            spec = self._spec(file)
            name = os.path.relpath(path, folder) + ("/" if is_folder else "")
            verdict = spec.check_file(name).include if spec else None
            if verdict is not None:
                return verdict
        return False

    def _rule_files(self, folders: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Return the files of rules, each with the folder that its rules start from."""
        for folder in folders:
            yield folder, os.path.join(folder, _GITIGNORE)
        yield self._root, os.path.join(self._root, ".git", "info", "exclude")

    def _spec(self, path: str) -> GitIgnoreSpec | None:
        known = self._specs.get(path)
        if known is None:
            stamp = _stamp(path)
            known = self._specs[path] = (stamp, _read(path) if stamp else None)
        return known[1]

    def _is_in_source(self, path: str) -> bool:
        return path.startswith(self._source + os.sep)

    def _below_source(self, path: str) -> Iterator[str]:
        """Return the folders between a path and the source directory, the nearest one first."""
        if self._is_in_source(path):
            yield from (folder for folder in _parents(path, self._source) if folder != self._source)


def _parents(path: str, last: str) -> Iterator[str]:
    """Return the folders above a path, up to *last*."""
    while path != last and path != (path := os.path.dirname(path)):
        yield path


def _repository_of(source: str) -> str:
    """Return the root of the repository that a folder is in; the folder itself if there is none."""
    folders = (source, *_parents(source, ""))
    return next((folder for folder in folders if os.path.exists(os.path.join(folder, ".git"))), source)


def _stamp(path: str) -> tuple[int, ...]:
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _read(path: str) -> GitIgnoreSpec | None:
    """Return the rules of a file. Like git, pass over lines that are no rules."""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            lines = file.read().splitlines()
    except OSError:
        return None
    return _compile(lines) or GitIgnoreSpec.from_lines([line for line in lines if _compile([line])])


def _compile(lines: list[str]) -> GitIgnoreSpec | None:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return None
