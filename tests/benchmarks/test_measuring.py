"""What a command costs is counted in full, and compared within a round."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import outcome
from benchmarks.comparison import compare
from benchmarks.measuring import run, take_turns

if TYPE_CHECKING:
    from pathlib import Path

#: Works for a second of CPU time, whatever the machine.
BUSY = "import time\nwhile time.process_time() < 1: pass"
IN_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
IN_A_FORK = f"""
import multiprocessing
work = multiprocessing.get_context("fork").Process(target=exec, args=({BUSY!r},))
work.start()
work.join()
"""


@pytest.mark.parametrize("code", [BUSY, IN_A_CHILD, IN_A_FORK])
def test_time_of_children_counts(tmp_path: Path, code: str) -> None:
    assert run([sys.executable, "-c", code], folder=tmp_path).cpu > 0.9


def test_memory_is_in_mebibytes_and_the_command_s_own(tmp_path: Path) -> None:
    # The process of the tests has more than the small one.
    large = run([sys.executable, "-c", "b'x' * 200 * 2**20"], folder=tmp_path)
    small = run([sys.executable, "-c", "pass"], folder=tmp_path)
    assert small.memory < 30
    assert 180 < large.memory - small.memory < 220


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit(1)"]
    with pytest.raises(RuntimeError, match="exit code 1"):
        run(command, folder=tmp_path)
    assert run(command, folder=tmp_path, codes=(0, 1)).cpu > 0


def test_jobs_take_turns() -> None:
    order: list[str] = []
    jobs = {name: lambda name=name: order.append(name) for name in "ab"}
    assert len(take_turns(jobs, 2)) == 2
    # The first round warms up.
    assert "".join(order) == "ababab"


def test_a_ratio_is_of_one_round() -> None:
    # The machine was slow in the second round, for both.
    found = compare("key", "title", "peer", [(1.0, 2.0), (10.0, 20.0), (1.0, 4.0)], limit=0.4)
    assert (found.ratio, found.least, found.greatest) == (0.5, 0.25, 0.5)
    assert (found.own, found.other) == (1.0, 4.0)
    assert found.holds is False
    assert found.verdict == "25% over"


def test_a_limit_that_is_reached_is_kept() -> None:
    assert compare("key", "title", "peer", [(1.0, 2.0)], limit=0.5).verdict == "kept"
    assert not compare("key", "title", "peer", [(1.0, 2.0)]).verdict


def test_nothing_beside_nothing_is_no_difference() -> None:
    assert compare("key", "title", "peer", [(0.0, 0.0)]).ratio == 1
    assert compare("key", "title", "peer", [(1.0, 0.0)], limit=1.0).holds is False


def test_a_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    comparison = compare("key", "title", "peer", [(1.0, 3.0)], unit="ms", limit=0.5, note="a note")
    made = outcome.make_outcome("build", [comparison], options="--rounds 1", details={"points": [{"size": 1}]})
    outcome.write(made, tmp_path / "new" / "build.json")
    assert outcome.read(tmp_path / "new" / "build.json") == made
    assert made.command == "python -m benchmarks.build --rounds 1"
    assert "title" in outcome.render(made)
