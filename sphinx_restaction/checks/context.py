"""What rules look at: the reference, and what follows from it, worked out once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.account import Account
from sphinx_restaction.checks.comparison import Comparison
from sphinx_restaction.checks.lazy import lazy
from sphinx_restaction.checks.mismatches import Mismatch, find_mismatches
from sphinx_restaction.checks.naming import Row
from sphinx_restaction.checks.pairing import Sample, Side, looks_like_json
from sphinx_restaction.sources.json_text import read_json

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.microversion import Microversion
    from sphinx_restaction.model.operation import Example, Operation, Parameter, ParameterTable, Role
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.json_text import JsonText
    from sphinx_restaction.sources.library import Library

_ROLES: tuple[Role, ...] = ("request", "response")


class Context:
    """A reference under the settings of its project."""

    def __init__(self, reference: Reference, settings: Settings, library: Library) -> None:
        self.reference = reference
        self.settings = settings
        self.library = library

    @lazy
    def operations(self) -> list[Operation]:
        """Every operation; of a source file that is included twice, each only once."""
        found: dict[Location, Operation] = {}
        for document in self.reference.documents:
            for operation in document.operations:
                found.setdefault(operation.source, operation)
        return list(found.values())

    @lazy
    def sides(self) -> list[Side]:
        """The request and the response of every operation."""
        return [self._side(operation, role) for operation in self.operations for role in _ROLES]

    @lazy
    def requests_by_path(self) -> dict[str, list[Side]]:
        """The requests of all operations by the operations' paths."""
        found: dict[str, list[Side]] = {}
        for side in self.sides:
            if side.role == "request":
                found.setdefault(side.operation.url.path, []).append(side)
        return found

    @lazy
    def sides_by_name(self) -> dict[tuple[Role, str], list[int]]:
        """Which of `sides` have a row of the body with a name, by role and name."""
        found: dict[tuple[Role, str], list[int]] = {}
        for number, side in enumerate(self.sides):
            for name in {row.name for row in side.body}:
                found.setdefault((side.role, name), []).append(number)
        return found

    @lazy
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

    @lazy
    def comparisons(self) -> list[Comparison]:
        """Every sample beside its rows, where some row applies to its version."""
        return [one for one in self.all_comparisons if one.rows]

    @lazy
    def all_comparisons(self) -> list[Comparison]:
        """Every sample beside its rows, whatever their versions."""
        made = (Comparison(side, sample, self.version(sample)) for side in self.sides for sample in side.samples)
        return [one for one in made if one.sample.is_compared and one.side.body]

    @lazy
    def related(self) -> list[Comparison]:
        """The comparisons that are not of a sample and rows without a common name."""
        return [one for one in self.comparisons if one.is_related]

    def version(self, sample: Sample) -> Microversion | None:
        """Return the version of *sample*, or the one that the project gives to samples without one."""
        return sample.example.microversion or self.settings.unversioned_samples_are

    def account(self, comparison: Comparison) -> Account:
        """Return what of *comparison* does not fit."""
        return self._accounts[comparison]

    @lazy
    def _accounts(self) -> dict[Comparison, Account]:
        free_keys: dict[str, set[frozenset[str]]] = {}
        for one in self.comparisons:
            for position in one.opaque_in_wrapper:
                free_keys.setdefault(one.wrapper.key if one.wrapper else "", set()).add(frozenset(position.children))
        return {one: Account(one, self._by_side[one.side], free_keys) for one in self.comparisons}

    def mismatches(self, comparison: Comparison) -> list[Mismatch]:
        """Return the values of *comparison* whose types do not fit."""
        found = self._mismatches.get(comparison)
        if found is None:
            found = self._mismatches[comparison] = list(find_mismatches(comparison))
        return found

    @lazy
    def _mismatches(self) -> dict[Comparison, list[Mismatch]]:
        return {}

    def siblings(self, comparison: Comparison) -> list[Comparison]:
        """Return the comparisons of the same tables, *comparison* among them."""
        return self._by_side[comparison.side]

    @lazy
    def _by_side(self) -> dict[Side, list[Comparison]]:
        found: dict[Side, list[Comparison]] = {}
        for comparison in self.comparisons:
            found.setdefault(comparison.side, []).append(comparison)
        return found

    def definition(self, table: ParameterTable, parameter: Parameter) -> Definition | None:
        """Return the definition of a row, None if its catalogue does not have it."""
        catalogue = self.reference.catalogues.get(table.catalogue)
        return catalogue.definitions.get(parameter.key) if catalogue else None

    def rows(self, table: ParameterTable) -> tuple[Row, ...]:
        """Return the rows of *table* whose definitions are known."""
        rows = self._rows.get(id(table))
        if rows is None:
            catalogue = self.reference.catalogues.get(table.catalogue)
            definitions = catalogue.definitions if catalogue else {}
            rows = self._rows[id(table)] = tuple(
                Row(parameter, definitions[parameter.key], table)
                for parameter in table.parameters
                if parameter.key in definitions
            )
        return rows

    @lazy
    def _rows(self) -> dict[int, tuple[Row, ...]]:
        """The rows of tables by the tables' identities: these live as long as the reference."""
        return {}

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
