"""Samples: the files that references show with ``literalinclude``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic
from sphinx_restaction.sources.files import MAX_SIZE

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sources.directive import Surroundings


class Sample(NamedTuple):
    """A file that was checked before it is shown."""

    file: str
    #: None for a file that can't be shown.
    text: str | None
    #: Whether `text` is only the beginning, because the file is too large.
    is_cut: bool = False


def read_sample(path: str, place: Location, around: Surroundings) -> Sample:
    """Read the sample *path*, which *place* names, and report what is wrong with it."""
    limit = min(max(around.max_sample_size, 0), MAX_SIZE)
    text = around.library.sample(path, place, around.report, limit=limit + 1)
    if text is None:
        return Sample(path, None)
    if not text.strip():
        around.report(Diagnostic(rules.EMPTY_SAMPLE, f"{path} is empty", place))
        return Sample(path, None)
    # A character takes up to four bytes: a text that is shorter than this is whole.
    size = _size(path, text) if 4 * len(text) > limit else 0
    if size <= limit:
        return Sample(path, text)
    message = f"{path} has {size} bytes, of which the first {limit} are shown; see restaction_max_sample_size"
    around.report(Diagnostic(rules.OVERSIZED_SAMPLE, message, place))
    return Sample(path, text[:limit].rpartition("\n")[0] or text[:limit], is_cut=True)


def _size(path: str, text: str) -> int:
    """Return the size of the file with *text*, which may have vanished meanwhile."""
    try:
        return os.stat(path).st_size  # noqa: PTH116  # a path is a string here
    except OSError:
        return len(text.encode("utf-8"))
