"""A preview from its start to Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
import webbrowser
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sphinx_restaction.preview.application import make_application
from sphinx_restaction.preview.channel import Channel
from sphinx_restaction.preview.editor import Editor
from sphinx_restaction.preview.server import exposure_warning, open_socket, run, serve, url_of
from sphinx_restaction.preview.session import Session
from sphinx_restaction.preview.site import Site
from sphinx_restaction.preview.watch import Watcher

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asks for."""

    source: str
    host: str = "127.0.0.1"
    port: int = 0
    #: The command of an editor; empty for none.
    editor: str = ""
    is_opened: bool = False
    #: Of Sphinx: ``html`` or ``dirhtml``.
    builder: str = "html"
    #: Options of conf.py that are set otherwise.
    overrides: Mapping[str, object] = field(default_factory=dict)


def preview(wishes: Wishes, folder: Path, say: Callable[[str], None]) -> None:
    """Serve a preview until Ctrl-C, which raises a `KeyboardInterrupt`; *say* prints a line.

    *folder* is for what is built.
    Raises a `ListenError` or an `EditorError` if that can't be.
    """
    listener = open_socket(wishes.host, wishes.port)
    warning = exposure_warning(wishes.host)
    if warning:
        say(f"warning: {warning}")
    run(_preview(wishes, listener, folder, say))


async def _preview(wishes: Wishes, listener: socket.socket, folder: Path, say: Callable[[str], None]) -> None:
    site, channel = Site(), Channel()
    session = Session(
        wishes.source,
        folder,
        site=site,
        channel=channel,
        watcher=Watcher(Path(wishes.source), ignored=[folder], note=say),
        options={"builder": wishes.builder, "overrides": dict(wishes.overrides)},
        say=say,
    )
    editor = Editor.of(wishes.editor, session.accepts) if wishes.editor else None
    application = make_application(site, channel, host=wishes.host, editor=editor, build_exactly=session.build_exactly)
    _end_with_the_terminal()
    serving = asyncio.ensure_future(serve(application, listener, channel))
    url = url_of(listener)
    say(f"Serving {url}")
    if wishes.is_opened:
        # One for the terminal stays until it is closed.
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    working = asyncio.ensure_future(session.run())
    try:
        done, _ = await asyncio.wait((serving, working), return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (working, serving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _end_with_the_terminal() -> None:
    """Take a terminal that is closed for Ctrl-C."""
    task = asyncio.current_task()
    # Windows has neither the signal nor such handlers.
    if task and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, task.cancel)
