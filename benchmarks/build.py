"""How much CPU time and memory a clean build takes, against os-api-ref's build of the same reference."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.building import PEER, PLAIN, build, prepare
from benchmarks.comparison import compare
from benchmarks.measuring import take_turns
from tests.corpus.builds import OURS, THEIRS
from tests.corpus.references import CINDER, GLANCE, KEYSTONE, NOVA, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.comparison import Comparison
    from tests.corpus.references import Reference

_BY_NAME = {reference.name: reference for reference in REFERENCES}
_DEFAULT = (NOVA, KEYSTONE, CINDER)
#: What Sphinx reads in several processes: it gives each process documents, and nova has one.
_MANY_DOCUMENTS = (KEYSTONE, CINDER, GLANCE)
MOST_CPU, MOST_MEMORY = 0.40, 0.80


def clean(reference: Reference, rounds: int) -> Iterator[Comparison]:
    """Build all variants of *reference* in turns; compare CPU time and memory with os-api-ref's."""
    with tempfile.TemporaryDirectory() as folder:
        sources = prepare(reference, Path(folder))
        jobs = {variant: partial(build, source) for variant, source in sources.items()}
        done = take_turns(jobs, rounds)
    name, key = reference.name, f"build.{reference.name}"
    cpu = [(costs[OURS].cpu, costs[THEIRS].cpu) for costs in done]
    least = [(costs[PLAIN].cpu, costs[THEIRS].cpu) for costs in done]
    memory = [(costs[OURS].memory, costs[THEIRS].memory) for costs in done]
    yield compare(f"{key}.cpu", f"{name}, clean", PEER, cpu, limit=MOST_CPU)
    yield compare(f"{key}.plain", f"{name}, no rest_* block at all", PEER, least)
    # The issue is about the largest one; the others are told.
    limit = MOST_MEMORY if reference is NOVA else None
    memory_least = [(costs[PLAIN].memory, costs[THEIRS].memory) for costs in done]
    yield compare(f"{key}.memory", f"{name}, peak memory", PEER, memory, unit="MiB", limit=limit)
    yield compare(f"{key}.plain-memory", f"{name}, no rest_* block, memory", PEER, memory_least, unit="MiB")


def parallel(reference: Reference, rounds: int, number: int) -> Comparison:
    """Build *reference* in *number* processes with both extensions in turns; compare the CPU time of all of them."""
    with tempfile.TemporaryDirectory() as folder:
        sources = prepare(reference, Path(folder), (OURS, THEIRS))
        jobs = {variant: partial(build, source, "-j", str(number)) for variant, source in sources.items()}
        done = take_turns(jobs, rounds)
    pairs = [(costs[OURS].cpu, costs[THEIRS].cpu) for costs in done]
    title = f"{reference.name}, clean, -j {number}"
    return compare(f"build.{reference.name}.jobs", title, f"{PEER} -j {number}", pairs, limit=MOST_CPU)


def measure(references: list[Reference], rounds: int, jobs: int) -> Iterator[Comparison]:
    """Measure *references*, and those of them with many documents in several processes, too."""
    for reference in references:
        yield from clean(reference, rounds)
    for reference in references:
        if jobs > 1 and reference in _MANY_DOCUMENTS:
            yield parallel(reference, rounds, jobs)


def main() -> None:
    """Measure what the command line names, and print the result."""
    parser = outcome.make_parser("build", __doc__, rounds=5)
    parser.add_argument(
        "--reference", nargs="+", choices=_BY_NAME, default=[one.name for one in _DEFAULT], help="what is built"
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes of the parallel build; 1: none")
    arguments = parser.parse_args()
    references = [_BY_NAME[name] for name in arguments.reference]
    found = list(measure(references, arguments.rounds, arguments.jobs))
    options = f"--reference {' '.join(arguments.reference)}" if references != list(_DEFAULT) else ""
    outcome.show(outcome.make_outcome("build", found, options=options), arguments.json)


if __name__ == "__main__":
    main()
