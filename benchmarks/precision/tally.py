"""Counting what the drawn findings of each rule turned out to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.precision.findings import Found
    from benchmarks.precision.verdicts import Verdict
    from sphinx_restaction.rule import Rule, Severity

#: What a rule of the preset `recommended` has to reach.
LEAST = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The findings of one rule and severity."""

    rule: Rule
    severity: Severity
    #: All that there are, those that were drawn and read, and those of them that are true.
    findings: int
    read: int
    true: int
    #: Why the others are false, and how many of them for each reason.
    reasons: Mapping[str, int]

    @property
    def precision(self) -> float:
        """The true ones' share of those that were read."""
        return self.true / self.read if self.read else 0.0

    @property
    def is_too_low(self) -> bool:
        """Whether the rule is not good enough for its preset."""
        return self.rule.preset == "recommended" and self.precision < LEAST


def count(
    findings: Iterable[Found], drawn: Iterable[Found], verdicts: Mapping[str, Mapping[str, Verdict]]
) -> list[Count]:
    """Return the counts of all *findings*, of which *drawn* were to be read, by rule.

    *verdicts* are those on each reference, by fingerprint.
    """
    totals = Counter(found.kind for found in findings)
    kinds: dict[tuple[str, Severity], list[Found]] = defaultdict(list)
    for found in drawn:
        kinds[found.kind].append(found)
    return [_count(members, totals[kind], verdicts) for kind, members in sorted(kinds.items())]


def _count(drawn: list[Found], total: int, verdicts: Mapping[str, Mapping[str, Verdict]]) -> Count:
    read = [verdict for found in drawn if (verdict := verdict_on(found, verdicts))]
    return Count(
        rule=drawn[0].rule,
        severity=drawn[0].finding.severity,
        findings=total,
        read=len(read),
        true=sum(verdict.is_true is True for verdict in read),
        reasons=Counter(verdict.reason for verdict in read if not verdict.is_true),
    )


def verdict_on(found: Found, verdicts: Mapping[str, Mapping[str, Verdict]]) -> Verdict | None:
    """Return the verdict on a finding, None if nobody has read it yet."""
    verdict = verdicts[found.reference].get(found.finding.fingerprint)
    return verdict if verdict and verdict.is_true is not None else None
