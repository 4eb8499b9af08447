"""The values of the model: versions, templates, types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.model.microversion import Microversion, VersionRange
from sphinx_restaction.model.schema_type import ANY, accepted_types
from sphinx_restaction.model.template import PathTemplate


@pytest.mark.parametrize(("text", "expected"), [("2.10", (2, 10)), ("v2.1", (2, 1)), (" 2.01 ", (2, 1))])
def test_versions_are_pairs_of_numbers(text: str, expected: tuple[int, int]) -> None:
    assert Microversion.parse(text) == expected


@pytest.mark.parametrize("text", ["", "2", "2.x", "2.1.3", "-2.1", "2.1e5", "²·1", "2.9999999"])
def test_other_texts_are_no_versions(text: str) -> None:
    assert Microversion.parse(text) is None


def test_versions_are_ordered_by_number() -> None:
    assert Microversion(2, 9) < Microversion(2, 10)
    assert str(Microversion(2, 10)) == "2.10"


def test_both_ends_of_a_range_belong_to_it() -> None:
    versions = VersionRange(minimum=Microversion(2, 9), maximum=Microversion(2, 10))
    inside = [minor for minor in range(8, 12) if Microversion(2, minor) in versions]
    assert inside == [9, 10]
    assert Microversion(1, 0) in VersionRange(maximum=Microversion(2, 10))
    assert Microversion(9, 0) in VersionRange(minimum=Microversion(2, 9))


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("string", {"string"}),
        (" UUID ", {"string"}),
        ("int", {"integer"}),
        ("float", {"integer", "number"}),
        ("list of strings", {"array"}),
        ("Array of objects", {"array"}),
        ("key-only string", {"null", "object", "string"}),
        ("none", {"null", "object", "string"}),
        ("JSON", set(ANY)),
        ("array or string", {"array", "string"}),
        ("string|integer", {"string", "integer"}),
        ("string/null", {"null", "object", "string"}),
        ("string,boolean", {"string", "boolean"}),
        ("string or gadget", set(ANY)),
    ],
)
def test_spellings_of_types(spelling: str, expected: set[str]) -> None:
    assert accepted_types(spelling) == frozenset(expected)


@pytest.mark.parametrize("spelling", ["", "interger", "gadget or widget", "or"])
def test_unknown_spellings_of_types(spelling: str) -> None:
    assert accepted_types(spelling) is None


@given(st.text())
def test_a_template_keeps_every_character(text: str) -> None:
    template = PathTemplate.parse(text)
    assert "".join(piece for piece, _ in template.pieces) == text
    assert all(piece[0] + piece[-1] in ("{}", "<>") for piece, variable in template.pieces if variable)


@pytest.mark.parametrize("text", ["/a/{b", "/a/b}", "/{}", "/{a{b}}", "/<a", "/a>", "/{a/b}", "/{a b}"])
def test_malformed_templates(text: str) -> None:
    assert not PathTemplate.parse(text).is_balanced


@pytest.mark.parametrize("text", ["/", "/a", "/{a}", "/<a>", "/{a}/b?c={c}&d=<d>", "/{a-b}.{c}", "/{OS-X:y}"])
def test_well_formed_templates(text: str) -> None:
    assert PathTemplate.parse(text).is_balanced
