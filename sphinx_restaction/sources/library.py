"""The catalogues and status files of a build, each read once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Report
from sphinx_restaction.sources.catalogues import load_catalogue
from sphinx_restaction.sources.files import read_bytes
from sphinx_restaction.sources.json_text import JsonText, read_json
from sphinx_restaction.sources.notes import Notes, list_folder
from sphinx_restaction.sources.statuses import load_statuses

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_restaction.model.definition import Catalogue, StatusCatalogue
    from sphinx_restaction.sources.files import Reader
    from sphinx_restaction.sources.notes import Entry

_T = TypeVar("_T")


def _keep(text: str, _path: str, _used_at: Location, _report: Report) -> str:
    return text


def _read_sample(text: str, _path: str, _used_at: Location, _report: Report) -> JsonText:
    return read_json(text)


_Loader = Callable[[str, str, Location, Report], _T | None]


class Library:
    """Reads files on demand and keeps them, with the diagnostics they gave, until `clear`.

    The diagnostics of a file are about the file, whoever uses it. They are kept apart, so that a build can report
    them once and not for each page (or each process) that reads the file.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sample_reader = reader.fresh(missing=rules.MISSING_SAMPLE)
        self._files: dict[tuple[str, object], tuple[object, tuple[Diagnostic, ...]]] = {}
        self._samples: dict[str, str] = {}

    @property
    def notes(self) -> Notes | None:
        """Where is written down what is looked at, if it is."""
        return self._reader.notes

    def clear(self) -> None:
        """Forget what was read, for files may have changed."""
        # Readers remember where symbolic links lead.
        self._reader, self._sample_reader = self._reader.fresh(), self._sample_reader.fresh()
        self._files.clear()
        self._samples.clear()

    def forget(self, paths: Collection[str]) -> None:
        """Forget what was read from *paths*, and that files were missing."""
        self._reader, self._sample_reader = self._reader.fresh(), self._sample_reader.fresh()
        for key in [key for key, (value, _) in self._files.items() if value is None or key[0] in paths]:
            del self._files[key]
        for path in paths:
            self._samples.pop(path, None)

    def source(self, path: str, used_at: Location, report: Report) -> str | None:
        """Return the text of a document, or of a file that a document includes; None, reported, if it can't be had."""
        text = self._load(path, used_at, _keep)[0]
        # A fault is about the place that names the file, and that may be another one now.
        return self._reader.read(path, used_at, report) if text is None else text

    def sample(self, path: str, used_at: Location, report: Report, *, limit: int) -> str | None:
        """Return the text of a sample; None, reported, if there is none. No more than *limit* bytes are read."""
        text = self._samples.get(path)
        if text is None:
            text = self._sample_reader.read(path, used_at, report, limit=limit)
            # A character takes up to four bytes: what is shorter than this is whole.
            if text is not None and 4 * len(text) < limit:
                self._samples[path] = text
        return text

    def text(self, path: str) -> str | None:
        """Return the text of any file that was read before, None if it can't be had."""
        return self._load(path, Location(path), _keep)[0]

    def json(self, path: str) -> JsonText | None:
        """Return the sample *path*, read as JSON; None if the file can't be read."""
        return self._load(path, Location(path), _read_sample)[0]

    def catalogue(self, path: str, used_at: Location) -> Catalogue | None:
        """Return the parameter catalogue *path*, None if it is unusable."""
        return self._load(path, used_at, load_catalogue)[0]

    def statuses(self, path: str, used_at: Location) -> StatusCatalogue | None:
        """Return the status file *path*, None if it is unusable."""
        return self._load(path, used_at, load_statuses)[0]

    def catalogue_diagnostics(self, path: str, used_at: Location) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the parameter catalogue *path*."""
        return self._load(path, used_at, load_catalogue)[1]

    def status_diagnostics(self, path: str, used_at: Location) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the status file *path*."""
        return self._load(path, used_at, load_statuses)[1]

    def content(self, path: str) -> bytes:
        """Return the content of a file that belongs to no reference, such as conf.py; an OSError says why not."""
        data = None
        try:
            data = read_bytes(path)
        finally:
            if self.notes is not None:
                self.notes.note_other(path, data)
        return data

    def folder(self, path: str) -> tuple[Entry, ...]:
        """Return what is in the folder *path*, by name; nothing if it can't be read."""
        found = list_folder(path)
        if self.notes is not None:
            self.notes.note_folder(path, found)
        return found

    def real_path(self, path: str) -> str:
        """Return *path* without symbolic links."""
        real = os.path.realpath(path)
        if self.notes is not None:
            self.notes.note_link(path, real)
        return real

    def _load(self, path: str, used_at: Location, loader: _Loader[_T]) -> tuple[_T | None, tuple[Diagnostic, ...]]:
        known = self._files.get((path, loader))
        if known is None:
            faults: list[Diagnostic] = []
            text = self._samples.get(path)
            if text is None:
                text = self._reader.read(path, used_at, faults.append)
            value = None if text is None else loader(text, path, used_at, faults.append)
            known = self._files[path, loader] = value, tuple(faults)
        return known  # type: ignore[return-value]  # the loader in the key gives the type
