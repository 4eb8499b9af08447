"""How a page in the browser grows with its reference: what it takes to load it, to open everything, and to filter.

Chromium is not everywhere, so it is a process of its own (`benchmarks.visiting`) that knows it.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.building import build_in
from benchmarks.measuring import Cost, take_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: The steps of a visit.
LOADED, OPENED, FILTERED = "loaded", "opened", "filtered"
STEPS = (LOADED, OPENED, FILTERED)
BLOCKED = "blocked"
#: The jobs: a step each, and the load without our style sheet and script, which is what the browser itself takes.
PAGE, PLAIN_PAGE = "page", "page, plain"
#: A visit of the largest page takes half a minute, so there are few. What disturbs them only adds, so the least counts.
_FEWEST, _MOST = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page took, by the steps of the visit."""

    #: Seconds of the page's main thread, and MiB of its process after the step.
    cpu: dict[str, float]
    memory: dict[str, float]
    #: Milliseconds on the clock, and for how many of them the page was blocked while it loaded.
    clock: dict[str, float]
    #: What scripts keep, in MiB.
    heap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """What readers of a page wait for, in milliseconds, and what scripts keep, in MiB."""

    size: int
    loaded: float
    blocked: float
    opened: float
    filtered: float
    heap: float


def what_lacks() -> str:
    """Return what is missed for visiting a page, nothing if all is there."""
    if importlib.util.find_spec("selenium") is None:
        return "selenium"
    from tests.browser.chromium import BINARY, DRIVER  # noqa: PLC0415  # it needs selenium

    return ", ".join(path.name for path in (BINARY, DRIVER) if not path.exists())


def measure_page(source: Path, folder: Path, size: int, rounds: int) -> tuple[dict[str, Cost], PageFigures]:
    """Build *source* in *folder*, visit its page as it is and plain, in turns, and return the least of it."""
    folder.mkdir()
    build_in(source, folder)
    page = folder / "html" / "index.html"
    jobs = {PAGE: partial(_visit, page), PLAIN_PAGE: partial(_visit, page, "--plain")}
    done = take_turns(jobs, rounds_of(size, rounds), warm=False)
    whole, plain = ([turn[job] for turn in done] for job in jobs)
    return dict(costs(whole, plain)), figures(size, whole)


def rounds_of(size: int, rounds: int) -> int:
    """Return how often a page of *size* is visited where small things are measured in *rounds*."""
    return max(1, min(rounds, _FEWEST), min(rounds // size, _MOST))


def _visit(page: Path, *options: str) -> Visit:
    command = [sys.executable, "-m", "benchmarks.visiting", *options, str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Visit(**json.loads(done.stdout.splitlines()[-1]))


def costs(whole: Sequence[Visit], plain: Sequence[Visit]) -> Iterator[tuple[str, Cost]]:
    """Yield the jobs with their costs, of visits to the page as it is and to the plain one."""
    for step in STEPS:
        yield f"{PAGE} {step}", _cost(whole, step)
    yield PLAIN_PAGE, _cost(plain, LOADED)


def _cost(found: Sequence[Visit], step: str) -> Cost:
    return Cost(
        cpu=min(one.cpu[step] for one in found),
        wall=min(one.clock[step] for one in found) / 1000,
        memory=median(one.memory[step] for one in found),
    )


def figures(size: int, found: Sequence[Visit]) -> PageFigures:
    """Return what readers wait for in the visits *found*."""
    times = {name: min(one.clock[name] for one in found) for name in (*STEPS, BLOCKED)}
    return PageFigures(size=size, heap=median(one.heap for one in found), **times)
