"""Each kind of break changes one thing, the same in values and in files, and the checks find it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from benchmarks.recall import editing
from benchmarks.recall.files import configure, judge_files, lint
from benchmarks.recall.judging import judge
from benchmarks.recall.kinds import KINDS
from benchmarks.recall.pairs import Pair, Tree, clean_pairs
from benchmarks.recall.report import Tally, too_low
from sphinx_restaction.checks.likeness import distance, likeness
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.sources.json_text import read_json
from tests.project import Project, own_reference

if TYPE_CHECKING:
    from benchmarks.recall.breaks import Break, Kind
    from benchmarks.recall.judging import Said

REPOSITORY = Path(__file__).parents[2]
KIND = {kind.name: kind for kind in KINDS}

DOCUMENT = """\
Notes
=====

Show a note
-----------

.. rest_method:: GET /notes/{note_id}

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id

Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - note: note
   - author: author
   - length: length

.. literalinclude:: v2.5/note-show-resp.json

Show a shelf
------------

.. rest_method:: GET /shelves/{shelf_id}

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - shelf_id: shelf_id

Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - shelf: shelf
   - height: height
   - width: width

.. literalinclude:: v2.5/shelf-show-resp.json

Pin a note
----------

.. rest_method:: POST /notes/{note_id}/action

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id
   - pinNote: pinNote
   - board: board
   - colour: colour

.. literalinclude:: v2.5/note-pin-req.json

Lock a note
-----------

.. rest_method:: POST /notes/{note_id}/action

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id
   - lockNote: lockNote
   - reason: reason
   - until: until

.. literalinclude:: v2.5/note-lock-req.json
"""
CATALOGUE = "".join(
    f"""\
{key}:
  description: |
    What a note has.
  in: {"path" if key.endswith("_id") else "body"}
  required: true
  type: {spelling}
