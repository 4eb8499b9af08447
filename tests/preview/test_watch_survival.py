"""The watcher survives whatever happens to the files."""

# The tests change files while the watcher's own threads look at them.
# ruff: noqa: ASYNC240

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.contents import LONGEST
from tests.preview.watched import PATIENCE, watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "servers.inc").write_text("Servers", "utf-8")
    return folder


def deleted(folder: Path, _: Path) -> None:
    shutil.rmtree(folder)


def renamed(folder: Path, elsewhere: Path) -> None:
    folder.rename(elsewhere)


def replaced_by_a_file(folder: Path, _: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("A file", "utf-8")


@pytest.mark.parametrize("vanish", [deleted, renamed, replaced_by_a_file], ids=lambda vanish: vanish.__name__)
def test_the_source_directory_vanishes_and_comes_back(
    source: Path, tmp_path: Path, vanish: Callable[[Path, Path], None]
) -> None:
    file = source / "servers.inc"

    async def scenario() -> None:
        async with watching(source) as consumer:
            vanish(source, tmp_path / "elsewhere")
            assert file in await consumer.changes(file)
            await asyncio.sleep(0.7)
            if source.exists():
                source.unlink()
            source.mkdir()
            file.write_text("Servers", "utf-8")
            assert file in await consumer.changes(file)
            file.write_text("Instances", "utf-8")
            assert await consumer.changes(file) == {file}

    asyncio.run(scenario())


def test_files_become_folders_and_folders_become_files_and_links(source: Path, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            file = source / "servers.inc"
            file.unlink()
            file.mkdir()
            (file / "inner.inc").write_text("Inner", "utf-8")
            assert await consumer.changes(file / "inner.inc") == {file, file / "inner.inc"}
            shutil.rmtree(file)
            file.write_text("A file again", "utf-8")
            assert await consumer.changes(file, file / "inner.inc") == {file, file / "inner.inc"}
            other = tmp_path / "other"
            other.mkdir()
            (other / "part.inc").write_text("Part", "utf-8")
            file.unlink()
            file.symlink_to(other)
            assert await consumer.changes(file, other / "part.inc") == {file, other / "part.inc"}
            (other / "part.inc").write_text("Changed", "utf-8")
            assert await consumer.changes(other / "part.inc") == {other / "part.inc"}

    asyncio.run(scenario())


def test_a_folder_that_is_made_anew_is_watched_anew(source: Path, tmp_path: Path) -> None:
    """File systems give a new folder the number of the one that has just been deleted."""
    file = tmp_path / "samples" / "one.json"
    file.parent.mkdir()

    async def scenario() -> None:
        async with watching(source, [file], quiet=0.1) as consumer:
            for number in range(3):
                shutil.rmtree(file.parent)
                file.parent.mkdir()
                file.write_text(f"{number}", "utf-8")
                assert await consumer.changes(file) == {file}
                # The survey that follows each burst is over.
                await asyncio.sleep(0.5)
                file.write_text(f"{number} again", "utf-8")
                assert await consumer.changes(file) == {file}

    asyncio.run(scenario())


def test_links_are_followed_wherever_they_lead(source: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "outside" / "one.inc", tmp_path / "outside" / "two.inc"
    one.parent.mkdir()
    one.write_text("One", "utf-8")
    two.write_text("Two", "utf-8")
    link = source / "link.inc"
    link.symlink_to(one)

    async def scenario() -> None:
        async with watching(source) as consumer:
            one.write_text("Changed", "utf-8")
            assert await consumer.changes(link) == {link, one}
            link.unlink()
            link.symlink_to(two)
            assert await consumer.changes(link) == {link, one, two}
            two.unlink()
            assert await consumer.changes(link) >= {link, two}
            two.write_text("Back", "utf-8")
            assert await consumer.changes(link) >= {link, two}

    asyncio.run(scenario())


def test_links_in_a_circle_and_to_nothing(source: Path, tmp_path: Path) -> None:
    (source / "inner").mkdir()
    (source / "inner" / "again").symlink_to(source / "inner")
    (source / "up").symlink_to(tmp_path)
    (source / "itself.rst").symlink_to(source / "itself.rst")
    (source / "nothing.rst").symlink_to(tmp_path / "nothing.rst")

    async def scenario() -> None:
        async with watching(source) as consumer:
            new = source / "inner" / "new.rst"
            new.write_text("New", "utf-8")
            assert await consumer.changes(new) == {new}

    asyncio.run(scenario())


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="only Linux has a file that nobody can read")  # noqa: PTH110
def test_what_cannot_be_read(source: Path) -> None:
    async def scenario() -> None:
        async with watching(source) as consumer:
            unreadable, pipe = source / "unreadable.rst", source / "pipe.rst"
            unreadable.symlink_to("/proc/self/mem")
            assert unreadable in await consumer.changes(unreadable)
            os.mkfifo(pipe)
            assert pipe in await consumer.changes(pipe)
            unreadable.unlink()
            unreadable.write_text("Text", "utf-8")
            assert unreadable in await consumer.changes(unreadable)

    asyncio.run(scenario())


def test_a_folder_that_may_not_be_read(source: Path) -> None:
    (source / "closed").mkdir()
    (source / "closed" / "one.inc").write_text("One", "utf-8")

    async def scenario() -> None:
        async with watching(source) as consumer:
            (source / "closed").chmod(0)
            (source / "servers.inc").write_text("Changed", "utf-8")
            assert source / "servers.inc" in await consumer.changes(source / "servers.inc")
            (source / "closed").chmod(0o755)
            (source / "closed" / "one.inc").write_text("Two", "utf-8")
            assert source / "closed" / "one.inc" in await consumer.changes(source / "closed" / "one.inc")

    asyncio.run(scenario())


def test_a_huge_file_is_compared_by_its_beginning_and_its_size(source: Path) -> None:
    huge = source / "huge.json"
    with huge.open("wb") as file:
        file.truncate(LONGEST + 10)

    async def scenario() -> None:
        async with watching(source) as consumer:
            with huge.open("r+b") as file:
                file.truncate(LONGEST + 20)
            assert await consumer.changes(huge) == {huge}
            with huge.open("r+b") as file:
                file.write(b"{")
            assert await consumer.changes(huge) == {huge}
            huge.touch()
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_a_change_of_branch_is_a_few_batches(source: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *arguments], cwd=source, check=True, capture_output=True)  # noqa: S607

    files = [source / f"folder{number % 40}" / f"file{number}.inc" for number in range(1500)]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text("Text", "utf-8")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "One")
    git("checkout", "-b", "other")
    for file in files[::2]:
        file.write_text("Other", "utf-8")
    for file in files[1::2]:
        file.rename(file.with_suffix(".rst"))
    git("add", ".")
    git("commit", "-m", "Two")
    changed = {*files, *(file.with_suffix(".rst") for file in files[1::2])}

    async def scenario() -> None:
        async with watching(source) as consumer:
            await asyncio.to_thread(git, "checkout", "main")
            batches = await consumer.until(*changed)
            assert set().union(*batches) == changed
            assert len(batches) <= 3

    asyncio.run(scenario())


