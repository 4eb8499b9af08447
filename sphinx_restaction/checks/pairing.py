"""Which tables and samples of an operation belong together (the manual, "Comparing", 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_restaction.checks.lazy import lazy

if TYPE_CHECKING:
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Example, Operation, ParameterTable, Role
    from sphinx_restaction.sources.json_text import JsonText

_JSON_STARTS = ("{", "[")


class Sample:
    """An example of an operation that may be JSON."""

    def __init__(self, operation: Operation, example: Example, read: JsonText | None) -> None:
        self.operation = operation
        self.example = example
        #: The text, read; None for one that could not be had.
        self.read = read

    @property
    def is_json(self) -> bool:
        """Whether the text parses."""
        return self.read is not None and self.read.fault is None

    @property
    def value(self) -> Any:  # noqa: ANN401  # any JSON value
        """The value; None for a sample that is no JSON."""
        return self.read.value if self.read else None

    @lazy
    def is_compared(self) -> bool:
        """Whether the sample has keys to compare with rows: it is no JSON Patch, and not empty."""
        return self.is_json and isinstance(self.value, (dict, list)) and bool(self.value) and not _is_patch(self.value)

    def place(self, pointer: str) -> Location:
        """Return where the key or item of *pointer* stands; for a code block, the block."""
        from sphinx_restaction.diagnostics import Location  # noqa: PLC0415  # only findings need it

        if self.example.file is None or self.read is None:
            return self.example.source
        return Location(self.example.file, *self.read.place(pointer))


class Side:
    """The request or the response of an operation: all tables of that role, together, and its samples."""

    def __init__(
        self,
        operation: Operation,
        role: Role,
        tables: tuple[ParameterTable, ...],
        rows: tuple[Row, ...],
        samples: tuple[Sample, ...],
    ) -> None:
        self.operation = operation
        self.role = role
        self.tables = tables
        #: The rows whose definitions are known.
        self.rows = rows
        self.samples = samples

    @lazy
    def body(self) -> tuple[Row, ...]:
        """The rows of the body."""
        return tuple(row for row in self.rows if row.definition.location == "body")

    @lazy
    def has_undefined(self) -> bool:
        """Whether the definition of some row is not known."""
        return len(self.rows) < sum(len(table.parameters) for table in self.tables)

    @lazy
    def is_partial(self) -> bool:
        """Whether a heading says that the tables list only what comes in addition."""
        return any("additional" in table.heading.lower() for table in self.tables)


def looks_like_json(text: str) -> bool:
    """Whether a code block is meant to be JSON."""
    return text.lstrip().startswith(_JSON_STARTS)


def _is_patch(value: Any) -> bool:  # noqa: ANN401
    """Whether *value* is a JSON Patch (RFC 6902)."""
    return isinstance(value, list) and all(isinstance(item, dict) and {"op", "path"} <= item.keys() for item in value)
