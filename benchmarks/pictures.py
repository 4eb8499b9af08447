"""The manual's pictures of the page: ``python -m benchmarks.pictures`` takes them, in the environment ``browser``."""

from __future__ import annotations

import base64
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.browser import chromium
from tests.browser.builds import REPOSITORY, build_own
from tests.browser.previewing import Author, author
from tests.browser.server import serve

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

FOLDER = REPOSITORY / "doc" / "source" / "pictures"
_SCROLL = """
document.querySelectorAll(".back-to-top").forEach((button) => button.remove());
const top = document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY - 110;
scrollTo({ behavior: "instant", top: top });
"""
_PLACE = "post.servers.server_id.action.rebuild"


class Picture(NamedTuple):
    """What is to be seen."""

    name: str
    scheme: str
    size: tuple[int, int]
    #: What follows the page's address.
    address: str
    #: What stands at the top.
    top: str


PICTURES = (
    Picture("light", "light", (800, 640), "", "h1"),
    Picture("dark", "dark", (800, 640), f"?microversion=2.57#{_PLACE}", f"[id='{_PLACE}.request.server_id']"),
    Picture("phone", "light", (390, 640), f"#{_PLACE}", "#rebuild-a-server-rebuild-action"),
)


def take(browser: Browser, page: str, picture: Picture) -> bytes:
    """Return *picture* as PNG."""
    browser.reset()
    browser.emulate(scheme=picture.scheme)
    browser.resize(*picture.size)
    # A bar for scrolling is a part of the window, not of the page.
    browser.command("Emulation.setScrollbarsHidden", hidden=True)
    browser.open(page + picture.address)
    if not picture.address:
        browser.run("document.querySelector('.rest-overview').open = true")
    for _ in range(2):
        # The second time, parts that were not laid out before have their height.
        browser.run(_SCROLL, picture.top)
        time.sleep(0.7)
    return _screenshot(browser)


def _screenshot(browser: Browser) -> bytes:
    return base64.b64decode(browser.command("Page.captureScreenshot", format="png", optimizeForSpeed=False)["data"])


def take_preview(browser: Browser, folder: Path) -> bytes:
    """Return a picture, as PNG, of a preview right after an edit, with one finding."""
    browser.reset()
    browser.resize(1000, 700)
    browser.command("Emulation.setScrollbarsHidden", hidden=True)
    writer = author(folder, browser)
    writer.options = ("-D", "html_theme=furo")
    with writer.preview():
        writer.open("?expanded=reboot-a-server-reboot-action-detail")
        _edit_for_picture(writer)
        content = _screenshot(browser)
        browser.driver.get("about:blank")
    return content


def _edit_for_picture(writer: Author) -> None:
    writer.edit("doc/api_samples/servers/server-action-reboot.json", '"SOFT"', '"GENTLE"')
    writer.says("count", "1 finding")
    writer.part("count").click()
    for _ in range(2):
        writer.browser.run(_SCROLL, "[id='post.servers.server_id.action.reboot.request.server_id']")
        time.sleep(0.7)
    writer.wait_until_exact()
    old = "How to reboot."
    writer.edit("api-ref/source/parameters.yaml", old, f"{old} The gentle way comes first.")
    writer.wait_for("document.querySelector('tr.restaction-preview-changed')")


def main() -> None:
    """Build our own reference and take all pictures of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = build_own(folder / "own", "furo")
        with serve(pages) as address, chromium.start(folder / "profile") as browser:
            FOLDER.mkdir(exist_ok=True)
            for picture in PICTURES:
                _keep(picture.name, take(browser, f"{address}/index.html", picture))
            _keep("preview", take_preview(browser, folder / "repository"))


def _keep(name: str, content: bytes) -> None:
    (FOLDER / f"{name}.png").write_bytes(content)
    print(f"{name}: {len(content) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
