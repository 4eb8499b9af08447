"""A page in a real browser that notes when a word is on it, by the same clock as the one that saves."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from selenium.common.exceptions import WebDriverException

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

#: The word that the page has from the start.
FIRST = "zq0x"
#: The most by which the clocks may differ, in seconds.
_APART = 0.02
#: Runs in each document before anything else, so a page that loads itself anew is watched, too. The word is looked for
#: in what is added and changed: in its text, and in its attributes, for a label is only that. It is on the screen when
#: the frame after the one that follows begins: by then the page has been laid out and painted with it.
_WATCH = """
(function () {
  if (window !== top || !location.protocol.startsWith("http")) return;
  const isIn = (node, word) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.includes(word);
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    if (document.readyState !== "loading") return node.outerHTML.includes(word);
    return node.id.includes(word) || [...node.childNodes].some((child) => child.nodeType === 3 && isIn(child, word));
  };
  const note = (word) => requestAnimationFrame(() => requestAnimationFrame(() => {
    sessionStorage.shown = JSON.stringify([word, performance.timeOrigin + performance.now()]);
  }));
  new MutationObserver((records) => {
    const word = sessionStorage.word || FIRST;
    if (window.noted === word) return;
    const isThere = records.some(({ type, target, addedNodes }) => (
      type === "childList" ? [...addedNodes].some((node) => isIn(node, word))
      : type === "characterData" ? isIn(target, word)
      : target.id.includes(word) || (target.getAttribute("href") || "").includes(word)
    ));
    if (!isThere) return;
    window.noted = word;
    note(word);
  }).observe(document, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["id", "href"],
  });
})();
"""
_LOOK = """
const parts = document.querySelectorAll("h1, h2, h3, h4, summary, p, pre, td, dd");
const part = [...parts].find((one) => one.textContent.includes(arguments[0]));
if (!part) return false;
for (let one = part; one; one = one.parentElement) if (one.localName === "details") one.open = true;
part.scrollIntoView({ block: "center", behavior: "instant" });
return true;
"""
_IS_EXACT = """
const host = document.querySelector("#restaction-preview");
const status = host && host.shadowRoot.querySelector(".restaction-preview-status");
return Boolean(status) && status.textContent.endsWith(", exact");
"""


class Screen:
    """What an author sees."""

    def __init__(self, browser: Browser) -> None:
        """Watch all pages that *browser* opens from now on."""
        self._browser = browser
        script = _WATCH.replace("FIRST", json.dumps(FIRST))
        browser.command("Page.addScriptToEvaluateOnNewDocument", source=script)

    def open(self, address: str) -> None:
        """Open the page at *address*."""
        self._browser.open(address)

    def compare_clocks(self) -> None:
        """Raise a `RuntimeError` if the page has another time than this process."""
        before = time.time()
        theirs = float(self._browser.run("return performance.timeOrigin + performance.now()")) / 1000
        if not before - _APART < theirs < time.time() + _APART:
            raise RuntimeError(f"the browser's clock is {theirs - before:.3f} s off")

    def look(self, text: str) -> bool:
        """Open and go to the place that shows *text*; return whether there is one."""
        return bool(self._browser.run(_LOOK, text))

    def expect(self, word: str) -> None:
        """Look out for *word* from now on."""
        self._browser.run("sessionStorage.word = arguments[0]", word)

    def wait(self, word: str, patience: float) -> float | None:
        """Return the time at which *word* was on the screen; None if it is not there after *patience* seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            # A page that loads itself anew answers nothing for a moment.
            with suppress(WebDriverException):
                shown, when = json.loads(self._browser.run("return sessionStorage.shown || '[\"\", 0]'"))
                if shown == word:
                    return float(when) / 1000
            time.sleep(0.02)
        return None

    def wait_until_exact(self, patience: float = 60) -> None:
        """Wait until the page says that it is that of a whole build."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with suppress(WebDriverException):
                if self._browser.run(_IS_EXACT):
                    return
            time.sleep(0.05)
        raise RuntimeError("the page never says that it is exact")

    def heap(self) -> float:
        """Return what the page keeps in memory, its scripts' objects and its nodes, in MiB."""
        self._browser.command("HeapProfiler.collectGarbage")
        usage = self._browser.command("Runtime.getHeapUsage")
        return float(usage["usedSize"] + usage.get("embedderHeapUsedSize", 0)) / 2**20

    def forget_logs(self) -> None:
        """Drop what the driver has noted, so that it does not pile up."""
        self._browser.read_logs()
        self._browser.errors.clear()
        self._browser.requests.clear()
