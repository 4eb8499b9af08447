"""Each edit of the preview's benchmark puts its word where it belongs, and the tables say what was measured."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.live import served
from benchmarks.live.edits import STATUSES, Kind, add_statuses, definitions, included, kinds_of, spread
from benchmarks.live.table import Memory, Row, memory_cells, outcome_of, render, render_rst
from benchmarks.outcome import make_outcome
from tests.corpus.builds import build

if TYPE_CHECKING:
    from pathlib import Path

USERS = 60
CONF = 'extensions = ["sphinx_restaction"]\nhtml_theme = "alabaster"\nrestaction_checks = "off"\n'
DEFINITION = """\
{name}:
  description: |
    {text} of a thing.
  in: query
  required: false
  type: string
"""
OPERATION = """\
{title}
{line}

.. rest_method:: GET /things/{number}
   min_version: 2.1

Tells what the thing number {number} is like.

.. rest_parameters:: parameters.yaml

   - many: many
{rows}
.. literalinclude:: ../../doc/api_samples/{number}.json

"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a reference that has a place for each kind of edit."""
    folder = tmp_path / "repository" / "api-ref" / "source"
    samples = tmp_path / "repository" / "doc" / "api_samples"
    folder.mkdir(parents=True)
    samples.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, "utf-8")
    (folder / "index.rst").write_text("======\nThings\n======\n\n.. include:: things.inc\n", "utf-8")
    operations = [_operation(number) for number in range(USERS)]
    (folder / "things.inc").write_text("\n".join((".. _all-things:\n\nAll things\n==========\n", *operations)), "utf-8")
    catalogue = DEFINITION.format(name="many", text="The colour") + DEFINITION.format(name="one", text="The size")
    (folder / "parameters.yaml").write_text(catalogue, "utf-8")
    for number in range(USERS):
        (samples / f"{number}.json").write_text(f'{{"name": "thing {number}"}}\n', "utf-8")
    return folder


def _operation(number: int) -> str:
    title = f"Show thing {number}"
    rows = "" if number else "   - one: one\n"
    return OPERATION.format(title=title, line="-" * len(title), number=number, rows=rows)


def contents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def test_each_edit_puts_its_word_into_one_file(source: Path, tmp_path: Path) -> None:
    kinds = kinds_of(source, 4)
    assert len({kind.key for kind in kinds}) == 8
    for number, kind in enumerate(kinds):
        for again in range(2):
            before, word = contents(source.parents[1]), f"zq{number}{again}x"
            kind.place(0).edit(word, tmp_path)
            now = contents(source.parents[1])
            changed = [path for path in now if now[path] != before[path]]
            assert changed == [kind.place(0).path]
            assert word in now[changed[0]]
            # The word of an edit takes the place of the one before it.
            assert f"zq{number}{again - 1}x" not in now[changed[0]]


def test_each_edit_is_in_the_page(source: Path, tmp_path: Path) -> None:
    kinds = kinds_of(source, 4)
    for number, kind in enumerate(kinds):
        kind.place(1).edit(f"zq{number}x", tmp_path)
    done = build(source, tmp_path / "built", "html")
    assert done.code == 0, done.output
    assert done.warnings == ()
    page = (done.out / "index.html").read_text("utf-8")
    assert [kind.title for number, kind in enumerate(kinds) if f"zq{number}x" not in page] == []


def test_places_are_there_before_any_edit(source: Path, tmp_path: Path) -> None:
    kinds = kinds_of(source, 4)
    done = build(source, tmp_path / "built", "html")
    text = re.sub(r"<[^>]+>", "", (done.out / "index.html").read_text("utf-8")).replace("&quot;", '"')
    shown = [place.shown for kind in kinds if kind.key != "label" for place in kind.places]
    assert [one for one in shown if one not in text] == []


def test_definitions_are_counted_by_operations(source: Path) -> None:
    rare, common = definitions(source / "parameters.yaml", included(source))
    assert [place.text.partition(":")[0] for place in rare] == ["one"]
    assert [place.text.partition(":")[0] for place in common] == ["many"]


def test_every_tenth_operation_gets_a_status(source: Path) -> None:
    add_statuses(included(source), source)
    assert (source / "things.inc").read_text("utf-8").count(STATUSES) == USERS / 10


def test_edits_are_spread(source: Path) -> None:
    places = next(kind for kind in kinds_of(source, USERS) if kind.key == "sample").places
    assert spread(places, 3) == (places[0], places[USERS // 3], places[2 * USERS // 3])
    kind = Kind("sample", "", places[:3], 1, 1)
    assert kind.place(4) == places[1]
    with pytest.raises(ValueError, match="no place"):
        spread([], 3)


def test_a_text_that_is_gone_is_an_error(source: Path, tmp_path: Path) -> None:
    place = kinds_of(source, 1)[0].place(0)
    place.path.write_text("", "utf-8")
    with pytest.raises(ValueError, match="no longer"):
        place.edit("zq1x", tmp_path)


def test_a_row_tells_what_it_should() -> None:
    row = Row("word", "a word", 0.5, 1.0, times=[0.25] * 18 + [0.75, 3.0], peer=[12.0])
    title, count, median, most, p95, most_p95, longest, peer = row.cells
    assert (title, count, median, most, most_p95, longest, peer) == (
        "a word",
        "20",
        "0.25",
        "0.5",
        "1.0",
        "3.00",
        "12.0",
    )
    assert row.p95 == pytest.approx(0.75 + 0.05 * 2.25)
    assert p95 == "0.86"
    assert Row("word", "", 0.2, 1.0, times=[0.25], peer=[None]).cells[2:] == (
        *("0.25 *", "0.2", "0.25", "1.0", "0.25", "never"),
    )
    assert Row("word", "", 0.3, times=[0.25]).cells[4:] == ("0.25", "", "0.25", "")


def test_memory_grows_since_the_first_row() -> None:
    first, last = memory_cells([Memory(10, 200.0, 5.0), Memory(200, 210.0, 4.5)])
    assert first == ("10 edits", "200 MiB", "", "5.0 MiB", "")
    assert last == ("200 edits", "210 MiB", "+5.0%", "4.5 MiB", "-10.0%")


def test_both_forms_have_all_figures_and_only_what_was_shown_is_compared() -> None:
    rows = [
        Row("word", "a word", 0.5, times=[0.75], peer=[15.0]),
        Row("rare", "a text", 0.5, times=[0.25], peer=[None]),
    ]
    memory = [Memory(10, 200.0, 5.0)]
    found = outcome_of(rows, memory, {}, "")
    assert [(one.key, one.own, one.other) for one in found.comparisons] == [("preview.word", 0.75, 15.0)]
    text, rst = render(rows, memory), render_rst(rows, memory, make_outcome("preview", []))
    for figure in ("0.75", "15.0", "never", "200 MiB"):
        assert figure in text
        assert figure in rst
    assert r"0.75 \*" in rst
    assert "An asterisk marks" in rst


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the memory that processes share")
def test_memory_is_that_of_all_descendants() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        found = served.family(process.pid)
        assert len(found) == 2
        assert served.memory_of(process.pid) > served.memory_of(found[1]) > 1
        assert os.getpid() not in found
        process.communicate(b"\n")
