"""Whether anything has become much slower: a few ratios, compared with those that ``recorded.toml`` has.

The measure is os-api-ref's build of a small reference, so a slow machine is slow at both. A ratio that seems too
large is measured once more, longer, before it counts: machines of a CI are noisy. ``--write`` records what is
measured now.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.building import PEER, build, has_cache, lint, prepare, without_cache
from benchmarks.comparison import Comparison, compare
from benchmarks.measuring import Cost, take_turns
from benchmarks.rebuild import Project, after
from tests.corpus.builds import OURS, THEIRS, copy_reference
from tests.corpus.references import GLANCE, NOVA

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

RECORDED = Path(__file__).parent / "recorded.toml"
#: How much larger than the recorded one a ratio may be.
TOLERANCE = 1.3
#: How many times as many rounds there are when a ratio seems too large.
LONGER = 3
_HEADER = """\
# Ratios of CPU times, which `python -m benchmarks.ratios` compares with what it measures: it fails if one is more than
# 1.3 times as large as here. `python -m benchmarks.ratios --write` writes this file, on purpose.
"""


def measure(rounds: int) -> list[Comparison]:
    """Measure all ratios, each job in turns with os-api-ref's build."""
    with tempfile.TemporaryDirectory() as scratch:
        done = take_turns(_jobs(Path(scratch)), rounds)
    yardstick = f"{PEER}'s build of {GLANCE.name}"
    titles = {
        "build": f"clean build of {GLANCE.name}",
        "rebuild": f"{GLANCE.name}, after a word in an .inc",
        "lint": f"lint of {NOVA.name}, cold",
        "warm": f"lint of {NOVA.name}, after an edit, with the cache",
    }
    return [
        compare(key, titles[key], yardstick, [(costs[key].cpu, costs["theirs"].cpu) for costs in done])
        for key in done[0]
        if key != "theirs"
    ]


def _jobs(folder: Path) -> dict[str, Callable[[], Cost]]:
    sources = prepare(GLANCE, folder / "sources", (OURS, THEIRS))
    rebuilt = Project(prepare(GLANCE, folder / "rebuilt", (OURS,))[OURS], folder / "out")
    # A larger reference: the small one takes the linter hardly longer than its own start.
    linted = Project(copy_reference(NOVA, folder / "nova"), folder / "never")
    jobs: dict[str, Callable[[], Cost]] = {
        "theirs": partial(build, sources[THEIRS]),
        "build": partial(build, sources[OURS]),
        "rebuild": partial(after, rebuilt, "edit_text"),
        "lint": partial(lint, "--isolated", *without_cache(), linted.source),
    }
    if has_cache():
        jobs["warm"] = partial(_lint_after_edit, linted, folder / "cache")
    return jobs


def _lint_after_edit(project: Project, cache: Path) -> Cost:
    project.edit_text()
    return lint("--isolated", "--cache-dir", cache, project.source)


def read_recorded(path: Path) -> dict[str, float]:
    """Return the recorded ratios by their key."""
    return {key: float(ratio) for key, ratio in tomllib.loads(path.read_text("utf-8"))["ratios"].items()}


def write_recorded(path: Path, measured: Mapping[str, float]) -> None:
    """Record *measured*."""
    lines = [f"{key} = {ratio:.3f}\n" for key, ratio in measured.items()]
    path.write_text("".join([_HEADER, "[ratios]\n", *lines]), "utf-8")


def too_large(measured: Mapping[str, float], recorded: Mapping[str, float]) -> Iterator[str]:
    """Say which of *measured* are much larger than *recorded*, and which only one of the two has."""
    for key in dict.fromkeys((*measured, *recorded)):
        if key not in recorded:
            yield f"{key}: {measured[key]:.3f} is not recorded; --write records it"
        elif key not in measured:
            yield f"{key}: {recorded[key]:.3f} is recorded, and is not measured any more"
        elif measured[key] > TOLERANCE * recorded[key]:
            times = measured[key] / recorded[key]
            yield f"{key}: {measured[key]:.3f} is {times:.2f} times the recorded {recorded[key]:.3f}"


def check(recorded: Mapping[str, float], rounds: int, measure: Callable[[int], Sequence[Comparison]]) -> list[str]:
    """Return what is wrong with what *measure* finds in *rounds*, and finds again in more of them."""
    found = measure(rounds)
    if list(too_large(_by_key(found), recorded)):
        print(_table(found, recorded), "once more, longer:", sep="\n")
        found = measure(rounds * LONGER)
    print(_table(found, recorded))
    return list(too_large(_by_key(found), recorded))


def _by_key(found: Sequence[Comparison]) -> dict[str, float]:
    return {one.key: one.ratio for one in found}


def _table(found: Sequence[Comparison], recorded: Mapping[str, float]) -> str:
    lines = [f"CPU time as a part of {found[0].peer}"]
    for one in found:
        known = f"{recorded[one.key]:.3f}" if one.key in recorded else "-"
        spread = f"({one.least:.3f}, {one.greatest:.3f})"
        lines.append(f"{one.key:10}{one.ratio:8.3f} {spread:>16}  recorded {known:>6}  {one.title}")
    return "\n".join(lines)


def main() -> int:
    """Measure and compare, or record; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ratios", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="record what is measured, and compare nothing")
    arguments = parser.parse_args()
    if arguments.write:
        found = measure(arguments.rounds * LONGER)
        write_recorded(RECORDED, _by_key(found))
        print(_table(found, read_recorded(RECORDED)))
        return 0
    faults = check(read_recorded(RECORDED), arguments.rounds, measure)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
