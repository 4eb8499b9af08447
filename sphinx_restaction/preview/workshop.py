"""The processes that build: one that has built and renders edits, and another that builds anew meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from sphinx_restaction.preview.forking import WORKER, deaf_to_ctrl_c
from sphinx_restaction.preview.messages import Ended, Failed, Problem, Writing, parse

if TYPE_CHECKING:
    import multiprocessing.process
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

    from sphinx_restaction.preview.messages import Message


#: How many workers may die one soon after the other until a change is waited for.
_MOST_DEATHS = 3
#: For how long a worker has to live to count as a good one, in seconds.
_LONG = 60.0


class Deaths:
    """Counts the workers that have died, so that what kills each is not tried for ever."""

    def __init__(self) -> None:
        self._count = 0
        self._last = 0.0

    def allow_another(self) -> bool:
        """Count one that has died now, and return whether another should take its place."""
        now = time.monotonic()
        self._count = self._count + 1 if now - self._last < _LONG else 1
        self._last = now
        return self._count <= _MOST_DEATHS

    def forget(self) -> None:
        """Begin to count anew: what killed them may have changed."""
        self._count = 0


class Worker:
    """A process, and the messages from and to it.

    Nothing here waits: the process is started by a thread, since the first one has to load Sphinx, and what it is
    sent by another, since it may be busy.
    """

    def __init__(
        self,
        context: BaseContext,
        source: str,
        folder: str,
        options: Mapping[str, Any],
        hear: Callable[[Worker, Message], None],
    ) -> None:
        """Start a build of *source* in *folder*. *hear* gets each message, in the thread of the event loop.

        The last message is an `Ended`, unless the worker was told to stop.
        """
        self._loop = asyncio.get_running_loop()
        self._hear = hear
        self._outbox: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._lock = Lock()
        #: While it runs.
        self._process: Any = None
        self._is_stopped = False
        #: Whether stopping it now would cost more than waiting for it.
        self.is_writing = False
        self._thread = Thread(target=self._live, args=(context, source, folder, dict(options)), daemon=True)
        self._thread.start()

    def edit(self, paths: list[str], number: int) -> None:
        """Have an edit of *paths* rendered."""
        self._outbox.put({"edit": paths, "number": number})

    def stop(self) -> None:
        """End the process at once; nothing more is heard of it."""
        with self._lock:
            self._is_stopped = True
            self._kill()

    def join(self, seconds: float) -> None:
        """Wait until the process has ended."""
        self._thread.join(seconds)

    def _live(self, context: BaseContext, source: str, folder: str, options: dict[str, Any]) -> None:
        """Start the process, and listen to it until it ends."""
        try:
            connection, process = _start(context, source, folder, options)
        except (OSError, EOFError) as error:
            self._tell(Failed(problem=Problem(message=f"no process can be started: {error}", is_passing=True)))
            return
        with self._lock:
            self._process = process
            if self._is_stopped:
                self._kill()
        speaker = Thread(target=self._speak, args=(connection,), daemon=True)
        speaker.start()
        # Whatever is wrong with a message, the connection ends with it.
        with suppress(EOFError, OSError):
            while True:
                self._tell(parse(connection.recv()))
        process.join()
        with self._lock:
            self._process = None
        self._outbox.put(None)
        speaker.join()
        connection.close()
        self._tell(Ended(code=process.exitcode))

    def _speak(self, connection: Connection) -> None:
        with suppress(OSError):
            while (message := self._outbox.get()) is not None:
                connection.send(message)

    def _kill(self) -> None:
        """Kill the process and the copies that it has made of itself, which are its group."""
        if self._process is None:
            return
        with suppress(OSError):
            if sys.platform != "win32":
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def _tell(self, message: Message) -> None:
        with suppress(RuntimeError):
            # The loop may have ended.
            self._loop.call_soon_threadsafe(self._receive, message)

    def _receive(self, message: Message) -> None:
        if not self._is_stopped:
            self.is_writing = self.is_writing or isinstance(message, Writing)
            self._hear(self, message)


def _start(
    context: BaseContext, source: str, folder: str, options: dict[str, Any]
) -> tuple[Connection, multiprocessing.process.BaseProcess]:
    connection, theirs = context.Pipe()
    try:
        process: multiprocessing.process.BaseProcess = context.Process(  # type: ignore[attr-defined]  # each has it
            target=_run, args=(theirs, source, folder, options), daemon=True
        )
        with deaf_to_ctrl_c():
            process.start()
    except BaseException:
        connection.close()
        raise
    finally:
        theirs.close()
    return connection, process


def _run(connection: Connection, source: str, folder: str, options: Mapping[str, Any]) -> None:
    """Be a worker; this module itself knows no Sphinx."""
    from importlib import import_module  # noqa: PLC0415  # in the process of the worker

    if sys.platform != "win32":
        # What it starts is in its group, which ends with it, and the terminal's Ctrl-C is not for it.
        os.setpgid(0, 0)
    _be_quiet()
    # An edited module of the reference may be as old and as long as its compiled form says.
    sys.dont_write_bytecode = True
    # Themes and extensions may ask git about the repository of the working directory.
    with suppress(OSError):
        os.chdir(source)
    try:
        import_module(WORKER).main(connection, source, folder, options)
    except Exception as error:  # noqa: BLE001  # nobody would see a traceback
        problem = Problem.of(error)
        with suppress(OSError):
            connection.send({"kind": "failed", "problem": {"message": problem.message}})


def _be_quiet() -> None:
    """Keep what conf.py, extensions and their programs print from the terminal, which is ours."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_RDWR)
        for number in (1, 2):
            os.dup2(null, number)
        os.close(null)
