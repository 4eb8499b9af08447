"""What a page costs those who read it: measured in a browser, for a page of ours and one of os-api-ref's."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser import axe
from tests.browser.chromium import PHONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.browser.chromium import Browser

ROUNDS = 3
#: How many milliseconds a page may take to open everything.
_PATIENCE = 8000

#: A pulse of four milliseconds, and when it was late: the window was blocked, by a script, by layout or by the parser.
#: (The browser's own list of long tasks leaves the parser out.)
_WATCH = """
window.gaps = [];
(function () {
  let last = performance.now();
  (function beat() {
    const now = performance.now();
    if (now - last > 50) window.gaps.push([now, now - last]);
    last = now;
    setTimeout(beat, 4);
  })();
})();
"""
#: The page has settled when it was loaded and then nothing blocked the window for a second.
_SETTLE = """
const done = arguments[arguments.length - 1];
(function look() {
  const load = performance.getEntriesByType("navigation")[0].loadEventEnd;
  const last = Math.max(load, ...window.gaps.map((gap) => gap[0]));
  if (!load || performance.now() - last < 1000) { setTimeout(look, 50); return; }
  done([last, window.gaps.reduce((sum, gap) => sum + gap[1] - 50, 0)]);
})();
"""
#: Open all, and wait until no part is closed or moves any more, and that has been painted; or until patience is over.
_EXPAND = """
const [patience, done] = arguments;
const ours = document.querySelector(".rest-expand-all"), theirs = document.querySelector("button#expand-all");
const before = document.scrollingElement.scrollHeight, start = performance.now();
if (!(ours || theirs)) { done(null); return; }
(ours || theirs).click();
(function look() {
  const closed = ours ? "details.rest-details:not([open])" : ".api-detail:not(.in):not(.show), .collapsing";
  if (performance.now() - start > patience) { done(null); return; }
  if (document.querySelector(closed)) { requestAnimationFrame(look); return; }
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(function () {
    done(document.scrollingElement.scrollHeight > before ? performance.now() - start : null);
  })));
})();
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of one page; times are in milliseconds."""

    kibibytes: float
    elements: int
    settled: float
    blocked: float
    #: None where nothing opens.
    expanded: float | None
    #: On a phone: by how much the page is wider, closed and open, and where the first headline is.
    overflow: int
    overflow_open: int
    headline: float
    #: How many nodes break a rule of axe's, in what the extension wrote and on the whole page.
    axe_own: int
    axe_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What differs from one visit to the next."""

    settled: float
    blocked: float
    expanded: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What does not differ."""

    kibibytes: float
    elements: int


def visit(browser: Browser, address: str) -> Times:
    """Load *address*, wait until it has settled, and open all."""
    browser.reset()
    settled, blocked = load(browser, address)
    return Times(settled=settled, blocked=blocked, expanded=expand(browser))


def load(browser: Browser, address: str) -> tuple[float, float]:
    """Load *address* anew, and return after what time it has settled, and for how long it was blocked."""
    browser.driver.set_script_timeout(120)
    browser.command("Network.clearBrowserCache")
    watch = browser.command("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
    browser.open(address)
    settled, blocked = browser.driver.execute_async_script(_SETTLE)
    browser.command("Page.removeScriptToEvaluateOnNewDocument", **watch)
    return settled, blocked


def expand(browser: Browser, patience: float = _PATIENCE) -> float | None:
    """Open all, and return how long it took; None where nothing opens, or not all of it."""
    found: float | None = browser.driver.execute_async_script(_EXPAND, patience)
    return found


def measure(browser: Browser, address: str, times: Iterable[Times]) -> Figures:
    """Return the medians of *times*, and what one look at *address* tells."""
    times = list(times)
    browser.reset()
    browser.resize(*PHONE)
    browser.open(address)
    headline = browser.run("return document.querySelector('h1').getBoundingClientRect().top + scrollY")
    overflow = browser.overflow()
    expand(browser)
    overflow_open = browser.overflow()
    weight = weigh(browser, address)
    found = axe.violations(browser)
    opened = [one.expanded for one in times if one.expanded is not None]
    return Figures(
        kibibytes=weight.kibibytes,
        elements=weight.elements,
        settled=statistics.median(one.settled for one in times),
        blocked=statistics.median(one.blocked for one in times),
        expanded=statistics.median(opened) if opened else None,
        overflow=overflow,
        overflow_open=overflow_open,
        headline=headline,
        axe_own=sum(one.ours for one in found),
        axe_page=len(found),
    )


def weigh(browser: Browser, address: str) -> Weight:
    """Load *address* anew and return how much it is: the bytes that were sent, compressed, and the elements."""
    browser.reset()
    browser.command("Network.clearBrowserCache")
    browser.open(address)
    size = browser.run(
        "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)"
    )
    return Weight(kibibytes=size / 1024, elements=browser.run("return document.querySelectorAll('*').length"))


def table(columns: dict[str, Figures]) -> str:
    """Return *columns* as a table in reST."""
    rows = [
        ("bytes, compressed (KiB)", [f"{one.kibibytes:.0f}" for one in columns.values()]),
        ("elements", [f"{one.elements:,}" for one in columns.values()]),
        ("settled after (ms)", [f"{one.settled:.0f}" for one in columns.values()]),
        ("blocked for (ms)", [f"{one.blocked:.0f}" for one in columns.values()]),
        ("all shown after (ms)", [_or_never(one.expanded) for one in columns.values()]),
        ("too wide for a phone, closed (px)", [str(one.overflow) for one in columns.values()]),
        ("too wide for a phone, open (px)", [str(one.overflow_open) for one in columns.values()]),
        ("headline on a phone at (px)", [f"{one.headline:.0f}" for one in columns.values()]),
        ("nodes that axe-core faults", [f"{one.axe_page:,}" for one in columns.values()]),
        ("of them the extension's own", [_own(name, one) for name, one in columns.items()]),
    ]
    lines = [".. `tox run -e browser -- --regen` writes this file.", ""]
    lines += [".. list-table::", "   :header-rows: 1", "", "   * -", *(f"     - {name}" for name in columns)]
    for title, cells in rows:
        lines += [f"   * - {title}", *(f"     - {cell}" for cell in cells)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _or_never(milliseconds: float | None) -> str:
    return "never" if milliseconds is None else f"{milliseconds:.0f}"


def _own(name: str, figures: Figures) -> str:
    """Return how many nodes are ours; nobody has counted os-api-ref's apart."""
    return "" if name.startswith("os-api-ref") else str(figures.axe_own)
