"""References as values, and what else than a text may stand in the place of a file."""

from __future__ import annotations

import os
import posixpath
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.rules.cases import CASES
from tests.rules.cases import FOLDER as CASES_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
#: Where trees have their source directory, and what marks their top.
SOURCE = "api-ref/source"
MARKER = "setup.cfg"
#: What the name of a file of a case tells of it, and is no part of the name.
_NO_TEXT = (" -> ", " (", "/")


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder where a file is expected."""


@dataclass(frozen=True, slots=True)
class Pipe:
    """A named pipe: who opens it to read waits for a writer that never comes."""


@dataclass(frozen=True, slots=True)
class Missing:
    """No file."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A file that takes no room on the disk, but so many bytes in memory."""

    size: int


Thing = bytes | Link | Folder | Pipe | Missing | Sparse
#: Things by their paths from the top of a repository, with slashes.
Tree = Mapping[str, Thing]


def read_tree(top: Path, *folders: str) -> dict[str, Thing]:
    """Return the files in *folders* of the repository *top*."""
    paths = (path for folder in folders for path in sorted((top / folder).rglob("*")) if path.is_file())
    return {MARKER: b"", **{path.relative_to(top).as_posix(): path.read_bytes() for path in paths}}


def own_tree() -> dict[str, Thing]:
    """Return our own reference."""
    return read_tree(REPOSITORY, SOURCE, "doc/api_samples")


def case_trees() -> Iterator[tuple[str, dict[str, Thing]]]:
    """Yield the name and the tree of each case of the rules, all rules switched on."""
    defaults = {
        name: (CASES_FOLDER / "default" / "reading" / name).read_bytes()
        for name in ("http-status.yaml", "note.json", "parameters.yaml")
    }
    settings: dict[str, Thing] = {MARKER: b"", "restaction.toml": b'preset = "strict"\n'}
    conf: dict[str, Thing] = {"conf.py": b'extensions = ["sphinx_restaction"]\n'}
    for case in CASES:
        files = {name: text for name, text in case.parts.items() if not any(sign in name for sign in _NO_TEXT[:2])}
        texts = {name: text.encode() for name, text in files.items() if not name.endswith("/")}
        for outcome in ("expected", "shown"):
            texts.pop(outcome, None)
        placed = {posixpath.normpath(f"{SOURCE}/{name}"): thing for name, thing in (conf | defaults | texts).items()}
        yield case.name, settings | placed


def write_tree(tree: Tree, top: Path) -> None:
    """Make *tree* in the folder *top*."""
    for name, thing in tree.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_thing(path, thing)


def write_thing(path: Path, thing: Thing) -> None:
    """Make *thing* at *path*, where nothing is."""
    if isinstance(thing, bytes):
        path.write_bytes(thing)
    elif isinstance(thing, Link):
        path.symlink_to(thing.target)
    elif isinstance(thing, Folder):
        path.mkdir()
    elif isinstance(thing, Sparse):
        with path.open("wb") as stream:
            stream.truncate(thing.size)
    elif isinstance(thing, Pipe) and sys.platform != "win32":
        os.mkfifo(path)


def put_things(top: Path, things: Mapping[str, Thing | None]) -> None:
    """Put *things* in their places, whatever is there; None for nothing."""
    for name, thing in things.items():
        path = top / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        if thing is not None:
            write_thing(path, thing)
