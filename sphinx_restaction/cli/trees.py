"""Reading a reference and checking it, without Sphinx."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.checks.finding import Summary
from sphinx_restaction.cli.failure import Failure
from sphinx_restaction.sources.files import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_restaction.cache.recall import Cache
    from sphinx_restaction.cache.records import Result
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.targets import Target
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.settings import Settings


class Clock:
    """How long the phases of a run take, in seconds of CPU time."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time of a block to the phase *name*."""
        start = time.process_time()
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + time.process_time() - start


class TreeRun(NamedTuple):
    """A source directory that was checked."""

    target: Target
    settings: Settings
    #: What is asked for, by file and line.
    findings: tuple[Finding, ...]
    #: All files that were looked at; absolute paths.
    files: frozenset[str]
    summary: Summary
    #: Files that could not be read although no finding says so.
    unread: tuple[Diagnostic, ...] = ()

    def looked_at(self, file: str) -> bool:
        """Whether a fault in *file*, an absolute path, would be among the findings."""
        is_ours = file in self.files or is_inside(file, self.target.source)
        return self.target.asks_for(file) and (is_ours or not os.path.lexists(file))


def run_trees(
    targets: Sequence[Target], settings: Sequence[Settings], clock: Clock, cache: Cache | None = None
) -> list[TreeRun]:
    """Read and check references, several at once where the machine can, each under its own *settings*."""
    pairs = list(zip(targets, settings, strict=True))
    if len(pairs) == 1:
        return [run_tree(target, one, clock, cache) for target, one in pairs]
    from sphinx_restaction.cli.parallel import cores, run_all  # noqa: PLC0415

    results = run_all([partial(_timed_result, target, one, cache) for target, one in pairs], cores())
    for _, phases in results:
        for name, seconds in phases.items():
            clock.phases[name] = clock.phases.get(name, 0.0) + seconds
    return [_run(target, one, result) for (target, one), (result, _) in zip(pairs, results, strict=True)]


def run_tree(target: Target, settings: Settings, clock: Clock, cache: Cache | None = None) -> TreeRun:
    """Read and check the reference *target*, or take what *cache* has of it, if that is what would be found."""
    return _run(target, settings, _result(target, settings, clock, cache))


def _timed_result(target: Target, settings: Settings, cache: Cache | None) -> tuple[Result, dict[str, float]]:
    """Return what is found in one tree of several, and how long the phases take."""
    clock = Clock()
    return _result(target, settings, clock, cache), clock.phases


def _result(target: Target, settings: Settings, clock: Clock, cache: Cache | None) -> Result:
    if cache:
        with clock.phase("cache"):
            kept = cache.recall(target.source, target.root, settings)
        if kept:
            return kept
    # Who remembers loads neither the reader nor the rules.
    from sphinx_restaction.cli.checking import check_tree  # noqa: PLC0415
    from sphinx_restaction.sources.notes import Notes  # noqa: PLC0415

    notes = Notes() if cache else None
    result, reference = check_tree(target.source, target.root, settings, clock, notes)
    if cache and notes:
        with clock.phase("cache"):
            cache.keep(result, reference, settings, notes)
    return result


def _run(target: Target, settings: Settings, result: Result) -> TreeRun:
    return TreeRun(
        target=target,
        settings=settings,
        findings=tuple(finding for finding in result.findings if _is_asked_for(finding, target)),
        files=result.files,
        summary=result.summary,
        unread=result.unread,
    )


def require_reference(run: TreeRun) -> None:
    """Raise a `Failure` if what was read is no reference: silence about it would look like praise."""
    if not (run.summary.operations or run.findings):
        raise Failure(
            f"no document in {run.target.source} has a rest_method: is this the source directory of a reference?"
        )


def add_summaries(runs: Sequence[TreeRun]) -> Summary:
    """Return how much all *runs* looked at."""
    return Summary(
        files=len(frozenset[str]().union(*(run.files for run in runs))),
        operations=sum(run.summary.operations for run in runs),
        samples=sum(run.summary.samples for run in runs),
    )


def _is_asked_for(finding: Finding, target: Target) -> bool:
    if not target.only:
        return True
    diagnostic = finding.diagnostic
    places = [diagnostic.location, *(other.location for other in diagnostic.related)]
    return any(target.asks_for(place.file) for place in places)
