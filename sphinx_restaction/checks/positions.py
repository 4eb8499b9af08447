"""The positions of a sample: its keys, with the items of lists merged."""

from __future__ import annotations

from typing import Any, NamedTuple

from sphinx_restaction.sources.json_text import escape

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null", dict: "object"}


class Value(NamedTuple):
    """A value that stands at a position."""

    #: The JSON type; ``integer`` for a number without a fraction.
    type: str
    value: Any
    #: JSON Pointer (RFC 6901).
    pointer: str

    @classmethod
    def of(cls, value: Any, pointer: str) -> Value:  # noqa: ANN401  # any JSON value
        """Return *value* with its JSON type."""
        return cls(_TYPES.get(type(value), "array"), value, pointer)


class Position:
    """A path of keys in a sample; levels of lists are left out, so that ``servers[].id`` is ``servers.id``."""

    __slots__ = ("children", "depth", "key", "parent", "values")

    def __init__(self, key: str, parent: Position | None) -> None:
        self.key = key
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.children: dict[str, Position] = {}
        #: What the sample has here, in its order; one value for each object that has the key.
        self.values: list[Value] = []

    @classmethod
    def of(cls, value: Any) -> Position:  # noqa: ANN401  # any JSON value
        """Return the root position of the sample *value*."""
        root = cls("", None)
        root._add(value, "")
        return root

    @property
    def path(self) -> str:
        """The keys from the root, joined by dots."""
        above = self.parent
        return f"{above.path}.{self.key}" if above and above.parent else self.key

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the first value."""
        return self.values[0].pointer if self.values else ""

    @property
    def types(self) -> set[str]:
        """The JSON types of the values."""
        return {value.type for value in self.values}

    @property
    def is_container(self) -> bool:
        """Whether some value is an object or a list with an object in it, and has keys."""
        return bool(self.children)

    @property
    def is_wrapper_shaped(self) -> bool:
        """Whether the value is an object or a list of objects, which may be empty."""
        first = self.values[0] if self.values else None
        return first is not None and (
            first.type == "object"
            or (first.type == "array" and bool(first.value) and all(isinstance(item, dict) for item in first.value))
        )

    def descendants(self) -> list[Position]:
        """Return all positions below this one, in the sample's order."""
        found: list[Position] = []
        for child in self.children.values():
            found.append(child)
            found += child.descendants()
        return found

    def _add(self, value: Any, pointer: str) -> None:  # noqa: ANN401
        self.values.append(Value.of(value, pointer))
        self._add_inner(value, pointer)

    def _add_inner(self, value: Any, pointer: str) -> None:  # noqa: ANN401
        if isinstance(value, dict):
            children = self.children
            for key, inner in value.items():
                child = children.get(key)
                if child is None:
                    child = children[key] = Position(key, self)
                where = f"{pointer}/{escape(key) if '~' in key or '/' in key else key}"
                child.values.append(Value(_TYPES.get(type(inner), "array"), inner, where))
                if isinstance(inner, (dict, list)):
                    child._add_inner(inner, where)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, (dict, list)):
                    self._add_inner(item, f"{pointer}/{number}")
