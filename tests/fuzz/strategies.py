"""Damaged references, as hypothesis draws them."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import MUTATIONS, Mutation, insert_line_of, replace_value_by
from tests.fuzz.trees import SOURCE, Folder, Link, Missing, Pipe, Sparse, Thing, Tree
from tests.fuzz.words import LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn

#: Lines of the file's own language get twice the weight of a damage that needs no knowledge of it.
_BY_SUFFIX: Mapping[str, tuple[Mutation, ...]] = {
    suffix: (*MUTATIONS, *(insert_line_of(lines), replace_value_by(lines)) * 2) for suffix, lines in LINES.items()
}
#: How many times as many examples as usual are tried, and other ones in each run.
_FACTOR = int(os.environ.get("RESTACTION_FUZZ", "0"))

#: What may be where a file was. The links lead to nothing, to themselves, above themselves, to no end, or far away.
_THINGS: tuple[Thing, ...] = (
    *(Missing(), Folder(), Pipe(), b"", b"\n", b"\0", Sparse(3_000_000), Sparse(6_000_000_000)),
    *(Link(target) for target in ("nowhere", ".", "..", "/dev/zero", "/dev/null", "/etc/hostname", "/proc/self/mem")),
)
#: Where nothing was: names that Sphinx takes for documents, and those that configure us.
_NEW_PLACES = (
    *("restaction.toml", "pyproject.toml", ".git", f"{SOURCE}/pyproject.toml", f"{SOURCE}/loop", f"{SOURCE}/new.rst"),
    *(f"{SOURCE}/{name}" for name in ("new.inc", "a\nb.rst", " .rst", ".rst", "*[.rst", "\u202e.rst", "\udcff.rst")),
    *(f"{SOURCE}/folder/index.rst", f"{SOURCE}/" + "x" * 240 + ".rst"),
)


def fuzz(examples: int) -> settings:
    """Return settings for so many examples: the same ones in each run, unless RESTACTION_FUZZ says how many more."""
    return settings(
        max_examples=examples * max(1, _FACTOR),
        derandomize=not _FACTOR,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def damages(draw: DrawFn, tree: Tree, *, most: int = 3) -> dict[str, Thing]:
    """Return what becomes of some files of *tree*."""
    changed: dict[str, Thing] = {}
    for _ in range(draw(st.integers(1, most))):
        name = draw(st.sampled_from(sorted(tree)))
        thing = changed.get(name, tree[name])
        if isinstance(thing, bytes) and draw(st.integers(0, 7)):
            changed[name] = _damage(draw, name, thing)
        else:
            changed |= _replace(draw, tree, name)
    return changed


@st.composite
def damaged_trees(draw: DrawFn, trees: Mapping[str, Tree]) -> tuple[str, dict[str, Thing]]:
    """Return the name of one of *trees*, and what becomes of some of its files."""
    name = draw(st.sampled_from(sorted(trees)))
    return name, draw(damages(trees[name]))


def _damage(draw: DrawFn, name: str, text: bytes) -> bytes:
    mutations = _BY_SUFFIX.get(posixpath.splitext(name)[1], MUTATIONS)
    for mutation in draw(st.lists(st.sampled_from(mutations), min_size=1, max_size=4)):
        text = mutation(draw, text)
    return text


def _replace(draw: DrawFn, tree: Tree, name: str) -> dict[str, Thing]:
    """Put something else in the place of a file, the file itself in another place, or something where nothing was."""
    place = draw(st.sampled_from((name, *_NEW_PLACES)))
    copied = tree[draw(st.sampled_from(sorted(tree)))]
    return {place: draw(st.sampled_from((*_THINGS, Link(posixpath.basename(name)), copied)))}
