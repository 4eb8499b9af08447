"""How much CPU time the linter takes for a reference, against os-api-ref's build of the same reference."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.build import measure
from tests.corpus.builds import SOURCE, copy_reference
from tests.corpus.fetch import fetch
from tests.corpus.references import REFERENCES

#: Beside the interpreter's own start, which no command can do without.
_NOTHING = ("-c", "pass")


def cpu_of(*arguments: str) -> float:
    """Run Python with *arguments*; return the user and system time that it took, in seconds."""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # 1 says that there are findings.
    if process.returncode not in (0, 1):
        raise RuntimeError(f"python {' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure what the command line names, and print the result."""
    references = {reference.name: reference for reference in REFERENCES}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lint", description=__doc__)
    parser.add_argument("--reference", choices=references, default="nova")
    parser.add_argument("--rounds", type=int, default=5, help="how often each runs; they take turns (default: 5)")
    arguments = parser.parse_args()
    reference = references[arguments.reference]
    print(
        f"{reference.name} {reference.version}; Python {platform.python_version()}, "
        f"sphinx {version('sphinx')}, os-api-ref {version('os-api-ref')}"
    )
    lint = ("-m", "sphinx_restaction", "lint", "--isolated", str(fetch(reference) / SOURCE))
    with tempfile.TemporaryDirectory() as folder:
        source = copy_reference(reference, Path(folder, "unchanged"))
        # Python compiles and the disk caches before anything counts; the linter itself keeps nothing.
        measure(source)
        cpu_of(*lint)
        rounds = [(measure(source).cpu, cpu_of(*lint), cpu_of(*_NOTHING)) for _ in range(max(arguments.rounds, 1))]
    builds, lints, starts = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(build / linted for build, linted, _ in rounds)
    print(f"os-api-ref's build {builds:6.2f} s CPU")
    print(f"restaction lint    {lints:6.2f} s CPU, of which Python's own start {starts:.2f} s")
    print(f"the build takes {ratio:.0f} times as long")


if __name__ == "__main__":
    main()
