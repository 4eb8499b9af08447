"""Copies of the output: complete, cheap, and gone when they are not needed."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.output import Snapshots

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "deep").mkdir(parents=True)
    (folder / "index.html").write_text("Index", "utf-8")
    (folder / "deep" / "more.html").write_text("More", "utf-8")
    return folder


def served(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("served"))


def test_a_copy_is_not_touched_by_the_next_build(output: Path, tmp_path: Path) -> None:
    snapshot = Snapshots(output, tmp_path).take()
    (output / "index.html").write_text("Other", "utf-8")
    assert (snapshot.folder / "index.html").read_text("utf-8") == "Index"
    assert snapshot.copied == {"index.html", "deep/more.html"}
    assert snapshot.gone == set()


def test_only_what_has_changed_is_copied(output: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(output, tmp_path)
    first = snapshots.take()
    snapshots.keep(first)
    (output / "index.html").write_text("Other index", "utf-8")
    (output / "new.html").write_text("New", "utf-8")
    second = snapshots.take()
    assert second.copied == {"index.html", "new.html"}
    assert (first.folder / "deep" / "more.html").samefile(second.folder / "deep" / "more.html")
    assert (first.folder / "index.html").read_text("utf-8") == "Index"
    snapshots.keep(second)
    assert served(tmp_path) == [second.folder.name]
    (output / "new.html").unlink()
    assert snapshots.take().gone == {"new.html"}


def test_a_copy_that_was_not_served_takes_the_served_one_not_away(output: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(output, tmp_path)
    first = snapshots.take()
    snapshots.keep(first)
    for _ in range(3):
        snapshots.drop(snapshots.take())
    assert served(tmp_path) == [first.folder.name]
    assert (first.folder / "deep" / "more.html").read_text("utf-8") == "More"


def test_a_full_disk_leaves_the_last_copy_and_no_other(output: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(output, tmp_path)
    first = snapshots.take()
    snapshots.keep(first)
    (output / "new.html").write_text("x" * 5000, "utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            snapshots.take()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert served(tmp_path) == [first.folder.name]
