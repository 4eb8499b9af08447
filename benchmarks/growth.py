"""How CPU time and memory grow with the size of a reference: 1, 2, 4, 8 and 16 times nova's.

The references are those of ``benchmarks/invented``. *Sphinx alone* is a build of the same text without any ``rest_*``
block and without the extension: what grows there is not ours. Builds write HTML in the theme alabaster. It has a
table of contents of all documents beside each page, which takes Sphinx a time that grows with the square of their
number; so there is a build without it, too. *Preview edit* is the time from a changed word to its HTML, in a preview.
*Page* is what the page of one document takes in Chromium: until it has settled, until all is open, and until a word has
been typed into the filter. *Plain* it has neither our style sheet nor our script: what grows there is the browser's.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.building import build, leave_out, lint, without_cache
from benchmarks.comparison import Comparison, compare
from benchmarks.editing import edit_cost
from benchmarks.invented.api import make_api
from benchmarks.invented.rest import MANY, ONE, SHAPES, write_reference
from benchmarks.page_growth import PAGE, PLAIN_PAGE, measure_page, what_lacks
from tests.corpus.builds import OURS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.measuring import Cost
    from benchmarks.page_growth import PageFigures

SIZES = (1, 2, 4, 8, 16)
#: What each doubling may cost, and what the largest one may: seconds of the linter, and MiB of a build.
MOST_GROWTH = 2.15
LARGEST, MOST_LINT, MOST_BUILD = 16, 8.0, 4096.0
LINT, BUILD, BARE, ALONE, EDIT = "lint", "build", "build, no sidebar", "Sphinx alone", "preview edit"
JOBS = {ONE: (LINT, BUILD, EDIT, ALONE), MANY: (LINT, BUILD, EDIT, BARE, ALONE)}
#: What is not ours may grow as it likes.
_FOREIGN = (ALONE, PLAIN_PAGE)
#: The linter is so fast that more rounds cost nothing.
_LINT_ROUNDS = 3
#: All else of ours is measured so often at least, if no fewer rounds are asked for.
_FEWEST = 2
OPERATIONS = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one job took for one reference."""

    shape: str
    job: str
    size: int
    cpu: float
    memory: float