"""
    for key, spelling in {
        "note_id": "string",
        "author": "string",
        "board": "integer",
        "colour": "string",
        "height": "integer",
        "length": "integer",
        "lockNote": "object",
        "note": "object",
        "pinNote": "object",
        "reason": "string",
        "shelf": "object",
        "shelf_id": "string",
        "until": "integer",
        "width": "integer",
    }.items()
)
SHELF: dict[str, dict[str, object]] = {"shelf": {"height": 30, "width": 80}}
NOTE: dict[str, dict[str, object]] = {"note": {"author": "Ada", "length": 8}}
PIN: dict[str, dict[str, object]] = {"pinNote": {"board": 3, "colour": "red"}}
LOCK: dict[str, dict[str, object]] = {"lockNote": {"reason": "It is done", "until": 2031}}
SAMPLES: dict[str, dict[str, dict[str, object]]] = {
    "v2.5/note-show-resp.json": NOTE,
    "v2.5/shelf-show-resp.json": SHELF,
    "v2.5/note-pin-req.json": PIN,
    "v2.5/note-lock-req.json": LOCK,
}


@pytest.fixture
def notes(tmp_path: Path) -> Tree:
    """Return a small reference, of which any break can be found."""
    files = {name: json.dumps(value, indent=2) for name, value in SAMPLES.items()}
    project = Project.create(tmp_path / "notes", {"index.rst": DOCUMENT, "parameters.yaml": CATALOGUE, **files})
    return Tree.read(str(project.top), "source")


def made(tree: Tree, kind: Kind) -> list[tuple[Pair, Break]]:
    """Return all breaks of a kind that chance makes of the clean pairs of *tree*."""
    random = Random(kind.name)  # noqa: S311
    return [(pair, broken) for pair in clean_pairs(tree) for broken in kind.breaks(pair, random)]


def keys(pair: Pair) -> set[str]:
    return {position.path for position in pair.comparison.positions}


def keys_after(pair: Pair, broken: Break) -> set[str]:
    """Return the keys of the broken sample."""
    _, library = broken.change.apply(pair.tree.reference, pair.tree.library)
    sample = pair.comparison.sample
    tree = Tree(pair.tree.reference, library, pair.tree.settings)
    return {
        position.path
        for one in tree.context().comparisons
        if one.sample.example.source == sample.example.source
        for position in one.positions
    }


def test_each_clean_pair_is_silent_and_stays_so_when_it_is_written_anew(notes: Tree) -> None:
    pairs = clean_pairs(notes)
    assert {Path(pair.file).relative_to(notes.reference.source).as_posix() for pair in pairs} == SAMPLES.keys()
    for pair in pairs:
        change = editing.replaced(pair, pair.comparison.sample.value)
        assert replace(pair.tree, library=change.apply(pair.tree.reference, pair.tree.library)[1]).check() == []


def test_a_pair_with_a_finding_is_not_clean(notes: Tree) -> None:
    path = Path(notes.reference.source, "v2.5/note-pin-req.json")
    path.write_text('{"pinNote": {"board": "the black one"}}', "utf-8")
    tree = Tree.read(notes.reference.root, "source")
    assert path.name not in {Path(pair.file).name for pair in clean_pairs(tree)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_break_is_found_where_it_is(notes: Tree, kind: Kind) -> None:
    verdicts = [judge(kind, pair, broken) for pair, broken in made(notes, kind)]
    assert verdicts
    assert [verdict.broken.what for verdict in verdicts if not verdict.is_placed] == []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, list[Said]]:
    """Return a copy of our own reference, and what the command says of it."""
    top = tmp_path_factory.mktemp("own")
    project = own_reference(top, REPOSITORY)
    tree = Tree.read(str(top), str(project.source.relative_to(top)))
    configure(tree)
    return tree, lint(tree)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_command_finds_the_same_in_files(own: tuple[Tree, list[Said]], kind: Kind) -> None:
    tree, before = own
    for pair, broken in made(tree, kind)[::45]:
        text = Path(broken.change.file).read_text("utf-8")
        in_values, in_files = judge(kind, pair, broken), judge_files(pair, kind, broken, before)
        assert broken.change.edit(text) != text
        assert in_values.is_placed == in_files.is_placed, broken.what
        assert Path(broken.change.file).read_text("utf-8") == text


def test_a_misspelt_key_differs_by_a_letter(notes: Tree) -> None:
    for pair, broken in made(notes, KIND["key-misspelt"]):
        (old,), (new,) = ({path.rpartition(".")[2] for path in one} for one in changed(pair, broken))
        assert len(old) >= 5
        assert distance(old, new) == 1


def changed(pair: Pair, broken: Break) -> tuple[set[str], set[str]]:
    """Return the keys that are gone and those that have come, each without what is below it."""
    before, after = keys(pair), keys_after(pair, broken)
    return highest(before - after), highest(after - before)


def highest(paths: set[str]) -> set[str]:
    return {path for path in paths if path.rpartition(".")[0] not in paths}


def test_a_renamed_key_is_like_no_other(notes: Tree) -> None:
    for pair, broken in made(notes, KIND["key-renamed"]):
        (old,), (new,) = ({path.rpartition(".")[2] for path in one} for one in changed(pair, broken))
        assert new not in {row.name for row in pair.comparison.side.rows}
        assert likeness(old, new) is None


def test_a_removed_key_is_required_and_was_not_the_only_one(notes: Tree) -> None:
    gone = [changed(pair, broken) for pair, broken in made(notes, KIND["key-removed"])]
    below = {f"{wrapper}.{key}" for value in SAMPLES.values() for wrapper, inner in value.items() for key in inner}
    assert {key for old, _ in gone for key in old} == below
    assert [new for _, new in gone] == [set()] * len(below)


def test_a_conditional_key_is_not_removed(notes: Tree) -> None:
    path = Path(notes.reference.source, "parameters.yaml")
    path.write_text(CATALOGUE.replace("What a note has.", "What a note has, if it has."), "utf-8")
    assert made(Tree.read(notes.reference.root, "source"), KIND["key-removed"]) == []


def test_a_key_is_added_to_each_object(notes: Tree) -> None:
    come = [changed(pair, broken) for pair, broken in made(notes, KIND["key-added"])]
    assert [gone for gone, _ in come] == [set()] * 8
    assert [{path.count(".") for path in new} for _, new in come] == [{0}, {1}] * 4


def test_a_value_becomes_one_that_no_row_accepts(notes: Tree) -> None:
    for _, broken in made(notes, KIND["value-retyped"]):
        text = broken.change.edit("")
        assert broken.position is not None
        value = read_json(text).value
        for key in broken.position.path.split("."):
            value = value[key]
        assert type(value) is not type(broken.position.values[0].value)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("outdated", {'max_version: "2.4"'}), ("premature", {'min_version: "2.6"'})],
)
def test_a_version_is_the_neighbour_of_the_sample_s(notes: Tree, kind: str, fields: set[str]) -> None:
    broken = made(notes, KIND[kind])
    lines = {line.strip() for _, one in broken for line in one.change.edit(CATALOGUE).splitlines()}
    assert len(broken) == 12
    assert lines - {line.strip() for line in CATALOGUE.splitlines()} == fields


def test_a_version_is_only_broken_where_the_sample_has_one(tmp_path: Path) -> None:
    document = DOCUMENT.replace("v2.5/", "")
    files = {Path(name).name: json.dumps(value) for name, value in SAMPLES.items()}
    project = Project.create(tmp_path / "plain", {"index.rst": document, "parameters.yaml": CATALOGUE, **files})
    assert made(Tree.read(str(project.top), "source"), KIND["outdated"]) == []
    tree = Tree.read(str(project.top), "source", Microversion(2, 5))
    assert len(made(tree, KIND["outdated"])) == 12


def test_a_definition_leaves_the_body(notes: Tree) -> None:
    for _, broken in made(notes, KIND["in-changed"]):
        text = broken.change.edit(CATALOGUE)
        assert text.count("in: body") == CATALOGUE.count("in: body") - 1


def test_a_sample_is_swapped_for_one_of_another_path(notes: Tree) -> None:
    # The two requests are on one path.
    shown = [json.loads(broken.change.edit("")) for _, broken in made(notes, KIND["sample-swapped"])]
    assert shown == [SHELF, NOTE]


def test_an_action_shows_the_other_action(notes: Tree) -> None:
    shown = [json.loads(broken.change.edit("")) for _, broken in made(notes, KIND["action-swapped"])]
    assert shown == [LOCK, PIN]


def test_without_a_comma_it_is_no_json(notes: Tree) -> None:
    broken = made(notes, KIND["comma-dropped"])
    assert len(broken) == len(SAMPLES)
    for pair, one in broken:
        text = Path(pair.file).read_text("utf-8")
        assert one.change.edit(text) == text.replace(",", "")
        assert read_json(one.change.edit(text)).fault


def test_a_kind_of_which_too_little_is_found_is_told(notes: Tree) -> None:
    kind = KIND["key-added"]
    verdicts = [judge(kind, pair, broken) for pair, broken in made(notes, kind)]
    good, bad = Tally(kind), Tally(kind)
    for verdict in verdicts:
        good.add(verdict)
        bad.add(replace(verdict, said=()))
    assert (good.tried, good.found, good.placed, good.share) == (8, 8, 8, 1.0)
    assert (bad.tried, bad.found, bad.placed, bad.share) == (8, 0, 0, 0.0)
    assert bad.causes.total() == len(verdicts)
    assert too_low([good, bad]) == [kind.name]


def test_a_finding_at_another_place_is_not_enough(notes: Tree) -> None:
    kind = KIND["key-added"]
    verdict = judge(kind, *made(notes, kind)[0])
    elsewhere = replace(verdict.said[0], places=((verdict.pair.file, 99),))
    verdict = replace(verdict, said=(elsewhere,))
    assert verdict.is_found
    assert not verdict.is_placed
