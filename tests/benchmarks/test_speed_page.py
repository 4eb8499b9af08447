"""The manual's tables of speed are those of the results, and say what falls short."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from benchmarks import report
from benchmarks.comparison import compare
from benchmarks.growth import ALONE, BUILD, LINT, SIZES, Point, judge, rounds_of
from benchmarks.outcome import make_outcome

GOOD = compare("build.nova.cpu", "nova, clean", "os-api-ref", [(1.0, 4.0)], limit=0.4)
BAD = compare("build.nova.memory", "nova, memory", "os-api-ref", [(9.0, 10.0)], unit="MiB", limit=0.8)


def points(job: str, *costs: tuple[int, float]) -> list[Point]:
    return [Point(shape="one document", job=job, size=size, cpu=cpu, memory=100.0) for size, cpu in costs]


def test_the_manual_has_the_results() -> None:
    results, reasons = report.read_results(report.RESULTS), report.read_reasons(report.REASONS)
    growth = results.pop("growth")
    assert report.FIGURES.read_text("utf-8") == report.render_figures(results.values(), reasons)
    assert report.GROWTH.read_text("utf-8") == report.render_growth(growth, reasons)


def test_each_table_has_its_command() -> None:
    text = report.render_figures([make_outcome("build", [GOOD])], {})
    assert "``python -m benchmarks.build``" in text
    assert '"nova, clean","os-api-ref","1.00 s","4.00 s","0.25","0.25, 0.25","0.40","kept"' in text
    assert "Nothing falls short." in text


def test_what_falls_short_has_its_reason() -> None:
    result = make_outcome("build", [GOOD, BAD])
    told = "* nova, memory, beside os-api-ref: 12% over. "
    assert told + "Pages." in report.render_figures([result], {"build.nova": "Pages."})
    assert told + "What limits it is not known yet." in report.render_figures([result], {"lint": "Nothing."})


def test_growth_that_is_not_linear_is_told() -> None:
    found = list(judge([*points(LINT, (1, 1.0), (2, 2.0), (4, 5.0))]))
    assert [(one.key, one.verdict) for one in found if one.key.endswith("cpu")] == [
        ("growth.one-document.lint.2.cpu", "kept"),
        ("growth.one-document.lint.4.cpu", "16% over"),
    ]


def test_a_large_reference_is_measured_less_often() -> None:
    assert [rounds_of(size, BUILD, 8) for size in SIZES] == [8, 4, 2, 2, 2]
    # What is not ours takes longest, and the linter hardly anything.
    assert [rounds_of(size, ALONE, 8) for size in SIZES] == [8, 4, 2, 1, 1]
    assert [rounds_of(size, LINT, 8) for size in SIZES] == [8] * 5
    assert [rounds_of(16, job, 1) for job in (BUILD, ALONE, LINT)] == [1, 1, 3]


def test_sizes_that_are_no_doubling_are_not_compared() -> None:
    assert list(judge(points(LINT, (1, 1.0), (4, 9.0)))) == []


def test_the_largest_has_its_limits() -> None:
    found = {one.key: one for one in judge([*points(LINT, (16, 9.0)), *points(BUILD, (16, 99.0))])}
    assert found["growth.largest.one-document.lint"].holds is False
    # A build may take as long as it likes, and 4 GiB.
    assert found["growth.largest.one-document.build"].holds is True


def test_the_mean_factor_is_that_of_each_doubling() -> None:
    measured = [*points(LINT, (1, 1.0), (2, 3.0), (4, 9.0)), *points(BUILD, (1, 1.0))]
    ((shape, job, factor),) = report.mean_factors(measured)
    assert (shape, job) == ("one document", LINT)
    assert factor == pytest.approx(3.0)
    assert list(report.mean_factors(points(LINT, (2, 1.0)))) == []


def test_the_manual_tells_how_it_grows() -> None:
    measured = [*points(LINT, (1, 1.0), (2, 3.0))]
    details = {"points": [asdict(point) for point in measured]}
    text = report.render_growth(make_outcome("growth", list(judge(measured)), details=details), {"growth": "Sorting."})
    assert "The largest of our factors is 3.00" in text
    assert "lint, one document, 2 times nova, beside 1 times nova: 40% over. Sorting." in " ".join(text.split())
