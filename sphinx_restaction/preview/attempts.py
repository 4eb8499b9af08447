"""Builds of the whole: one goes on, or is to begin when nothing changes any more."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_restaction.preview.messages import Findings
    from sphinx_restaction.preview.report import Report
    from sphinx_restaction.preview.workshop import Worker

#: How long nothing has to change until the whole is built, in seconds.
IDLE = 1.0
#: The same when an edit shows only with the whole.
SOON = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of files."""

    number: int = 0
    cause: str = "the start"
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True, kw_only=True)
class Attempt:
    """A build of the whole that goes on."""

    worker: Worker
    #: The last edit before it began.
    edit: Edit
    #: Whether the user asked for it, and wants to see it whatever errors it has.
    is_forced: bool
    began: float = field(default_factory=time.monotonic)
    began_at: float = field(default_factory=time.time)
    is_built: bool = False
    #: What the worker found before the output was copied.
    findings: Findings | None = None


class Attempts:
    """The build that goes on, if one does, and when the next begins."""

    def __init__(self, begin: Callable[[], None], report: Report) -> None:
        """*begin* is called when a build is to begin, in the thread of the event loop."""
        self._begin = begin
        self._report = report
        self.current: Attempt | None = None
        self._timer: asyncio.TimerHandle | None = None
        #: Whether the next one is one that the user asked for.
        self.is_forced = False

    @property
    def is_awaited(self) -> bool:
        """Whether one is to begin."""
        return self._timer is not None

    def is_of(self, worker: Worker) -> bool:
        """Whether *worker* does the one that goes on."""
        return self.current is not None and self.current.worker is worker

    def start(self, worker: Worker, edit: Edit) -> None:
        """Take it that *worker* has begun one, after *edit*."""
        self.current = Attempt(worker=worker, edit=edit, is_forced=self.is_forced)
        self.is_forced = False
        self._report.begin(edit.cause)

    def drop(self) -> None:
        """Give up the one that goes on."""
        if self.current:
            self.current.worker.stop()
            self.current = None
            self._report.end()

    def later(self, seconds: float) -> None:
        """Begin one after some seconds, and not before."""
        self.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._due)

    def cancel(self) -> None:
        """Begin none for now."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        if self.current and self.current.worker.is_writing:
            # It is about to end, and is soon out of date.
            self.later(IDLE / 4)
        else:
            self._begin()
