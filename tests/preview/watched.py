"""A consumer of a watcher, as tests need it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from sphinx_restaction.preview.watch import Watcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

#: In seconds. Only a test that fails waits so long.
PATIENCE = 20
#: Nothing but events of the file system may make the watcher look.
EVENTS_ONLY = 3600


class Consumer:
    """Takes batches of a watcher of the folder *source*."""

    def __init__(self, source: Path, options: dict[str, Any]) -> None:
        self.watcher = Watcher(source, **options)
        self.batches = self.watcher.batches()
        self._source = source
        self._markers = 0
        self._next: asyncio.Task[frozenset[Path]] | None = None

    async def next(self) -> frozenset[Path]:
        """Return the next batch."""
        if self._next is None:
            self._next = asyncio.create_task(anext(self.batches))
        batch = await asyncio.wait_for(asyncio.shield(self._next), PATIENCE)
        self._next = None
        return batch

    async def until(self, *files: Path) -> list[frozenset[Path]]:
        """Return the batches until all these files have changed, without those that hold only markers."""
        batches: list[frozenset[Path]] = []
        while not set(files) <= set().union(*batches):
            batches.append(await self.next())
        own = [frozenset(file for file in batch if not file.name.startswith("marker")) for batch in batches]
        return [batch for batch in own if batch]

    async def changes(self, *files: Path) -> set[Path]:
        """Return what has changed when these files have."""
        return set().union(*await self.until(*files))

    async def rest(self) -> set[Path]:
        """Return what else has changed by now: a file that is written now comes last."""
        self._markers += 1
        marker = self._source / f"marker-{self._markers}.rst"
        marker.write_text("A marker.", "utf-8")
        return await self.changes(marker)

    async def begin(self) -> None:
        """Wait until events are heard."""
        while True:
            self._markers += 1
            (self._source / f"marker-{self._markers}.rst").write_text("A marker.", "utf-8")
            self._next = self._next or asyncio.create_task(anext(self.batches))
            done, _ = await asyncio.wait({self._next}, timeout=0.5)
            if done:
                self._next = None
                break
        # The first marker may have been seen without an event; this one is not.
        await asyncio.sleep(0.1)
        await self.rest()

    async def end(self) -> None:
        """Stop watching."""
        if self._next is not None:
            self._next.cancel()
            await asyncio.gather(self._next, return_exceptions=True)
        await self.batches.aclose()


@contextlib.asynccontextmanager
async def watching(source: Path, follow: Iterable[Path] = (), **options: Any) -> AsyncIterator[Consumer]:  # noqa: ANN401
    """Watch a folder, and *follow* files. *options* are those of the watcher."""
    consumer = Consumer(source, {"interval": EVENTS_ONLY, **options})
    consumer.watcher.follow(follow)
    try:
        await consumer.begin()
        yield consumer
    finally:
        await consumer.end()
