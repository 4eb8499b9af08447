"""What a benchmark found: where and with what, as a table for a terminal, and as JSON for the manual's."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGES = ("sphinx-restaction", "os-api-ref", "Sphinx", "docutils", "PyYAML")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All comparisons of one run of a benchmark."""

    #: The name of the module, and what follows it in the command that repeats the run.
    name: str
    options: str = ""
    date: str
    machine: str
    versions: dict[str, str]
    comparisons: tuple[Comparison, ...]
    #: What a benchmark has beside comparisons; lists of rows, for the manual.
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """What repeats it."""
        return f"python -m benchmarks.{self.name} {self.options}".rstrip()


def make_outcome(
    name: str,
    comparisons: Sequence[Comparison],
    *,
    options: str = "",
    versions: Mapping[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Outcome:
    """Return the outcome of a run that ends now, here; *versions* are those of what else took part."""
    return Outcome(
        name=name,
        options=options,
        date=dt.datetime.now(tz=dt.timezone.utc).date().isoformat(),
        machine=describe_machine(),
        versions={"Python": platform.python_version(), **_installed(), **(versions or {})},
        comparisons=tuple(comparisons),
        details=dict(details or {}),
    )


def _installed() -> dict[str, str]:
    """Return the versions of those packages that take part and are there."""
    found = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def describe_machine() -> str:
    """Return the processor, its cores, the memory and the system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def make_parser(name: str, description: str | None, rounds: int) -> argparse.ArgumentParser:
    """Return a parser with the options that all benchmarks have."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=description)
    text = "how often each is measured; they take turns (default: %(default)s)"
    parser.add_argument("--rounds", type=int, default=rounds, help=text)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result to this file, too")
    return parser


def show(outcome: Outcome, path: Path | None) -> None:
    """Print *outcome*, and write it to *path* if there is one."""
    print(render(outcome))
    if path:
        write(outcome, path)


def render(outcome: Outcome) -> str:
    """Return *outcome* as text; figures are medians, and the ratios are those of one round."""
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.date}; {outcome.machine}"
    yield ", ".join(f"{name} {number}" for name, number in outcome.versions.items())
    width = max([20, *(len(one.title) for one in outcome.comparisons)])
    peers = max([10, *(len(one.peer) for one in outcome.comparisons)])
    yield f"{'':{width}}  {'beside':{peers}} {'ours':>11} {'theirs':>11} {'ratio':>7} {'(from, to)':>16} {'at most':>8}"
    for one in outcome.comparisons:
        spread = f"({one.least:.3f}, {one.greatest:.3f})"
        limit = "" if one.limit is None else f"{one.limit:.3f}"
        figures = f"{amount(one.own, one.unit):>11} {amount(one.other, one.unit):>11} {one.ratio:7.3f} {spread:>16}"
        yield f"{one.title:{width}}  {one.peer:{peers}} {figures} {limit:>8} {one.verdict}".rstrip()
        if one.note:
            yield f"{'':{width}}  {one.note}"


def amount(value: float, unit: str) -> str:
    """Return *value* with its unit, in as many digits as are worth something."""
    digits = 2 if unit == "s" and value < 100 else 0  # noqa: PLR2004  # hundredths of a second, until nobody cares
    return f"{value:,.{digits}f} {unit}".rstrip()


def write(outcome: Outcome, path: Path) -> None:
    """Write *outcome* as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dataclasses.asdict(outcome), indent=2) + "\n", "utf-8")


def read(path: Path) -> Outcome:
    """Return the outcome that `write` has written."""
    fields = json.loads(path.read_text("utf-8"))
    comparisons = tuple(Comparison(**one) for one in fields.pop("comparisons"))
    return Outcome(comparisons=comparisons, **fields)
