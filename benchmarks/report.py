"""Write the manual's tables of what the benchmarks have measured, from the results that they have left.

Nobody types a figure: ``doc/source/speed-figures.inc`` and ``speed-growth.inc`` come from ``benchmarks/results``. Why
a row falls short, people write, in ``reasons.toml``.
"""

from __future__ import annotations

import math
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.growth import OPERATIONS, Point, by_shape
from benchmarks.outcome import amount
from benchmarks.page_growth import PageFigures

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.comparison import Comparison
    from benchmarks.outcome import Outcome

_HERE = Path(__file__).parent
RESULTS, REASONS = _HERE / "results", _HERE / "reasons.toml"
MANUAL = _HERE.parent / "doc" / "source"
FIGURES, GROWTH = MANUAL / "speed-figures.inc", MANUAL / "speed-growth.inc"
#: The order of the manual; what is not named comes last.
ORDER = ("build", "rebuild", "lint", "page", "preview")
_TITLES = {
    "build": "Clean builds",
    "rebuild": "Builds after an edit",
    "lint": "The linter",
    "page": "The page",
    "preview": "The preview",
}
_COLUMNS = ("What", "Beside", "Ours", "Theirs", "Ratio", "From, to", "At most", "")
_FIRST = ".. `python -m benchmarks.report` writes this file."


def read_results(folder: Path) -> dict[str, Outcome]:
    """Return the results in *folder* by the name of their benchmark, in the order of the manual."""
    found = [outcome.read(path) for path in sorted(folder.glob("*.json"))]
    known = {name: number for number, name in enumerate(ORDER)}
    return {one.name: one for one in sorted(found, key=lambda one: known.get(one.name, len(known)))}


def read_reasons(path: Path) -> dict[str, str]:
    """Return why rows fall short, by the keys of their comparisons."""
    return {key: str(reason) for key, reason in tomllib.loads(path.read_text("utf-8"))["reasons"].items()}


def render_figures(results: Iterable[Outcome], reasons: Mapping[str, str]) -> str:
    """Return the tables of all *results*, each with its command, and what falls short."""
    results = list(results)
    short = [one for result in results for one in result.comparisons if one.holds is False]
    lines = [_FIRST, ""]
    for result in results:
        lines += [*_table(result), ""]
    return "\n".join([*lines, *_short(short, reasons), *_surroundings(results), ""])


def render_growth(result: Outcome, reasons: Mapping[str, str]) -> str:
    """Return the tables of the growth: what each size takes, and whether it stays linear."""
    points = [Point(**point) for point in result.details["points"]]
    lines = [_FIRST, ""]
    for shape, sizes in by_shape(points).items():
        lines += [*_growth_table(shape, sizes), ""]
    figures = [PageFigures(**one) for one in result.details.get("page", ())]
    if figures:
        lines += [*_page_table(figures), ""]
    judged = [one for one in result.comparisons if one.limit is not None]
    short = [one for one in judged if not one.holds]
    worst = max((one for one in judged if not one.key.startswith("growth.largest")), key=lambda one: one.ratio)
    lines += [f"The largest of our factors is {worst.ratio:.2f}: {worst.title}, beside {worst.peer}.", ""]
    means = [f"{job}, {shape}: {factor:.2f}" for shape, job, factor in mean_factors(points)]
    if means:
        lines += [*_wrap(f"The mean factor of CPU time, over all doublings: {'; '.join(means)}."), ""]
    lines += [f"* {one.title}: {amount(one.own, one.unit)}, at most {one.peer}" for one in judged if _is_largest(one)]
    return "\n".join([*lines, "", *_short(short, reasons), *_surroundings([result]), ""])


def mean_factors(points: Sequence[Point]) -> Iterator[tuple[str, str, float]]:
    """Yield the shape, the job, and the factor by which its CPU time grows with each doubling from first to last."""
    for shape, sizes in by_shape(points).items():
        least, most = min(sizes), max(sizes)
        doublings = math.log2(most / least)
        for job in sizes[least] if doublings else ():
            if job in sizes[most]:
                yield shape, job, (sizes[most][job].cpu / sizes[least][job].cpu) ** (1 / doublings)


def _is_largest(one: Comparison) -> bool:
    return one.key.startswith("growth.largest")


