"""A preview that runs: files change, workers build and render, and browsers are told.

There are at most two workers. The current one has built what is shown, and renders edits. The attempt is a build of the
whole that goes on meanwhile; when it is done and nothing has changed since it began, its worker becomes the current
one.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from sphinx_restaction.preview.output import Snapshot, Snapshots
from sphinx_restaction.preview.report import Report
from sphinx_restaction.preview.workshop import Worker, start_workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_restaction.preview.channel import Channel
    from sphinx_restaction.preview.site import Site
    from sphinx_restaction.preview.watch import Watcher

#: How long nothing has to change until the whole is built, in seconds.
_IDLE = 1.0
#: The same when an edit shows only with the whole.
_SOON = 0.05
#: How long to wait after a worker has died, and how many may die one after the other until a change is waited for.
_AGAIN = 1.0
_DEATHS = 3
#: For how long a worker has to live to count as a good one.
_LONG = 60.0
#: How long to wait after a failure that may go away by itself.
_PASSING = 3.0
#: How long workers may take to end.
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """The last change of files."""

    number: int = 0
    cause: str = "the start"
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True, kw_only=True)
class _Attempt:
    """A build of the whole that goes on."""

    worker: Worker
    #: The last edit before it began.
    edit: _Edit
    #: Whether the user asked for it, and wants to see it whatever errors it has.
    is_forced: bool
    began: float = field(default_factory=time.monotonic)
    began_at: float = field(default_factory=time.time)
    is_built: bool = False
    #: What the worker found before the output was copied.
    findings: Findings | None = None


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
        self._site, self._channel, self._watcher = site, channel, watcher
        self._options = dict(options)
        self._report = Report(source, channel, say)
        self._context = start_workshop(folder)
        self._snapshots = Snapshots(folder / "build" / "output", folder)
        self._current: Worker | None = None
        self._attempt: _Attempt | None = None
        self._edit = _Edit()
        #: The number of the edit that the current worker could not show because of a syntax error.
        self._broken = -1
        #: What has changed since the shown build began, with the number of the edit.
        self._changed: dict[str, int] = {}
        #: Of the shown build: what it depends on, what concerns every page, and its errors.
        self._files: frozenset[str] = frozenset()
        self._frame: frozenset[str] = frozenset()
        self._errors: frozenset[tuple[str, str]] = frozenset()
        #: The files with errors in the last build: what they lack may come without their being changed.
        self._faulty: frozenset[str] = frozenset()
        #: The patched pages, with the number of the last patch of each.
        self._numbers: Counter[str] = Counter()
        self._patched: set[str] = set()
        self._is_exact = False
        #: How many processes have died one soon after the other, and when the last did.
        self._deaths = 0
        self._died = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._is_forced = False
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
        self._edit = _Edit(number=self._edit.number + 1, cause=self._report.name(paths))
        self._changed.update(dict.fromkeys(paths, self._edit.number))
        self._deaths = 0
        self._report.building(self._edit.cause)
        if self._attempt and not self._attempt.worker.is_writing:
            # What it builds is out of date; the page keeps what it has.
            self._drop()
        if self._current:
            self._current.edit(paths, self._edit.number)
            self._later(_IDLE)
        else:
            self._later(_SOON)

    def build_exactly(self) -> None:
        """Build the whole soon, whether something has changed or not."""
        self._is_forced = True
        self._later(0)

    def accepts(self, path: str) -> bool:
        """Whether *path* is a file of the reference."""
        return path in self._files or os.path.realpath(path) in self._files

    async def _end(self) -> None:
        """Leave no process that writes into the folder."""
        self._cancel_timer()
        self._report.end()
        attempted = self._attempt.worker if self._attempt else None
        workers = [worker for worker in (self._current, attempted) if worker]
        self._current = self._attempt = None
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.join(_PATIENCE)

    def _hear(self, worker: Worker, message: Message) -> None:
        if worker is self._current or self._is_attempt(worker):
            with self._visible():
                self._handlers[type(message)](worker, message)

    def _is_attempt(self, worker: Worker) -> bool:
        return self._attempt is not None and self._attempt.worker is worker

    def _on_progress(self, worker: Worker, message: Progress) -> None:
        if self._is_attempt(worker):
            self._report.progress(message.text)

    def _on_built(self, worker: Worker, message: Built) -> None:
        attempt = self._attempt
        if attempt is None or attempt.worker is not worker:
            return
        attempt.is_built = True
        self._report.end()
        self._faulty = frozenset(error.file for error in message.errors if error.file)
        new = [error for error in message.errors if error.identity not in self._errors]
        if new and self._current and not attempt.is_forced:
            self._drop()
            if attempt.edit is self._edit:
                self._report.failed(new[0])
            return
        self._run(self._publish(attempt, message))

    async def _publish(self, attempt: _Attempt, built: Built) -> None:
        """Serve what a worker has built."""
        try:
            snapshot = await asyncio.to_thread(self._snapshots.take)
        except OSError as error:
            if attempt is self._attempt:
                self._drop()
                self._fail(Problem(message=f"the output can't be copied: {_reason(error)}", is_passing=True))
            return
        if attempt is not self._attempt or (self._current and attempt.edit is not self._edit):
            # Something has changed meanwhile, and pages show that already.
            if attempt is self._attempt:
                self._drop()
                self._go_on()
            await asyncio.to_thread(self._snapshots.drop, snapshot)
            return
        was_published = self._site.is_published
        changed = self._show(snapshot)
        self._take_over(attempt, built)
        if changed or not was_published:
            self._channel.send({"type": "page", "pages": changed if was_published else None})
        self._tell_built(attempt)
        await asyncio.to_thread(self._snapshots.keep, snapshot)

    def _show(self, snapshot: Snapshot) -> list[str]:
        """Serve *snapshot*, and return the pages that are others now."""
        names = {*snapshot.copied, *snapshot.gone, *self._patched}
        pages = sorted(name for name in names if name.endswith(".html"))
        before = [self._site.get(page) for page in pages]
        self._site.publish(snapshot.folder)
        self._patched.clear()
        after = [self._site.get(page) for page in pages]
        pairs = zip(pages, before, after, strict=True)
        return [page for page, one, other in pairs if (one and one.content) != (other and other.content)]

    def _take_over(self, attempt: _Attempt, built: Built) -> None:
        """Make the worker of *attempt* the current one."""
        if self._current:
            self._current.stop()
        self._current, self._attempt = attempt.worker, None
        self._files, self._frame = frozenset(built.files), frozenset(built.frame)
        self._errors = frozenset(error.identity for error in built.errors)
        self._changed = {path: number for path, number in self._changed.items() if number > attempt.edit.number}
        self._watcher.follow(map(Path, self._files), since=attempt.began_at)
        if attempt.findings:
            self._on_findings(attempt.worker, attempt.findings)

    def _tell_built(self, attempt: _Attempt) -> None:
        seconds = time.monotonic() - attempt.began
        self._report.built(attempt.edit.cause, seconds)
        self._is_exact = attempt.edit is self._edit
        if self._is_exact:
            self._report.ready(attempt.edit.cause, seconds, is_exact=True)
        elif self._current:
            self._current.edit(sorted(self._changed), self._edit.number)
            self._later(_IDLE)

    def _on_failed(self, worker: Worker, message: Failed) -> None:
        if self._attempt and self._attempt.worker is worker and not self._attempt.is_built:
            attempt = self._attempt
            self._drop()
            if attempt.edit is self._edit:
                self._fail(message.problem)
        elif message.number is None or message.number == self._edit.number:
            # There is no use in building the whole until the file is mended.
            self._broken = self._edit.number
            self._cancel_timer()
            self._report.failed(message.problem)

    def _on_patches(self, worker: Worker, message: Patches) -> None:
        if worker is not self._current:
            return
        # The worker takes them as shown, whatever has changed since.
        for page, html, changes in message.patches:
            self._numbers[page] += 1
            self._patched.add(page)
            self._site.patch(page, html, self._numbers[page])
            self._channel.send({"type": "patch", "page": page, "number": self._numbers[page], "changes": changes})
        self._is_exact = self._is_exact and not message.patches and not message.is_partial
        if message.number != self._edit.number:
            return
        seconds = time.monotonic() - self._edit.at
        if message.patches or not message.is_partial:
            self._report.patched(self._edit.cause, seconds, sum(len(changes) for _, _, changes in message.patches))
            self._report.ready(self._edit.cause, seconds, is_exact=self._is_exact)
        if message.is_partial:
            self._later(_SOON)
        elif self._is_exact and not self._is_forced:
            self._cancel_timer()

    def _on_whole(self, worker: Worker, message: Whole) -> None:
        if worker is self._current:
            self._is_exact = False
            if message.number == self._edit.number:
                self._report.whole(self._edit.cause, message.reason)
                self._later(_SOON)

    def _on_findings(self, worker: Worker, message: Findings) -> None:
        if worker is self._current:
            self._channel.send({"type": "findings", "root": message.root, "findings": message.findings})
        elif self._attempt:
            self._attempt.findings = message

    def _on_ended(self, worker: Worker, message: Ended) -> None:
        """Start another in the place of a process that has died."""
        if self._is_attempt(worker):
            self._drop()
        else:
            self._current = None
        signal = f" by signal {-message.code}" if message.code and message.code < 0 else ""
        now = time.monotonic()
        self._deaths = self._deaths + 1 if now - self._died < _LONG else 1
        self._died = now
        is_again = self._deaths <= _DEATHS
        then = "" if is_again else "; the next change starts another"
        self._report.failed(Problem(message=f"the process that builds was ended{signal}{then}"))
        if is_again:
            self._later(_AGAIN)

    def _begin(self) -> None:
        """Start a build of the whole."""
        self._drop()
        if not os.path.isdir(self._source):
            self._report.failed(Problem(message="the source directory is gone", file=self._source))
            return
        frame = {os.path.join(self._source, "conf.py"), *self._frame}
        options = {
            **self._options,
            "changed": sorted({*self._changed, *self._faulty}),
            "is_fresh": not frame.isdisjoint(self._changed),
        }
        worker = Worker(self._context, self._source, str(self._folder / "build"), options, self._hear)
        self._attempt = _Attempt(worker=worker, edit=self._edit, is_forced=self._is_forced)
        self._is_forced = False
        self._report.begin(self._edit.cause)

    def _drop(self) -> None:
        """Give up the build that goes on."""
        if self._attempt:
            self._attempt.worker.stop()
            self._attempt = None
            self._report.end()

    def _go_on(self) -> None:
        """Build the whole when nothing changes any more, if that promises anything."""
        if self._timer is None and self._broken != self._edit.number:
            self._later(_IDLE)

    def _fail(self, problem: Problem) -> None:
        """Show why the whole can't be built, and try again if it may get better by itself."""
        if problem.file:
            self._watcher.follow(map(Path, {*self._files, problem.file}))
        self._report.failed(problem)
        if problem.is_passing:
            self._later(_PASSING)

    def _later(self, seconds: float) -> None:
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._due)

    def _due(self) -> None:
        self._timer = None
        if self._attempt and self._attempt.worker.is_writing:
            # It is about to end, and is soon out of date.
            self._later(_IDLE / 4)
            return
        with self._visible():
            self._begin()

    def _cancel_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

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
