"""Where the cache says that no rule can see an edit, a run from scratch finds the very same."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.cache.edits import is_unseen
from tests.cache.edits import edits_of, with_blocks, with_paragraphs
from tests.cache.small import INDEX, SAMPLE, make_small
from tests.cache.world import World
from tests.rules.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.rule import Preset

#: Cases in a test, and of the many places for a paragraph those that are tried in a case.
_CASES, _PLACES = 5, 2
#: Edits of a file, at most.
_EDITS = 700


def texts_of(role: str, text: str, chance: random.Random) -> Iterator[str]:
    """Yield the texts that are edited in the place of *text*."""
    yield text
    if role == "document":
        variants = list(with_paragraphs(text))
        yield from chance.sample(variants, min(_PLACES, len(variants)))
    elif role == "catalogue":
        yield with_blocks(text, chance.choice(("|", ">", "|-", ">-", "|+")))


def try_edits(world: World, chance: random.Random) -> Counter[str]:
    """Make edits of all files of *world*, each for itself, and return how many of each kind of file are unseen."""
    unseen: Counter[str] = Counter()
    _, facts, contents = world.study()
    for path, role in facts.roles.items():
        if role == "statuses":
            continue
        original = contents[path].decode("utf-8")
        for text in texts_of(role, original, chance):
            Path(path).write_bytes(text.encode("utf-8"))
            result, known, _ = world.study()
            edits = list(edits_of(role, text))
            for edited in chance.sample(edits, min(_EDITS, len(edits))):
                if is_unseen(path, text.encode("utf-8"), edited.encode("utf-8"), known):
                    unseen[role] += 1
                    Path(path).write_bytes(edited.encode("utf-8"))
                    assert world.check() == result, change(text, edited)
        Path(path).write_bytes(original.encode("utf-8"))
    return unseen


def change(text: str, edited: str) -> list[tuple[str, str]]:
    """Return the lines that differ, for messages."""
    lines = zip(text.split("\n"), edited.split("\n"), strict=True)
    return [(one, other) for one, other in lines if one != other]


@pytest.mark.parametrize("preset", ["recommended", "strict"])
@pytest.mark.parametrize("part", range(3))
def test_unseen_edits_of_cases(part: int, preset: Preset, tmp_path: Path) -> None:
    chance = random.Random(f"{part} {preset}")  # noqa: S311  # the same edits in each run
    unseen: Counter[str] = Counter()
    for number, case in enumerate(chance.sample(CASES, _CASES)):
        unseen += try_edits(World.of_case(case, tmp_path / str(number), preset), chance)
    assert unseen["document"] > 100
    assert unseen["sample"] > 5
    # In the strict preset a rule takes descriptions that differ in a word for different ones.
    assert (unseen["catalogue"] > 100) == (preset == "recommended")


TABLE = """\
=== ===
a   b
=== ===
c   d

.. rest_method:: GET /inside

Some words
and more
of them.
"""
SILENCED = """\
Some words
.. restaction: ignore=unknown-definition why
and more

   .. rest_parameters:: parameters.yaml

      - memo: memo
"""
SELECTED = INDEX.replace("   :language: javascript", "   :end-at: Nothing")
ENDING = SAMPLE.replace("Buy milk", "Nothing")
LITERAL = INDEX.replace("of words\n\n", 'of words\n\n   {"memo": 1}\n\n')
SHOWN = SAMPLE.replace("8", '"large"')
QUOTED = SAMPLE.replace('"note": {', '"note": "other",\n    "memo": {')
SHORT = SAMPLE.replace('        "size": 8,\n', "")
NOTE = "samples/note-resp.json"
#: What is other than in the small reference; and then a file, and what is put in the place of what.
_Edit = tuple[dict[str, str], str, str, str]
#: Edits that rules see.
SEEN: dict[str, _Edit] = {
    "a title, above a line with a tab": ({"index.rst": INDEX.replace("---\n", "---\t\n")}, "index.rst", "Show", "Get"),
    "a border in a table": ({"more.inc": TABLE}, "more.inc", "of them.", "=== ==="),
    "a directive in a table": (
        {"more.inc": TABLE.replace("and more", "=== ===")},
        "more.inc",
        "of them.",
        ".. rest_method:: GET /behind",
    ),
    "what a comment silences": ({"more.inc": SILENCED}, "more.inc", "and more", ".. and more"),
    "a list of codes": ({}, "index.rst", "More words of prose.", "Error response codes: badRequest(404)"),
    "the version of a sample": ({}, "index.rst", "The caption of words", "The caption of words (2.99)"),
    "a literal block": ({"index.rst": LITERAL}, "index.rst", "The caption of words", "The caption of words::"),
    "where a sample ends": ({"index.rst": SELECTED, NOTE: ENDING}, NOTE, "Nothing", "Something"),
    "where a sample ends, in capitals": (
        {"index.rst": SELECTED.replace("end-at", "END-AT"), NOTE: ENDING},
        NOTE,
        "Nothing",
        "Something",
    ),
    "a value of a key with a dot": ({}, NOTE, '"draft"', '"lost"'),
    "a value that a description quotes": ({NOTE: QUOTED}, NOTE, '"other"', '"none"'),
    "a value that a finding shows": ({NOTE: SHOWN}, NOTE, '"large"', '"small"'),
    "a number in quotes": ({NOTE: SHOWN}, NOTE, '"large"', '"8"'),
    "a description that excuses": (
        {NOTE: SHORT},
        "parameters.yaml",
        "How many letters it has.",
        "How many, optionally.",
    ),
    "a description that names a key": ({}, "parameters.yaml", "The note, or", "The note, ``author``,"),
}


@pytest.mark.parametrize("name", SEEN)
def test_edits_that_rules_see(name: str, tmp_path: Path) -> None:
    files, file, old, new = SEEN[name]
    project = make_small(tmp_path / "repository", files)
    world = World.of(project.source, project.top)
    path = project.source / file
    before = path.read_bytes()
    after = before.replace(old.encode("utf-8"), new.encode("utf-8"))
    result, facts, _ = world.study()
    path.write_bytes(after)
    assert world.check() != result
    assert not is_unseen(str(path), before, after, facts)


#: Edits that no rule sees.
UNSEEN: dict[str, _Edit] = {
    "words": ({}, "index.rst", "More words of prose.", "Other words, 2 of them."),
    "a caption": ({}, "index.rst", "The caption of words", "That caption"),
    "words of an included file": ({}, "more.inc", "Other words", "Words"),
    "the second line of a paragraph": ({}, "index.rst", "that go on.", "- go on."),
    "a value": ({}, NOTE, "Buy milk", "Sell milk"),
    "a value without a row": ({}, NOTE, "Somebody", "Nobody"),
    "a description": ({}, "parameters.yaml", "How many letters it has.", "So many letters, and no more: 8 of them."),
    "the second line of a description": ({}, "parameters.yaml", "More of that.", "# And so on - really"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_edits_that_no_rule_sees(name: str, tmp_path: Path) -> None:
    files, file, old, new = UNSEEN[name]
    project = make_small(tmp_path / "repository", files)
    world = World.of(project.source, project.top)
    path = project.source / file
    before = path.read_bytes()
    after = before.replace(old.encode("utf-8"), new.encode("utf-8"))
    result, facts, _ = world.study()
    path.write_bytes(after)
    assert world.check() == result
    assert after != before
    assert is_unseen(str(path), before, after, facts)
