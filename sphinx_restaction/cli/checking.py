"""Reading and checking a reference as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.cache.records import Result
from sphinx_restaction.checks.engine import check
from sphinx_restaction.checks.finding import Summary
from sphinx_restaction.garbage import calm_collector
from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.cli.trees import Clock
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.notes import Notes

#: What keeps a file from being read; a run that meets them cannot say that all is well.
_UNREAD = frozenset({rules.UNREADABLE_FILE.id, rules.NOT_UTF8.id})


def check_tree(
    source: str, root: str, settings: Settings, clock: Clock, notes: Notes | None = None
) -> tuple[Result, Reference]:
    """Read and check the reference in *source*, of the repository *root*; *notes* takes what is looked at."""
    library = Library(Reader(root=root, notes=notes))
    with calm_collector():
        with clock.phase("reading"):
            reference = read_tree(source, root, library)
        with clock.phase("checking"):
            findings = check(reference, settings, library)
    files = _files(reference)
    result = Result(
        findings=tuple(findings),
        files=files,
        summary=_summary(reference, files),
        unread=tuple(_unread(reference, settings)),
    )
    return result, reference


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
