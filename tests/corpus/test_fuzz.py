"""Public references with damaged files: the linter ends, says what it could not read, and points into files."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.fetch import fetch
from tests.corpus.references import REFERENCES
from tests.fuzz.runs import check_lint, check_run
from tests.fuzz.strategies import damages, fuzz
from tests.fuzz.trees import SOURCE, Tree, put_things, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.fuzz.trees import Thing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of POSIX")


@pytest.fixture(scope="module", params=[pytest.param(one, id=one.name) for one in REFERENCES])
def damaged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tree]:
    """Return a copy of a reference, and its files as they are."""
    top = tmp_path_factory.mktemp("damaged") / request.param.name
    shutil.copytree(fetch(request.param), top)
    return top, read_tree(top, SOURCE, "doc/api_samples")


@fuzz(25)
@given(data=st.data())
def test_lint(damaged: tuple[Path, Tree], data: st.DataObject) -> None:
    top, tree = damaged
    with _changed(top, tree, data.draw(damages(tree))):
        check_lint("--preset", "strict", str(top / SOURCE))


# A fix checks the whole reference for each change that it tries.
@fuzz(3)
@given(data=st.data())
def test_fix(damaged: tuple[Path, Tree], data: st.DataObject) -> None:
    top, tree = damaged
    with _changed(top, tree, data.draw(damages(tree))):
        check_run("fix", "--diff", "--unsafe", str(top / SOURCE))


@contextmanager
def _changed(top: Path, tree: Tree, things: Mapping[str, Thing]) -> Iterator[None]:
    """Put *things* in their places in *top*, and what *tree* has there in the end."""
    try:
        put_things(top, things)
        yield
    finally:
        put_things(top, {name: tree.get(name) for name in things})
