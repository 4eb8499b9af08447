"""Edits of real references that the cache takes for unseen: a run from scratch finds the very same after them."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.cache.edits import is_unseen
from tests.cache.edits import edits_of_line
from tests.cache.world import World
from tests.corpus.fetch import fetch
from tests.corpus.references import REFERENCES
from tests.fuzz.trees import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.cache.facts import Facts
    from sphinx_restaction.rule import Preset
    from tests.corpus.references import Reference

#: Runs from scratch on a reference, and edits of each kind of file before each of them, if so many are to be found.
_ROUNDS, _EDITS, _TRIES = 4, 12, 250
_ROLES = ("document", "catalogue", "sample")


def edit(contents: Mapping[str, bytes], facts: Facts, chance: random.Random) -> tuple[dict[str, bytes], Counter[str]]:
    """Return files after edits that no rule sees, and how many of each kind there are."""
    edited: dict[str, bytes] = {}
    counts: Counter[str] = Counter()
    for role in _ROLES:
        paths = sorted(path for path, found in facts.roles.items() if found == role)
        is_hopeless = role == "catalogue" and not facts.descriptions
        tries = _EDITS if is_hopeless else _TRIES
        for _ in range(tries if paths else 0):
            path = chance.choice(paths)
            lines = edited.get(path, contents[path]).decode("utf-8").split("\n")
            number = chance.randrange(len(lines))
            others = list(edits_of_line(role, lines[number])) if lines[number].strip() else []
            if others:
                other = chance.choice(others)
                data = "\n".join((*lines[:number], other, *lines[number + 1 :])).encode("utf-8")
                if other != lines[number] and is_unseen(path, contents[path], data, facts):
                    edited[path] = data
                    counts[role] += 1
            if counts[role] == _EDITS:
                break
    return edited, counts


@pytest.mark.parametrize("preset", ["recommended", "strict"])
@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.name)
def test_unseen_edits(reference: Reference, preset: Preset, tmp_path: Path) -> None:
    top = tmp_path / reference.name
    shutil.copytree(fetch(reference), top)
    world = World.of(top / SOURCE, top, preset)
    result, facts, contents = world.study()
    assert result.findings
    chance = random.Random(f"{reference.name} {preset}")  # noqa: S311  # the same edits in each run
    made: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        edited, counts = edit(contents, facts, chance)
        made += counts
        for path, data in edited.items():
            Path(path).write_bytes(data)
        assert world.check() == result
        for path in edited:
            Path(path).write_bytes(contents[path])
    # In the strict preset a rule takes descriptions that differ in a word for different ones.
    assert made["document"] > 2 * _ROUNDS
    assert (made["catalogue"] > 2 * _ROUNDS) == (preset == "recommended")
    # Samples of which all keys may be named are not compared.
    assert made["sample"] > 2 * _ROUNDS or "sample" not in facts.roles.values()
