"""Server-sent events to any number of browsers."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

#: The events whose last one says how things are now. All others tell of a change of pages.
_LASTING = ("state", "findings")
_EVERY_PAGE = json.dumps({"type": "page", "pages": None})
#: What keeps proxies from closing a quiet connection, and tells us that a browser has gone.
_HEARTBEAT = ": still here\n\n"
#: How long a browser waits before it connects again, in milliseconds.
_RETRY = "retry: 1000\n\n"


class Channel:
    """Sends events to all browsers that listen.

    To be used from the thread of the event loop alone. Nothing waits for a browser: one that lets *capacity* events
    pile up loses them, and is told to fetch its page anew instead.

    Each event has an id. A browser that comes back, or that has loaded a page, names the last one it knows of, and is
    told to fetch its page anew if a page has changed since. Ids of another process count as unknown.
    """

    def __init__(self, *, capacity: int = 64, heartbeat: float = 15) -> None:
        self._capacity = capacity
        self._heartbeat = heartbeat
        self._process = secrets.token_hex(4)
        self._sent = 0
        #: How many events had been sent when a page last changed.
        self._changed = 0
        self._lasting: dict[str, str] = {}
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._is_closed = False

    @property
    def position(self) -> str:
        """The id of the last event."""
        return f"{self._process}-{self._sent}"

    @property
    def listeners(self) -> int:
        """The number of browsers that listen."""
        return len(self._queues)

    def send(self, event: Mapping[str, object]) -> None:
        """Send *event*, which has a ``type``, to every browser."""
        self._sent += 1
        # In ASCII, since a file's name may hold characters that UTF-8 cannot write.
        text = json.dumps(event, separators=(",", ":"))
        kind = str(event["type"])
        if kind in _LASTING:
            self._lasting[kind] = text
        else:
            self._changed = self._sent
        for queue in self._queues:
            self._put(queue, self._frame(text))

    async def subscribe(self, since: str | None = None) -> AsyncIterator[str]:
        """Yield the stream of one browser until the channel is closed: how things are, then what happens.

        *since* is the id of the last event that the browser's page contains, if it is known.
        """
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        has_missed = since is not None and self._has_changed_since(since)
        for frame in (_RETRY, *self._greeting(has_missed=has_missed)):
            queue.put_nowait(frame)
        if self._is_closed:
            return
        self._queues.add(queue)
        try:
            while (waiting := await self._next(queue)) is not None:
                yield waiting
        finally:
            self._queues.discard(queue)

    def close(self) -> None:
        """End all streams, and every later one at once."""
        self._is_closed = True
        for queue in self._queues:
            _drain(queue)
            queue.put_nowait(None)

    async def _next(self, queue: asyncio.Queue[str | None]) -> str | None:
        try:
            return await asyncio.wait_for(queue.get(), self._heartbeat)
        except asyncio.TimeoutError:
            return _HEARTBEAT

    def _put(self, queue: asyncio.Queue[str | None], frame: str) -> None:
        if queue.qsize() < self._capacity:
            queue.put_nowait(frame)
            return
        _drain(queue)
        for fresh in self._greeting(has_missed=True):
            queue.put_nowait(fresh)

    def _greeting(self, *, has_missed: bool) -> Iterator[str]:
        """Yield what tells a browser how things are now."""
        if has_missed:
            yield self._frame(_EVERY_PAGE)
        for text in self._lasting.values():
            yield self._frame(text)

    def _frame(self, text: str) -> str:
        return f"id: {self.position}\ndata: {text}\n\n"

    def _has_changed_since(self, position: str) -> bool:
        process, _, number = position.rpartition("-")
        known = int(number) if number.isascii() and number.isdecimal() else -1
        return process != self._process or known < self._changed


def _drain(queue: asyncio.Queue[str | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
