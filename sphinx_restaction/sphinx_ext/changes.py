"""What each microversion added to an operation and took from it, as far as its tables tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_restaction.model.microversion import Microversion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.model.operation import Role
    from sphinx_restaction.sphinx_ext.nodes import ParameterRow
    from sphinx_restaction.sphinx_ext.words import Words


@dataclass(frozen=True, slots=True)
class Change:
    """A version that has new rows, or the last one that has some."""

    version: Microversion
    #: Whether the rows are gone *after* the version, and not new in it.
    is_end: bool
    #: The names of the rows by their role; a name stands once in each.
    names: dict[Role | None, dict[str, None]] = field(default_factory=dict)

    def when(self, words: Words) -> str:
        """Return the version, in words."""
        return words.until(str(self.version)) if self.is_end else str(self.version)

    def what(self, words: Words) -> list[str]:
        """Return what changed, a sentence for each role."""
        return [words.change(role, tuple(names), gone=self.is_end) for role, names in self.names.items()]


def changes_of(tables: Iterable[tuple[Iterable[ParameterRow], Role | None]]) -> list[Change]:
    """Return the changes of an operation, oldest first; a text that is no version tells nothing."""
    found: dict[tuple[Microversion, bool], Change] = {}
    for rows, role in tables:
        for row in rows:
            for text, is_end in ((row.min_version, False), (row.max_version, True)):
                version = Microversion.parse(text)
                if version:
                    change = found.setdefault((version, is_end), Change(version, is_end))
                    change.names.setdefault(role, {})[row.name] = None
    return [found[key] for key in sorted(found)]