def measure(shape: str, sizes: Sequence[int], rounds: int, jobs: Sequence[str]) -> list[Point]:
    """Write references of all *sizes*, and measure *jobs* on them in turns; return the least CPU time.

    What disturbs a machine for a while then disturbs neither one size alone nor all rounds of it.
    """
    costs: dict[tuple[int, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        todo = {
            (size, job): _job(job, Path(scratch, f"{size}-{job.replace(' ', '-')}"), shape, size)
            for size in sizes
            for job in jobs
        }
        for number in range(max(rounds, _LINT_ROUNDS)):
            for (size, job), run in todo.items():
                if number < rounds_of(size, job, rounds):
                    costs.setdefault((size, job), []).append(run())
            _tell(f"{shape}, round {number + 1}")
    return [
        Point(
            shape=shape,
            job=job,
            size=size,
            cpu=min(cost.cpu for cost in done),
            memory=median(cost.memory for cost in done),
        )
        for (size, job), done in costs.items()
    ]


def rounds_of(size: int, job: str, rounds: int) -> int:
    """Return how often *job* is measured at *size*; a large one takes long, and is disturbed for a part of it only."""
    if job == LINT:
        return max(_LINT_ROUNDS, rounds)
    return max(1 if job in _FOREIGN else min(_FEWEST, rounds), rounds // size)


def _job(job: str, folder: Path, shape: str, size: int) -> Callable[[], Cost]:
    source = write_reference(folder, make_api(size), shape)
    if job == LINT:
        return partial(lint, *without_cache(), source)
    if job == EDIT:
        return partial(edit_cost, source)
    if job == ALONE:
        leave_out(source, OURS)
    elif job == BARE:
        with (source / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write('html_sidebars = {"**": []}\n')
    return partial(build, source)


def visit(size: int, rounds: int) -> tuple[list[Point], PageFigures]:
    """Write the reference as one document, and measure its page."""
    with tempfile.TemporaryDirectory() as scratch:
        source = write_reference(Path(scratch, PAGE), make_api(size), ONE)
        costs, figures = measure_page(source, Path(scratch, "out"), size, rounds)
    points = [Point(shape=ONE, job=job, size=size, cpu=cost.cpu, memory=cost.memory) for job, cost in costs.items()]
    return points, figures


def judge(points: Sequence[Point]) -> Iterator[Comparison]:
    """Compare each point with that of half its size, and the largest with what it may take."""
    by_job: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        by_job.setdefault((point.shape, point.job), []).append(point)
    for (shape, job), found in by_job.items():
        key = f"growth.{shape}.{job}".replace(",", "").replace(" ", "-")
        for half, whole in pairwise(sorted(found, key=lambda point: point.size)):
            if whole.size == 2 * half.size:
                limit = None if job in _FOREIGN else MOST_GROWTH
                title = f"{job}, {shape}, {whole.size} times nova"
                beside = f"{half.size} times nova"
                yield compare(f"{key}.{whole.size}.cpu", title, beside, [(whole.cpu, half.cpu)], limit=limit)
                memory = [(whole.memory, half.memory)]
                yield compare(f"{key}.{whole.size}.memory", f"{title}, memory", beside, memory, unit="MiB", limit=limit)
    yield from _judge_largest(points)


def _judge_largest(points: Sequence[Point]) -> Iterator[Comparison]:
    for one in points:
        key = f"growth.largest.{one.shape}.{one.job}".replace(" ", "-")
        title = f"{one.job}, {one.shape}, {one.size} times nova"
        if one.size == LARGEST and one.job == LINT:
            yield compare(key, title, "8 s", [(one.cpu, MOST_LINT)], limit=1.0)
        elif one.size == LARGEST and one.job == BUILD:
            yield compare(key, f"{title}, memory", "4 GiB", [(one.memory, MOST_BUILD)], unit="MiB", limit=1.0)


def table(points: Sequence[Point]) -> str:
    """Return the points as text: a line for each size."""
    return "\n".join(_lines(by_shape(points)))


def by_shape(points: Sequence[Point]) -> dict[str, dict[int, dict[str, Point]]]:
    """Return *points* by shape, size and job."""
    found: dict[str, dict[int, dict[str, Point]]] = {}
    for point in points:
        found.setdefault(point.shape, {}).setdefault(point.size, {})[point.job] = point
    return found


def _lines(shapes: Mapping[str, Mapping[int, Mapping[str, Point]]]) -> Iterator[str]:
    for shape, sizes in shapes.items():
        jobs = list(next(iter(sizes.values())))
        yield f"{shape:16}{'operations':>12}" + "".join(f"{job:>22}" for job in jobs)
        for size, costs in sizes.items():
            cells = [f"{cost.cpu:.2f} s, {cost.memory:,.0f} MiB" for cost in costs.values()]
            yield f"{size:2} times nova   {size * OPERATIONS:12,}" + "".join(f"{cell:>22}" for cell in cells)


def main() -> None:
    """Measure what the command line names, and print the result."""
    arguments = _parser().parse_args()
    pages = PAGE in arguments.jobs and ONE in arguments.shapes
    lacks = what_lacks() if pages else ""
    if lacks:
        _tell(f"the page is left out, for want of {lacks}")
    points: list[Point] = []
    figures: list[PageFigures] = []
    for shape in arguments.shapes:
        jobs = [job for job in JOBS[shape] if job in arguments.jobs]
        points += measure(shape, arguments.sizes, arguments.rounds, jobs)
        for size in arguments.sizes if shape == ONE and pages and not lacks else ():
            more, seen = visit(size, arguments.rounds)
            points += more
            figures.append(seen)
            _tell(f"page, {size} times nova")
    print(table(points))
    details = {"points": [asdict(point) for point in points], "page": [asdict(one) for one in figures]}
    outcome.show(outcome.make_outcome("growth", list(judge(points)), details=details), arguments.json)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = outcome.make_parser("growth", __doc__, rounds=8)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="how many times nova's")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=SHAPES, help="all in one document, or in many")
    jobs = (*JOBS[MANY], PAGE)
    parser.add_argument("--jobs", nargs="+", choices=jobs, default=jobs, help="what is measured")
    return parser


if __name__ == "__main__":
    main()
