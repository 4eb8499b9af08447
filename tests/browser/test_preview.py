"""The command `restaction preview` with a real reference and a real browser: what an author sees of an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.support.select import Select

from tests.browser.previewing import Author, author

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Browser

INC = "api-ref/source/servers-actions-power.inc"
CATALOGUE = "api-ref/source/parameters.yaml"
SAMPLE = "doc/api_samples/servers/server-action-reboot.json"
LOCKED = "A locked server can be rebooted by an administrator only."
SERVER = "The UUID of the server on which to act."
OPERATION = "#reboot-a-server-reboot-action"
MARKER = ".restaction-preview-marker"


@pytest.fixture
def writer(tmp_path: Path, browser: Browser) -> Iterator[Author]:
    """Return an author whose preview is not yet running, and leave its page before the test ends."""
    yield author(tmp_path / "repository", browser)
    browser.driver.get("about:blank")
    browser.read_logs()
    # Between two servers nobody answers, and until the first build the server says that it has no page.
    browser.errors = [error for error in browser.errors if "/events" not in error and "503" not in error]


@pytest.fixture
def previewed(writer: Author) -> Iterator[Author]:
    """Return an author whose preview is running."""
    with writer.preview():
        yield writer
        writer.browser.driver.get("about:blank")


def body(browser: Browser) -> str:
    """Return all texts of the page, those in closed operations, too."""
    return str(browser.run("return document.querySelector('.body').textContent"))


def top(browser: Browser, selector: str) -> float:
    return float(browser.run("return document.querySelector(arguments[0]).getBoundingClientRect().top", selector))


def test_an_edit_shows_in_the_page_as_it_is(previewed: Author) -> None:
    browser = previewed.browser
    previewed.open("?microversion=2.57")
    browser.run("document.querySelector('.rest-overview').open = true")
    browser.one(".rest-filter input").send_keys("boot")
    browser.one(f"{OPERATION} summary").click()
    browser.run("window.isSame = true; document.querySelector(arguments[0]).scrollIntoView()", OPERATION)
    place = top(browser, OPERATION)
    previewed.edit(INC, LOCKED, f"It begins anew. {LOCKED}")
    previewed.sees("It begins anew.")
    marked = browser.run("return document.querySelector('.restaction-preview-changed')?.textContent")
    assert marked.strip() == f"It begins anew. {LOCKED}"
    previewed.wait_until_exact()
    assert browser.run("return window.isSame")
    assert abs(top(browser, OPERATION) - place) < 2
    assert browser.run("return document.querySelector(arguments[0]).open", f"{OPERATION} > details")
    assert Select(browser.one(".rest-choice select")).first_selected_option.get_attribute("value") == "2.57"
    assert browser.one(".rest-filter input").get_attribute("value") == "boot"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CATALOGUE, SERVER, "The UUID of the unlucky server."),
        (SAMPLE, '"SOFT"', '"HARD", "again": "yes"'),
        ("api-ref/source/http-status.yaml", "Accepted. The work goes on after the response", "Accepted for a while"),
        ("api-ref/source/index.rst", "It covers 22 actions up to", "It tells of 22 actions up to"),
    ],
)
def test_each_kind_of_file_shows(previewed: Author, name: str, old: str, new: str) -> None:
    previewed.open()
    assert new not in body(previewed.browser)
    previewed.edit(name, old, new)
    previewed.sees(new)
    previewed.wait_until_exact()
    previewed.sees(new)
    assert old not in body(previewed.browser)


def test_a_finding_appears_at_its_row_and_in_the_list_and_goes_again(previewed: Author) -> None:
    browser = previewed.browser
    previewed.open("?expanded=all")
    previewed.says("count", "No findings")
    previewed.edit(SAMPLE, '"SOFT"', "7")
    previewed.says("count", "finding")
    previewed.part("count").click()
    previewed.says("list", "type-mismatch")
    previewed.says("list", SAMPLE)
    marked = browser.run("return document.querySelector(arguments[0]).closest('tr, .rest-sample').textContent", MARKER)
    assert "type" in marked
    previewed.edit(SAMPLE, "7", '"SOFT"')
    previewed.says("count", "No findings")
    previewed.says("list", "Nothing is wrong.")
    assert browser.all(MARKER) == []


def test_a_broken_catalogue_is_told_above_the_last_good_page(previewed: Author) -> None:
    previewed.open()
    previewed.edit(CATALOGUE, "server_id_path:\n", "server_id_path: [\n")
    previewed.says("banner", "parameters.yaml:")
    previewed.sees(SERVER)
    previewed.edit(CATALOGUE, "server_id_path: [\n", "server_id_path:\n")
    previewed.wait_for("!arguments[0].checkVisibility()", previewed.part("banner"))
    previewed.edit(CATALOGUE, SERVER, "The UUID of the lucky server.")
    previewed.sees("The UUID of the lucky server.")
    previewed.wait_until_exact()


def test_the_whole_build_renews_the_overview(previewed: Author) -> None:
    previewed.open()
    previewed.browser.run("window.isSame = true")
    old, new = "Reboot a server (reboot action)", "Start a server anew (reboot action)"
    previewed.edit(INC, f"{old}\n", f"{new}\n-----")
    script = "document.querySelector('.rest-overview').textContent.includes(arguments[0])"
    previewed.wait_for(script, new)
    previewed.wait_until_exact()
    overview = str(previewed.browser.run("return document.querySelector('.rest-overview').textContent"))
    assert new in overview
    assert old not in overview
    assert previewed.browser.run("return window.isSame")


def test_a_server_that_ends_and_comes_back_goes_on_with_the_page(writer: Author) -> None:
    with writer.preview():
        writer.open()
    writer.says("status", "No answer from the server")
    assert LOCKED in body(writer.browser)
    writer.edit(INC, LOCKED, f"While nobody looked. {LOCKED}")
    with writer.preview():
        writer.sees("While nobody looked.")
        writer.wait_until_exact()
        writer.edit(INC, "While nobody looked.", "While all looked.")
        writer.sees("While all looked.")
        writer.browser.driver.get("about:blank")