def test_a_save_is_told_during_thousands_of_events_a_second(source: Path) -> None:
    """Files that come and go keep the watcher busy, and vanish while it looks at them."""
    stop = threading.Event()
    count = 0

    def make_noise() -> None:
        nonlocal count
        while not stop.is_set():
            file = source / f"noise{count % 50}.inc"
            file.write_text(str(count), "utf-8")
            if count % 3 == 0:
                file.unlink()
            count += 1

    async def scenario() -> None:
        async with watching(source, storm_limit=1) as consumer:
            noise = asyncio.create_task(asyncio.to_thread(make_noise))
            try:
                for save in range(10):
                    (source / "servers.inc").write_text(f"Save {save}", "utf-8")
                    await consumer.until(source / "servers.inc")
            finally:
                stop.set()
                await noise
            await consumer.rest()
            assert await consumer.rest() == set()

    asyncio.run(scenario())


def test_more_events_than_the_queue_holds(source: Path) -> None:
    """The kernel drops events when nobody takes them in time: what changed is found nevertheless."""

    async def scenario() -> None:
        async with watching(source) as consumer:
            for _ in range(10_000):
                (source / "noise.inc").touch()
                (source / "noise.inc").unlink()
            (source / "servers.inc").write_text("Instances", "utf-8")
            assert await consumer.changes(source / "servers.inc") == {source / "servers.inc"}

    asyncio.run(scenario())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of files that are no text")
