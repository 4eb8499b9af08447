"""What the terminal and the browsers are told of how things are."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_restaction.preview.channel import Channel
    from sphinx_restaction.preview.messages import Problem

#: After how many seconds the terminal shows that a build goes on, and how often then.
_LONG = 3.0
_STILL = 10.0


class Report:
    """Tells the user."""

    def __init__(self, source: str, channel: Channel, say: Callable[[str], None]) -> None:
        """Name files relative to *source*; *say* prints a line."""
        self._source, self._channel, self._say = source, channel, say
        self._is_waiting = False
        self._cause = ""
        self._progress = ""
        self._began = 0.0
        self._timer: asyncio.TimerHandle | None = None
        #: The problem that is shown.
        self._problem: Problem | None = None

    def building(self, cause: str) -> None:
        """Say that something is on its way."""
        self._is_waiting = True
        self._problem = None
        self._send("building", cause=cause)

    def begin(self, cause: str) -> None:
        """Say that a build of the whole begins."""
        self.end()
        self._cause, self._progress, self._began = cause, "", time.monotonic()
        self._timer = asyncio.get_running_loop().call_later(_LONG, self._go_on)

    def end(self) -> None:
        """Take it that no build of the whole is going on any more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def progress(self, text: str) -> None:
        """Say how far the build of the whole is."""
        self._progress = text
        if self._is_waiting:
            self._send("building", cause=self._cause, progress=text)

    def whole(self, cause: str, reason: str) -> None:
        """Say that an edit needs a build of the whole."""
        self._say(f"{cause}: {reason}, so all is built")

    def patched(self, cause: str, seconds: float, parts: int) -> None:
        """Say that an edit has changed so many parts of pages."""
        count = f"{parts} {'part' if parts == 1 else 'parts'} of the page" if parts else "nothing changes on the page"
        self._say(f"{cause}: {seconds:.2f} s, {count}")

    def built(self, cause: str, seconds: float) -> None:
        """Say that the whole has been built."""
        self._say(f"{cause}: {seconds:.2f} s, all is built")

    def ready(self, cause: str, seconds: float, *, is_exact: bool) -> None:
        """Say that what is shown is current."""
        self._is_waiting = False
        self._problem = None
        self._send("ready", cause=cause, seconds=seconds, is_exact=is_exact)

    def failed(self, problem: Problem) -> None:
        """Say that what is shown is the last that was good."""
        self._is_waiting = False
        if problem != self._problem:
            line = f":{problem.line}" if problem.line else ""
            place = f"{self.shown(problem.file)}{line}: " if problem.file else ""
            self._say(f"{place}{problem.message}")
        self._problem = problem
        self._send("failed", problem=problem)

    def name(self, paths: Iterable[str]) -> str:
        """Return what to say of the files that changed."""
        first, *others = paths
        return f"{self.shown(first)} and {len(others)} more" if others else self.shown(first)

    def shown(self, path: str) -> str:
        """Return *path* as the user knows it."""
        return os.path.relpath(path, self._source) if path.startswith(self._source + os.sep) else path

    def _go_on(self) -> None:
        progress = f", {self._progress}" if self._progress else ""
        # Nobody waits for the exact build after an edit that is shown.
        if self._is_waiting:
            self._say(f"{self._cause}: building for {time.monotonic() - self._began:.0f} s{progress}")
        self._timer = asyncio.get_running_loop().call_later(_STILL, self._go_on)

    def _send(
        self,
        state: str,
        *,
        cause: str = "",
        seconds: float | None = None,
        is_exact: bool = False,
        progress: str = "",
        problem: Problem | None = None,
    ) -> None:
        told = problem and {
            "message": problem.message,
            "file": problem.file,
            "line": problem.line,
            "path": self.shown(problem.file),
        }
        self._channel.send(
            {
                "type": "state",
                "state": state,
                "exact": is_exact,
                "cause": cause,
                "seconds": None if seconds is None else round(seconds, 2),
                "progress": progress,
                "problem": told,
            }
        )
