"""Several trees at once: forked processes share what was imported so far, and each takes the next tree that is left."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

#: A number of a tree is sent as one byte.
_MOST = 255


def cores() -> int:
    """Return how many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(jobs: Sequence[Callable[[], _T]], processes: int) -> list[_T]:
    """Run *jobs* and return what they return, in their order; with more than one process, what can be pickled.

    A job whose process ends without a result, whatever happened to it, is run here. So what it raises is raised here.
    """
    helpers = min(processes, len(jobs)) - 1
    # The system libraries of macOS do not bear a fork.
    if helpers < 1 or len(jobs) > _MOST or not hasattr(os, "fork") or sys.platform == "darwin":
        return [job() for job in jobs]
    queue = _queue(len(jobs))
    sys.stdout.flush()
    sys.stderr.flush()
    pipes = [_start(jobs, queue) for _ in range(helpers)]
    done = dict(_work(jobs, queue))
    os.close(queue)
    for process, pipe in pipes:
        done.update(_receive(pipe))
        os.waitpid(process, 0)
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _queue(count: int) -> int:
    """Return a pipe with the numbers of all jobs: a byte is read by one process only."""
    source, sink = os.pipe()
    os.write(sink, bytes(range(count)))
    os.close(sink)
    return source


def _work(jobs: Sequence[Callable[[], _T]], queue: int) -> dict[int, _T]:
    """Run jobs as long as some are left."""
    done = {}
    while taken := os.read(queue, 1):
        done[taken[0]] = jobs[taken[0]]()
    return done


def _start(jobs: Sequence[Callable[[], object]], queue: int) -> tuple[int, int]:
    """Start a process that works, and return its number and the pipe that its results will come from."""
    source, sink = os.pipe()
    process = os.fork()
    if process:
        os.close(sink)
        return process, source
    # Nothing of what the parent has open, its buffers for instance, may be written or closed a second time.
    try:
        os.close(source)
        _send(sink, _work(jobs, queue))
    finally:
        os._exit(0)


def _send(sink: int, results: dict[int, object]) -> None:
    import pickle  # noqa: PLC0415  # one tree needs none

    with os.fdopen(sink, "wb") as stream:
        pickle.dump(results, stream, pickle.HIGHEST_PROTOCOL)


def _receive(source: int) -> dict[int, _T]:
    """Return the results of a process; none if it ended before it could send them."""
    import pickle  # noqa: PLC0415

    found: dict[int, _T] = {}
    with os.fdopen(source, "rb") as stream, suppress(EOFError, pickle.UnpicklingError):
        found = pickle.load(stream)  # noqa: S301  # from our own process
    return found
