"""The texts that fixers change: each as it stands on the disk, or as the fixes so far have left it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_restaction.sources.files import Reader, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.diagnostics import Location, Report
    from sphinx_restaction.rule import Rule

_LINE_RE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Text:
    """A text with its lines; `raw` has the byte order mark and the line ends of the file."""

    raw: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ends, the first without the byte order mark."""
        return _LINE_RE.findall(self.raw[self._start :])

    @cached_property
    def newline(self) -> str:
        """The line end of the first line, which inserted lines get, too."""
        first = self.lines[0] if self.lines else ""
        return first[len(first.rstrip("\r\n")) :] or "\n"

    @cached_property
    def plain(self) -> str:
        """The text as readers see it: without a byte order mark, with plain line ends."""
        return self.raw[self._start :].replace("\r\n", "\n").replace("\r", "\n")

    def offset(self, line: int) -> int:
        """Return where the line with this index begins; the number of lines stands for the end."""
        return self._offsets[line]

    @cached_property
    def _offsets(self) -> list[int]:
        offsets = [self._start]
        for line in self.lines:
            offsets.append(offsets[-1] + len(line))
        return offsets

    @property
    def _start(self) -> int:
        return 1 if self.raw.startswith("\ufeff") else 0


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Texts by their paths."""

    #: What fixes have changed: real path to text.
    changed: Mapping[str, str] = field(default_factory=dict)
    _kept: dict[str, Text | None] = field(default_factory=dict, init=False, compare=False)

    def get(self, path: str) -> Text | None:
        """Return the text of *path*, None if it cannot be read or is not UTF-8."""
        real = os.path.realpath(path)
        if real not in self._kept:
            raw = self.changed.get(real)
            if raw is None:
                raw = read_raw(real)
            self._kept[real] = None if raw is None else Text(raw)
        return self._kept[real]


def read_raw(path: str) -> str | None:
    """Return the text of *path* with its byte order mark and line ends, None if there is none to be had."""
    try:
        return read_bytes(path).decode("utf-8")
    except (OSError, ValueError):
        return None


class ChangedReader(Reader):
    """Reads files as fixes would leave them."""

    def __init__(self, *, root: str, changed: Mapping[str, str], missing: Rule | None = None) -> None:
        """Take what has *changed*: real path to text."""
        super().__init__(root=root, missing=missing)
        self.changed = changed

    def fresh(self, missing: Rule | None = None) -> ChangedReader:
        """Return a reader of the same texts that remembers nothing else."""
        return ChangedReader(root=self.root, changed=self.changed, missing=missing or self.missing)

    def read(self, path: str, used_at: Location, report: Report, *, limit: int = -1) -> str | None:
        """Return the changed text of *path*, or what the disk has."""
        changed = self.changed.get(os.path.realpath(path)) if "\0" not in path else None
        if changed is None:
            return super().read(path, used_at, report, limit=limit)
        data = changed.encode("utf-8")
        return decode(data if limit < 0 else data[:limit], path, used_at, report, whole=limit < 0 or len(data) < limit)
