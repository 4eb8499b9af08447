"""An edit that has been read: what has to be rendered for it, and what then is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.sphinx_ext.live.markup import Sections
    from sphinx_restaction.sphinx_ext.live.patch import RowChange
    from sphinx_restaction.sphinx_ext.live.plan import Plan
    from sphinx_restaction.sphinx_ext.live.reading import Reading
    from sphinx_restaction.sphinx_ext.live.rows import Rows

_ID_RE = re.compile(r'\sid="([^"]+)"')

#: Units by document and number.
Units = list[tuple[str, int]]
#: The HTML of units, by document and number.
Rendered = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edit that has been read, and what has to be rendered for it."""

    reading: Reading
    plans: Mapping[str, Plan]
    pages: Mapping[str, Sections]
    findings: list[Finding] | None
    #: What can be put together from the rows of other units.
    rows: Mapping[str, Rows] = field(default_factory=dict)
    #: Whether the documents were not read again: the next draft may find more.
    is_early: bool = False

    @property
    def all(self) -> Units:
        """All units that differ."""
        return [(name, number) for name, made in self.plans.items() for number in made.rendered]

    @property
    def first(self) -> Units:
        """Those to begin with."""
        return [(name, number) for name, number in self.all if name not in self.rows or number in self.rows[name].first]

    def is_complete(self, rendered: Rendered) -> bool:
        """Whether the HTML of all units is known from those that were *rendered*."""
        known = {name: self.fill(name, rendered)[0] for name in self.plans}
        return all(number in known[name] for name, number in self.all)

    def fill(self, name: str, rendered: Rendered) -> tuple[Mapping[int, str], Mapping[int, list[RowChange]]]:
        """Return the HTML of all units of a document that is known, and the rows where no more than these differ."""
        html = rendered.get(name, {})
        return self.rows[name].fill(html) if name in self.rows else (html, {})


def has_repeated_ids(rendered: Rendered) -> bool:
    """Whether two units of a document have the same id, as they may if they were rendered apart."""
    for units in rendered.values():
        found = [set(_ID_RE.findall(html)) for html in units.values()]
        if sum(map(len, found)) > len(set().union(*found)):
            return True
    return False
