"""What is wrong with links: names that nothing has, and names that several things have.

Whether another project has a name is known when a page is written, after the checks. These faults are reported then,
by the same settings and silencers.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.checks.fingerprints import with_fingerprints
from sphinx_restaction.checks.silencers import Silencers
from sphinx_restaction.diagnostics import Diagnostic, Related, did_you_mean
from sphinx_restaction.sphinx_ext.findings import settings_of
from sphinx_restaction.sphinx_ext.names import plain_code
from sphinx_restaction.sphinx_ext.objects import OBJECT_TYPES, PLURALS
from sphinx_restaction.sphinx_ext.report import report_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sphinx_ext.domain import RestDomain
    from sphinx_restaction.sphinx_ext.links import Links
    from sphinx_restaction.sphinx_ext.objects import RestObject
    from sphinx_restaction.sphinx_ext.shown import Kind


def unknown(kind: Kind, name: str, place: Location, links: Links) -> Diagnostic:
    """Return that nothing has the *name*, with the name most like it."""
    hint = did_you_mean(_shown(kind, name), (_shown(kind, known) for known in links.names(kind)))
    message = f"no {OBJECT_TYPES[kind].lname} is named '{_shown(kind, name)}'{hint}"
    return Diagnostic(rules.UNKNOWN_REFERENCE, message, place)


def ambiguous(kind: Kind, name: str, place: Location, found: Sequence[RestObject]) -> Diagnostic:
    """Return that all of *found* have the *name*, with the names that tell them apart."""
    related = tuple(Related(one.source, f"'{one.written}'") for one in found)
    message = f"{len(found)} {PLURALS[kind]} are named '{_shown(kind, name)}'"
    return Diagnostic(rules.AMBIGUOUS_REFERENCE, message, place, related)


def _shown(kind: Kind, name: str) -> str:
    return plain_code(name) if kind == "status" else name


class LinkReport:
    """Reports faults of links as the project's settings and comments say."""

    def __init__(self, domain: RestDomain) -> None:
        self._domain = domain
        #: Some builders resolve a document more than once.
        self._reported: set[Diagnostic] = set()

    def report(self, diagnostic: Diagnostic) -> None:
        """Report *diagnostic*, unless the project silences it."""
        if diagnostic in self._reported:
            return
        self._reported.add(diagnostic)
        if self._settings.runs(diagnostic.rule) and not self._settings.ignores_at(diagnostic):
            report_all(with_fingerprints(self._silencers.filter([diagnostic]), self._settings))

    @cached_property
    def _settings(self) -> Settings:
        return settings_of(self._domain)[0]

    @cached_property
    def _silencers(self) -> Silencers:
        return Silencers.read(self._domain.reference, self._domain.library)
