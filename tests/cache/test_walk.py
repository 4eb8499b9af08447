"""Random walks: edits, damages and mends of a reference one after the other, each linted with and without a cache."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.cache.recall import Cache
from tests.cache.edits import edits_of_line
from tests.cache.small import CONF, FILES
from tests.cache.world import World
from tests.fuzz.runs import check_lint
from tests.fuzz.strategies import damages, fuzz
from tests.fuzz.trees import MARKER, SOURCE, put_things, write_tree

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from tests.fuzz.trees import Thing, Tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of POSIX")

TREE: Tree = {
    MARKER: b"",
    f"{SOURCE}/conf.py": CONF.encode("utf-8"),
    **{f"{SOURCE}/{name}": text.encode("utf-8") for name, text in FILES.items()},
}
_ROLES = {".rst": "document", ".inc": "document", ".yaml": "catalogue", ".json": "sample"}
_STEPS = 14


def check(top: Path, caches: str) -> None:
    """Lint with the caches and without."""
    arguments = ("--preset", "recommended", str(top / SOURCE))
    assert check_lint(*arguments, "--cache-dir", caches) == check_lint(*arguments, "--no-cache")


@fuzz(15)
@given(data=st.data())
def test_damages_and_mends(data: DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top, caches = Path(folder, "top"), str(Path(folder, "caches"))
        write_tree(TREE, top)
        check(top, caches)
        changed: dict[str, Thing | None] = {}
        for _ in range(_STEPS):
            if bool(changed) and data.draw(st.booleans()):
                name = data.draw(st.sampled_from(sorted(changed)))
                things: dict[str, Thing | None] = {name: TREE.get(name)}
                del changed[name]
            else:
                things = {**data.draw(damages(TREE, most=2))}
                changed |= things
            put_things(top, things)
            check(top, caches)


#: Words of the reference, and others that tell rules as little.
_WORDS = ("words", "prose", "caption", "milk", "Somebody", "letters")
_OTHERS = ("terms", "lines", "of them", "Oats", "it")


def edit(name: str, text: str, chance: random.Random) -> str:
    """Return *text* of the file *name* after some edit, a harmless one every other time."""
    words = [word for word in _WORDS if word in text]
    if words and chance.random() < 0.5:
        return text.replace(chance.choice(words), chance.choice(_OTHERS))
    lines = text.split("\n")
    number = chance.randrange(len(lines))
    others = list(edits_of_line(_ROLES[Path(name).suffix], lines[number]))
    return "\n".join((*lines[:number], chance.choice(others), *lines[number + 1 :])) if others else text


@pytest.mark.parametrize("seed", range(3))
def test_edits(seed: int, tmp_path: Path) -> None:
    """Edits of lines, many of which no rule sees, add up."""
    chance = random.Random(seed)  # noqa: S311  # the same edits in each run
    top, caches = tmp_path / "top", str(tmp_path / "caches")
    write_tree(TREE, top)
    world = World.of(top / SOURCE, top)
    remembered = 0
    names = sorted(name for name in TREE if Path(name).suffix in _ROLES)
    for _ in range(80):
        name = chance.choice(names)
        text = (top / name).read_bytes().decode("utf-8")
        put_things(top, {name: edit(name, text, chance).encode("utf-8")})
        remembered += Cache(caches).recall(world.source, world.root, world.settings) is not None
        check(top, caches)
        if chance.random() < 0.5:  # some edits stay
            put_things(top, {name: TREE[name]})
            check(top, caches)
    assert remembered > 10  # many edits are unseen
