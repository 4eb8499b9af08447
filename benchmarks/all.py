"""Measure everything that the manual's page on speed has, and write its tables: a quarter of an hour.

Growth takes twenty minutes more; ``--growth`` adds it. A result stays until its benchmark runs again, so a single one
can be repeated by ``--only``.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time

from benchmarks import report
from benchmarks.report import ORDER, RESULTS


def main() -> int:
    """Run what the command line names, one after the other, write the tables, and return the exit code.

    One that fails, for want of a browser for instance, keeps its earlier result and does not keep others from running.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.all", description=__doc__)
    parser.add_argument("--rounds", type=int, help="of each; by default what each has")
    parser.add_argument("--growth", action="store_true", help="measure growth, too")
    parser.add_argument("--only", nargs="+", choices=(*ORDER, "growth"), help="measure these")
    arguments = parser.parse_args()
    names = arguments.only or [*ORDER, *(["growth"] if arguments.growth else [])]
    rounds = ["--rounds", str(arguments.rounds)] if arguments.rounds else []
    # A part of the project that is not there yet has no benchmark.
    there = [name for name in names if importlib.util.find_spec(f"benchmarks.{name}")]
    failed = [name for name in there if not _run(name, *rounds)]
    report.main()
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _run(name: str, *options: str) -> bool:
    """Run the benchmark *name*, and return whether it has left a result."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", *options, "--json", str(RESULTS / f"{name}.json")]
    code = subprocess.run(command, check=False).returncode
    print(f"{time.monotonic() - start:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