def test_names_that_are_no_text(source: Path) -> None:
    """The library ends with an error when it meets one."""
    name = os.fsdecode(b"\xff")
    notes: list[str] = []

    async def scenario() -> None:
        async with watching(source, note=notes.append) as consumer:
            for number in range(4):
                (source / f"{name}{number}.rst").write_text("Text", "utf-8")
                assert await consumer.changes(source / f"{name}{number}.rst") == {source / f"{name}{number}.rst"}
            (source / name).mkdir()
            inner = source / name / "inner.rst"
            inner.write_text("Text", "utf-8")
            assert await consumer.changes(inner) == {inner}
            (source / "servers.inc").write_text("Instances", "utf-8")
            assert await consumer.changes(source / "servers.inc") == {source / "servers.inc"}

    asyncio.run(scenario())
    assert len(notes) == 1


FEW_WATCHES = """
import asyncio, sys
from pathlib import Path
from sphinx_restaction.preview.watch import Watcher

async def main():
    source = Path(sys.argv[1])
    watcher = Watcher(source, note=print)
    batches = watcher.batches()
    following = asyncio.create_task(anext(batches))
    await asyncio.sleep(1)
    (source / "servers.inc").write_text("Instances", "utf-8")
    print(*await following)

asyncio.run(main())
"""


def can_limit_watches() -> bool:
    """Whether the system lets us have a limit of our own."""
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", "echo 2 > /proc/sys/user/max_inotify_watches"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_limit_watches(), reason="needs a user namespace, to set the limit of the system")
def test_without_watches_files_are_looked_at(source: Path) -> None:
    for number in range(5):
        (source / str(number)).mkdir()
    limit = 'echo 2 > /proc/sys/user/max_inotify_watches; exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", limit, "sh", sys.executable, "-c", FEW_WATCHES]
    run = subprocess.run([*command, str(source)], capture_output=True, text=True, timeout=PATIENCE, check=True)
    note, changed = run.stdout.splitlines()
    assert note.startswith("Files can't be watched (OS file watch limit reached.")
    assert note.endswith("They are looked at every 0.5 s instead.")
    assert changed == str(source / "servers.inc")


def test_the_end_of_the_consumer_is_the_end_of_the_threads(source: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "sample.json"
    outside.parent.mkdir()

    async def scenario() -> None:
        async with watching(source, [outside]) as consumer:
            assert {thread.name for thread in threading.enumerate()} >= {"restaction-watch"}
            waiting = asyncio.create_task(consumer.next())
            await asyncio.sleep(0)
            waiting.cancel()

    asyncio.run(scenario())
    deadline = time.monotonic() + PATIENCE
    while any(thread.name == "restaction-watch" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


INTERRUPTED = """
import asyncio, sys
from pathlib import Path
from sphinx_restaction.preview.watch import Watcher

async def main():
    async for batch in Watcher(Path(sys.argv[1])).batches():
        print("ready", flush=True)

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_ends_the_process(source: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        writing = threading.Event()

        def write() -> None:
            number = 0
            while not writing.wait(0.1):
                number += 1
                (source / "servers.inc").write_text(str(number), "utf-8")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            assert process.stdout.readline() == "ready\n"
        finally:
            writing.set()
            writer.join()
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
        assert output.splitlines()[-1] == "interrupted"
        assert process.returncode == 0
