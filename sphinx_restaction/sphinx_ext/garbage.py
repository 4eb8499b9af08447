"""A calmer garbage collector while a build runs, and none when the process ends.

A doctree is hundreds of thousands of objects that all live until the page is written. Python's cyclic collector, which
starts after 700 (from 3.12 on: 2,000) new objects, walks them again and again and finds nothing. The threshold here was
chosen by measuring (see the manual's design page). What Sphinx and its extensions are made of, which is as much again,
is left out of what is walked, and so are the documents, when they have been read. Before pages are written, which is
when a build needs most memory, what the checks have left is collected once.

What is loaded before stays to the end, too, so Sphinx's command collects nothing of it at all.

When a process ends, Python collects once more, and takes apart object by object what the system takes back at once.
That took a seventh of a build.
"""

from __future__ import annotations

import atexit
import gc
import linecache
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.parsers.rst.states import RSTState

from sphinx_restaction.sphinx_ext.domain import RestDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NEW_OBJECTS = 50_000


class _Collector:
    """The collector while one application works."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None
        self._has_frozen = False
        self._is_paused = False

    def pause(self) -> None:
        """Turn it off until documents are read: modules and the environment are loaded, which stay."""
        if gc.isenabled():
            self._is_paused = True
            gc.disable()

    def calm(self, *_args: object) -> None:
        """Raise the threshold, and leave out of it what is there already."""
        current = gc.get_threshold()
        # 0 means that someone has turned the collector off.
        if self._before is None and 0 < current[0] < _NEW_OBJECTS:
            self._before = current
            gc.set_threshold(_NEW_OBJECTS, *current[1:])
            # What someone else has frozen could not be told apart afterwards.
            self._has_frozen = gc.get_freeze_count() == 0
            if self._has_frozen:
                gc.freeze()
        self._go_on()

    def set_aside(self, *_args: object) -> None:
        """Free what the parser has left at last, and leave out the documents, which stay."""
        # docutils keeps some of its state machines to use them again, and with them all lines of the last document.
        RSTState.nested_sm_cache.clear()
        _forget_sources()
        if self._has_frozen:
            gc.collect(0)
            gc.freeze()

    def collect(self, _app: Sphinx, env: BuildEnvironment) -> None:
        """Free what the checks have left; a few samples and catalogues are read again if anyone asks."""
        if self._before is not None:
            RestDomain.of(env).library.clear()
            gc.collect()

    def restore(self, *_args: object) -> None:
        """Put everything back."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None
        if self._has_frozen:
            gc.unfreeze()
            self._has_frozen = False
        self._go_on()

    def _go_on(self) -> None:
        if self._is_paused:
            self._is_paused = False
            gc.enable()


def setup_garbage(app: Sphinx) -> None:
    """Have the collector calm from the first document that is read to the end of the build."""
    collector = _Collector()
    app.connect("env-before-read-docs", collector.calm)
    app.connect("env-updated", collector.set_aside)
    # It comes when the domains have checked what they hold.
    app.connect("env-check-consistency", collector.collect)
    app.connect("build-finished", collector.restore)
    if _is_command(Path(sys.argv[0])):
        # Twice is no better than once, and a process may build several references.
        atexit.unregister(gc.freeze)
        atexit.register(gc.freeze)
        collector.pause()


def _forget_sources() -> None:
    """Drop the files that Python has read to show lines of warnings, of a theme with old modules for instance."""
    for name, entry in list(linecache.cache.items()):
        # What has no time stamp comes from no file, and can't be read again.
        if len(entry) > 1 and entry[1] is not None:
            del linecache.cache[name]


def _is_command(program: Path) -> bool:
    """Whether the process is Sphinx's command: one that does other things may count on what is collected at its end."""
    return program.stem == "sphinx-build" or program.parent.name == "sphinx"
