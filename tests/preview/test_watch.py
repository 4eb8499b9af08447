"""Each change of a reference's files is told once, soon, and by content."""

# The tests change files while the watcher's own threads look at them.
# ruff: noqa: ASYNC240

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.watch import Watcher
from tests.preview.watched import PATIENCE, watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "servers.inc").write_text("Servers", "utf-8")
    (folder / "images.inc").write_text("Images", "utf-8")
    return folder


def test_changed_created_deleted_and_renamed_files(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            servers, images, new = source / "servers.inc", source / "images.inc", source / "new.yaml"
            servers.write_text("Instances", "utf-8")
            assert await consumer.changes(servers) == {servers}
            new.write_text("a: b", "utf-8")
            assert await consumer.changes(new) == {new}
            new.unlink()
            assert await consumer.changes(new) == {new}
            images.rename(new)
            assert await consumer.changes(images, new) == {images, new}
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_renaming_a_temporary_file(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.k3Bx9a")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def with_a_backup(path: Path, text: str) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    path.write_text(text, "utf-8")
    backup.unlink()


def with_a_lasting_backup(path: Path, text: str) -> None:
    path.with_name(f"#{path.name}#").write_text("unsaved", "utf-8")
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text, "utf-8")


def in_pieces(path: Path, text: str) -> None:
    path.write_text("", "utf-8")
    for letter in text:
        with path.open("a", encoding="utf-8") as file:
            file.write(letter)


SAVES = (in_place, by_renaming_a_temporary_file, with_a_backup, with_a_lasting_backup, in_pieces)


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_a_save_is_one_change_however_the_editor_does_it(source: Path, save: Callable[[Path, str], None]) -> None:
    async def scenario() -> None:
        async with watching(source, limit=5, quiet=0.1) as consumer:
            file = source / "servers.inc"
            save(file, "Instances")
            assert await consumer.until(file) == [{file}]
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_a_file_with_the_same_content_has_not_changed(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            file = source / "servers.inc"
            file.touch()
            os.utime(source / "images.inc", (1, 1))
            by_renaming_a_temporary_file(file, "Servers")
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_a_change_with_an_old_time_stamp_and_the_same_size_counts(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            file = source / "servers.inc"
            before = file.stat()
            file.write_text("Sorters", "utf-8")
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
            assert await consumer.changes(file) == {file}

    asyncio.run(scenario())


def test_what_is_changed_back_within_a_burst_has_not_changed(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source, limit=5, quiet=0.2) as consumer:
            file = source / "servers.inc"
            file.write_text("Instances", "utf-8")
            file.write_text("Servers", "utf-8")
            (source / "new.rst").write_text("New", "utf-8")
            (source / "new.rst").unlink()
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_what_changes_while_the_consumer_is_busy_comes_at_once(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            changed = [source / name for name in ("servers.inc", "images.inc", "new.rst")]
            for file in changed:
                file.write_text("Changed", "utf-8")
                await asyncio.sleep(0.2)
            assert await consumer.next() == set(changed)
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_what_is_changed_and_changed_back_during_a_build_counts(source: Path) -> None:
    """The build may have read what was there between."""

    async def scenario() -> None:
        async with watching(source) as consumer:
            file = source / "servers.inc"
            file.write_text("Instances", "utf-8")
            await asyncio.sleep(1)
            file.write_text("Servers", "utf-8")
            assert await consumer.changes(file) == {file}

    asyncio.run(scenario())


def test_changes_before_the_first_batch_is_asked_for_count(source: Path) -> None:
    """The first build takes some seconds, and reads what is there when the watcher is made."""

    async def scenario() -> None:
        watcher = Watcher(source)
        (source / "servers.inc").write_text("Instances", "utf-8")
        assert await asyncio.wait_for(anext(watcher.batches()), PATIENCE) == {source / "servers.inc"}

    asyncio.run(scenario())


def test_followed_files_count_and_their_neighbours_do_not(source: Path, tmp_path: Path) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    one, other = samples / "one.json", samples / "other.json"
    for file in (one, other):
        file.write_text("{}", "utf-8")

    async def scenario() -> None:
        async with watching(source, [one]) as consumer:
            other.write_text("[]", "utf-8")
            one.write_text("[]", "utf-8")
            assert await consumer.changes(one) == {one}
            consumer.watcher.follow([other])
            one.write_text("{}", "utf-8")
            other.write_text("{}", "utf-8")
            assert await consumer.changes(other) == {other}
            consumer.watcher.follow([])
            other.unlink()
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_a_followed_file_may_appear_later_with_its_folders(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "doc" / "samples" / "one.json"

    async def scenario() -> None:
        async with watching(source, [file]) as consumer:
            file.parent.mkdir(parents=True)
            await asyncio.sleep(0.3)
            file.write_text("{}", "utf-8")
            assert await consumer.changes(file) == {file}
            file.unlink()
            file.parent.rmdir()
            file.parent.parent.rmdir()
            assert await consumer.changes(file) == {file}
            file.parent.mkdir(parents=True)
            file.write_text("{}", "utf-8")
            assert await consumer.changes(file) == {file}

    asyncio.run(scenario())


def test_a_file_written_since_the_build_began_counts_when_it_is_followed(source: Path, tmp_path: Path) -> None:
    old, new, deleted = (tmp_path / "samples" / name for name in ("old.json", "new.json", "deleted.json"))
    old.parent.mkdir()
    for file in (old, deleted):
        file.write_text("{}", "utf-8")

    async def scenario() -> None:
        async with watching(source) as consumer:
            await asyncio.sleep(0.1)
            began = time.time()
            await asyncio.sleep(0.1)
            new.write_text("{}", "utf-8")
            deleted.unlink()
            consumer.watcher.follow([old, new, deleted], since=began)
            assert await consumer.changes(new) == {new, deleted}
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_folders_that_appear_move_and_vanish(source: Path, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            folder, moved = source / "a" / "b", source / "c"
            folder.mkdir(parents=True)
            files = {folder / "one.inc", folder / "two.inc"}
            for file in files:
                file.write_text("Text", "utf-8")
            assert await consumer.changes(*files) == files
            folder.rename(moved)
            now = {moved / "one.inc", moved / "two.inc"}
            assert await consumer.changes(*files, *now) == files | now
            (moved / "one.inc").write_text("Other", "utf-8")
            assert await consumer.changes(moved / "one.inc") == {moved / "one.inc"}
            moved.rename(tmp_path / "elsewhere")
            assert await consumer.changes(*now) == now
            (tmp_path / "elsewhere").rename(moved)
            assert await consumer.changes(*now) == now

    asyncio.run(scenario())


def test_ignored_files_count_only_if_they_are_followed(source: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.json\n", "utf-8")
    output = source / "html"
    output.mkdir()

    async def scenario() -> None:
        async with watching(source, [source / "followed.json"], ignored=[output]) as consumer:
            for file in (source / "other.json", source / ".servers.inc.swp", output / "index.rst"):
                file.write_text("{}", "utf-8")
            (source / "followed.json").write_text("{}", "utf-8")
            assert await consumer.changes(source / "followed.json") == {source / "followed.json"}
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_changed_rules_of_git_take_effect(source: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    rules = tmp_path / ".gitignore"
    rules.write_text("draft.rst\nold.rst\n", "utf-8")
    (source / "old.rst").write_text("Old", "utf-8")
    os.utime(source / "old.rst", (1, 1))

    async def scenario() -> None:
        async with watching(source) as consumer:
            # A time stamp's grain, so that what follows is later than the files that are there.
            await asyncio.sleep(1.2)
            rules.write_text("servers.inc\n", "utf-8")
            (source / "servers.inc").write_text("Instances", "utf-8")
            (source / "draft.rst").write_text("Draft", "utf-8")
            assert await consumer.changes(source / "draft.rst") == {source / "draft.rst"}
            assert await consumer.rest() == set()
            (source / "old.rst").write_text("New", "utf-8")
            assert await consumer.changes(source / "old.rst") == {source / "old.rst"}

    asyncio.run(scenario())


def test_a_folder_beside_an_ignored_one_is_watched(source: Path) -> None:
    """A source directory with an environment in it is not watched as a whole."""
    (source / ".venv" / "lib").mkdir(parents=True)
    (source / "parts" / "more").mkdir(parents=True)

    async def scenario() -> None:
        async with watching(source) as consumer:
            (source / ".venv" / "lib" / "x.rst").write_text("Text", "utf-8")
            new = source / "parts" / "more" / "new.inc"
            new.write_text("Text", "utf-8")
            assert await consumer.changes(new) == {new}
            (source / "later").mkdir()
            await asyncio.sleep(0.3)
            late = source / "later" / "late.inc"
            late.write_text("Text", "utf-8")
            assert await consumer.changes(late) == {late}

    asyncio.run(scenario())


def test_changes_without_an_event_are_found(source: Path, tmp_path: Path) -> None:
    """Network file systems report nothing. Here, the folder above the source directory is renamed."""
    inner = source / "inner"
    inner.mkdir()
    file = inner / "one.rst"
    file.write_text("Text", "utf-8")

    async def scenario() -> None:
        async with watching(inner, interval=0.2) as consumer:
            source.rename(tmp_path / "away")
            assert file in await consumer.changes(file)
            (tmp_path / "away").rename(source)
            assert file in await consumer.changes(file)
            file.write_text("Other", "utf-8")
            assert await consumer.changes(file) == {file}

    asyncio.run(scenario())
