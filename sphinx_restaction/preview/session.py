"""A preview that runs: files change, workers build and render, and browsers are told.

There are at most two workers. The current one has built what is shown, and renders edits. The attempt is a build of the
whole that goes on meanwhile; when it is done and nothing has changed since it began, its worker becomes the current
one.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_restaction.preview.attempts import IDLE, SOON, Attempt, Attempts, Edit
from sphinx_restaction.preview.forking import start_workshop
from sphinx_restaction.preview.messages import (
    Built,
    Ended,
    Failed,
    Findings,
    Message,
    Patches,
    Problem,
    Progress,
    Whole,
    Writing,
)
from sphinx_restaction.preview.publication import Publication
from sphinx_restaction.preview.report import Report
from sphinx_restaction.preview.workshop import Deaths, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_restaction.preview.channel import Channel
    from sphinx_restaction.preview.site import Site
    from sphinx_restaction.preview.watch import Watcher

#: How long to wait after a worker has died, in seconds.
_AGAIN = 1.0
#: How long to wait after a failure that may go away by itself.
_PASSING = 3.0
#: How long workers may take to end.
_PATIENCE = 1.0


class Session:
    """Keeps a site current."""

    def __init__(
        self,
        source: str,
        folder: Path,
        *,
        site: Site,
        channel: Channel,
        watcher: Watcher,
        options: Mapping[str, Any],
        say: Callable[[str], None],
    ) -> None:
        """Preview the reference in *source*; *folder* is for what is built, and *say* prints a line."""
        self._source, self._folder = source, folder
        self._watcher = watcher
        self._options = dict(options)
        self._report = Report(source, channel, say)
        self._context = start_workshop(folder)
        self._publication = Publication(folder, site, channel)
        self._attempts = Attempts(self._begin_visibly, self._report)
        self._current: Worker | None = None
        #: The last one.
        self._edit = Edit()
        #: The number of the edit that the current worker could not show because of a syntax error.
        self._broken = -1
        #: What has changed since the shown build began, with the number of the edit.
        self._changed: dict[str, int] = {}
        #: The files with errors in the last build: what they lack may come without their being changed.
        self._faulty: frozenset[str] = frozenset()
        self._is_exact = False
        self._deaths = Deaths()
        self._tasks: set[asyncio.Task[None]] = set()
        self._handlers: dict[type[Message], Callable[[Worker, Any], None]] = {
            Progress: self._on_progress,
            Writing: lambda _worker, _message: None,
            Built: self._on_built,
            Failed: self._on_failed,
            Patches: self._on_patches,
            Whole: self._on_whole,
            Findings: self._on_findings,
            Ended: self._on_ended,
        }

    async def run(self) -> None:
        """Build, and go on until cancelled."""
        self._report.building(self._edit.cause)
        self._begin()
        try:
            async for batch in self._watcher.batches():
                with self._visible():
                    self.change(sorted(map(str, batch)))
        finally:
            await asyncio.shield(self._end())

    def change(self, paths: list[str]) -> None:
        """Show that *paths* have changed."""
        self._edit = Edit(number=self._edit.number + 1, cause=self._report.name(paths))
        self._changed.update(dict.fromkeys(paths, self._edit.number))
        self._deaths.forget()
        self._report.building(self._edit.cause)
        attempt = self._attempts.current
        if attempt and not attempt.worker.is_writing:
            # What it builds is out of date; the page keeps what it has.
            self._attempts.drop()
        if self._current:
            self._current.edit(paths, self._edit.number)
            self._attempts.later(IDLE)
        else:
            self._attempts.later(SOON)

    def build_exactly(self) -> None:
        """Build the whole soon, whether something has changed or not."""
        self._attempts.is_forced = True
        self._attempts.later(0)

    def accepts(self, path: str) -> bool:
        """Whether *path* is a file of the reference."""
        return self._publication.has_file(path)

    async def _end(self) -> None:
        """Leave no process that writes into the folder."""
        self._attempts.cancel()
        attempt = self._attempts.current
        workers = [worker for worker in (self._current, attempt and attempt.worker) if worker]
        self._report.end()
        self._current = self._attempts.current = None
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.join(_PATIENCE)

    def _hear(self, worker: Worker, message: Message) -> None:
        if worker is self._current or self._attempts.is_of(worker):
            with self._visible():
                self._handlers[type(message)](worker, message)

    def _on_progress(self, worker: Worker, message: Progress) -> None:
        if self._attempts.is_of(worker):
            self._report.progress(message.text)

    def _on_built(self, worker: Worker, message: Built) -> None:
        attempt = self._attempts.current
        if attempt is None or attempt.worker is not worker:
            return
        attempt.is_built = True
        self._report.end()
        self._faulty = frozenset(error.file for error in message.errors if error.file)
        new = self._publication.new_errors(message)
        if new and self._current and not attempt.is_forced:
            self._attempts.drop()
            if attempt.edit is self._edit:
                self._report.failed(new[0])
            return
        self._run(self._publish(attempt, message))

    async def _publish(self, attempt: Attempt, built: Built) -> None:
        """Serve what a worker has built."""
        try:
            snapshot = await self._publication.copy()
        except OSError as error:
            if attempt is self._attempts.current:
                self._attempts.drop()
                self._fail(Problem(message=f"the output can't be copied: {_reason(error)}", is_passing=True))
            return
        if attempt is not self._attempts.current or (self._current and attempt.edit is not self._edit):
            # Something has changed meanwhile, and pages show that already.
            if attempt is self._attempts.current:
                self._attempts.drop()
                self._go_on()
            await self._publication.drop(snapshot)
            return
        self._publication.publish(snapshot, built)
        self._take_over(attempt)
        self._tell_built(attempt)
        await self._publication.keep(snapshot)

    def _take_over(self, attempt: Attempt) -> None:
        """Make the worker of *attempt* the current one."""
        if self._current:
            self._current.stop()
        self._current, self._attempts.current = attempt.worker, None
        self._changed = {path: number for path, number in self._changed.items() if number > attempt.edit.number}
        self._watcher.follow(map(Path, self._publication.files), since=attempt.began_at)
        if attempt.findings:
            self._publication.tell_findings(attempt.findings)

    def _tell_built(self, attempt: Attempt) -> None:
        seconds = time.monotonic() - attempt.began
        self._report.built(attempt.edit.cause, seconds)
        self._is_exact = attempt.edit is self._edit
        if self._is_exact:
            self._report.ready(attempt.edit.cause, seconds, is_exact=True)
        elif self._current:
            self._current.edit(sorted(self._changed), self._edit.number)
            self._attempts.later(IDLE)

    def _on_failed(self, worker: Worker, message: Failed) -> None:
        attempt = self._attempts.current
        if attempt and attempt.worker is worker and not attempt.is_built:
            self._attempts.drop()
            if attempt.edit is self._edit:
                self._fail(message.problem)
        elif message.number is None or message.number == self._edit.number:
            # There is no use in building the whole until the file is mended.
            self._broken = self._edit.number
            self._attempts.cancel()
            self._report.failed(message.problem)

    def _on_patches(self, worker: Worker, message: Patches) -> None:
        if worker is not self._current:
            return
        # The worker takes them as shown, whatever has changed since.
        self._publication.patch(message.patches)
        self._is_exact = self._is_exact and not message.patches and not message.is_partial
        if message.number != self._edit.number:
            return
        seconds = time.monotonic() - self._edit.at
        if message.patches or not message.is_partial:
            self._report.patched(self._edit.cause, seconds, sum(len(changes) for _, _, changes in message.patches))
            self._report.ready(self._edit.cause, seconds, is_exact=self._is_exact)
        if message.is_partial:
            self._attempts.later(SOON)
        elif self._is_exact and not self._attempts.is_forced:
            self._attempts.cancel()

    def _on_whole(self, worker: Worker, message: Whole) -> None:
        if worker is self._current:
            self._is_exact = False
            if message.number == self._edit.number:
                self._report.whole(self._edit.cause, message.reason)
                self._attempts.later(SOON)

    def _on_findings(self, worker: Worker, message: Findings) -> None:
        if worker is self._current:
            self._publication.tell_findings(message)
        elif self._attempts.current:
            self._attempts.current.findings = message

    def _on_ended(self, worker: Worker, message: Ended) -> None:
        """Start another in the place of a process that has died."""
        if self._attempts.is_of(worker):
            self._attempts.drop()
        else:
            self._current = None
        signal = f" by signal {-message.code}" if message.code and message.code < 0 else ""
        is_again = self._deaths.allow_another()
        then = "" if is_again else "; the next change starts another"
        self._report.failed(Problem(message=f"the process that builds was ended{signal}{then}"))
        if is_again:
            self._attempts.later(_AGAIN)

    def _begin(self) -> None:
        """Start a build of the whole."""
        self._attempts.drop()
        if not os.path.isdir(self._source):
            self._report.failed(Problem(message="the source directory is gone", file=self._source))
            return
        frame = {os.path.join(self._source, "conf.py"), *self._publication.frame}
        options = {
            **self._options,
            "changed": sorted({*self._changed, *self._faulty}),
            "is_fresh": not frame.isdisjoint(self._changed),
        }
        worker = Worker(self._context, self._source, str(self._folder / "build"), options, self._hear)
        self._attempts.start(worker, self._edit)

    def _begin_visibly(self) -> None:
        with self._visible():
            self._begin()

    def _go_on(self) -> None:
        """Build the whole when nothing changes any more, if that promises anything."""
        if not self._attempts.is_awaited and self._broken != self._edit.number:
            self._attempts.later(IDLE)

    def _fail(self, problem: Problem) -> None:
        """Show why the whole can't be built, and try again if it may get better by itself."""
        if problem.file:
            self._watcher.follow(map(Path, {*self._publication.files, problem.file}))
        self._report.failed(problem)
        if problem.is_passing:
            self._attempts.later(_PASSING)

    @contextmanager
    def _visible(self) -> Iterator[None]:
        """Show a fault of our own, which the preview survives."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # whatever it is
            self._report.failed(Problem.of(error))

    def _run(self, coroutine: Any) -> None:  # noqa: ANN401
        async def visibly() -> None:
            with self._visible():
                await coroutine

        task = asyncio.get_running_loop().create_task(visibly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _reason(error: OSError) -> str:
    """Return what to say of an error of the disk; that of a copied folder is a list."""
    return error.strerror or str(error.args[0][0][2] if isinstance(error.args[0], list) else error)
