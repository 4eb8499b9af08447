"""What nova's page costs those who read it, against os-api-ref's page of the same reference in the same theme.

Chromium opens both in turns. What it loads, settles and is blocked for is measured in alabaster. How long it takes to
open everything is measured in openstackdocs: elsewhere os-api-ref's button does nothing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.building import PEER, prepare
from benchmarks.comparison import compare
from benchmarks.measuring import take_turns
from tests.browser import chromium, figures
from tests.browser.builds import build_pages
from tests.browser.server import serve
from tests.corpus.builds import OURS, THEIRS
from tests.corpus.references import NOVA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.comparison import Comparison
    from tests.browser.chromium import Browser
    from tests.browser.figures import Times

PLAIN_THEME, OWN_THEME = "alabaster", "openstackdocs"
MOST_BYTES, MOST_ELEMENTS, MOST_SETTLED, MOST_BLOCKED, MOST_EXPANDED = 0.9, 0.8, 0.8, 0.5, 0.1


def measure(rounds: int) -> tuple[list[Comparison], dict[str, str]]:
    """Build nova with both extensions in both themes, and look at the pages; return the browser's version, too."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for theme in (PLAIN_THEME, OWN_THEME):
            for extension, source in prepare(NOVA, folder / f"sources-{theme}", (OURS, THEIRS)).items():
                build_pages(source, folder / f"{theme}-{extension}", "-D", f"html_theme={theme}")
        with serve(folder) as address, chromium.start(folder / "profile") as browser:
            found = [*_compare_loading(browser, address, rounds), _compare_opening(browser, address, rounds)]
            return found, {"Chromium": browser.driver.capabilities["browserVersion"]}


def _visits(browser: Browser, address: str, theme: str, rounds: int) -> tuple[dict[str, str], list[dict[str, Times]]]:
    pages = {extension: f"{address}/{theme}-{extension}/out/index.html" for extension in (OURS, THEIRS)}
    jobs = {extension: lambda page=page: figures.visit(browser, page) for extension, page in pages.items()}
    return pages, take_turns(jobs, rounds, warm=False)


def _compare_loading(browser: Browser, address: str, rounds: int) -> Iterator[Comparison]:
    pages, done = _visits(browser, address, PLAIN_THEME, rounds)
    own, other = (figures.weigh(browser, pages[extension]) for extension in (OURS, THEIRS))
    settled = [(times[OURS].settled, times[THEIRS].settled) for times in done]
    blocked = [(times[OURS].blocked, times[THEIRS].blocked) for times in done]
    where = f"nova, {PLAIN_THEME}"
    size = [(own.kibibytes, other.kibibytes)]
    yield compare("page.bytes", f"{where}: bytes, compressed", PEER, size, unit="KiB", limit=MOST_BYTES)
    elements = [(own.elements, other.elements)]
    yield compare("page.elements", f"{where}: elements", PEER, elements, unit="", limit=MOST_ELEMENTS)
    yield compare("page.settled", f"{where}: settled after", PEER, settled, unit="ms", limit=MOST_SETTLED)
    yield compare("page.blocked", f"{where}: blocked for", PEER, blocked, unit="ms", limit=MOST_BLOCKED)


def _compare_opening(browser: Browser, address: str, rounds: int) -> Comparison:
    _, done = _visits(browser, address, OWN_THEME, rounds)
    # Theirs gives up after eight seconds.
    pairs = [(_opened(times[OURS]), _opened(times[THEIRS])) for times in done]
    return compare("page.expanded", f"nova, {OWN_THEME}: all open after", PEER, pairs, unit="ms", limit=MOST_EXPANDED)


def _opened(times: Times) -> float:
    if times.expanded is None:
        raise RuntimeError("the page did not open everything")
    return times.expanded


def main() -> None:
    """Measure all of it, and print the result."""
    parser = outcome.make_parser("page", __doc__, rounds=5)
    arguments = parser.parse_args()
    found, versions = measure(arguments.rounds)
    outcome.show(outcome.make_outcome("page", found, versions=versions), arguments.json)


if __name__ == "__main__":
    main()
