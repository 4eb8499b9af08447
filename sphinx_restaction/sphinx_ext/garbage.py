"""A calmer garbage collector while a build runs.

A doctree is hundreds of thousands of objects that all live until the page is written. Python's cyclic collector, which
starts after 700 (from 3.12 on: 2,000) new objects, walks them again and again and finds nothing. The threshold here was
chosen by measuring (see the manual's design page); it costs no memory on real references.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NEW_OBJECTS = 50_000


def setup_garbage(app: Sphinx) -> None:
    """Raise the threshold from the first document that is read to the end of the build."""
    before: list[tuple[int, int, int]] = []

    def raise_threshold(*_args: object) -> None:
        current = gc.get_threshold()
        # 0 means that someone has turned the collector off.
        if not before and 0 < current[0] < _NEW_OBJECTS:
            before.append(current)
            gc.set_threshold(_NEW_OBJECTS, *current[1:])

    def restore_threshold(*_args: object) -> None:
        if before:
            gc.set_threshold(*before.pop())

    app.connect("env-before-read-docs", raise_threshold)
    app.connect("build-finished", restore_threshold)
