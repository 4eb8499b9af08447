"""Operations open and close, and links, searches and addresses lead into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

DETAILS = "details.rest-details"
LAST = "new-ways-paint-action-detail"


def opened(browser: Browser) -> list[str]:
    """Return the ids of the open operations."""
    script = "return Array.from(document.querySelectorAll(arguments[0]), (details) => details.id)"
    found: list[str] = browser.run(script, DETAILS + "[open]")
    return found


def query(browser: Browser) -> str:
    return str(browser.run("return location.search"))


def test_operations_are_closed_at_first(browser: Browser, notes: str) -> None:
    browser.open(notes)
    assert opened(browser) == []
    assert not browser.one("#get\\.notes\\.response\\.notes").is_displayed()


def test_a_click_opens_and_closes(browser: Browser, notes: str) -> None:
    browser.open(notes)
    summary = browser.one("#list-notes summary")
    summary.click()
    assert opened(browser) == ["list-notes-detail"]
    assert browser.one("#get\\.notes\\.response\\.notes").is_displayed()
    summary.click()
    assert opened(browser) == []


def test_the_keyboard_opens_and_closes(browser: Browser, notes: str) -> None:
    browser.open(notes)
    browser.run("document.querySelector('.rest-overview > summary').focus()")
    # The next stops are the headline's own link, the operation's link and the operation.
    for _ in range(4):
        browser.press(Keys.TAB)
        if browser.run("return document.activeElement.id") == "list-notes-detail-btn":
            break
    assert browser.run("return document.activeElement.id") == "list-notes-detail-btn"
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.press(Keys.ENTER)
    assert opened(browser) == ["list-notes-detail"]
    browser.press(Keys.SPACE)
    assert opened(browser) == []


def test_all_open_at_once_and_stay_so_when_loaded_again(browser: Browser, notes: str) -> None:
    browser.open(notes)
    button = browser.one(".rest-expand-all")
    assert button.text == "Show all"
    button.click()
    browser.wait_for("location.search === '?expanded=all'")
    assert len(opened(browser)) == 4
    assert button.text == "Hide all"
    browser.driver.refresh()
    assert len(opened(browser)) == 4
    browser.one(".rest-expand-all").click()
    browser.wait_for("location.search === ''")
    assert opened(browser) == []


def test_what_is_open_stands_in_the_address(browser: Browser, notes: str) -> None:
    browser.open(notes)
    browser.one("#list-notes summary").click()
    browser.one("#old-ways summary").click()
    browser.wait_for("location.search === '?expanded=list-notes-detail,old-ways-detail'")
    length = browser.run("return history.length")
    browser.one("#old-ways summary").click()
    browser.wait_for("location.search === '?expanded=list-notes-detail'")
    assert browser.run("return history.length") == length
    browser.driver.refresh()
    assert opened(browser) == ["list-notes-detail"]


def test_an_address_opens_what_it_names(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=list-notes-detail,{LAST},nothing-detail")
    assert opened(browser) == ["list-notes-detail", LAST]


def test_a_link_to_an_operation_opens_it(browser: Browser, own: str) -> None:
    for name in ("post.servers.server_id.action.resize", "resize-a-server-resize-action", "resize"):
        browser.open(f"{own}#{name}")
        assert opened(browser) == ["resize-a-server-resize-action-detail"]
        assert browser.is_in_view("#resize-a-server-resize-action summary")


def test_a_link_to_a_row_opens_the_operation(browser: Browser, own: str) -> None:
    browser.open(f"{own}#post.servers.server_id.action.resize.request.resize")
    assert opened(browser) == ["resize-a-server-resize-action-detail"]
    assert browser.is_in_view("tr:target")


def test_a_link_within_the_page_opens_the_operation(browser: Browser, own: str) -> None:
    browser.open(own)
    browser.run("document.querySelector('a.reference.internal[href=\"#lock\"]').click()")
    browser.wait_for("document.querySelector('#lock-a-server-lock-action > details').open")
    assert browser.is_in_view("#lock-a-server-lock-action summary")


def test_the_sign_of_an_operation_links_to_it(browser: Browser, notes: str) -> None:
    browser.open(notes)
    browser.one("#old-ways > .rest-permalink").click()
    browser.wait_for("location.hash === '#delete.walls.wall'")
    assert opened(browser) == ["old-ways-detail"]


def test_back_and_forward_bring_back_what_was_open(browser: Browser, notes: str) -> None:
    browser.open(notes)
    browser.one("#list-notes summary").click()
    browser.wait_for("location.search === '?expanded=list-notes-detail'")
    browser.one("#old-ways > .rest-permalink").click()
    browser.wait_for("location.search === '?expanded=list-notes-detail,old-ways-detail'")
    browser.driver.back()
    browser.wait_for("location.hash === ''")
    assert opened(browser) == ["list-notes-detail"]
    browser.driver.forward()
    browser.wait_for("location.hash === '#delete.walls.wall'")
    assert opened(browser) == ["list-notes-detail", "old-ways-detail"]


def test_a_search_finds_text_in_a_closed_operation(browser: Browser, notes: str) -> None:
    # A text fragment searches as Ctrl-F does, of which no protocol has a command.
    browser.open(f"{notes}#:~:text=It%20will%20be%20done")
    browser.wait_for(f"document.getElementById('{LAST}').open")
    assert browser.is_in_view("#new-ways-paint-action-detail .rest-statuses")


@pytest.mark.parametrize("query", ["", "?expanded=all"])
def test_a_search_scrolls_to_what_is_deep_in_a_long_operation(browser: Browser, own: str, query: str) -> None:
    browser.open(f"{own}{query}#:~:text=OS%2DSRV%2DUSG:terminated_at")
    browser.wait_for("document.getElementById('rebuild-a-server-rebuild-action-detail').open")
    assert browser.is_in_view("[id='post.servers.server_id.action.rebuild.response.OS-SRV-USG:terminated_at']")


def test_a_search_finds_text_in_a_sample_behind_a_tab(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}#:~:text=%22red%22")
    browser.wait_for("document.querySelector('[role=tab][aria-selected=true]').textContent === '2.9'")
    browser.wait_for("document.getElementById('list-notes-detail').open")
    assert opened(browser) == ["list-notes-detail"]
    assert browser.one("[data-version='2.9']").is_displayed()
    assert not browser.one("[data-version='2.10']").is_displayed()


def test_a_search_finds_the_whole_name_of_a_member(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}#:~:text=notes.author.name")
    browser.wait_for("document.getElementById('list-notes-detail').open")
