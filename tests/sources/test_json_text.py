"""Where the keys and items of a sample stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.sources.json_text import escape, read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = st.one_of(st.text(max_size=3), st.sampled_from(["", "0", "a/b", "a~b", '"', "\\", "\u00e9", "{", "}"]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.sampled_from([1.5, -2e9, "}", "],"])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def pointers(value: Any, above: str = "") -> Iterator[tuple[str, object]]:  # noqa: ANN401  # any JSON value
    """Yield each pointer in *value*, and what stands there: a key, or the item of a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{above}/{escape(key)}", key
            yield from pointers(inner, f"{above}/{escape(key)}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield f"{above}/{number}", item
            yield from pointers(item, f"{above}/{number}")


@given(VALUES, st.sampled_from([None, 0, 1, 4]), st.booleans(), st.sampled_from(["", "\n", " \n  "]))
def test_a_place_is_where_the_key_or_item_stands(value: Any, indent: int | None, plain: bool, before: str) -> None:  # noqa: ANN401, FBT001
    text = before + json.dumps(value, indent=indent, ensure_ascii=plain)
    read = read_json(text)
    for pointer, expected in pointers(value):
        line, column = read.place(pointer)
        rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == expected


@given(VALUES, KEYS)
def test_what_is_not_there_has_no_place(value: Any, key: str) -> None:  # noqa: ANN401
    found = {pointer for pointer, _ in pointers(value)}
    pointer = f"/{escape(key)}/{escape(key)}"
    if pointer not in found:
        assert read_json(json.dumps(value)).place(pointer) == (1, 1)


def test_of_keys_that_stand_twice_the_last_counts() -> None:
    read = read_json('{"a": {"x": 1},\n "a": {"b": 1,\n "b": 2}}')
    assert read.duplicates == ("/a", "/a/b")
    assert (read.place("/a"), read.place("/a/b")) == ((2, 2), (3, 2))
