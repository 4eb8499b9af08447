"""The small form for a CI fails when a ratio has become much larger, and only then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.comparison import compare
from benchmarks.ratios import RECORDED, check, read_recorded, too_large, write_recorded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.comparison import Comparison

RECORD = {"build": 0.5, "lint": 0.1}


def measures(*runs: dict[str, float]) -> tuple[Callable[[int], list[Comparison]], list[int]]:
    """Return what measures these ratios, one run after the other, and the list of rounds that it was asked for."""
    rest, asked = list(runs), []

    def measure(rounds: int) -> list[Comparison]:
        asked.append(rounds)
        return [compare(key, key, "theirs", [(ratio, 1.0)]) for key, ratio in rest.pop(0).items()]

    return measure, asked


def test_what_is_as_fast_as_before_passes() -> None:
    measure, asked = measures({"build": 0.64, "lint": 0.05})
    assert check(RECORD, 5, measure) == []
    assert asked == [5]


def test_what_is_much_slower_fails() -> None:
    slow = {"build": 0.5, "lint": 0.14}
    measure, asked = measures(slow, slow)
    assert check(RECORD, 5, measure) == ["lint: 0.140 is 1.40 times the recorded 0.100"]
    assert asked == [5, 15]


def test_what_was_slow_once_passes() -> None:
    measure, _ = measures({"build": 0.9, "lint": 0.1}, {"build": 0.5, "lint": 0.1})
    assert check(RECORD, 5, measure) == []


def test_both_sides_have_the_same_ratios() -> None:
    assert list(too_large({"build": 0.5, "warm": 0.1}, RECORD)) == [
        "warm: 0.100 is not recorded; --write records it",
        "lint: 0.100 is recorded, and is not measured any more",
    ]


def test_what_is_recorded_is_read(tmp_path: Path) -> None:
    write_recorded(tmp_path / "recorded.toml", RECORD)
    assert read_recorded(tmp_path / "recorded.toml") == RECORD


def test_the_record_is_as_it_is_written(tmp_path: Path) -> None:
    recorded = read_recorded(RECORDED)
    write_recorded(tmp_path / "recorded.toml", recorded)
    assert (tmp_path / "recorded.toml").read_text("utf-8") == RECORDED.read_text("utf-8")
    assert {"build", "rebuild", "lint"} <= recorded.keys()
    assert not re.search(r"\bs(econds)?\b", " ".join(recorded))
