"""The process that is copied for each worker: it has loaded Sphinx, and nothing else.

It is started before anything that it can do without, for the first page waits for it. So little is imported here.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

#: The module whose ``main`` a worker runs; it knows Sphinx, and is imported by these processes alone.
WORKER = "sphinx_restaction.sphinx_ext.live.worker"

#: How long the path of a folder may be for a socket in it, in bytes; systems differ, and names are to follow.
_LONGEST = 60


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a folder for what is built, and delete it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="restaction-preview-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_workshop(folder: Path) -> BaseContext:
    """Return what starts workers; *folder* is for what that needs.

    Where the system can copy processes, one that has loaded Sphinx already is copied for each: that saves half a
    second, and what a build leaves in memory goes with its process.
    """
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    if len(os.fsencode(folder)) > _LONGEST:
        return multiprocessing.get_context("spawn")
    # Other systems have neither.
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415

    # The library would leave its own folder behind when the command ends.
    tempfile.tempdir = str(folder)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WORKER])
    # If they can't be started, the first worker tells why.
    with suppress(OSError):
        # Whoever starts this one hears of Ctrl-C again behind it, so it goes first.
        resource_tracker.ensure_running()
        with deaf_to_ctrl_c():
            forkserver.ensure_running()
    return context


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Have the processes that this thread starts not hear of Ctrl-C, which a terminal sends to all.

    The one that is copied would end with a traceback while it loads Sphinx.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
