"""The catalogues and status files of a build, each read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from sphinx_restaction.diagnostics import Diagnostic, Location, Report
from sphinx_restaction.sources.catalogues import load_catalogue
from sphinx_restaction.sources.statuses import load_statuses

if TYPE_CHECKING:
    from sphinx_restaction.model.definition import Catalogue, StatusCatalogue
    from sphinx_restaction.sources.files import Reader

_T = TypeVar("_T")
_Loader = Callable[[str, str, Location, Report], _T | None]


class Library:
    """Reads files on demand and keeps them, with the diagnostics they gave, until `clear`.

    The diagnostics of a file are about the file, whoever uses it. They are kept apart, so that a build can report
    them once and not for each page (or each process) that reads the file.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._files: dict[tuple[str, object], tuple[object, tuple[Diagnostic, ...]]] = {}

    def clear(self) -> None:
        """Forget what was read, for files may have changed."""
        self._files.clear()

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

    def _load(self, path: str, used_at: Location, loader: _Loader[_T]) -> tuple[_T | None, tuple[Diagnostic, ...]]:
        known = self._files.get((path, loader))
        if known is None:
            faults: list[Diagnostic] = []
            text = self._reader.read(path, used_at, faults.append)
            value = None if text is None else loader(text, path, used_at, faults.append)
            known = self._files[path, loader] = value, tuple(faults)
        return known  # type: ignore[return-value]  # the loader in the key gives the type
