"""Reading a reference and checking it, without Sphinx."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.checks.engine import check
from sphinx_restaction.checks.finding import Summary
from sphinx_restaction.cli.failure import Failure
from sphinx_restaction.cli.garbage import calm_collector
from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.sources.files import Reader, is_inside
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.targets import Target
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings

    _Result = tuple[tuple[Finding, ...], frozenset[str], Summary, tuple[Diagnostic, ...]]

#: What keeps a file from being read; a run that meets them cannot say that all is well.
_UNREAD = frozenset({rules.UNREADABLE_FILE.id, rules.NOT_UTF8.id})


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


def run_trees(targets: Sequence[Target], settings: Sequence[Settings], clock: Clock) -> list[TreeRun]:
    """Read and check references, several at once where the machine can, each under its own *settings*."""
    pairs = list(zip(targets, settings, strict=True))
    if len(pairs) == 1:
        return [run_tree(target, one, clock) for target, one in pairs]
    from sphinx_restaction.cli.parallel import cores, run_all  # noqa: PLC0415

    results = run_all([partial(_timed_run, target, one) for target, one in pairs], cores())
    for _, phases in results:
        for name, seconds in phases.items():
            clock.phases[name] = clock.phases.get(name, 0.0) + seconds
    # Settings hold what does not travel between processes.
    return [
        TreeRun(target=target, settings=one, findings=findings, files=files, summary=summary, unread=unread)
        for (target, one), ((findings, files, summary, unread), _) in zip(pairs, results, strict=True)
    ]


def _timed_run(target: Target, settings: Settings) -> tuple[_Result, dict[str, float]]:
    """Run one tree of several, and return what is found and how long the phases take."""
    clock = Clock()
    run = run_tree(target, settings, clock)
    return (run.findings, run.files, run.summary, run.unread), clock.phases


def run_tree(target: Target, settings: Settings, clock: Clock) -> TreeRun:
    """Read and check the reference *target*."""
    library = Library(Reader(root=target.root))
    with calm_collector():
        with clock.phase("reading"):
            reference = read_tree(target.source, target.root, library)
        with clock.phase("checking"):
            findings = check(reference, settings, library)
    files = _files(reference)
    return TreeRun(
        target=target,
        settings=settings,
        findings=tuple(finding for finding in findings if _is_asked_for(finding, target)),
        files=files,
        summary=_summary(reference, files),
        unread=tuple(_unread(reference, settings)),
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


def _files(reference: Reference) -> frozenset[str]:
    files = {file for document in reference.documents for file in document.files}
    files |= {use.path for document in reference.documents for use in document.uses}
    files |= set(_samples(reference)) | set(reference.unincluded)
    # A document can name a file with a NUL, and there is none.
    return frozenset(file for file in files if "\0" not in file)


def _samples(reference: Reference) -> Iterator[str]:
    """Yield the file, or the place, of each example."""
    for document in reference.documents:
        for operation in document.operations:
            for example in operation.examples:
                yield example.file or str(example.source)


def _summary(reference: Reference, files: frozenset[str]) -> Summary:
    operations = sum(len(document.operations) for document in reference.documents)
    return Summary(files=len(files), operations=operations, samples=len(set(_samples(reference))))


def _unread(reference: Reference, settings: Settings) -> Iterator[Diagnostic]:
    """Yield why files were not read, where the rule that says so does not run and the project did not choose that."""
    faults = [*reference.faults, *(fault for document in reference.documents for fault in document.faults)]
    for fault in faults:
        if fault.rule.id in _UNREAD and fault.rule.id not in settings.ignore and not settings.runs(fault.rule):
            yield fault
