"""References that are extreme in one way: what is wrong with them is found, and the run ends.

No test here measures speed. A run that takes the square of what it reads does not end within the limits.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.extremes import EXTREMES, TABLES, Extreme
from tests.fuzz.runs import check_lint, check_run
from tests.fuzz.trees import SOURCE, write_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from _pytest.mark import ParameterSet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of POSIX")


def _parameters(extremes: Mapping[str, Extreme]) -> list[ParameterSet]:
    return [pytest.param(extreme, id=name) for name, extreme in extremes.items()]


@pytest.mark.parametrize("extreme", _parameters(EXTREMES | TABLES))
def test_lint(extreme: Extreme, tmp_path: Path) -> None:
    write_tree(extreme.tree, tmp_path)
    outcome = check_lint("--preset", "strict", str(tmp_path / SOURCE))
    assert extreme.failure in outcome.err
    assert bool(outcome.out) != bool(extreme.failure)
    if extreme.rule:
        assert extreme.rule in {finding["rule"] for finding in json.loads(outcome.out)["findings"]}


# Mending thousands of findings takes the square of their number, and is asked for.
@pytest.mark.parametrize("extreme", _parameters(EXTREMES))
def test_fix(extreme: Extreme, tmp_path: Path) -> None:
    write_tree(extreme.tree, tmp_path)
    check_run("fix", "--diff", "--unsafe", str(tmp_path / SOURCE))
