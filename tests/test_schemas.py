"""The schemas for editors say what the readers of catalogues say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.model.definition import LOCATIONS
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.model.schema_type import SPELLINGS, accepted_types
from sphinx_restaction.schemas import NAMES, read_schema
from sphinx_restaction.sources.catalogues import FIELDS, NEEDED_FIELDS, load_catalogue
from sphinx_restaction.sources.statuses import parse_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARAMETERS = json.loads(read_schema("parameters"))
STATUSES = json.loads(read_schema("http-status"))
DEFINITION = PARAMETERS["definitions"]["definition"]
LIMIT = {"description": "The largest number of notes.", "in": "query", "required": False, "type": "integer"}


def faults(schema: dict[str, Any], value: object) -> list[str]:
    """Return what *schema* finds wrong with *value*."""
    return [error.message for error in Draft7Validator(schema).iter_errors(value)]


def as_json(text: str) -> object:
    """Return the YAML *text* as editors hand it to a schema: keys are text."""
    return json.loads(json.dumps(yaml.safe_load(text)))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_explains_all_it_knows(name: str) -> None:
    schema = json.loads(read_schema(name))
    Draft7Validator.check_schema(schema)
    for part in (schema, *_properties(schema)):
        assert part["title"]
        assert part["description"].endswith(".")


def _properties(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for definition in schema["definitions"].values():
        yield definition
        yield from definition.get("properties", {}).values()


def test_the_schema_has_the_fields_of_the_reader() -> None:
    assert set(DEFINITION["properties"]) == set(FIELDS)
    assert DEFINITION["required"] == list(NEEDED_FIELDS)
    assert DEFINITION["properties"]["in"]["enum"] == list(LOCATIONS)


def test_examples_are_valid() -> None:
    for name, part in DEFINITION["properties"].items():
        for example in part.get("examples", ()):
            assert faults(part, example) == [], name
    assert faults(PARAMETERS, {"limit": DEFINITION["examples"][0]}) == []
    assert faults(STATUSES, {"404": STATUSES["definitions"]["reasons"]["examples"][0]}) == []


def test_our_own_catalogues_are_valid(repository: Path) -> None:
    source = repository / "api-ref" / "source"
    assert faults(PARAMETERS, as_json((source / "parameters.yaml").read_text("utf-8"))) == []
    assert faults(STATUSES, as_json((source / "http-status.yaml").read_text("utf-8"))) == []


def catalogues_of_cases(repository: Path) -> Iterator[tuple[str, str]]:
    """Yield every catalogue of the rules' cases."""
    for path in sorted((repository / "tests" / "rules").rglob("*.case")):
        parts = path.read_text("utf-8").split("== ")
        for name, _, text in (part.partition("\n") for part in parts):
            if name == "parameters.yaml":
                yield path.name, text


def test_what_the_reader_takes_the_schema_takes(repository: Path) -> None:
    good = 0
    for name, text in catalogues_of_cases(repository):
        found: list[Diagnostic] = []
        load_catalogue(text, "parameters.yaml", Location("index.rst"), found.append)
        if not {one.rule.id for one in found} - {"unsorted-catalogue", "duplicate-key"}:
            assert faults(PARAMETERS, as_json(text)) == [], name
            good += 1
    assert good > 3


@pytest.mark.parametrize(
    "change",
    [
        {"requried": True},
        {"in": "quary"},
        {"in": "formData"},
        {"in": None},
        {"type": "strnig"},
        {"type": "string string"},
        {"type": None},
        {"required": "perhaps"},
        {"min_version": "latest"},
        {"max_version": "2"},
        {"description": None},
        {"nullable": "perhaps"},
    ],
)
def test_the_schema_rejects_what_the_reader_reports(change: dict[str, object]) -> None:
    assert faults(PARAMETERS, {"limit": LIMIT}) == []
    assert faults(PARAMETERS, {"limit": {**LIMIT, **change}}) != []


@pytest.mark.parametrize("field", NEEDED_FIELDS)
def test_the_schema_wants_what_the_reader_wants(field: str) -> None:
    assert faults(PARAMETERS, {"limit": {name: value for name, value in LIMIT.items() if name != field}}) != []


WORDS = st.sampled_from([*SPELLINGS, "strnig", "STRING", "Json", "list of ", "array of x", "key-only", "thing"])
JOINTS = st.sampled_from([" or ", "|", "/", ",", ", ", " ", " | ", "  OR  "])


@given(st.lists(st.tuples(WORDS, JOINTS), min_size=1, max_size=3))
def test_the_schema_knows_the_types_of_the_reader(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + joint for word, joint in parts[:-1]) + parts[-1][0]
    is_known = accepted_types(text) is not None
    assert (faults(DEFINITION["properties"]["type"], text) == []) == is_known


@given(st.text("v 12.0a", max_size=8))
def test_the_schema_knows_the_versions_of_the_reader(text: str) -> None:
    is_known = Microversion.parse(text) is not None
    assert (faults(DEFINITION["properties"]["min_version"], text) == []) == is_known


@given(st.text("0123456 x", max_size=4))
def test_the_schema_knows_the_codes_of_the_reader(code: str) -> None:
    is_known = parse_code(code) is not None
    assert (faults(STATUSES, {code: {"default": "Fine."}}) == []) == is_known


@pytest.mark.parametrize("value", [{}, [], None, {"200": "Fine."}, {"200": {"default": ["Fine."]}}, {"2xx": {}}])
def test_the_status_schema_rejects_what_is_no_mapping_of_reasons(value: object) -> None:
    assert faults(STATUSES, value) != []
