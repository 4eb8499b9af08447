"""Which heading, role, version, action and anchor belongs to what."""

from __future__ import annotations

import pytest

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.model.microversion import Microversion, VersionRange
from sphinx_restaction.model.operation import Parameter
from sphinx_restaction.model.outline import Block, Heading, MethodBlock, Prose, SampleBlock, TableBlock
from sphinx_restaction.model.template import PathTemplate
from sphinx_restaction.resolve.anchors import Anchors, numbered, operation_anchor, slug
from sphinx_restaction.resolve.operations import resolve_operations
from sphinx_restaction.resolve.wording import file_role, heading_role, sample_versions

HERE = Location("index.rst", 1)


def method(url: str = "/notes", verb: str = "GET") -> MethodBlock:
    """Return a rest_method."""
    template = PathTemplate.parse(url)
    return MethodBlock(method=verb, url=template, min_version="", max_version="", versions=VersionRange(), source=HERE)


def table(*names: str) -> TableBlock:
    """Return a table with rows of the given names."""
    rows = tuple(Parameter(name=name, key=name, source=HERE) for name in names)
    return TableBlock(catalogue="parameters.yaml", parameters=rows, source=HERE)


def sample(file: str | None = None, text: str = "{}") -> SampleBlock:
    """Return a sample."""
    return SampleBlock(file=file, text=text, source=HERE)


def test_an_operation_ends_at_the_next_method_or_heading_of_its_level() -> None:
    blocks: list[Block] = [
        Heading(level=1, text="Notes"),
        Heading(level=2, text="List"),
        method(),
        table("a"),
        Heading(level=2, text="About notes"),
        table("outside"),
        Heading(level=2, text="Show"),
        method("/notes/{id}"),
        table("b"),
    ]
    operations = resolve_operations(blocks)
    assert [operation.title for operation in operations] == ["List", "Show"]
    assert [[row.name for row in operation.tables[0].parameters] for operation in operations] == [["a"], ["b"]]
    assert [len(operation.tables) for operation in operations] == [1, 1]


@pytest.mark.parametrize("part", ["Request", "Response Parameters", "Example", "Status Codes", "Parameters"])
def test_a_part_at_the_level_of_the_operation_belongs_to_it(part: str) -> None:
    blocks: list[Block] = [Heading(level=2, text="List"), method(), Heading(level=2, text=part), table("a")]
    (operation,) = resolve_operations(blocks)
    assert len(operation.tables) == 1


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Request", "request"),
        ("Response Parameters", "response"),
        ("JSON requests", "request"),
        ("Request and response", None),
        ("Requested things", None),
        ("Example", None),
    ],
)
def test_a_heading_gives_the_role(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("a/create-req.json", "request"),
        ("a/create-resp.json", "response"),
        ("a/request/create.json", None),
        ("a\\create_response.json", "response"),
        ("create-request-response.json", "response"),
        ("required.json", None),
        ("CREATE-REQ.json", "request"),
    ],
)
def test_a_file_name_gives_the_role(path: str, role: str | None) -> None:
    assert file_role(path) == role


@pytest.mark.parametrize(
    ("path", "caption", "heading", "version"),
    [
        ("samples/v2.63/rebuild.json", "", "", (2, 63)),
        ("samples/v2.63/rebuild-v2.75-resp.json", "", "", (2, 63)),
        ("samples/rebuild-2.75.json", "", "", (2, 75)),
        ("samples/rebuild.json", "Example (v2.10)", "", (2, 10)),
        ("samples/rebuild.json", "", "Response (2.10)", (2, 10)),
        ("samples/rebuild.json", "Example of 2.10", "", None),
        ("samples/v2/rebuild.json", "", "", None),
        (None, "(v2.10)", "", (2, 10)),
    ],
)
def test_the_version_of_a_sample(path: str | None, caption: str, heading: str, version: tuple[int, int] | None) -> None:
    assert sample_versions(path, caption, heading)[:1] == ((Microversion(*version),) if version else ())


def test_a_caption_speaks_of_the_next_sample_only() -> None:
    blocks: list[Block] = [
        Heading(level=2, text="List"),
        method(),
        Heading(level=3, text="Response"),
        Prose(text="Example (v2.10)", source=HERE),
        sample("a.json"),
        sample("b.json"),
    ]
    (operation,) = resolve_operations(blocks)
    assert [example.microversion for example in operation.examples] == [Microversion(2, 10), None]


def test_heading_and_file_name_that_disagree_give_no_role() -> None:
    blocks: list[Block] = [
        Heading(level=2, text="Response"),
        method(),
        Heading(level=3, text="Request"),
        sample("a-resp.json"),
        sample("a-req.json"),
    ]
    (operation,) = resolve_operations(blocks)
    assert [example.role for example in operation.examples] == [None, "request"]


@pytest.mark.parametrize(
    ("title", "blocks", "action"),
    [
        ("Reboot (reboot Action)", [sample(text='{"other": 1}')], "reboot"),
        ("Reboot", [Heading(level=3, text="Request"), sample(text='{"reboot": null}')], "reboot"),
        ("Reboot", [Heading(level=3, text="Response"), sample(text='{"server": {}}')], None),
        ("Reboot", [Heading(level=3, text="Request"), sample(text='{"a": 1, "b": 2}')], None),
        ("Reboot", [Heading(level=3, text="Request"), sample(text="[" * 100_000)], None),
        ("Reboot", [Heading(level=3, text="Request"), table("id", "reboot", "type")], "reboot"),
    ],
)
def test_the_action_comes_from_title_sample_or_table(title: str, blocks: list[Block], action: str | None) -> None:
    (operation,) = resolve_operations([Heading(level=2, text=title), method("/x/{id}/action", "POST"), *blocks])
    assert operation.action == action


def test_only_an_action_url_has_an_action() -> None:
    (operation,) = resolve_operations([Heading(level=2, text="Reboot (reboot Action)"), method("/actions", "POST")])
    assert operation.action is None


def test_anchors_tell_operations_apart_and_do_not_depend_on_their_place() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(operation_anchor("GET", "/notes/{id}", None, "Show a note", taken))
    assert taken == {"get.notes.id", "get.notes.id~show-a-note", "get.notes.id~show-a-note~2"}
    assert operation_anchor("GET", "/", None, "Root", ()) == "get."
    assert slug(' a "b" <c> ') == "a-b-c"


def test_ids_that_remember_their_numbers_are_those_that_do_not() -> None:
    remembering, plain = Anchors(), set[str]()
    for base in ["a", "a~2", "a", "a", "a~2", "b", "a~3", "a", "a~2~2", "a~2"] * 3:
        found = numbered(base, remembering)
        assert found == numbered(base, plain)
        # Asking takes nothing.
        assert found == numbered(base, remembering)
        remembering.add(found)
        plain.add(found)
