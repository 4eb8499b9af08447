"""What a command costs: the CPU time, wall time and memory of a process, and of commands that take turns."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    #: User and system time, in seconds, of the process and of all processes that it has waited for.
    cpu: float
    #: How long it took, in seconds. It depends on what else the machine does.
    wall: float
    #: The most memory that one process had at once, in MiB.
    memory: float


#: Starts a command and prints what it took. A process begins with the memory of the one that starts it, and that
#: counts as its own, so a small one has to do it.
_LAUNCHER = """
import os, sys, time
# Users' Python compiles a module once, and not each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
start = time.monotonic()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
wall = time.monotonic() - start
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss)
"""


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    codes: Collection[int] = (0,),
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run *command* in *folder*, without its output; an exit code that is not among *codes* is an error.

    It is what ``/usr/bin/time`` does. The kernel adds the time of child processes when their parent waits for
    them, as Sphinx does for its own. Memory is not added: it is the largest process's.
    """
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    done = subprocess.run(launcher, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    code, cpu, wall, memory = map(float, done.stdout.split())
    if code not in codes:
        raise RuntimeError(f"exit code {code:.0f} of: {' '.join(map(str, command))}")
    # Linux counts in KiB, macOS in bytes.
    return Cost(cpu=cpu, wall=wall, memory=memory / (2**20 if sys.platform == "darwin" else 2**10))


def take_turns(jobs: Mapping[str, Callable[[], T]], rounds: int, *, warm: bool = True) -> list[dict[str, T]]:
    """Return what all *jobs* return in each of *rounds*; what disturbs a machine for a while disturbs them alike.

    With *warm* a round that does not count goes before: Python compiles, and the disk caches.
    """
    if warm:
        for job in jobs.values():
            job()
    return [{name: job() for name, job in jobs.items()} for _ in range(max(rounds, 1))]
