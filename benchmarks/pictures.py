"""The manual's pictures of the page: ``python -m benchmarks.pictures`` takes them, in the environment ``browser``."""

from __future__ import annotations

import base64
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.browser import chromium
from tests.browser.builds import REPOSITORY, build_own
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
    return base64.b64decode(browser.command("Page.captureScreenshot", format="png", optimizeForSpeed=False)["data"])


def main() -> None:
    """Build our own reference and take all pictures of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = build_own(folder / "own", "furo")
        with serve(pages) as address, chromium.start(folder / "profile") as browser:
            FOLDER.mkdir(exist_ok=True)
            for picture in PICTURES:
                content = take(browser, f"{address}/index.html", picture)
                (FOLDER / f"{picture.name}.png").write_bytes(content)
                print(f"{picture.name}: {len(content) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
