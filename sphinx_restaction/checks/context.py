"""What rules look at: the reference, and what follows from it, worked out once for all rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_restaction.checks.account import Account
from sphinx_restaction.checks.comparison import Comparison
from sphinx_restaction.checks.mismatches import Mismatch, find_mismatches
from sphinx_restaction.checks.naming import Row
from sphinx_restaction.checks.pairing import Sample, Side, looks_like_json
from sphinx_restaction.sources.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.microversion import Microversion
    from sphinx_restaction.model.operation import Example, Operation, Parameter, ParameterTable, Role
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.json_text import JsonText
    from sphinx_restaction.sources.library import Library

_ROLES: tuple[Role, ...] = ("request", "response")


@dataclass(frozen=True, eq=False)
class Context:
    """A reference under the settings of its project."""

    reference: Reference
    settings: Settings
    library: Library

    @cached_property
    def operations(self) -> list[Operation]:
        """Every operation; of a source file that is included twice, each only once."""
        found: dict[Location, Operation] = {}
        for document in self.reference.documents:
            for operation in document.operations:
                found.setdefault(operation.source, operation)
        return list(found.values())

    @cached_property
    def sides(self) -> list[Side]:
        """The request and the response of every operation."""
        return [self._side(operation, role) for operation in self.operations for role in _ROLES]

    @cached_property
    def samples(self) -> dict[Location, list[Sample]]:
        """Every sample that may be JSON, by the place of its operation."""
        return {
            operation.source: [
                Sample(operation, example, self._read(example))
                for example in operation.examples
                if _may_be_json(example)
            ]
            for operation in self.operations
        }

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Every sample beside its rows, where some row applies to its version."""
        return [one for one in self.all_comparisons if one.rows]

    @cached_property
    def all_comparisons(self) -> list[Comparison]:
        """Every sample beside its rows, whatever their versions."""
        made = (Comparison(side, sample, self.version(sample)) for side in self.sides for sample in side.samples)
        return [one for one in made if one.sample.is_compared and one.side.body]

    @cached_property
    def related(self) -> list[Comparison]:
        """The comparisons that are not of a sample and rows without a common name."""
        return [one for one in self.comparisons if one.is_related]

    def version(self, sample: Sample) -> Microversion | None:
        """Return the version of *sample*, or the one that the project gives to samples without one."""
        return sample.example.microversion or self.settings.unversioned_samples_are

    def account(self, comparison: Comparison) -> Account:
        """Return what of *comparison* does not fit."""
        return self._accounts[comparison]

    @cached_property
    def _accounts(self) -> dict[Comparison, Account]:
        free_keys: dict[str, list[set[str]]] = {}
        for one in self.comparisons:
            for position in one.opaque_in_wrapper:
                free_keys.setdefault(one.wrapper.key if one.wrapper else "", []).append(set(position.children))
        return {one: Account(one, self._by_side[one.side], free_keys) for one in self.comparisons}

    def mismatches(self, comparison: Comparison) -> list[Mismatch]:
        """Return the values of *comparison* whose types do not fit."""
        found = self._mismatches.get(comparison)
        if found is None:
            found = self._mismatches[comparison] = list(find_mismatches(comparison))
        return found

    @cached_property
    def _mismatches(self) -> dict[Comparison, list[Mismatch]]:
        return {}

    def siblings(self, comparison: Comparison) -> list[Comparison]:
        """Return the comparisons of the same tables, *comparison* among them."""
        return self._by_side[comparison.side]

    @cached_property
    def _by_side(self) -> dict[Side, list[Comparison]]:
        found: dict[Side, list[Comparison]] = {}
        for comparison in self.comparisons:
            found.setdefault(comparison.side, []).append(comparison)
        return found

    def definition(self, table: ParameterTable, parameter: Parameter) -> Definition | None:
        """Return the definition of a row, None if its catalogue does not have it."""
        catalogue = self.reference.catalogues.get(table.catalogue)
        return catalogue.definitions.get(parameter.key) if catalogue else None

    def rows(self, table: ParameterTable) -> Iterator[Row]:
        """Yield the rows of *table* whose definitions are known."""
        for parameter in table.parameters:
            definition = self.definition(table, parameter)
            if definition:
                yield Row(parameter, definition, table)

    def _side(self, operation: Operation, role: Role) -> Side:
        tables = tuple(table for table in operation.tables if table.role == role)
        rows = tuple(row for table in tables for row in self.rows(table))
        samples = tuple(sample for sample in self.samples[operation.source] if sample.example.role == role)
        return Side(operation, role, tables, rows, samples)

    def _read(self, example: Example) -> JsonText | None:
        if example.file:
            return self.library.json(example.file)
        return read_json(example.text or "")


def _may_be_json(example: Example) -> bool:
    """Whether an example is a JSON file, or a text that begins like JSON (the manual, "Comparing", 2)."""
    if example.file:
        return example.file.endswith(".json")
    return looks_like_json(example.text or "")
