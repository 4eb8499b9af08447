"""The clean pairs of a reference: samples beside rows that no rule has a word against."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_restaction.checks.context import Context
from sphinx_restaction.checks.engine import check
from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.settings import Settings
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.model.microversion import Microversion
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Reference

#: Rules that judge a reference as a whole: of one operation alone they would say too much.
_WHOLE = frozenset({"unused-definition", "duplicate-definition", "unincluded-source", "unreferenced-sample"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A reference that was read, and the settings of its project."""

    reference: Reference
    library: Library
    settings: Settings

    @classmethod
    def read(cls, root: str, source: str, unversioned: Microversion | None = None) -> Tree:
        """Read the source directory *source* of the repository *root*."""
        root = os.path.realpath(root)
        library = Library(Reader(root=root))
        reference = read_tree(os.path.join(root, source), root, library)
        return cls(reference, library, Settings(folder=root, unversioned_samples_are=unversioned, ignore=_WHOLE))

    def only(self, operations: Iterable[Operation]) -> Tree:
        """Return the tree with nothing but *operations*, so that a check takes milliseconds."""
        operations = tuple(operations)
        document = self.reference.documents[0]._replace(operations=operations, uses=(), files=(), faults=())
        keys = {parameter.key for one in operations for table in one.tables for parameter in table.parameters}
        catalogues = {
            path: catalogue._replace(
                definitions=MappingProxyType({key: one for key, one in catalogue.definitions.items() if key in keys}),
            )
            for path, catalogue in self.reference.catalogues.items()
        }
        reference = self.reference._replace(
            documents=(document,), catalogues=MappingProxyType(catalogues), faults=(), unincluded=()
        )
        return replace(self, reference=reference)

    def context(self) -> Context:
        """Return what the rules look at."""
        return Context(self.reference, self.settings, self.library)

    def check(self) -> list[Finding]:
        """Return what the rules find."""
        return check(self.reference, self.settings, self.library)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sample of one role of an operation beside its rows, with nothing wrong."""

    #: The whole reference, and the operation alone.
    whole: Tree
    tree: Tree
    comparison: Comparison
    #: The comparisons of the same tables, this one among them.
    siblings: tuple[Comparison, ...]
    #: The pairs of the reference that have the same role, this one among them.
    peers: list[Pair] = field(repr=False, compare=False)

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.comparison.side.operation

    @property
    def file(self) -> str:
        """The path of the sample."""
        return self.comparison.sample.example.file or ""

    def named(self) -> Iterator[tuple[Position, list[Row]]]:
        """Yield the keys of enumerated objects that rows name as they are, with the rows."""
        names = self.comparison.names
        for container in self.comparison.enumerated:
            for position in container.children.values():
                rows = names.rows.get(position, [])
                if rows and not any(row.is_placeholder for row in rows):
                    yield position, rows


def clean_pairs(tree: Tree) -> list[Pair]:
    """Return the pairs of *tree* whose operations, checked alone, have no finding; code blocks are left out."""
    by_role: dict[str, list[Pair]] = {"request": [], "response": []}
    for operation in tree.context().operations:
        alone = tree.only([operation])
        if alone.check():
            continue
        context = alone.context()
        for comparison in context.related:
            if comparison.sample.example.file:
                peers = by_role[comparison.side.role]
                peers.append(Pair(tree, alone, comparison, tuple(context.siblings(comparison)), peers))
    return [pair for pairs in by_role.values() for pair in pairs]
