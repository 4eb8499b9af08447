"""The list of all operations, and its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

ALL = ["List notes", "Write a note", "Old ways", "New ways (paint action)"]


def shown(browser: Browser) -> list[str]:
    """Return the titles of the entries that are on the screen."""
    return [entry.text for entry in browser.all(".rest-overview li a") if entry.is_displayed()]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("get", ["List notes"]),
        ("DELETE", ["Old ways"]),
        ("/walls/", ["Old ways", "New ways (paint action)"]),
        ("write", ["Write a note"]),
        ("paint", ["New ways (paint action)"]),
        ("until 2.9", ["Old ways"]),
        ("post /notes", ["Write a note"]),
        ("nowhere", []),
        ("<b>(", []),
    ],
)
def test_a_filter_leaves_what_has_all_its_words(browser: Browser, notes: str, text: str, titles: list[str]) -> None:
    browser.open(notes)
    browser.one(".rest-filter input").send_keys(text)
    assert shown(browser) == titles
    assert browser.one(".rest-message").text == f"{len(titles)} / 4"


def test_an_emptied_filter_shows_everything(browser: Browser, notes: str) -> None:
    browser.open(notes)
    field = browser.one(".rest-filter input")
    field.send_keys("paint")
    field.send_keys(*[Keys.BACKSPACE] * 5)
    assert browser.one(".rest-message").text == ""
    browser.one(".rest-overview > summary").click()
    assert shown(browser) == ALL


def test_an_entry_leads_to_its_operation(browser: Browser, own: str) -> None:
    browser.open(own)
    browser.one(".rest-filter input").send_keys("lock", Keys.TAB, Keys.TAB)
    browser.press(Keys.TAB, Keys.ENTER)
    browser.wait_for("location.hash === '#post.servers.server_id.action.lock'")
    browser.wait_for("document.querySelector('#lock-a-server-lock-action > details').open")
    assert browser.is_in_view("#lock-a-server-lock-action summary")
