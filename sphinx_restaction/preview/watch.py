"""Watching what a reference is made of.

Events of the file system are hints only: they say when to look, and not what has changed. They are
incomplete (a queue overflows; a file is written in a new folder before that is watched), name
folders, links and files of editors, and come for files that hold what they held before. So each
burst of events is followed by a survey of all files, by their stamps, and those that bear a new one
are read. A survey of nova's reference takes some milliseconds. It is made now and then without any
event, too, for file systems that report none, and more often if the system can't watch.
"""

# Paths are strings: a survey makes thousands of calls, and path objects would take most of its time.
# ruff: noqa: PTH100, PTH116, PTH120

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.preview.contents import ABSENT, content_of
from sphinx_restaction.preview.ignoring import Ignores
from sphinx_restaction.preview.listening import Listeners
from sphinx_restaction.preview.survey import survey

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Mapping

    from sphinx_restaction.preview.contents import Content

#: A burst of more events than this is no save of an editor, but a change of branch, say.
_STORM = 100
#: In seconds: a storm has calmed down when nothing was heard for this long.
_STORM_QUIET = 0.2
#: In seconds: when to look again after a survey that events caused. The library may lose the event after one
#: that it hands over.
_AFTERWARDS = 0.3
#: In seconds: when to look if nothing can be heard, or the source directory is away.
_OFTEN = 0.5
#: In seconds: for how long an error of the system keeps us from trying to watch again.
_DEAF = 30.0
#: Surveys that events don't cause take at most this share of the time.
_SHARE = 0.02

_logger = logging.getLogger(__name__)


