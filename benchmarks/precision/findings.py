"""What the linter finds in the references of the corpus, and the part of it that is read."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_restaction.cli.targets import Target
from sphinx_restaction.cli.trees import Clock, run_tree
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.settings import Settings
from tests.corpus.builds import SOURCE
from tests.corpus.fetch import fetch
from tests.corpus.references import NOVA, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.rule import Rule, Severity
    from tests.corpus.references import Reference

#: How many findings of a kind are read, of all references together.
SIZE = 30
#: Another seed is another sample.
SEED = 2026
#: What the project would write into its configuration; the others have samples of no certain version.
_UNVERSIONED = {NOVA.name: Microversion(2, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding in a reference."""

    reference: str
    finding: Finding
    #: File and line, the path relative to the archive.
    place: str

    @property
    def rule(self) -> Rule:
        """The rule that it breaks."""
        return self.finding.diagnostic.rule

    @property
    def kind(self) -> tuple[str, Severity]:
        """What it is counted with: a rule that is less sure of some of its findings has them in two kinds."""
        return self.rule.id, self.finding.severity


def find(reference: Reference) -> list[Found]:
    """Return all that the strict preset finds in *reference*."""
    folder = os.path.realpath(fetch(reference))
    settings = Settings(preset="strict", folder=folder, unversioned_samples_are=_UNVERSIONED.get(reference.name))
    run = run_tree(Target(source=os.path.join(folder, SOURCE), root=folder), settings, Clock())
    return [Found(reference=reference.name, finding=one, place=_place(one, folder)) for one in run.findings]


def find_all() -> list[Found]:
    """Return what the strict preset finds in all references."""
    return [found for reference in REFERENCES for found in find(reference)]


def _place(finding: Finding, folder: str | Path) -> str:
    location = finding.diagnostic.location
    return f"{os.path.relpath(location.file, folder).replace(os.sep, '/')}:{location.line}"


def draw(findings: Iterable[Found], size: int = SIZE, seed: int = SEED) -> list[Found]:
    """Return *size* of the findings of each kind, all where there are fewer.

    The ones with the least hash of seed and fingerprint are taken. That is as good as chance, and when a check changes,
    the findings that it does not touch stay in the sample: nobody has to read thirty others.
    """
    kinds = defaultdict(list)
    for found in findings:
        kinds[found.kind].append(found)
    return [
        found for _, kind in sorted(kinds.items()) for found in sorted(kind, key=lambda one: _lot(one, seed))[:size]
    ]


def _lot(found: Found, seed: int) -> str:
    return hashlib.sha256(f"{seed} {found.reference} {found.finding.fingerprint}".encode()).hexdigest()
