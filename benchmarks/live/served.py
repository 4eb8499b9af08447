"""The servers that show an edit, each in processes of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    address: str
    pid: int
    #: When its process was started.
    start: float
    #: What it prints.
    log: Path


@contextmanager
def preview(source: Path, theme: str, log: Path) -> Iterator[Served]:
    """Run the preview of *source* until the end of the block; *log* gets what it prints."""
    command = [sys.executable, "-m", "sphinx_restaction", "preview", "--port", "0", "-D", f"html_theme={theme}"]
    with _running([*command, str(source)], log) as (pid, start):
        yield Served(_wait_for_address(log), pid, start, log)


@contextmanager
def autobuild(source: Path, out: Path, theme: str, log: Path) -> Iterator[Served]:
    """Run sphinx-autobuild for *source*, and have it watch the samples, too, which are outside."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", port, "-D", f"html_theme={theme}", "-q"]
    samples = source.parents[1] / "doc" / "api_samples"
    with _running([*command, "--watch", str(samples), str(source), str(out)], log) as (pid, start):
        address = f"http://127.0.0.1:{port}/"
        _wait_for_answer(address, log)
        yield Served(address, pid, start, log)


@contextmanager
def _running(command: Sequence[str], log: Path) -> Iterator[tuple[int, float]]:
    with log.open("wb") as output:
        start = time.time()
        # The parent of the log is no folder of Python modules, so each finds what is installed.
        process = subprocess.Popen(
            command, cwd=log.parent, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process.pid, start
        finally:
            # As Ctrl-C does.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for_address(log: Path) -> str:
    end = time.monotonic() + _PATIENCE
    while not (found := re.search(r"^Serving (\S+)", log.read_text("utf-8"), re.MULTILINE)):
        if time.monotonic() > end:
            raise RuntimeError(log.read_text("utf-8"))
        time.sleep(0.01)
    return found[1]


def _wait_for_answer(address: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urlopen(address) as answer:  # noqa: S310  # it is http
            answer.read()
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers at {address}: {log.read_text('utf-8')}")


def memory_of(pid: int) -> float:
    """Return the memory of the process *pid* and all that it has started, in MiB; what they share counts once.

    Linux tells it, and no other system does.
    """
    return sum(map(_share, family(pid))) / 2**10


def _share(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8"), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


def family(pid: int) -> list[int]:
    """Return *pid* and the processes that descend from it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The name of the program may have brackets and blanks.
            parents[int(folder.name)] = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found
