"""Threads in which the library watchfiles waits for events of the file system."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from watchfiles import Change, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_restaction.preview.survey import Folders

#: In milliseconds: how often the library looks whether there are events. They reach us one or two steps later.
STEP = 10
#: In milliseconds: how long the library may take to say that nothing has happened, and so that it is watching.
_TIMEOUT = 50


class Listeners:
    """One thread for the folders that are watched with all below them, and one for the others.

    :param hear: Called in a thread with the paths of events, and once with none when the watching has begun.
    :param fail: Called in a thread that ends because of an error.
    """

    def __init__(self, hear: Callable[[set[str]], None], fail: Callable[[Exception], None]) -> None:
        self._hear = hear
        self._fail = fail
        self._arranged: tuple[Folders, Mapping[str, tuple[int, int]]] | None = None
        self._listeners: list[_Listener] = []

    def arrange(self, folders: Folders, identities: Mapping[str, tuple[int, int]]) -> None:
        """Watch these folders, and no others. What happens until `hear` is called may pass unheard."""
        if self._arranged == (folders, identities) and not any(listener.has_lost for listener in self._listeners):
            return
        self.close()
        self._arranged = (folders, identities)
        parts = ((folders.whole, True), (folders.single, False))
        self._listeners = [
            _Listener(paths, self._hear, self._fail, recursive=recursive) for paths, recursive in parts if paths
        ]

    def close(self) -> None:
        """End the threads. They take no longer than a step of the library."""
        self._arranged = None
        for listener in self._listeners:
            listener.stop.set()
        self._listeners = []


class _Listener:
    """A thread that hands on what the library says, until it is stopped."""

    def __init__(
        self,
        folders: frozenset[str],
        hear: Callable[[set[str]], None],
        fail: Callable[[Exception], None],
        *,
        recursive: bool,
    ) -> None:
        self.stop = threading.Event()
        #: Whether a folder was deleted. If it is there again it is another one, even with the same inode.
        self.has_lost = False
        self._folders = folders
        self._hear = hear
        self._fail = fail
        self._recursive = recursive
        # Not waited for at the end: a file system that hangs would keep the whole command.
        threading.Thread(target=self._run, name="restaction-watch", daemon=True).start()

    def _run(self) -> None:
        try:
            self._listen()
        except (OSError, RuntimeError, ValueError) as error:  # those that the library raises
            if not self.stop.is_set():
                self._fail(error)

    def _listen(self) -> None:
        is_listening = False
        for changes in watch(
            *sorted(self._folders),
            watch_filter=None,
            debounce=2 * STEP,
            step=STEP,
            rust_timeout=_TIMEOUT,
            yield_on_timeout=True,
            stop_event=self.stop,
            raise_interrupt=False,
            force_polling=False,
            # If true, the library also passes over the system's limit of watches.
            ignore_permission_denied=False,
            recursive=self._recursive,
        ):
            if self.stop.is_set():
                return
            self.has_lost |= any(change == Change.deleted and path in self._folders for change, path in changes)
            if changes or not is_listening:
                self._hear({path for _, path in changes})
            is_listening = True
