"""What a large page costs those who read it: ``python -m benchmarks.visiting PAGE`` loads it in Chromium.

CPU time is that of the page's main thread, for which a reader waits, and memory that of the page's process. Times on
the clock depend on what else the machine does, and are told beside.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.page_growth import BLOCKED, FILTERED, LOADED, OPENED, Visit
from tests.browser import chromium, figures
from tests.browser.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.chromium import Browser

#: How many milliseconds the largest page may take to open everything.
_PATIENCE = 60_000
_OURS = "*/_static/restaction.*"
#: Each operation has a method, and one of four deletes. A letter is done when the list has been painted.
_WORD = "delete"
_FILTER = """
const [word, done] = arguments;
const input = document.querySelector(".rest-filter > input"), start = performance.now();
input.focus();
(function type(count) {
  input.value = word.slice(0, count);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(function () {
    if (count < word.length) { type(count + 1); return; }
    const left = document.querySelectorAll(".rest-overview li:not(.rest-filtered)").length;
    done(left && left < document.querySelectorAll(".rest-overview li").length ? performance.now() - start : null);
  })));
})(1);
"""


def visit(page: Path, *, plain: bool) -> Visit:
    """Load *page*, open all, and type into the filter; if *plain*, only load it, without our style sheet and script."""
    folder = tempfile.TemporaryDirectory()
    with folder as profile, serve(page.parent) as address, chromium.start(Path(profile)) as browser:
        browser.reset()
        browser.command("Performance.enable", timeDomain="threadTicks")
        if plain:
            browser.command("Network.enable")
            browser.command("Network.setBlockedURLs", urls=[_OURS])
        meter = _Meter(browser)
        settled, blocked = figures.load(browser, f"{address}/{page.name}")
        meter.read(LOADED)
        clock = {LOADED: settled, BLOCKED: blocked}
        if not plain:
            clock |= dict(_use(browser, meter))
        return Visit(cpu=meter.cpu, memory=meter.memory, clock=clock, heap=meter.heap)


def _use(browser: Browser, meter: _Meter) -> Iterator[tuple[str, float]]:
    for name, taken in (
        (OPENED, lambda: figures.expand(browser, _PATIENCE)),
        (FILTERED, lambda: browser.driver.execute_async_script(_FILTER, _WORD)),
    ):
        meter.start()
        time = taken()
        if time is None:
            raise RuntimeError(f"the page was never {name}")
        meter.read(name)
        yield name, time


class _Meter:
    """What the page in *browser* has taken, step by step."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._before = 0.0
        self.cpu: dict[str, float] = {}
        self.memory: dict[str, float] = {}
        #: The objects of scripts, in MiB.
        self.heap = 0.0

    def start(self) -> None:
        """Leave out what was before."""
        self._before = self._metrics()["TaskDuration"]

    def read(self, step: str) -> None:
        """Note what *step* took since the last start, and what memory there is after it."""
        metrics = self._metrics()
        self.cpu[step] = metrics["TaskDuration"] - self._before
        self.memory[step] = page_memory(self._browser.driver.service.process.pid)
        self.heap = metrics["JSHeapUsedSize"] / 2**20

    def _metrics(self) -> dict[str, float]:
        found = self._browser.command("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in found}


def page_memory(driver: int) -> float:
    """Return the memory of the largest page below the process *driver*, in MiB, shared memory by its share.

    A browser has pages of its own, but none so large.
    """
    return max(map(_memory, _pages_below(driver)))


def _pages_below(process: int) -> Iterator[int]:
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, path.read_text("utf-8").split()):
            if b"--type=renderer" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child
            yield from _pages_below(child)


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    return next(float(line.split()[1]) / 2**10 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Visit the page that the command line names, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visiting", description=__doc__)
    parser.add_argument("--plain", action="store_true", help="without our style sheet and script")
    parser.add_argument("page", type=Path, metavar="PAGE", help="the page, in the folder of its build")
    arguments = parser.parse_args()
    print(json.dumps(asdict(visit(arguments.page, plain=arguments.plain))))


if __name__ == "__main__":
    main()
