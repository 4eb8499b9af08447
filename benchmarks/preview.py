"""How long an edit of nova's reference takes from the save to the screen, in Chromium, beside sphinx-autobuild.

The preview and sphinx-autobuild, which builds with os-api-ref, show the page to a browser that notes when an edit is
painted. After an edit the preview builds the whole tree. So the next edit comes at once, amid that build, or after it,
in turns. A page that shows the edited place is looked at. Then many edits more show whether memory grows.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.live import served
from benchmarks.live.edits import included, kinds_of
from benchmarks.live.screen import FIRST, Screen
from benchmarks.live.table import PEER, Memory, Row, outcome_of, render, render_rst
from tests.browser import chromium
from tests.corpus.builds import OURS, THEIRS, copy_reference, switch_extension
from tests.corpus.references import NOVA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.live.edits import Kind
    from benchmarks.live.served import Served

STARTS = 3
#: The most that the first page may take, in seconds.
FIRST_PAGE = 3.0
#: When sphinx-autobuild is given up, in seconds.
NEVER = 60.0
#: How long after an edit the whole build is well under way, in seconds.
_AMID = 1.5
_PATIENCE = 60.0


@dataclass(slots=True)
class Bench:
    """A browser in which one edit after the other is made and awaited."""

    screen: Screen
    scratch: Path
    _words: Iterator[str] = field(default_factory=lambda: (f"zq{number}x" for number in itertools.count(1)))

    def edit(self, kind: Kind, number: int, patience: float = _PATIENCE) -> float | None:
        """Make the edit *number* of *kind* and return how long it took to be shown; None: it was not."""
        place, word = kind.place(number), next(self._words)
        self.screen.look(place.shown)
        self.screen.expect(word)
        start = time.time()
        place.edit(word, self.scratch)
        shown = self.screen.wait(word, patience)
        return shown and shown - start

    def pause(self, number: int) -> None:
        """Wait before the edit *number*, one of three ways."""
        if number % 3 == 1:
            time.sleep(_AMID)
        elif number % 3 == 2:  # noqa: PLR2004
            self.screen.wait_until_exact()


def prepare(folder: Path, extension: str, count: int) -> tuple[Path, list[Kind]]:
    """Copy nova's reference for *extension*; return its source directory and the edits that it will get."""
    source = copy_reference(NOVA, folder)
    if extension == OURS:
        switch_extension(source)
    index = source / "index.rst"
    text = index.read_text("utf-8")
    start = f".. include:: {included(source)[0].name}"
    index.write_text(text.replace(start, f"The first page has the word {FIRST}.\n\n{start}"), "utf-8")
    return source, kinds_of(source, count)


def measure(arguments: argparse.Namespace) -> tuple[list[Row], list[Memory], str]:
    """Measure what the command line names; return the browser's version, too."""
    with tempfile.TemporaryDirectory(prefix="restaction-benchmark-") as name:
        folder = Path(name)
        with chromium.start(folder / "profile") as browser:
            browser.reset()
            bench = Bench(Screen(browser), folder)
            rows, memory = _measure_own(bench, arguments)
            if arguments.peer:
                _measure_peer(bench, arguments, {row.key: row for row in rows})
            return rows, memory, browser.driver.capabilities["browserVersion"]


def _measure_own(bench: Bench, arguments: argparse.Namespace) -> tuple[list[Row], list[Memory]]:
    source, kinds = prepare(bench.scratch / "own", OURS, arguments.edits)
    log = bench.scratch / "own.log"
    first = Row("first", "the first page, from the start of the process", FIRST_PAGE)
    for _ in range(STARTS - 1):
        with served.preview(source, arguments.theme, log) as server:
            first.times.append(_open(bench.screen, server))
    with served.preview(source, arguments.theme, log) as server:
        first.times.append(_open(bench.screen, server))
        bench.screen.compare_clocks()
        rows = [first, *(_measure_kind(bench, kind, arguments.edits) for kind in kinds)]
        memory = list(_watch_memory(bench, kinds, server.pid, arguments.memory))
    return rows, memory


