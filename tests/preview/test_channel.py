"""Events reach each browser, and none of them can hold up the others."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, cast

from sphinx_restaction.preview.channel import Channel

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

READY = {"type": "state", "state": "ready"}
FINDINGS = {"type": "findings", "findings": []}
EVERY_PAGE = {"type": "page", "pages": None}


def patch(number: int) -> dict[str, object]:
    return {"type": "patch", "page": "index.html", "number": number, "changes": []}


class Browser:
    """One who listens."""

    def __init__(self, channel: Channel, since: str | None = None) -> None:
        # Only a generator can be closed, which is what the server does when a browser goes.
        self.stream = cast("AsyncGenerator[str, None]", channel.subscribe(since))

    async def next(self) -> dict[str, object]:
        """Return the next event."""
        while "data: " not in (frame := await asyncio.wait_for(anext(self.stream), 20)):
            pass
        return cast("dict[str, object]", json.loads(frame.partition("data: ")[2]))

    async def rest(self) -> list[dict[str, object]]:
        """Return all events until the stream ends."""
        frames = [frame async for frame in self.stream]
        return [json.loads(frame.partition("data: ")[2]) for frame in frames if "data: " in frame]


def test_who_comes_is_told_how_things_are() -> None:
    async def run() -> None:
        channel = Channel()
        for event in ({"type": "state", "state": "building"}, FINDINGS, patch(1), READY):
            channel.send(event)
        browser = Browser(channel)
        assert [await browser.next(), await browser.next()] == [READY, FINDINGS]
        channel.send(patch(2))
        assert await browser.next() == patch(2)

    asyncio.run(run())


def test_every_browser_gets_every_event() -> None:
    async def run() -> None:
        channel = Channel()
        channel.send(READY)
        browsers = [Browser(channel) for _ in range(20)]
        assert [await browser.next() for browser in browsers] == [READY] * 20
        channel.send(patch(1))
        channel.send(FINDINGS)
        for browser in browsers:
            assert [await browser.next(), await browser.next()] == [patch(1), FINDINGS]

    asyncio.run(run())


def test_a_slow_browser_loses_events_and_fetches_the_page_instead() -> None:
    async def run() -> None:
        channel = Channel(capacity=4)
        channel.send(READY)
        slow, fast = Browser(channel), Browser(channel)
        await slow.next()
        await fast.next()
        for number in range(1, 8):
            channel.send(patch(number))
            assert await fast.next() == patch(number)
        # The fifth event found the queue full.
        assert [await slow.next() for _ in range(4)] == [EVERY_PAGE, READY, patch(6), patch(7)]

    asyncio.run(run())


def test_what_a_browser_does_not_read_is_bounded() -> None:
    async def run() -> None:
        channel = Channel(capacity=4)
        channel.send(READY)
        slow = Browser(channel)
        await slow.next()
        for number in range(1000):
            channel.send(patch(number))
        channel.send(FINDINGS)
        pending = []
        while FINDINGS not in pending:
            pending.append(await slow.next())
        assert pending[0] == EVERY_PAGE
        assert len(pending) <= 5

    asyncio.run(run())


def test_who_comes_back_is_told_only_of_changes() -> None:
    async def run() -> None:
        channel = Channel()
        channel.send(patch(1))
        before = channel.position
        channel.send(READY)
        assert await Browser(channel, before).next() == READY
        channel.send(patch(2))
        assert await Browser(channel, before).next() == EVERY_PAGE
        assert await Browser(channel, channel.position).next() == READY

    asyncio.run(run())


def test_an_id_that_is_not_ours_counts_as_missing_all() -> None:
    async def run() -> None:
        channel, other = Channel(), Channel()
        channel.send(READY)
        other.send(READY)
        for position in (other.position, "", "3", "nonsense", f"{channel.position}x"):
            assert await Browser(channel, position).next() == EVERY_PAGE

    asyncio.run(run())


def test_the_id_of_a_greeting_is_that_of_the_last_event() -> None:
    async def run() -> None:
        channel = Channel()
        channel.send(READY)
        channel.send(patch(1))
        stream = channel.subscribe()
        await anext(stream)
        # Else a browser that comes back would seem to have missed the patch.
        assert (await anext(stream)).startswith(f"id: {channel.position}\n")

    asyncio.run(run())


def test_silence_is_broken() -> None:
    async def run() -> None:
        channel = Channel(heartbeat=0.01)
        stream = channel.subscribe()
        frames = [await anext(stream) for _ in range(3)]
        assert [frame.startswith(":") for frame in frames] == [False, True, True]

    asyncio.run(run())


def test_an_event_is_one_line_whatever_its_text() -> None:
    async def run() -> None:
        channel = Channel()
        event = {"type": "patch", "html": "<p>\r\none\n\ndata: two\u2028é\ud800</p>"}
        browser = Browser(channel)
        await anext(browser.stream)
        channel.send(event)
        frame = await anext(browser.stream)
        assert frame.count("\n") == 3
        assert "\r" not in frame
        assert json.loads(frame.encode().decode().partition("data: ")[2]) == event

    asyncio.run(run())


def test_closing_ends_all_streams_also_full_ones() -> None:
    async def run() -> None:
        channel = Channel(capacity=2)
        channel.send(READY)
        browsers = [Browser(channel) for _ in range(3)]
        for browser in browsers:
            await browser.next()
        channel.send(patch(1))
        channel.send(patch(2))
        channel.close()
        assert [await browser.rest() for browser in browsers] == [[], [], []]
        assert await Browser(channel).rest() == []

    asyncio.run(run())


def test_a_browser_that_went_is_forgotten() -> None:
    async def run() -> None:
        channel = Channel()
        channel.send(READY)
        browser = Browser(channel)
        await browser.next()
        assert channel.listeners == 1
        await browser.stream.aclose()
        assert channel.listeners == 0

    asyncio.run(run())
