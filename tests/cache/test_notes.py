"""The notes of a run have all files and folders that it looks at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_restaction.cli.checking import check_tree
from sphinx_restaction.cli.trees import Clock
from sphinx_restaction.sources.notes import Fault, Notes
from tests.cache.small import make_small
from tests.cache.world import World
from tests.fuzz.trees import SOURCE, case_trees, own_tree, write_tree

REPOSITORY = Path(__file__).parents[2]
_RULES = {"missing-sample", "unreferenced-sample", "path-outside-root", "unincluded-source", "duplicate-key"}


def audit(source: Path, root: Path) -> tuple[list[str], set[str], int]:
    """Return what a run on the reference opens and lists below *root*, what it notes, and how much it finds."""
    command = [sys.executable, "-m", "tests.cache.auditing", str(source), str(root)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    run = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True)
    opened, noted, count = json.loads(run.stdout)
    return opened, set(noted), count


def test_our_own_reference(tmp_path: Path) -> None:
    write_tree(own_tree(), tmp_path)
    opened, noted, _ = audit(tmp_path / SOURCE, tmp_path)
    assert len(opened) > 10  # documents, samples, folders
    assert {os.path.splitext(path)[1] for path in opened} >= {".rst", ".json", ".yaml", ".py", ""}  # noqa: PTH122
    assert noted.issuperset(opened)


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_several_references_in_one(tmp_path: Path) -> None:
    """Cases of rules about files, each in a folder of the same reference."""
    trees = {name: tree for name, tree in case_trees() if name.partition("/")[0] in _RULES}
    for number, tree in enumerate(trees.values()):
        files = {
            f"{SOURCE}/part{number}{path.removeprefix(SOURCE)}": thing
            for path, thing in tree.items()
            if path.startswith(f"{SOURCE}/") and not path.endswith("conf.py")
        }
        write_tree(files, tmp_path)
    (tmp_path / SOURCE / "conf.py").write_text("", "utf-8")
    (tmp_path / SOURCE / "again").symlink_to("part0")
    opened, noted, count = audit(tmp_path / SOURCE, tmp_path)
    assert count > 5  # most of them are quiet
    assert noted.issuperset(opened)


def test_each_file_is_noted_with_what_it_has(tmp_path: Path) -> None:
    project = make_small(tmp_path / "repository")
    project.write("index.rst", (project.source / "index.rst").read_text("utf-8") + "\n.. include:: gone.inc\n")
    world = World.of(project.source, project.top)
    notes = Notes()
    check_tree(world.source, world.root, world.settings, Clock(), notes)
    found = {Path(path).relative_to(project.source).as_posix(): found for (path, _), found in notes.files.items()}
    gone = found.pop("gone.inc")
    assert isinstance(gone, Fault)
    assert "does not exist" in gone.message
    assert found == {name: (project.source / name).read_bytes() for name in found}
    assert found.keys() == {"index.rst", "more.inc", "parameters.yaml", "samples/note-resp.json"}
    assert notes.others == {str(project.source / "conf.py"): (project.source / "conf.py").read_bytes()}
    assert notes.is_steady


def test_what_is_not_the_same_twice_is_not_steady() -> None:
    notes = Notes()
    notes.note_file("file", -1, b"one")
    notes.note_file("file", 4, b"one")
    notes.note_link("link", "here")
    notes.note_folder("folder", ())
    notes.note_other("conf.py", None)
    assert notes.is_steady
    notes.note_file("file", -1, b"two")
    assert not notes.is_steady