def _open(screen: Screen, server: Served) -> float:
    screen.open(server.address)
    shown = screen.wait(FIRST, NEVER)
    if shown is None:
        raise RuntimeError(f"{server.address} shows nothing: {server.log.read_text('utf-8')}")
    return shown - server.start


def _measure_kind(bench: Bench, kind: Kind, count: int) -> Row:
    row = Row(kind.key, kind.title, kind.median, kind.p95)
    bench.screen.wait_until_exact()
    for number in range(count):
        bench.pause(number)
        seconds = bench.edit(kind, number)
        if seconds is None:
            log = (bench.scratch / "own.log").read_text("utf-8")
            raise RuntimeError(f"never shown: {kind.title}, edit {number}\n{log}")
        row.times.append(seconds)
    _tell(f"{row.title}: {' '.join(f'{one:.2f}' for one in row.times)}")
    return row


def _watch_memory(bench: Bench, kinds: list[Kind], pid: int, count: int) -> Iterator[Memory]:
    """Make *count* edits more, of those kinds that leave the page as large as it is, and yield what is in use."""
    quick = [kind for kind in kinds if kind.median < 1]
    for number in range(1, count + 1):
        bench.edit(quick[number % len(quick)], number)
        if number in {10, count // 2, count}:
            bench.screen.wait_until_exact()
            bench.screen.forget_logs()
            # The process of the build before it may still be ending.
            time.sleep(1)
            yield Memory(number, served.memory_of(pid), bench.screen.heap())
            _tell(f"memory after {number} edits")


def _measure_peer(bench: Bench, arguments: argparse.Namespace, rows: dict[str, Row]) -> None:
    source, kinds = prepare(bench.scratch / "other", THEIRS, arguments.peer)
    out, log = bench.scratch / "other-out", bench.scratch / "other.log"
    with served.autobuild(source, out, arguments.theme, log) as server:
        rows["first"].peer.append(_open(bench.screen, server))
        for kind in kinds:
            for number in range(arguments.peer):
                rows[kind.key].peer.append(bench.edit(kind, number, NEVER))
                # Its page is loaded before the build of the next edit may begin.
                time.sleep(2)
            _tell(f"{PEER}: {kind.title}: {rows[kind.key].peer}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    text = "how many edits of each kind (default: %(default)s)"
    parser.add_argument("--edits", "--rounds", type=_positive, default=10, metavar="N", help=text)
    text = "how many edits more for memory, at least 20 (default: %(default)s)"
    parser.add_argument("--memory", type=_many, default=200, metavar="N", help=text)
    parser.add_argument("--theme", default="alabaster", help="the theme of both (default: %(default)s)")
    text = f"how many edits of each kind {PEER} gets (default: %(default)s)"
    parser.add_argument("--peer", type=_positive, default=1, metavar="N", help=text)
    parser.add_argument("--no-peer", action="store_const", const=0, dest="peer", help=f"leave {PEER} out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result to this file, too")
    parser.add_argument("--rst", type=Path, metavar="FILE", help="write the manual's tables to this file")
    return parser.parse_args()


def _at_least(least: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if int(text) < least:
            raise ValueError(text)
        return int(text)

    return parse


_positive, _many = _at_least(1), _at_least(20)


def main() -> None:
    """Measure, print the result, and write it where it is asked for."""
    arguments = _parse()
    if arguments.peer and not find_spec("sphinx_autobuild"):
        _tell(f"{PEER} is not installed, and left out")
        arguments.peer = 0
    rows, memory, browser = measure(arguments)
    versions = {"Chromium": browser} | ({PEER: version(PEER)} if arguments.peer else {})
    options = f"--theme {arguments.theme}" if arguments.theme != "alabaster" else ""
    found = outcome_of(rows, memory, versions, options)
    print(render(rows, memory))
    if arguments.json:
        outcome.write(found, arguments.json)
    if arguments.rst:
        arguments.rst.write_text(render_rst(rows, memory, found), "utf-8")


if __name__ == "__main__":
    main()
