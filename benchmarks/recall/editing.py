"""Samples with one key or value changed, as text."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from benchmarks.recall.changes import SampleChange
from sphinx_restaction.sources.json_text import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.positions import Position


def inside(pointer: str, key: str) -> str:
    """Return the JSON Pointer of *key* in the object of *pointer*."""
    return f"{pointer}/{escape(key)}"


def around(pointer: str) -> str:
    """Return the JSON Pointer of the object or list around *pointer*."""
    return pointer.rpartition("/")[0]


def find(value: Any, pointer: str) -> Any:  # noqa: ANN401  # any JSON value
    """Return what *pointer* leads to in *value*."""
    for part in pointer.split("/")[1:]:
        value = value[int(part)] if isinstance(value, list) else value[_key(part)]
    return value


def renamed(pair: Pair, pointer: str, key: str) -> SampleChange:
    """Return the sample with another *key* at *pointer*, in the same place of the object."""
    value, owner, old = _opened(pair, pointer)
    members = [(key if name == old else name, inner) for name, inner in owner.items()]
    owner.clear()
    owner.update(members)
    return _change(pair, value)


def removed(pair: Pair, pointers: Iterable[str]) -> SampleChange:
    """Return the sample without the keys at *pointers*."""
    value = copy.deepcopy(pair.comparison.sample.value)
    for pointer in pointers:
        del find(value, around(pointer))[_key(pointer.rpartition("/")[2])]
    return _change(pair, value)


def changed(pair: Pair, pointer: str, inner: object) -> SampleChange:
    """Return the sample with the value *inner* at *pointer*, which may be a new key."""
    value, owner, key = _opened(pair, pointer)
    owner[key] = inner
    return _change(pair, value)


def replaced(pair: Pair, value: object) -> SampleChange:
    """Return *value* in the place of the sample."""
    return _change(pair, value)


def objects(position: Position) -> Iterator[str]:
    """Yield the JSON Pointers of the objects that stand at *position*, in lists, too."""
    for value in position.values:
        yield from _inner(value.value, value.pointer)


def _inner(value: object, pointer: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield pointer
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _inner(item, f"{pointer}/{number}")


def _opened(pair: Pair, pointer: str) -> tuple[Any, dict[str, Any], str]:
    """Return a copy of the sample, the object around *pointer*, and its key there."""
    value = copy.deepcopy(pair.comparison.sample.value)
    return value, find(value, around(pointer)), _key(pointer.rpartition("/")[2])


def _key(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _change(pair: Pair, value: object) -> SampleChange:
    return SampleChange(pair.file, json.dumps(value, indent=4, ensure_ascii=False) + "\n")
