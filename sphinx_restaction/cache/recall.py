"""The result of a run, kept and found again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.cache.footprint import Footprint, cut_files
from sphinx_restaction.cache.identity import identity, stamp_code
from sphinx_restaction.cache.records import Result, from_lists, to_lists
from sphinx_restaction.cache.store import Store

if TYPE_CHECKING:
    from sphinx_restaction.cache.store import Kept
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.notes import Notes


class Cache:
    """The results for references under the settings of their projects, in the folder *folder*."""

    def __init__(self, folder: str) -> None:
        self._store = Store(folder)

    @cached_property
    def _code(self) -> str:
        """Stands for the code before the run: what is installed meanwhile has not found the result."""
        return stamp_code()

    def _identity(self, source: str, root: str, settings: Settings) -> list[object]:
        return identity(source, root, settings, self._code)

    def recall(self, source: str, root: str, settings: Settings) -> Result | None:
        """Return what a run on the reference in *source*, of the repository *root*, would find; None if it must run."""
        kept = self._store.load(self._identity(source, root, settings)) if self._code else None
        if kept is None:
            return None
        try:
            return from_lists(kept.record["result"]) if _is_as_it_was(kept, root) else None
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, MemoryError):
            # Its digest is right, so somebody has written it on purpose; we have not.
            return None

    def keep(self, result: Result, reference: Reference, settings: Settings, notes: Notes) -> None:
        """Keep the *result* of a run on *reference* that has looked at what is in *notes*."""
        if not self._code or not notes.is_steady or any(cut_files(notes)) or _is_oversized(reference):
            # What has changed amid the run is not what it was a run on. Of a file that is not read to its end, its size
            # counts, too.
            return
        contents = notes.contents()
        from sphinx_restaction.cache.facts import facts_of  # noqa: PLC0415  # who remembers needs none

        facts = facts_of(reference, result.findings, settings, contents)
        record = {"footprint": Footprint.of(notes), "facts": facts, "result": to_lists(result)}
        kept = {path: contents[path] for path in facts.roles}
        self._store.save(self._identity(reference.source, reference.root, settings), record, kept)


def _is_oversized(reference: Reference) -> bool:
    """Whether a sample was larger than what is read, at the time when its size was looked at."""
    faults = (fault for document in reference.documents for fault in document.faults)
    return any(fault.rule.id == rules.OVERSIZED_SAMPLE.id for fault in faults)


def _is_as_it_was(kept: Kept, root: str) -> bool:
    """Whether nothing has changed since, or nothing that a rule can see."""
    footprint = Footprint(*kept.record["footprint"])
    edited = footprint.edited(root)
    if not edited:
        return edited is not None
    from sphinx_restaction.cache.edits import is_unseen  # noqa: PLC0415  # mostly nothing has changed
    from sphinx_restaction.cache.facts import Facts  # noqa: PLC0415

    facts = Facts(*kept.record["facts"])
    for path, now in edited.items():
        before = kept.content(path, footprint.digest_of(path))
        if before is None or not is_unseen(path, before, now, facts):
            return False
    return True
