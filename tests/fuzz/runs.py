"""Runs of the command that cannot hang and cannot eat the machine, and what has to hold for each."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_restaction.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

#: Seconds of CPU, and seconds in all, after which a run counts as one that never ends. Runs take some hundredths.
CPU_LIMIT = 20
WAIT_LIMIT = 120
#: Bytes that a run may take beside those that the process has already.
MEMORY_LIMIT = 1 << 30


class _EndlessError(BaseException):
    """The run does not end. The command lets only this kind of exception pass."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the command left."""

    code: int
    out: str
    err: str


def run(*arguments: str) -> Outcome:
    """Run the command in this process; an AssertionError if it does not end."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    try:
        with redirect_stdout(out), redirect_stderr(err), _time_limit(), _memory_limit():
            code = main(arguments)
    except _EndlessError:
        raise AssertionError(f"restaction {' '.join(arguments)} does not end") from None
    out.flush()
    err.flush()
    return Outcome(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def check_run(*arguments: str) -> Outcome:
    """Run the command, and check that it ends in an orderly way."""
    outcome = run(*arguments)
    assert "internal error" not in outcome.err, why(arguments)
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1, 2}
    assert outcome.code != 2 or outcome.err
    return outcome


def check_lint(*arguments: str) -> Outcome:
    """Run the linter, and check that what it finds lies in files, and that its exit code tells what it found."""
    outcome = check_run("lint", "--format", "json", *arguments)
    if outcome.out:
        findings = json.loads(outcome.out)["findings"]
        _check_places(findings)
        _check_places(other for finding in findings for other in finding["related"])
        _check_places(finding["definition"] for finding in findings if finding["definition"])
        assert all(finding["column"] >= 1 for finding in findings)
        grave = any(finding["severity"] != "info" for finding in findings)
        assert (outcome.code == 1) == grave
    else:
        # Nothing was checked, for a reason.
        assert outcome.code == 2
    return outcome


def why(arguments: tuple[str, ...]) -> str:
    """Return what the command says of a fault of its own."""
    return run(*arguments, "--debug").err


def _check_places(places: Iterable[dict[str, Any]]) -> None:
    """Check that lines are some of their files, or the first, which also stands for the whole."""
    last: dict[str, int] = {}
    for place in places:
        assert place["line"] >= 1, place
        last[place["file"]] = max(place["line"], last.get(place["file"], 1))
    for file, line in last.items():
        # A name that is no text can't be shown as it is.
        if "\N{REPLACEMENT CHARACTER}" not in file:
            assert os.path.lexists(file), file
            assert line == 1 or line <= _count_lines(Path(file)), (file, line)


def _count_lines(path: Path) -> int:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    # Documents and YAML have more line ends than JSON; behind the last one a fault may be that something is missing.
    return max(len(text.splitlines()), text.count("\n")) + 1


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raise an `_EndlessError` when the time is up."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _EndlessError

    if sys.platform == "win32":
        yield
        return
    timers = ((signal.ITIMER_PROF, signal.SIGPROF, CPU_LIMIT), (signal.ITIMER_REAL, signal.SIGALRM, WAIT_LIMIT))
    before = [signal.signal(number, stop) for _, number, _ in timers]
    for timer, _, seconds in timers:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for timer, _, _ in timers:
            signal.setitimer(timer, 0)
        for (_, number, _), handler in zip(timers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def _memory_limit() -> Iterator[None]:
    """Make what takes too much memory a MemoryError, where the system tells how much there is now."""
    sizes = Path("/proc/self/statm")
    if sys.platform == "win32" or not sizes.exists():
        yield
        return
    import resource  # noqa: PLC0415  # only POSIX has it

    now = int(sizes.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_LIMIT, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
