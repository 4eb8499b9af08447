"""The quick reader of catalogues: what it reads is what PyYAML reads, and it leaves the rest to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.sources import catalogues
from sphinx_restaction.sources.plain_yaml import MERGE_TAG, compose_plain
from sphinx_restaction.sources.yaml_nodes import last_line

if TYPE_CHECKING:
    from sphinx_restaction.model.definition import Catalogue

PLAIN = """\
# A remark
one: &one
  in: body  # behind
  type: string
  required: true
  description: |
    First line.

      deeper: as it is

  # between
  min_version: 2.10

two:
  <<: *one
  description: >
    Folded
    text.

    More.
three:

  in: query
  type: 'integer'
  required: no
  default: -1
  example: 1.50
  description: Plain text
    that goes on

    here
four-4.a:b:
  description:
    On the line below.
  in: path
  type:
  format: "uuid"
  deprecated: on
  enum: a, b [c]
  description: |-
    Again.


"""


def described(node: yaml.Node, seen: dict[int, int], *, is_key: bool = False) -> object:
    """Return all of a node that the package looks at."""
    if id(node) in seen:
        return seen[id(node)]
    seen[id(node)] = len(seen)
    if isinstance(node.value, list):
        pairs = [(described(key, seen, is_key=True), described(value, seen)) for key, value in node.value]
        return "mapping", pairs, last_line(node)
    tag = node.tag if not is_key or node.tag == MERGE_TAG else ""
    style = getattr(node, "style", None) or ""
    return tag, node.value, style, node.start_mark.line, node.start_mark.column


def assert_same(text: str) -> bool:
    """Compare the two readers, and return whether the quick one read *text*."""
    plain = compose_plain(text)
    if plain is None:
        return False
    # A fault here is one, too: the quick reader takes nothing that PyYAML refuses.
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    assert described(plain, {}) == described(root, {})
    return True


def test_a_plain_catalogue_is_read() -> None:
    assert assert_same(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  in: {b: c}\n",
        "a:\n  enum: [b]\n",
        "a:\n  enum:\n    - b\n",
        "a:\n  enum:\n  - b\n",
        "a:\n  b:\n    c: d\n",
        "a:\n  in: body: c\n",
        'a:\n  in: "b\\n"\n',
        "a:\n  in: 'b''c'\n",
        "a:\n  in: |2\n      b\n",
        "a:\n  in: |\n      b\n    c\n",
        "a:\n  in: |\n    b\n",
        "a:\n  in: |+\n    b\n\n",
        "a:\n  in: >\n    b\n      c\n    d\n",
        "a:\n  in: b\n   c: d\n",
        "a:\n    in: b\n  c: d\n",
        "a:\n\tin: b\n",
        "a: b\n",
        "a:\n",
        "a:\nb:\n  in: c\n",
        "---\na:\n  in: b\n",
        "a:\n  in: b\n...\n",
        "a:\n  in: b",
        "a: &x\n  in: b\nc: &x\n  in: d\ne:\n  <<: *x\n",
        "a:\n  <<: *a\n",
        "a: &a\n  <<: *a\n",
        "a: &a\n  in: b\nc:\n  <<: *a\n  <<: *a\n",
        "a:\n  min_version: 012\n",
        "a:\n  default: 0x1F\n",
        "a:\n  default: 2001-01-01\n",
        "a:\n  default: 1_000\n",
        "a:\n  default: ~\n",
        "a:\n  default: !!str 1\n",
        "a:\n  in: @b\n",
        "a:\n  in: b #\n    c\n",
        "a:\n  in:\n\n    b\n",
        "a:\n  in: \u2028\n",
        "a:\n  in: b\n\x00",
        "",
        "# nothing\n",
        *("".join(f"k{n}: &a{n}\n  <<: *a{n - 1}\n" if n else "k0: &a0\n  in: b\n" for n in range(60)),),
    ],
)
def test_what_is_read_is_the_same_and_the_rest_is_left(text: str) -> None:
    try:
        assert_same(text)
    except yaml.YAMLError:
        pytest.fail("the quick reader read what PyYAML refuses")


SIGNS = (
    *(":", "#", "-", "?", "|", ">", "'", '"', "[", "]", "{", "}", ",", "&", "*", "%", "@", "`", "!", "\\", "<<", "|-"),
    *("&x", "*x", "null", "true", "No", "1", "2.10", "-1", ".5", "a", "b-c", "\u00e9"),
)
BLANKS = (" ", "  ", "   ", "\n", "\n\n", ": ", "- ", " # x")
LINES = (
    *("a:\n  in: body\n", "  type: string\n", "  description: |\n    text\n", "    more\n", "\n    more\n", "b: &x\n"),
    *("  <<: *x\n", "  required: true\n", "  min_version: 2.1\n", "# remark\n", "    # deep\n"),
)
PIECES = st.sampled_from([*SIGNS, *BLANKS, *LINES])


@given(st.lists(PIECES, max_size=14).map("".join))
@example("a:\n  in: |\n    b\n   \n  type: c\n")
@example("a:\n  in: |\n    b\n       \n    c\n")
@example("a:\n  in: |\n \n\n   b\n")
@example("a:\n  in: |\n \n    b\n   c\n")
@example("a:\n  in: b\n\n    # c\n    d\n")
def test_pieces_of_catalogues_are_read_alike(text: str) -> None:
    assert_same(text)


@given(st.data())
def test_a_damaged_catalogue_is_read_alike(data: st.DataObject) -> None:
    lines = PLAIN.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[index])))
        lines[index] = lines[index][:column] + data.draw(PIECES) + lines[index][column + data.draw(st.integers(0, 3)) :]
    assert_same("".join(lines))


def load(text: str) -> tuple[Catalogue | None, list[Diagnostic]]:
    """Read a catalogue with its faults."""
    faults: list[Diagnostic] = []
    return catalogues.load_catalogue(text, "parameters.yaml", Location("index.rst"), faults.append), faults


def values(catalogue: Catalogue | None) -> Any:  # noqa: ANN401  # to compare
    """Return what a catalogue holds, in values that can be compared."""
    if catalogue is None:
        return None
    found = [
        definition._replace(values=dict(definition.values), places=dict(definition.places), keywords={})
        for definition in catalogue.definitions.values()
    ]
    return found, [dict(definition.keywords) for definition in catalogue.definitions.values()], catalogue.merged


@pytest.mark.parametrize("text", [PLAIN, PLAIN.replace("type: string\n", ""), PLAIN + PLAIN.replace("&one", "&other")])
def test_definitions_are_the_same_by_both_readers(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = load(text)
    monkeypatch.setattr("sphinx_restaction.sources.yaml_nodes.compose_plain", lambda _: None)
    slow = load(text)
    assert quick[1] == slow[1]
    assert values(quick[0]) == values(slow[0])
