"""Whether the rules find what was broken, and say where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.recall.breaks import Break, Kind
    from benchmarks.recall.pairs import Pair, Tree
    from sphinx_restaction.checks.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a rule says, in what both the checks and the command's JSON have."""

    rule: str
    #: What it is known by, though lines move.
    fingerprint: str
    message: str
    #: Files and lines: where it stands, and where it points to.
    places: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, finding: Finding) -> Said:
        """Return what *finding* says."""
        diagnostic = finding.diagnostic
        places = [diagnostic.location, *(related.location for related in diagnostic.related)]
        return cls(
            rule=diagnostic.rule.id,
            fingerprint=finding.fingerprint,
            message=diagnostic.message,
            places=tuple((place.file, place.line) for place in places),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a break."""

    kind: Kind
    pair: Pair
    broken: Break
    #: What the rules say that they did not say before.
    said: tuple[Said, ...]

    @property
    def is_found(self) -> bool:
        """Whether they say anything."""
        return bool(self.said)

    @property
    def is_placed(self) -> bool:
        """Whether a rule that may find it stands at, or points to, what was broken."""
        return any(one.rule in self.kind.rules and _points_to(one, self.broken) for one in self.said)


def judge(kind: Kind, pair: Pair, broken: Break) -> Verdict:
    """Check the operation of *pair*, alone or with those that the break needs, with and without the break."""
    before = pair.whole.only([pair.operation, *broken.others]) if broken.others else pair.tree
    # A clean operation alone has nothing said of it.
    known = [Said.of(finding) for finding in before.check()] if broken.others else []
    after = [Said.of(finding) for finding in changed(before, broken).check()]
    return Verdict(kind=kind, pair=pair, broken=broken, said=news(known, after))


def changed(tree: Tree, broken: Break) -> Tree:
    """Return *tree* with the break."""
    reference, library = broken.change.apply(tree.reference, tree.library)
    return replace(tree, reference=reference, library=library)


def news(before: list[Said], after: list[Said]) -> tuple[Said, ...]:
    """Return what is said after and not before; a finding that gets one more use says something new."""
    known = {(one.fingerprint, one.message) for one in before}
    return tuple(one for one in after if (one.fingerprint, one.message) not in known)


def _points_to(said: Said, broken: Break) -> bool:
    return any(
        file == span.file and span.first <= line <= span.last for file, line in said.places for span in broken.places
    )