class Watcher:
    """Tells which files of a reference have changed.

    What the source directory holds when the watcher is made counts as known; make it before the first build
    reads anything. All methods are for one thread, that of the event loop.

    :param source_dir: All files in it count, whether a build has read them or not, except ignored ones.
    :param ignored: Folders whose files don't count, such as the output.
    :param quiet: For how many seconds nothing must happen until a change is handed on.
    :param limit: How many seconds after its first event a burst is handed on, whatever happens.
    :param storm_limit: The same for a burst of hundreds of files, as when git changes the branch.
    :param interval: How often to look for changes that the system does not report, in seconds.
    :param note: Called with a sentence for the user when the system can't watch.
    """

    def __init__(
        self,
        source_dir: Path,
        *,
        ignored: Iterable[Path] = (),
        quiet: float = 0.02,
        limit: float = 0.3,
        storm_limit: float = 3.0,
        interval: float = 5.0,
        note: Callable[[str], None] = _logger.warning,
    ) -> None:
        self._source = os.path.realpath(source_dir)
        self._ignores = Ignores(self._source, map(os.path.realpath, ignored))
        self._quiet, self._limit, self._storm_limit = quiet, limit, storm_limit
        self._interval = interval
        self._note = note
        self._followed: frozenset[str] = frozenset()
        self._survey = survey(self._source, self._followed, self._ignores, {})
        self._contents: Mapping[str, Content] = self._survey.contents
        #: Files that have changed since the last batch.
        self._changed: set[str] = set()
        self._is_ready = asyncio.Event()
        self._is_stirred = asyncio.Event()
        self._is_consumer_waiting = False
        self._heard = 0
        self._deaf_until = 0.0
        self._failed_at = -_DEAF
        self._has_noted = False

    def follow(self, files: Iterable[Path], *, since: float | None = None) -> None:
        """Watch these further files, and of those named before, only these.

        They may lie anywhere and need not exist. They count even if they are ignored.

        :param since: When the build began that read the files, as `time.time`. A file that is followed for the
            first time and was written since then counts as changed, as the build may have read it before.
        """
        followed = frozenset(_name_all(files))
        new = {path: content_of(path) for path in followed if path not in self._contents}
        if since is not None:
            self._changed |= {path for path, content in new.items() if _is_written_since(path, content, since)}
        dropped = {path for path in self._followed - followed if not self._is_in_source(path)}
        kept = {path: content for path, content in self._contents.items() if path not in dropped}
        self._contents = {**kept, **new}
        self._followed = followed
        self._is_stirred.set()

    async def batches(self) -> AsyncGenerator[frozenset[Path], None]:
        """Return the files whose contents have changed, batch by batch, without an end.

        Files that are created, deleted and renamed have changed, too, the latter by both names. The paths are
        real ones, but for a symbolic link that has changed: it is named itself, beside what it led and leads to.
        What changes while the consumer is busy comes in the next batch.
        """
        loop = asyncio.get_running_loop()
        listeners = Listeners(
            lambda paths: _call(loop, self._hear, len(paths)) if self._matters(paths) else None,
            lambda error: _call(loop, self._fail, listeners, error),
        )
        worker = asyncio.create_task(self._work(listeners))
        worker.add_done_callback(lambda _: self._is_ready.set())
        try:
            while True:
                batch = await self._next(worker)
                if batch:
                    yield batch
        finally:
            listeners.close()
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    async def _next(self, worker: asyncio.Task[None]) -> frozenset[Path]:
        self._is_consumer_waiting = True
        await self._is_ready.wait()
        self._is_consumer_waiting = False
        if worker.done():
            worker.result()
        self._is_ready.clear()
        changed, self._changed = self._changed, set()
        return frozenset(map(Path, changed))

    async def _work(self, listeners: Listeners) -> None:
        """Look, and look again when something has happened."""
        is_due = False
        while True:
            await self._look()
            if self._deaf_until < time.monotonic():
                listeners.arrange(self._survey.folders, self._survey.identities)
            if self._changed and (is_due or not self._is_stirred.is_set()):
                self._is_ready.set()
            is_due = await self._wait()

    async def _look(self) -> None:
        followed = self._followed
        seen = await asyncio.to_thread(survey, self._source, followed, self._ignores, self._contents)
        self._survey = seen
        self._changed |= seen.changed
        # Files may have been followed meanwhile.
        added = {path: self._contents[path] for path in self._followed - followed}
        self._contents = {**added, **seen.contents}

    async def _wait(self) -> bool:
        """Wait until something has happened and it is quiet again, or it is time to look in any case.

        Return whether it won't get quiet, so that what is known has to be handed on.
        """
        was_stirred = self._heard > 0
        self._heard = 0
        if not await self._is_stirring(_AFTERWARDS if was_stirred else self._pace()):
            return False
        self._is_ready.clear()
        started = time.monotonic()
        while await self._is_stirring(self._quiet_now()):
            if time.monotonic() - started > self._limit_now():
                return True
        return False

    async def _is_stirring(self, seconds: float) -> bool:
        """Return whether something happens within some seconds, as soon as it does."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._is_stirred.wait(), seconds)
        is_stirred = self._is_stirred.is_set()
        self._is_stirred.clear()
        return is_stirred

    def _quiet_now(self) -> float:
        return _STORM_QUIET if self._heard > _STORM else self._quiet

    def _limit_now(self) -> float:
        # While the consumer is busy, a look hands nothing on, and sees what the consumer may have read.
        return self._storm_limit if self._heard > _STORM and self._is_consumer_waiting else self._limit

    def _pace(self) -> float:
        """Return after how many seconds to look if nothing is heard."""
        is_deaf = self._deaf_until > time.monotonic()
        pace = self._interval if self._survey.source_folders and not is_deaf else _OFTEN
        return max(pace, self._survey.seconds / _SHARE)

    def _matters(self, paths: set[str]) -> bool:
        """Return whether any of the events may be one of a file that counts. Called in threads."""
        return not paths or any(map(self._counts, paths))

    def _counts(self, path: str) -> bool:
        if path in self._survey.heeded:
            return True
        if not self._is_in_source(path):
            return False
        return not (self._ignores.is_ignored(path) or self._ignores.is_ignored(path, is_folder=True))

    def _is_in_source(self, path: str) -> bool:
        return path.startswith(self._source + os.sep) or os.path.dirname(path) in self._survey.source_folders

    def _hear(self, count: int) -> None:
        self._heard += count
        self._is_stirred.set()

    def _fail(self, listeners: Listeners, error: Exception) -> None:
        """Try to watch again at once; if that has failed just now, only after a while."""
        listeners.close()
        self._is_stirred.set()
        if isinstance(error, FileNotFoundError):
            return  # a folder was deleted in between
        now = time.monotonic()
        is_again = now - self._failed_at < _DEAF
        self._failed_at = now
        if is_again:
            self._deaf_until = now + _DEAF
            if not self._has_noted:
                self._note(f"Files can't be watched ({error}). They are looked at every {_OFTEN} s instead.")
            self._has_noted = True


def _call(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *arguments: object) -> None:
    """Call a function in the thread of the loop, if that still runs."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(function, *arguments)


def _name_all(files: Iterable[Path]) -> Iterable[str]:
    """Return the paths of files, in folders without links. A file that is a link keeps its name."""
    folders: dict[str, str] = {}
    for file in files:
        folder, name = os.path.split(os.path.abspath(file))
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        yield os.path.join(folders[folder], name)


def _is_written_since(path: str, content: Content, since: float) -> bool:
    """Whether a file was written or deleted since a moment. The clock of file systems may be late."""
    moment = (since - 0.02) * 1e9
    if content is not ABSENT:
        return content.written >= moment
    with contextlib.suppress(OSError):
        return os.stat(os.path.dirname(path)).st_mtime_ns >= moment
    return False
