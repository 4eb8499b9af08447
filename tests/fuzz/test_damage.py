"""References with damaged files: the linter ends, says what it could not read, and points into files."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.cli.formats import FORMATS
from tests.fuzz.runs import check_lint, check_run
from tests.fuzz.strategies import damaged_trees, damages, fuzz
from tests.fuzz.trees import SOURCE, Thing, case_trees, own_tree, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of POSIX")

OWN = own_tree()
CASES = dict(case_trees())
OPTIONS = ("--preset", "strict")


@contextmanager
def repository(*trees: Mapping[str, Thing]) -> Iterator[Path]:
    """Make a repository of *trees*, later ones over earlier ones."""
    with tempfile.TemporaryDirectory() as folder:
        write_tree({name: thing for tree in trees for name, thing in tree.items()}, Path(folder))
        yield Path(folder)


@fuzz(350)
@given(damaged_trees(CASES))
def test_lint_of_small_references(damaged: tuple[str, dict[str, Thing]]) -> None:
    name, changed = damaged
    with repository(CASES[name], changed) as top:
        check_lint(str(top / SOURCE))


@fuzz(150)
@given(damages(OWN))
def test_lint_of_our_own_reference(changed: dict[str, Thing]) -> None:
    with repository(OWN, changed) as top:
        check_lint(*OPTIONS, str(top / SOURCE))


@fuzz(60)
@given(damages(OWN), st.sampled_from(sorted(OWN)))
def test_lint_of_a_file(changed: dict[str, Thing], name: str) -> None:
    with repository(OWN, changed) as top:
        check_lint(*OPTIONS, str(top / name))


@fuzz(100)
@given(damaged_trees(CASES), st.sampled_from(FORMATS))
def test_every_format_can_hold_what_is_found(damaged: tuple[str, dict[str, Thing]], form: str) -> None:
    name, changed = damaged
    with repository(CASES[name], changed) as top, tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        outcome = check_run("lint", "--format", form, "--output", str(output), "--statistics", str(top / SOURCE))
        if output.exists():
            text = output.read_text("utf-8")
            if form in ("json", "sarif"):
                json.loads(text)
            elif form == "junit":
                ET.fromstring(text)  # noqa: S314  # we wrote it
        else:
            assert outcome.code == 2


@fuzz(150)
@given(damaged_trees(CASES), st.booleans())
def test_a_diff_of_fixes_writes_nothing(damaged: tuple[str, dict[str, Thing]], unsafe: bool) -> None:  # noqa: FBT001
    name, changed = damaged
    with repository(CASES[name], changed) as top:
        before = _contents(top)
        check_run("fix", "--diff", *(["--unsafe"] if unsafe else []), str(top / SOURCE))
        assert _contents(top) == before


@fuzz(150)
@given(damaged_trees(CASES), st.booleans())
def test_fixing_twice_changes_no_more_than_once(damaged: tuple[str, dict[str, Thing]], unsafe: bool) -> None:  # noqa: FBT001
    name, changed = damaged
    options = ["--unsafe"] if unsafe else []
    with repository(CASES[name], changed) as top:
        check_run("fix", *options, str(top / SOURCE))
        after = _contents(top)
        check_run("fix", *options, str(top / SOURCE))
        assert _contents(top) == after


def _contents(top: Path) -> dict[str, bytes]:
    """Return the regular files below *top*, but for the huge ones."""
    files = (Path(folder, name) for folder, _, names in os.walk(top) for name in names)
    regular = (path for path in files if path.is_file() and not path.is_symlink() and path.stat().st_size < 1_000_000)
    return {str(path): path.read_bytes() for path in regular}
