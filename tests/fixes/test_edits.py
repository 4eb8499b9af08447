"""Edits are applied by one function, to characters; what they do not cover stays."""

from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.fixes.edits import Edit, apply, clash
from sphinx_restaction.fixes.texts import Text
from sphinx_restaction.fixes.writing import unified_diff, write

if TYPE_CHECKING:
    from pathlib import Path


def edit(start: int, end: int, text: str = "", rank: str = "", file: str = "f") -> Edit:
    """Return an edit."""
    return Edit(file, start, end, rank, text)


def test_edits_replace_insert_and_delete() -> None:
    assert apply("abcdef", [edit(4, 5), edit(0, 1, "X"), edit(2, 2, "-")]) == "Xb-cdf"


def test_equal_edits_count_once() -> None:
    assert apply("ab", [edit(1, 1, "-"), edit(1, 1, "-")]) == "a-b"


def test_insertions_at_one_place_are_in_the_order_of_their_ranks() -> None:
    assert apply("ab", [edit(1, 1, "2", "b"), edit(1, 1, "1", "a")]) == "a12b"


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdef", [edit(0, 3), edit(2, 4)])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (edit(0, 3), edit(2, 4), True),
        (edit(0, 3), edit(3, 4), False),
        (edit(0, 3), edit(0, 3), False),
        (edit(0, 3, "x"), edit(0, 3, "y"), True),
        (edit(3, 3, "x"), edit(3, 3, "y"), True),
        (edit(3, 3, "x", "a"), edit(3, 3, "y", "b"), False),
        (edit(3, 3, "x"), edit(0, 3), True),
        (edit(3, 3, "x"), edit(0, 2), False),
        (edit(0, 3), edit(0, 3, "x", file="other"), False),
    ],
)
def test_which_edits_clash(one: Edit, other: Edit, expected: object) -> None:
    assert clash(one, other) is expected
    assert clash(other, one) is expected


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xyz", max_size=2), st.sampled_from("ab"))


@given(st.text("ab\r\n\ufeff", min_size=16, max_size=16), st.lists(SPANS, max_size=5))
def test_edits_that_do_not_clash_can_be_applied(text: str, spans: list[tuple[int, int, str, str]]) -> None:
    kept: list[Edit] = []
    for start, length, new, rank in spans:
        one = edit(start, start + length, new, rank if not length else "")
        if not any(clash(one, other) for other in kept):
            kept.append(one)
    grown = sum(len(one.text) - (one.end - one.start) for one in set(kept))
    assert len(apply(text, kept)) == len(text) + grown


@given(st.text("ab\r\n\u2028\x0b", max_size=12), st.booleans())
def test_lines_are_the_whole_text(body: str, has_mark: object) -> None:
    text = Text(("\ufeff" if has_mark else "") + body)
    assert "".join(text.lines) == body
    assert len(text.lines) == text.plain.count("\n") + (not text.plain.endswith("\n") and bool(text.plain))
    for number, line in enumerate(text.lines):
        assert text.raw[text.offset(number) :].startswith(line)
    assert text.offset(len(text.lines)) == len(text.raw)


def test_a_file_is_replaced_at_once_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"old\r\n")
    path.chmod(0o640)
    write(str(path), "\ufeffnew\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["f.yaml"]


def test_what_cannot_be_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.mkdir()
    with pytest.raises(OSError, match=r"f\.yaml"):
        write(str(path), "new")
    assert [one.name for one in tmp_path.iterdir()] == ["f.yaml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\nc\n", "a\nc\n"), ("a\nb", "b\na"), ("a\r\nb\r\n", "b\r\na\r\n"), ("a\x0bb\n", "c\x0bb\n"), ("a\n", "a")],
)
def test_a_diff_can_be_applied(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "f"
    path.write_bytes(before.encode())
    diff = "".join(unified_diff("f", before, after))
    command = ["git", "apply", "-p1", "-"]
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(command, input=diff.encode(), cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert path.read_bytes() == after.encode()