def _growth_table(shape: str, sizes: Mapping[int, Mapping[str, Point]]) -> Iterator[str]:
    header = ("What", "Size", "Operations", "CPU, s", "Factor", "Memory, MiB", "Factor")
    rows = []
    for job in next(iter(sizes.values())):
        for size, costs in sizes.items():
            half = sizes.get(size // 2, {}) if size > 1 else {}
            rows.append((job, f"{size}", f"{size * OPERATIONS:,}", *_growth_cells(costs[job], half.get(job))))
    yield from _csv(f"{shape.capitalize()}: CPU time and memory", header, rows)


def _page_table(figures: Sequence[PageFigures]) -> Iterator[str]:
    header = ("Size", "Operations", "Settled, ms", "Blocked, ms", "All open, ms", "Filtered, ms", "Scripts keep, MiB")
    rows = []
    for one in figures:
        times = (f"{time:,.0f}" for time in (one.loaded, one.blocked, one.opened, one.filtered))
        rows.append((f"{one.size}", f"{one.size * OPERATIONS:,}", *times, f"{one.heap:.1f}"))
    yield from _csv("One document: what readers of its page wait for, on the clock", header, rows)


def _growth_cells(whole: Point, half: Point | None) -> Iterator[str]:
    yield f"{whole.cpu:.2f}"
    yield f"{whole.cpu / half.cpu:.2f}" if half else ""
    yield f"{whole.memory:,.0f}"
    yield f"{whole.memory / half.memory:.2f}" if half else ""


def _table(result: Outcome) -> Iterator[str]:
    title = f"{_TITLES.get(result.name, result.name.capitalize())}: ``{result.command}``"
    yield from _csv(title, _COLUMNS, map(_row, result.comparisons))
    notes = [f"{one.title}: {one.note}." for one in result.comparisons if one.note]
    for note in notes:
        yield from ("", *_wrap(note))


def _row(one: Comparison) -> tuple[str, ...]:
    digits = 3 if one.ratio < 0.1 else 2  # noqa: PLR2004
    spread = f"{one.least:.{digits}f}, {one.greatest:.{digits}f}"
    limit = "" if one.limit is None else f"{one.limit:.{digits}f}"
    own, other = amount(one.own, one.unit), amount(one.other, one.unit)
    return (one.title, one.peer, own, other, f"{one.ratio:.{digits}f}", spread, limit, one.verdict)


def _short(short: Sequence[Comparison], reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield which rows fall short, by how much, and why; a row without a known reason says so."""
    if not short:
        yield from ("Nothing falls short.", "")
        return
    yield from ("These fall short:", "")
    rows: dict[str, list[str]] = {}
    for one in short:
        rows.setdefault(_reason(one.key, reasons), []).append(f"{one.title}, beside {one.peer}: {one.verdict}")
    for reason, names in rows.items():
        yield from _wrap(f"* {'; '.join(names)}. {reason}", "  ")
    yield ""


def _reason(key: str, reasons: Mapping[str, str]) -> str:
    """Return the reason for *key*, or for the longest beginning of it that has one."""
    parts = key.split(".")
    names = (".".join(parts[:number]) for number in range(len(parts), 0, -1))
    return next((reasons[name] for name in names if name in reasons), "What limits it is not known yet.")


def _surroundings(results: Iterable[Outcome]) -> Iterator[str]:
    """Yield when, where and with which versions it was measured; once, where several have it in common."""
    groups: dict[tuple[str, str], list[str]] = {}
    versions: dict[str, str] = {}
    for result in results:
        groups.setdefault((result.date, result.machine), []).append(result.name)
        versions |= result.versions
    for (date, machine), names in groups.items():
        yield from _wrap(f"Measured on {date}: {', '.join(names)}. Machine: {machine}.")
        yield ""
    yield from _wrap(", ".join(f"{name} {number}" for name, number in versions.items()) + ".")


def _csv(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from (f".. csv-table:: {title}", "   :header-rows: 1", "")
    for row in (header, *rows):
        yield "   " + ",".join(f'"{cell}"' for cell in row)


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 100, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def main() -> None:
    """Write both files."""
    results, reasons = read_results(RESULTS), read_reasons(REASONS)
    growth = results.pop("growth", None)
    FIGURES.write_text(render_figures(results.values(), reasons), "utf-8")
    if growth:
        GROWTH.write_text(render_growth(growth, reasons), "utf-8")
    print(f"{FIGURES.name}: {', '.join(results)}; {GROWTH.name}: {growth.date if growth else 'as it was'}")


if __name__ == "__main__":
    main()
