"""Workers are processes of their own: nothing waits for one, and nothing that ends one goes unseen.

The folder's path is so long that the system could not name a socket in it. So these are started in the way of systems
that can't copy processes; the command's own tests have the other.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_restaction.preview.forking import start_workshop
from sphinx_restaction.preview.messages import Built, Ended, Failed, Message, Patches, Problem, parse
from sphinx_restaction.preview.workshop import Worker
from tests.preview.commanding import PATIENCE, make_reference

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

OPTIONS = {"builder": "html", "overrides": {}, "changed": [], "is_fresh": False}


class Heard:
    """The messages of a worker."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._is_new = asyncio.Event()

    def __call__(self, _worker: Worker, message: Message) -> None:
        """Take a message."""
        self.messages.append(message)
        self._is_new.set()

    async def next(self, kind: type[Message]) -> Any:  # noqa: ANN401  # a message of the kind
        """Wait for a message of a kind."""
        while not (found := [message for message in self.messages if isinstance(message, kind)]):
            self._is_new.clear()
            await asyncio.wait_for(self._is_new.wait(), PATIENCE)
        return found[0]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_reference(tmp_path / "repository")


def start(project: Project, hear: Heard, **options: object) -> Worker:
    folder = project.top.parent / ("long" * 20)
    folder.mkdir()
    context = start_workshop(folder)
    return Worker(context, str(project.source), str(folder / "build"), {**OPTIONS, **options}, hear)


def test_it_builds_and_then_ends_when_it_is_told_to(project: Project) -> None:
    async def scenario() -> None:
        heard = Heard()
        worker = start(project, heard)
        built = await heard.next(Built)
        assert str(project.top / "samples" / "clouds.json") in built.files
        assert str(project.source / "conf.py") in built.frame
        assert str(project.source / "templates" / "layout.html") in built.frame
        assert built.errors == []
        worker.stop()
        worker.join(PATIENCE)
        await asyncio.sleep(0.1)
        assert not any(isinstance(message, Ended) for message in heard.messages)

    asyncio.run(scenario())


def test_a_fault_of_our_own_is_told_with_its_place(project: Project) -> None:
    async def scenario() -> None:
        heard = Heard()
        start(project, heard, unheard_of=1)
        failed = await heard.next(Failed)
        assert failed.problem.message.startswith("internal error: TypeError: ")
        assert "worker.py:" in failed.problem.message
        await heard.next(Ended)

    asyncio.run(scenario())


def test_what_is_sent_to_a_busy_worker_holds_up_nobody(project: Project) -> None:
    conf = project.source / "conf.py"
    conf.write_text(f"import time\ntime.sleep(1)\n{conf.read_text('utf-8')}", "utf-8")
    paths = [f"/nowhere/{'x' * 200}/{number}" for number in range(20_000)]

    async def scenario() -> None:
        heard = Heard()
        worker = start(project, heard)
        started = time.monotonic()
        worker.edit(paths, 7)
        assert time.monotonic() - started < 0.5
        assert (await heard.next(Patches)).number == 7
        worker.stop()
        worker.join(PATIENCE)

    asyncio.run(scenario())


def test_a_worker_that_is_stopped_before_it_runs(project: Project) -> None:
    async def scenario() -> None:
        heard = Heard()
        worker = start(project, heard)
        worker.stop()
        await asyncio.to_thread(worker.join, PATIENCE)
        await asyncio.sleep(0.1)
        assert heard.messages == []

    asyncio.run(scenario())


def test_messages_are_read_as_they_are_sent() -> None:
    problem = {"message": "no", "file": "/a", "line": 3, "is_passing": True}
    assert parse({"kind": "failed", "number": 3, "problem": problem}) == Failed(
        number=3, problem=Problem(message="no", file="/a", line=3, is_passing=True)
    )
    with pytest.raises(TypeError):
        parse({"kind": "whole", "reason": "no number"})
