"""What a revision of the repository has wrong: it is written to a temporary folder and checked there."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.cli.git import Repository
from sphinx_restaction.cli.targets import Target
from sphinx_restaction.cli.trees import Clock, run_tree
from sphinx_restaction.sources.files import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.git import Blob
    from sphinx_restaction.cli.trees import TreeRun


def fingerprints_of(revision: str, run: TreeRun, clock: Clock) -> frozenset[str]:
    """Return the fingerprints of what the tree of *run* had wrong in *revision*, by the settings of *run*."""
    with clock.phase("revision"):
        repository = Repository.holding(run.target.source)
        blobs = repository.blobs(repository.commit(revision))
        with tempfile.TemporaryDirectory(prefix="restaction-") as folder:
            past = _Past(repository=repository, blobs=blobs, folder=os.path.realpath(folder))
            return frozenset(finding.fingerprint for finding in _findings(past, run))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """A revision that is written to a temporary folder as far as it is needed.

    Every absolute path stands there below the folder, so that the paths between files, which fingerprints hold, are
    the same, also where the configuration lies outside of the repository.
    """

    repository: Repository
    blobs: dict[str, Blob]
    folder: str

    def path(self, path: str) -> str:
        """Return where the absolute *path* of the working tree stands."""
        return self.folder + os.path.splitdrive(path)[1]

    def original(self, path: str) -> str:
        """Return the path in the working tree of which *path* is the place."""
        return os.path.splitdrive(self.repository.top)[0] + path[len(self.folder) :]

    def write(self, paths: set[str]) -> int:
        """Write files and folders, by their paths in the working tree, and return how many were not there yet."""
        top = self.repository.top
        wanted = {os.path.relpath(path, top) for path in paths if is_inside(path, top)}
        missing = [blob for blob in self.blobs.values() if self._is_wanted(blob.path, wanted)]
        self.repository.write(missing, self.path(top))
        return len(missing)

    def _is_wanted(self, path: str, wanted: set[str]) -> bool:
        above = (path, os.curdir, *map(str, Path(path).parents))
        return not wanted.isdisjoint(above) and not os.path.lexists(self.path(os.path.join(self.repository.top, path)))


def _findings(past: _Past, run: TreeRun) -> Iterator[Finding]:
    """Yield the findings of the past tree, once all is written that it refers to."""
    # Where today's samples are, those of the past are likely to be; the rest shows when the tree is read.
    past.write({run.target.source, *(_near(file, past.repository.top) for file in run.files)})
    target = Target(source=past.path(run.target.source), root=past.path(run.target.root))
    settings = run.settings._replace(folder=past.path(run.settings.folder))
    if not os.path.isdir(target.source):
        return
    found = run_tree(target, settings, Clock())
    if past.write({past.original(os.path.realpath(file)) for file in found.files}):
        found = run_tree(target, settings, Clock())
    yield from found.findings


def _near(file: str, top: str) -> str:
    """Return the real folder of *file*, or the file itself where that would be the whole repository."""
    real = os.path.realpath(file)
    folder = str(Path(real).parent)
    return real if folder == top else folder
