"""What comes out of a printer."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.chromium import Browser


def printed(browser: Browser, folder: Path) -> str:
    """Return the text of the page as PDF, with every run of white space as one blank."""
    pdf = folder / "page.pdf"
    pdf.write_bytes(base64.b64decode(browser.command("Page.printToPDF", printBackground=True)["data"]))
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    return " ".join(text.split())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_closed_operations_are_printed(browser: Browser, notes: str, tmp_path: Path, *, scripts: bool) -> None:
    browser.allow_scripts(allowed=scripts)
    browser.open(notes)
    text = printed(browser, tmp_path)
    for part in (
        "How dark the paper is.",
        "The author’s name.",  # noqa: RUF001  # what Sphinx makes of the sign
        "202 Accepted",
        '"shade": "light"',
        '"colour": "red"',
        '"colour": "xanthic"',
        '{"text": "Buy milk"}',
        "--header 'API-Version: notes 2.10'",
        "new in the response: notes.colour",
    ):
        assert part in text
    # A script makes the request in the form of HTTP out of the command.
    assert ("POST /walls/{wall}/action HTTP/1.1" in text) == scripts
    assert "Show all" not in text
    assert "Copy" not in text
    assert browser.all("details.rest-details[open]") == []


def test_a_printed_version_has_nothing_of_another(browser: Browser, notes: str, tmp_path: Path) -> None:
    browser.open(f"{notes}?microversion=2.9")
    text = printed(browser, tmp_path)
    assert "Tears a wall down." in text
    assert '"colour": "red"' in text
    assert "Paints a wall." not in text
    assert '"colour": "xanthic"' not in text
    assert "?" not in browser.run("return location.search").replace("?microversion=2.9", "")
