"""The preview's server in a thread, and requests to it by real connections."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from sphinx_restaction.preview.application import make_application
from sphinx_restaction.preview.channel import Channel
from sphinx_restaction.preview.server import open_socket, serve
from sphinx_restaction.preview.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from http.client import HTTPResponse

    from sphinx_restaction.preview.editor import Editor

#: Seconds after which a test gives up.
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body."""
        return self.body.decode()


class Stream:
    """An open stream of events."""

    def __init__(self, response: HTTPResponse) -> None:
        self.response = response

    def block(self) -> list[str]:
        """Return the lines of the next event or comment; none at the end of the stream."""
        lines = []
        while line := self.response.readline().decode().rstrip("\n"):
            lines.append(line)
        return lines

    def event(self) -> tuple[str, dict[str, object]]:
        """Return the id and the data of the next event."""
        while not (lines := self.block())[-1].startswith("data: "):
            pass
        return lines[0].removeprefix("id: "), json.loads(lines[-1].removeprefix("data: "))

    def is_over(self) -> bool:
        """Wait for the end of the stream, and return whether it came properly."""
        return self.response.read() == b""


class Running:
    """A server that answers."""

    def __init__(self, port: int, site: Site, channel: Channel, loop: asyncio.AbstractEventLoop) -> None:
        self.port = port
        self.site = site
        self.channel = channel
        self._loop = loop

    def call(self, function: Callable[..., None], *arguments: object) -> None:
        """Call *function* where the server runs, and wait for it."""

        async def run() -> None:
            function(*arguments)

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(PATIENCE)

    def send(self, **event: object) -> None:
        """Send an event to all browsers."""
        self.call(self.channel.send, event)

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """Return the answer to a request, whose path is sent as it is; ``sec_fetch_site`` is Sec-Fetch-Site."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, lower, response.read())

    @contextmanager
    def listen(self, query: str = "", **headers: str) -> Iterator[Stream]:
        """Open a stream of events."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", f"/-/restaction/events{query}", headers=named)
            response = connection.getresponse()
            assert response.status == 200
            stream = Stream(response)
            assert stream.block() == ["retry: 1000"]
            yield stream


@contextmanager
def running(
    *,
    editor: Editor | None = None,
    build_exactly: Callable[[], None] | None = None,
    host: str = "127.0.0.1",
    heartbeat: float = 15,
    port: int = 0,
) -> Iterator[Running]:
    """Run a server at *port*, or at a free one, and stop it as Ctrl-C does."""
    site, channel = Site(), Channel(heartbeat=heartbeat)
    application = make_application(site, channel, host=host, editor=editor, build_exactly=build_exactly)
    listener = open_socket("127.0.0.1", port)
    port = listener.getsockname()[1]
    loop = asyncio.new_event_loop()
    task = loop.create_task(serve(application, listener, channel))
    thread = threading.Thread(target=_run, args=(loop, task))
    thread.start()
    try:
        yield Running(port, site, channel, loop)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the server does not end"


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
