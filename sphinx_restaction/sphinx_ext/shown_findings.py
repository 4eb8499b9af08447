"""The findings of the checks at the rows, samples and operations that they are about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.findings import findings_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Location


class ShownFindings:
    """The findings of a build by place; the checks run when the first one is asked for.

    A finding speaks of several places. It is shown at the rows among them, else at the samples, else at the
    operations.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._domain = RestDomain.of(env)
        #: What was last sorted by place, which the next build of this application finds anew.
        self._findings: list[Finding] | None = None
        self._by_place: dict[Location, list[Finding]] = {}

    def at(self, place: Location | None) -> list[Finding]:
        """Return what is shown at *place*, where a row, a sample or a method stands in its source."""
        if place is None or not self._domain.options.show_findings:
            return []
        findings = findings_of(self._domain)
        if findings is not self._findings:
            self._findings, self._by_place = findings, self._sort(findings)
        return self._by_place.get(place, [])

    def _sort(self, findings: list[Finding]) -> dict[Location, list[Finding]]:
        ranks = self._ranks()
        found: dict[Location, list[Finding]] = defaultdict(list)
        for finding in findings:
            places = [place for place in places_of(finding) if place in ranks]
            best = min((ranks[place] for place in places), default=0)
            for place in places:
                if ranks[place] == best:
                    found[place].append(finding)
        return found

    def _ranks(self) -> dict[Location, int]:
        """Return the places that the pages show, with lower numbers for those that say more."""
        ranks: dict[Location, int] = {}
        for operations in self._domain.operations.values():
            for operation in operations:
                ranks[operation.source] = 2
                ranks.update((example.source, 1) for example in operation.examples)
                ranks.update((row.source, 0) for table in operation.tables for row in table.parameters)
        return ranks


def places_of(finding: Finding) -> list[Location]:
    """Return the places that a finding speaks of, each once."""
    diagnostic = finding.diagnostic
    related = (other.location for other in diagnostic.related)
    return list(dict.fromkeys((diagnostic.location, *related, *diagnostic.silenced_at)))
