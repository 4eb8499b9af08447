"""How the page grows in a browser: what is judged, what is told, and what happens without a browser."""

from __future__ import annotations

import sys
from dataclasses import asdict

import pytest

from benchmarks import growth, report
from benchmarks.growth import Point, judge
from benchmarks.measuring import Cost
from benchmarks.outcome import make_outcome
from benchmarks.page_growth import PAGE, PLAIN_PAGE, PageFigures, Visit, costs, figures, rounds_of

FIGURES = PageFigures(size=1, loaded=400.0, blocked=20.0, opened=130.0, filtered=1234.0, heap=0.8)


def visit(scale: float) -> Visit:
    steps = {"loaded": 0.4 * scale, "opened": 0.1 * scale, "filtered": 0.05 * scale}
    clock = {"loaded": 400.0 * scale, "opened": 100.0 * scale, "filtered": 50.0 * scale, "blocked": 20.0 * scale}
    return Visit(cpu=steps, memory=dict.fromkeys(steps, 80.0 * scale), clock=clock, heap=scale)


def points(*costs_of: tuple[int, str, float]) -> list[Point]:
    return [Point(shape="one document", job=job, size=size, cpu=cpu, memory=99.0) for size, job, cpu in costs_of]


def test_each_step_is_a_job_with_the_least_of_its_visits() -> None:
    whole, plain = [visit(1.0), visit(9.0), visit(2.0)], [visit(0.5)]
    found = dict(costs(whole, plain))
    assert found["page loaded"] == Cost(cpu=0.4, wall=0.4, memory=160.0)
    assert {job: cost.cpu for job, cost in found.items()} == {
        "page loaded": 0.4,
        "page opened": 0.1,
        "page filtered": 0.05,
        PLAIN_PAGE: 0.2,
    }
    assert figures(2, whole) == PageFigures(size=2, loaded=400.0, blocked=20.0, opened=100.0, filtered=50.0, heap=2.0)


def test_large_pages_are_visited_less_often() -> None:
    assert [rounds_of(size, 8) for size in growth.SIZES] == [3, 3, 2, 2, 2]
    assert [rounds_of(size, 1) for size in growth.SIZES] == [1, 1, 1, 1, 1]


def test_what_a_plain_page_takes_is_only_told() -> None:
    measured = points((1, "page loaded", 1.0), (2, "page loaded", 3.0), (1, PLAIN_PAGE, 1.0), (2, PLAIN_PAGE, 3.0))
    assert {one.key: one.verdict for one in judge(measured) if one.key.endswith("cpu")} == {
        "growth.one-document.page-loaded.2.cpu": "40% over",
        "growth.one-document.page-plain.2.cpu": "",
    }


def test_the_manual_tells_what_readers_wait_for() -> None:
    measured = points((1, "page loaded", 1.0), (2, "page loaded", 2.0))
    details = {"points": [asdict(one) for one in measured], "page": [asdict(FIGURES)]}
    text = report.render_growth(make_outcome("growth", list(judge(measured)), details=details), {})
    assert '"page loaded","2","508","2.00","2.00","99","1.00"' in text
    assert '"1","254","400","20","130","1,234","0.8"' in text


def test_results_of_a_machine_without_a_browser_are_told_too() -> None:
    measured = points((1, "lint", 1.0), (2, "lint", 2.0))
    details = {"points": [asdict(one) for one in measured], "page": []}
    text = report.render_growth(make_outcome("growth", list(judge(measured)), details=details), {})
    assert "readers" not in text


def test_the_page_is_left_out_without_a_browser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "what_lacks", lambda: "chromium")
    monkeypatch.setattr(growth, "visit", lambda *_: pytest.fail("there is no browser"))
    measured = [(1, "lint", 1.0), (2, "lint", 2.0)]
    monkeypatch.setattr(growth, "measure", lambda *_: points(*measured))
    monkeypatch.setattr(sys, "argv", ["growth", "--sizes", "1", "2"])
    growth.main()
    shown = capsys.readouterr()
    assert "the page is left out, for want of chromium" in shown.err
    assert "2 times nova" in shown.out
    assert "page" not in shown.out


def test_the_page_is_measured_once_for_each_size(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def visited(size: int, rounds: int) -> tuple[list[Point], PageFigures]:
        asked.append((size, rounds))
        return points((size, "page loaded", 1.0 * size)), FIGURES

    monkeypatch.setattr(growth, "what_lacks", lambda: "")
    monkeypatch.setattr(growth, "visit", visited)
    monkeypatch.setattr(sys, "argv", ["growth", "--sizes", "1", "2", "--jobs", PAGE, "--rounds", "3"])
    growth.main()
    assert asked == [(1, 3), (2, 3)]
    assert "page loaded, one document, 2 times nova" in capsys.readouterr().out
