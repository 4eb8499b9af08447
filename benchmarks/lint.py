"""How much CPU time the linter takes: against os-api-ref's build, against linters of OpenAPI documents, and itself.

The linters of OpenAPI documents read the invented API of ``benchmarks/invented``, which has as many operations and
samples as nova, with the rules that they recommend and all examples compared with their schemas.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import npm, outcome
from benchmarks.building import PEER, build, has_cache, lint, lint_command, prepare, without_cache
from benchmarks.comparison import compare
from benchmarks.invented.api import make_api
from benchmarks.invented.openapi import make_document
from benchmarks.invented.rest import ONE, write_reference
from benchmarks.measuring import Cost, run, take_turns
from benchmarks.rebuild import Project
from tests.corpus.builds import SOURCE, THEIRS, copy_reference
from tests.corpus.fetch import fetch
from tests.corpus.references import NOVA, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.comparison import Comparison

MOST_OF_BUILD = 1 / 40
MOST_OF = {"redocly": 1 / 9, "spectral": 1 / 12}
MOST_WARM = 1 / 3
MOST_TOGETHER = 0.6
#: What is done before a run with a cache, and what it may cost, if there is a limit.
_WARM: Mapping[str, tuple[str, float | None]] = {
    "text": ("a word in an .inc, with the cache", MOST_WARM),
    "catalogue": ("a word in parameters.yaml, with the cache", MOST_WARM),
    "sample": ("a value in a sample, with the cache", MOST_WARM),
    "nothing": ("nothing, with the cache", MOST_WARM),
    "row": ("another row in a table, which has an effect, with the cache", None),
    "kept": ("the first run, which writes the cache", None),
}
#: Shorter than the others, so that more of it is worth something.
_SHORT_ROUNDS = 3


def cold(rounds: int) -> Iterator[Comparison]:
    """Lint nova, the invented reference of its size, and what the peers take, in turns."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        jobs = _cold_jobs(folder)
        done = take_turns(jobs, rounds)
    nova = f"nova, cold ({NOVA.version})"

    def pairs(own: str, other: str) -> list[tuple[float, float]]:
        return [(costs[own].cpu, costs[other].cpu) for costs in done]

    yield compare("lint.cold.build", nova, f"{PEER}'s build", pairs("nova", "build"), limit=MOST_OF_BUILD)
    yield compare("lint.cold.start", "Python's own start", "nova, cold", pairs("start", "nova"))
    for name in [name for name in npm.NAMES if name in jobs]:
        yield compare(f"lint.cold.{name}", nova, npm.NAMES[name], pairs("nova", name), limit=MOST_OF[name])
        yield compare(f"lint.same.{name}", "the same API as a reference", npm.NAMES[name], pairs("invented", name))


def _cold_jobs(folder: Path) -> Mapping[str, Callable[[], Cost]]:
    options = without_cache()
    resources = make_api(1)
    invented = write_reference(folder / "invented", resources, ONE)
    source = prepare(NOVA, folder / "build", (THEIRS,))[THEIRS]
    jobs: dict[str, Callable[[], Cost]] = {
        "build": partial(build, source),
        "nova": partial(lint, "--isolated", *options, fetch(NOVA) / SOURCE),
        "invented": partial(lint, *options, invented),
        "start": partial(run, [sys.executable, "-c", "pass"], folder=folder),
    }
    if npm.is_there():
        document = folder / "openapi.json"
        document.write_text(json.dumps(make_document(resources), indent=2), "utf-8")
        programs = npm.install()
        for name in npm.NAMES:
            command = npm.lint_command(programs, name, document)
            jobs[name] = partial(run, command, folder=folder, environment=npm.environment())
    return jobs


def warm(rounds: int) -> Iterator[Comparison]:
    """Lint nova after each kind of edit and after none, with the cache of the first run, and without any."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        project = Project(copy_reference(NOVA, folder / "nova"), folder / "out")
        options = ("--isolated", project.source)

        def cached(edit: Callable[[], None] | None = None) -> Cost:
            if edit:
                edit()
            return lint("--cache-dir", folder / "cache", *options)

        def emptied() -> Cost:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            return cached()

        # The word of an edit is new, so each run with the cache has to see that it does not matter.
        jobs: dict[str, Callable[[], Cost]] = {
            "cold": partial(lint, "--no-cache", *options),
            "kept": emptied,
            "text": partial(cached, project.edit_text),
            "catalogue": partial(cached, project.edit_catalogue),
            "sample": partial(cached, project.edit_sample),
            "nothing": cached,
            "row": partial(cached, project.edit_row),
        }
        done = take_turns(jobs, rounds)

    def against_cold(key: str) -> list[tuple[float, float]]:
        return [(costs[key].cpu, costs["cold"].cpu) for costs in done]

    for key, (what, limit) in _WARM.items():
        yield compare(f"lint.warm.{key}", f"nova, {what}", "without a cache", against_cold(key), limit=limit)


def together(rounds: int) -> Iterator[Comparison]:
    """Lint all references by one command, and each by its own."""
    options = ("--isolated", *without_cache())
    sources = [fetch(reference) / SOURCE for reference in REFERENCES]
    with tempfile.TemporaryDirectory() as folder:
        one = partial(run, lint_command(*options, *sources), folder=Path(folder), codes=(0, 1))
        jobs: dict[str, Callable[[], list[Cost]]] = {
            "together": lambda: [one()],
            "apart": lambda: [lint(*options, source) for source in sources],
        }
        done = take_turns(jobs, rounds)
    names = f"{len(sources)} references by one command"
    wall = [tuple(sum(cost.wall for cost in costs[key]) for key in jobs) for costs in done]
    cpu = [tuple(sum(cost.cpu for cost in costs[key]) for key in jobs) for costs in done]
    yield compare("lint.together.wall", f"{names}, wall time", "one by one", _two(wall), limit=MOST_TOGETHER)
    yield compare("lint.together.cpu", f"{names}, CPU", "one by one", _two(cpu))


def _two(rows: list[tuple[float, ...]]) -> list[tuple[float, float]]:
    return [(own, other) for own, other in rows]


def main() -> None:
    """Measure all of it, and print the result."""
    parser = outcome.make_parser("lint", __doc__, rounds=5)
    arguments = parser.parse_args()
    rounds = arguments.rounds
    found = list(cold(rounds))
    if has_cache():
        found += warm(rounds * _SHORT_ROUNDS)
    found += together(rounds)
    versions = npm.versions() if npm.is_there() else {}
    outcome.show(outcome.make_outcome("lint", found, versions=versions), arguments.json)


if __name__ == "__main__":
    main()
