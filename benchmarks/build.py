"""How much CPU time and memory a clean build takes, against os-api-ref's build of the same reference."""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.corpus.builds import OURS, THEIRS, copy_reference, switch_extension
from tests.corpus.references import REFERENCES

#: The source with os-api-ref's directives taken out: what no extension of this kind can be faster than.
PLAIN = "no rest_* block"
VARIANTS = (THEIRS, OURS, PLAIN)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took."""

    #: User and system time of the process, in seconds.
    cpu: float
    #: The most memory that it had at once, in bytes.
    memory: int


def prepare(variant: str, source: Path) -> None:
    """Change the copy *source* of a reference to what *variant* builds."""
    if variant == OURS:
        switch_extension(source)
    elif variant == PLAIN:
        conf = source / "conf.py"
        conf.write_text(re.sub(rf"^.*'{THEIRS}'.*\n", "", conf.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        for path in (path for path in source.rglob("*") if path.suffix in {".rst", ".inc"}):
            path.write_text(without_blocks(path.read_text("utf-8")), "utf-8")


def without_blocks(text: str) -> str:
    """Return the document *text* without ``rest_*`` directives and their contents."""
    return re.sub(r"^\.\. rest_\w+::.*\n(?:[ \t]+\S.*\n|[ \t]*\n)*", "", text, flags=re.MULTILINE)


def measure(source: Path) -> Cost:
    """Build *source* from nothing and return what it took."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-E", "-d", f"{folder}/doctrees"]
        # The folder is the process's own, so that Python finds the extension where it is installed.
        with subprocess.Popen(
            [*command, str(source), f"{folder}/html"], cwd=folder, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the build of {source} failed")
    # Linux counts in KiB, macOS in bytes.
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def report(rounds: list[dict[str, Cost]]) -> str:
    """Return a table of the medians over *rounds*; the ratio is that of the two builds of one round."""
    lines = [f"{'':20}{'CPU s':>8}{'to os-api-ref':>16}{'(from, to)':>16}{'MiB':>8}"]
    for variant in VARIANTS:
        cpu = statistics.median(costs[variant].cpu for costs in rounds)
        memory = statistics.median(costs[variant].memory for costs in rounds) / 2**20
        ratios = [costs[variant].cpu / costs[THEIRS].cpu for costs in rounds]
        spread = f"({min(ratios):.2f}, {max(ratios):.2f})"
        lines.append(f"{variant:20}{cpu:8.1f}{statistics.median(ratios):16.2f}{spread:>16}{memory:8.0f}")
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line names, and print the result."""
    references = {reference.name: reference for reference in REFERENCES}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("--reference", choices=references, default="nova")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is built; they take turns (default: 5)")
    arguments = parser.parse_args()
    reference = references[arguments.reference]
    versions = ", ".join(f"{name} {version(name)}" for name in ("sphinx", "docutils", "os-api-ref"))
    print(f"{reference.name} {reference.version}; Python {platform.python_version()}, {versions}")
    with tempfile.TemporaryDirectory() as folder:
        sources = {}
        for number, variant in enumerate(VARIANTS):
            sources[variant] = copy_reference(reference, Path(folder, str(number)))
            prepare(variant, sources[variant])
            # Python compiles and the disk caches what the builds share, before anything counts.
            measure(sources[variant])
        rounds = [
            {variant: measure(source) for variant, source in sources.items()} for _ in range(max(arguments.rounds, 1))
        ]
    print(report(rounds))


if __name__ == "__main__":
    main()
