"""What a fixer is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_restaction.fixes.entries import read_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.edits import Fix
    from sphinx_restaction.fixes.entries import Layout
    from sphinx_restaction.fixes.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A reference that was checked, and the texts that it was read from."""

    context: Context
    texts: Texts
    _layouts: dict[str, Layout | str] = field(default_factory=dict, init=False, compare=False)

    def layout(self, path: str) -> Layout | str:
        """Return the layout of the catalogue *path*, or why it cannot be edited."""
        known = self._layouts.get(path)
        if known is None:
            text = self.texts.get(path)
            known = self._layouts[path] = read_layout(text) if text else "the file cannot be read"
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixer:
    """Proposes how findings of some rules can be mended."""

    #: Ids of the rules.
    rules: frozenset[str]
    #: Whether the result means the same as before and needs no author to look at it.
    is_safe: bool
    #: Whether it waits until no other fixer has anything to do, for that may take away what it mends.
    is_last: bool = False
    #: Returns the fix of one finding, or why it cannot be mended.
    propose: Callable[[Diagnostic, Workspace], Fix | str]
