"""Checks, fixes and checks again, until there is nothing left that a fixer can mend.

What the fixers of a round propose is applied only as far as it does what it should. With a fix, its rule has to find
less than before, and no rule anything new. A fix that fails in that is dropped, and its finding is left to the author.
So each round takes findings away and adds none, the rounds come to an end, and a second run finds nothing to change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.fixes.edits import apply, clash
from sphinx_restaction.fixes.fixer import Workspace
from sphinx_restaction.fixes.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.fixes.edits import Edit, Fix
    from sphinx_restaction.fixes.fixer import Fixer

#: More than any reference needs; rounds that go on are a fault of ours, and must not go on for ever.
_MAX_ROUNDS = 1000
_REFUSED = "the change would not mend it, or would break another rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A reference, and what is wrong with it."""

    context: Context
    #: Everything that the project's rules find.
    findings: tuple[Finding, ...]


#: Reads and checks a reference as some changed texts leave it: real path to text.
Check = Callable[[Mapping[str, str]], Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A finding, and the fix that mends it."""

    finding: Finding
    fix: Fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A finding that could not be mended, and why."""

    finding: Finding
    reason: str


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of it all."""

    #: Real path to text, of each file that changes.
    changed: dict[str, str] = field(default_factory=dict)
    mended: list[Mended] = field(default_factory=list)
    #: Findings that a fixer was there for, in the order of the last check.
    left: list[Left] = field(default_factory=list)
    #: Everything that the last check found.
    findings: tuple[Finding, ...] = ()


def fix_all(
    check: Check, fixers: Mapping[str, Fixer], wants: Callable[[Finding], bool] = lambda _finding: True
) -> Outcome:
    """Mend what *check* finds, *fixers* can mend and the caller *wants* to be mended; write nothing."""
    run = _Run(check, fixers, wants)
    for _ in range(_MAX_ROUNDS):
        if not run.does_a_round():
            break
    return run.finish()


class _Run:
    """The rounds of one run."""

    def __init__(self, check: Check, fixers: Mapping[str, Fixer], wants: Callable[[Finding], bool]) -> None:
        self._outcome = Outcome()
        self._check = check
        self._fixers = fixers
        self._wants = wants
        self._checked = check({})
        #: The last texts that were checked, and what came of it.
        self._tried: tuple[dict[str, str], Checked] = {}, self._checked
        #: Findings whose fix was dropped, by fingerprint, and whether anything was mended since the first of them.
        self._dropped: set[str] = set()
        self._is_retry_due = False

    def does_a_round(self) -> bool:
        """Do one round; return whether another one may find something to mend."""
        known = len(self._dropped)
        accepted = self._accepted_now()
        if accepted:
            self._outcome.changed = self._apply(accepted)
            self._outcome.mended += [mended for unit in accepted for mended in unit.mended]
            self._checked = self._try(self._outcome.changed)
            self._is_retry_due = bool(self._dropped)
            return True
        if len(self._dropped) > known:
            return True
        # What was mended since may have been in the way of a fix that was dropped.
        is_retry_due, self._is_retry_due = self._is_retry_due, False
        self._dropped.clear()
        return is_retry_due

    def _accepted_now(self) -> list[_Unit]:
        """Return what can be applied in this round: of fixers that come last, only if there is nothing else."""
        units = _units(self._proposals())
        last = {rule for rule, fixer in self._fixers.items() if fixer.is_last}
        first = [unit for unit in units if unit.rule not in last]
        others = [unit for unit in units if unit.rule in last]
        return self._accepted([], _without_clashes(first)) or self._accepted([], _without_clashes(others))

    def finish(self) -> Outcome:
        """Return what came of all rounds."""
        self._outcome.findings = self._checked.findings
        return self._outcome

    def _proposals(self) -> Iterator[Mended]:
        """Yield what fixers propose, and note what they refuse."""
        workspace = Workspace(context=self._checked.context, texts=Texts(changed=self._outcome.changed))
        self._outcome.left = []
        for finding in self._checked.findings:
            fixer = self._fixers.get(finding.diagnostic.rule.id)
            if fixer is None or not self._wants(finding):
                continue
            is_dropped = finding.fingerprint in self._dropped
            proposed = _REFUSED if is_dropped else fixer.propose(finding.diagnostic, workspace)
            if isinstance(proposed, str):
                self._outcome.left.append(Left(finding=finding, reason=proposed))
            else:
                yield Mended(finding=finding, fix=proposed)

    def _accepted(self, accepted: list[_Unit], candidates: list[_Unit]) -> list[_Unit]:
        """Return *accepted* and those of *candidates* that do good together with them; halving finds the others."""
        if not candidates or self._does_good([*accepted, *candidates]):
            return [*accepted, *candidates]
        if len(candidates) == 1:
            self._dropped |= {mended.finding.fingerprint for mended in candidates[0].mended}
            return accepted
        middle = len(candidates) // 2
        return self._accepted(self._accepted(accepted, candidates[:middle]), candidates[middle:])

    def _does_good(self, units: list[_Unit]) -> bool:
        """Whether each unit takes a finding of its rule away, and nothing new is found."""
        before, after = self._checked.findings, self._try(self._apply(units)).findings
        gone = Counter(one.diagnostic.rule.id for one in before)
        gone.subtract(one.diagnostic.rule.id for one in after)
        wanted = Counter(unit.rule for unit in units)
        is_new = Counter(map(_identity, after)) - Counter(map(_identity, before))
        return not is_new and all(gone[rule] >= number for rule, number in wanted.items())

    def _try(self, changed: dict[str, str]) -> Checked:
        """Check the reference with the texts *changed*; the last check is kept."""
        if self._tried[0] != changed:
            self._tried = changed, self._check(changed)
        return self._tried[1]

    def _apply(self, units: list[_Unit]) -> dict[str, str]:
        """Return all changed texts, with the edits of *units* applied."""
        texts = Texts(changed=self._outcome.changed)
        edits: dict[str, set[Edit]] = {}
        for unit in units:
            for edit in unit.edits:
                edits.setdefault(edit.file, set()).add(edit)
        made = dict(self._outcome.changed)
        for file, some in edits.items():
            text = texts.get(file)
            made[file] = apply(text.raw if text else "", some)
        return made


@dataclass(frozen=True, slots=True)
class _Unit:
    """Edits that belong together, and what they mend: of a catalogue out of order, it is several findings."""

    edits: tuple[Edit, ...]
    mended: list[Mended] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The id of the rule that it mends a finding of."""
        return self.mended[0].finding.diagnostic.rule.id


def _units(proposals: Iterator[Mended]) -> list[_Unit]:
    units: dict[tuple[Edit, ...], _Unit] = {}
    for mended in proposals:
        units.setdefault(mended.fix.edits, _Unit(mended.fix.edits)).mended.append(mended)
    return list(units.values())


def _without_clashes(units: list[_Unit]) -> list[_Unit]:
    """Return the units that can be applied to one text; the others have their turn in the next round."""
    taken: dict[str, list[Edit]] = {}
    kept = []
    for unit in units:
        if not any(clash(edit, other) for edit in unit.edits for other in taken.get(edit.file, ())):
            kept.append(unit)
            for edit in unit.edits:
                taken.setdefault(edit.file, []).append(edit)
    return kept


def _identity(finding: Finding) -> tuple[str, str]:
    """Return what a finding is known by before and after a change.

    The message of an entry out of order names its neighbours, which change, so that only their number says something.
    """
    diagnostic = finding.diagnostic
    is_order = diagnostic.rule == rules.UNSORTED_CATALOGUE
    return diagnostic.rule.id, diagnostic.location.file if is_order else finding.fingerprint
