"""Catalogues and status files: values, places, merges; damaged ones never raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.sources.catalogues import load_catalogue
from sphinx_restaction.sources.files import decode
from sphinx_restaction.sources.statuses import load_statuses, parse_prose

if TYPE_CHECKING:
    from sphinx_restaction.model.definition import Catalogue, Definition

USED = Location("index.rst", 7)


def load(text: str) -> tuple[Catalogue | None, list[Diagnostic]]:
    """Read a catalogue with its faults."""
    faults: list[Diagnostic] = []
    return load_catalogue(text, "parameters.yaml", USED, faults.append), faults


def one(text: str) -> Definition:
    """Return the only definition of a catalogue without faults."""
    catalogue, faults = load(text)
    assert faults == []
    assert catalogue
    (definition,) = catalogue.definitions.values()
    return definition


def test_a_definition_has_its_place_and_its_descriptions() -> None:
    definition = one("# remark\nlimit:\n  in: query\n  type: integer\n  description: |\n    How many.\n")
    assert definition.source == Location("parameters.yaml", 2, 1)
    assert definition.description
    assert (definition.description.value, definition.description.source.line) == ("How many.\n", 6)
    assert one("a: {in: body, type: string, description: text}\n").description


@pytest.mark.parametrize("version", ["2.10", "'2.10'", '"2.10"'])
def test_versions_are_read_as_text(version: str) -> None:
    definition = one(f"a:\n  in: body\n  type: string\n  description: x\n  min_version: {version}\n")
    assert definition.min_version == "2.10"
    assert str(definition.versions.minimum) == "2.10"


@pytest.mark.parametrize(("word", "required"), [("true", True), ("True", True), ("yes", True), ("false", False)])
def test_required_is_a_boolean(word: str, required: object) -> None:
    assert one(f"a: {{in: body, type: string, description: x, required: {word}}}").required is required


MERGED = """\
base: &base
  in: body
  type: string
  description: base
other: &other
  in: query
  type: integer
  description: other
one:
  <<: *base
  type: boolean
two:
  <<: [*other, *base]
three:
  description: three
  <<: &inner
    <<: *base
    required: true
"""


def test_merges_are_resolved_nearest_first() -> None:
    catalogue, _ = load(MERGED)
    assert catalogue
    facts = {
        key: (definition.location, definition.type, definition.required, definition.source.line)
        for key, definition in catalogue.definitions.items()
    }
    assert facts["one"] == ("body", "boolean", False, 9)
    assert facts["two"] == ("query", "integer", False, 12)
    assert facts["three"] == ("body", "string", True, 14)
    description = catalogue.definitions["three"].description
    assert description
    assert description.value == "three"


def test_merges_of_whole_catalogues() -> None:
    catalogue, faults = load("x: &x {in: body, type: string, description: x}\n<<: {y: *x}\n")
    assert catalogue
    assert list(catalogue.definitions) == ["x", "y"]
    assert faults == []


ALPHABET = st.sampled_from([*"\n\n  ab:-[]{},&*!|>'\"#%@`\t?<é\x00", "<<: *a\n", "&a ", "*a", "in: ", "enum: "])


@given(st.lists(ALPHABET, max_size=60).map("".join))
@example("a: &a [*a]")
@example("? [a]\n: b")
@example("<<: *a")
@example("a: &a\n  <<: *a\n")
@example("%YAML 9.9\n---\na: b")
@example("a: b\n---\nc: d")
@example("a: !!python/object:os.system x")
@example("!!binary x: y")
def test_no_text_makes_a_catalogue_raise(text: str) -> None:
    for loader in (load_catalogue, load_statuses):
        faults: list[Diagnostic] = []
        loader(text, "parameters.yaml", USED, faults.append)
        assert all(fault.location.line >= 1 for fault in faults)


@given(st.binary(max_size=40))
def test_bytes_are_text_or_a_fault(data: bytes) -> None:
    faults: list[Diagnostic] = []
    text = decode(data, "f", USED, faults.append)
    assert (text is None) == bool(faults)


def test_a_byte_order_mark_and_line_ends_are_no_content() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc", "f", USED, print) == "a\nb\nc"


def test_status_codes_have_texts_by_reason() -> None:
    faults: list[Diagnostic] = []
    statuses = load_statuses("200:\n  default: |\n    Fine.\n  more:\n", "s.yaml", USED, faults.append)
    assert faults == []
    assert statuses
    assert {name: text.value for name, text in statuses.codes[200].items()} == {"default": "Fine.\n", "more": ""}
    assert statuses.codes[200]["default"].source.line == 3


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Normal response codes: 202", [202]),
        ("Normal response code: 200 (Accepted)", [200]),
        ("Normal Response Codes: 200, 201", [200, 201]),
        ("Error response codes: badRequest(400), unauthorized(401)", [400, 401]),
        ("Error response codes:400,401 404", [400, 401, 404]),
        ("Error response codes: itemNotFound (404)", [404]),
        ("Normal response codes: 200 (microversions 2.36 - 2.49), 202 (2.50 - )", [200, 202]),
        ("Response codes are 200", []),
        ("The usual error response codes: 400", []),
        ("Error response codes: 1400, v2.0, 40", []),
    ],
)
def test_codes_in_prose(text: str, codes: list[int]) -> None:
    assert [response.code for response in parse_prose(text, USED)] == codes
