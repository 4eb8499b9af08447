"""Running the rules: what they find becomes findings, without what is silenced, sorted, one for each cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.context import Context
from sphinx_restaction.checks.fingerprints import with_fingerprints
from sphinx_restaction.checks.grouping import group
from sphinx_restaction.checks.rules import CHECKS
from sphinx_restaction.checks.silencers import Silencers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.library import Library


def check(reference: Reference, settings: Settings, library: Library, *, compare: bool = True) -> list[Finding]:
    """Return what is wrong with *reference*, by file and line.

    *library* reads samples and the texts that hold silencers. Unless *compare*, only the faults of reading count.
    """
    found = [diagnostic for diagnostic in _read_faults(reference) if settings.runs(diagnostic.rule)]
    silencers = Silencers.read(reference, library)
    if compare:
        context = Context(reference, settings, library)
        found += [diagnostic for rule in CHECKS if settings.runs(rule.RULE) for diagnostic in rule.check(context)]
    kept = silencers.filter(diagnostic for diagnostic in found if not settings.ignores_at(diagnostic))
    if compare:
        kept += [one for one in silencers.faults(settings) if settings.runs(one.rule)]
    return with_fingerprints(group(kept), settings) if kept else []


def _read_faults(reference: Reference) -> Iterator[Diagnostic]:
    for document in reference.documents:
        yield from document.faults
    yield from reference.faults
