"""A browser that runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from tests.browser.chromium import Browser


@pytest.fixture(autouse=True)
def no_scripts(browser: Browser) -> None:
    """Keep the scripts of pages from running."""
    browser.allow_scripts(allowed=False)


def test_everything_opens_and_is_there(browser: Browser, notes: str) -> None:
    browser.open(notes)
    assert not browser.run("return Boolean(document.querySelector('.rest-tabs'))"), "a script has run"
    for details in browser.all("details.rest-details, details.rest-snippets, details.rest-changes, .rest-overview"):
        browser.run("arguments[0].scrollIntoView({ block: 'center' })", details)
        details.find_element("css selector", "summary").click()
        assert details.get_attribute("open") is not None
    for element in browser.all(".rest-sample, .rest-parameters tr, .rest-statuses tr, .rest-snippets pre, dd"):
        assert element.is_displayed()
    assert len(browser.all(".rest-sample")) == 5


def test_controls_that_need_a_script_are_not_shown(browser: Browser, notes: str) -> None:
    browser.open(notes)
    for control in browser.all(".rest-expand-all, .rest-filter, .rest-choice"):
        assert not control.is_displayed()


def test_the_keyboard_opens(browser: Browser, notes: str) -> None:
    browser.open(notes)
    browser.one("#write-a-note summary").send_keys(Keys.ENTER)
    assert browser.one("#post\\.notes\\.request\\.text").is_displayed()


@pytest.mark.parametrize(
    "name", ["post.servers.server_id.action.resize", "post.servers.server_id.action.resize.request.resize"]
)
def test_a_cold_link_opens_and_scrolls(browser: Browser, own: str, name: str) -> None:
    browser.open(f"{own}#{name}")
    browser.wait_for("document.querySelector('#resize-a-server-resize-action > details').open")
    # Chromium has scrolled past a row in a box with `content-visibility: auto` that it had just opened.
    selector = "#" + name.replace(".", "\\.")
    top = browser.run("return document.querySelector(arguments[0]).getBoundingClientRect().top", selector)
    assert -5 < top < 300


def test_a_search_finds_text_in_a_closed_operation(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}#:~:text=It%20will%20be%20done")
    browser.wait_for("document.querySelector('#new-ways-paint-action-detail').open")
