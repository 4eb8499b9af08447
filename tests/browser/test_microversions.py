"""The page as of one microversion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

EVERYTHING = {"list-notes", "write-a-note", "old-ways", "new-ways-paint-action", "author", "colour", "shade"}


def there(browser: Browser) -> set[str]:
    """Return which of the operations and rows that matter here are on the screen."""
    rows = {"author": "notes\\.author", "colour": "notes\\.colour", "shade": "notes\\.shade"}
    selectors = {name: f"#get\\.notes\\.response\\.{place}" for name, place in rows.items()}
    selectors |= {section.get_attribute("id") or "": "" for section in browser.all(".rest-operation")}
    return {name for name, selector in selectors.items() if browser.one(selector or f"#{name}").is_displayed()}


def sample(browser: Browser) -> list[str]:
    """Return the versions of the first operation's samples that are on the screen."""
    samples = browser.all("#list-notes .rest-sample")
    return [one.get_attribute("data-version") or "" for one in samples if one.is_displayed()]


@pytest.mark.parametrize(
    ("version", "absent", "shown"),
    [
        ("2.1", {"new-ways-paint-action", "colour"}, ""),
        ("2.8", {"new-ways-paint-action", "colour"}, ""),
        ("2.9", {"new-ways-paint-action"}, "2.9"),
        ("2.10", {"old-ways", "shade"}, "2.10"),
        ("2.100", {"old-ways", "shade"}, "2.10"),
    ],
)
def test_an_address_shows_what_a_version_has(
    browser: Browser, notes: str, version: str, absent: set[str], shown: str
) -> None:
    browser.open(f"{notes}?expanded=all&microversion={version}")
    assert there(browser) == EVERYTHING - absent
    assert sample(browser) == [shown]
    assert Select(browser.one(".rest-choice select")).first_selected_option.get_attribute("value") == version
    assert browser.one(".rest-message").text == f"Microversion {version}: 3 / 4"


def test_a_choice_shows_its_version_and_stands_in_the_address(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    choice = Select(browser.one(".rest-choice select"))
    assert [option.text for option in choice.options] == ["All", "2.1", "2.9 - Ash", "2.10 - Birch", "2.12"]
    choice.select_by_visible_text("2.9 - Ash")
    assert there(browser) == EVERYTHING - {"new-ways-paint-action"}
    assert browser.run("return location.search") == "?expanded=all&microversion=2.9"
    choice.select_by_visible_text("2.10 - Birch")
    assert there(browser) == EVERYTHING - {"old-ways", "shade"}
    browser.driver.refresh()
    assert there(browser) == EVERYTHING - {"old-ways", "shade"}
    Select(browser.one(".rest-choice select")).select_by_visible_text("All")
    assert there(browser) == EVERYTHING
    assert browser.run("return location.search") == "?expanded=all"


def test_the_overview_has_what_the_version_has(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?microversion=2.10")
    browser.one(".rest-overview > summary").click()
    entries = browser.all(".rest-overview li")
    titles = [entry.find_element(By.TAG_NAME, "a").text for entry in entries if entry.is_displayed()]
    assert titles == ["List notes", "Write a note", "New ways (paint action)"]


@pytest.mark.parametrize("text", ["2", "2.x", "<b>2.9</b>", "2.9-2.10", "newest"])
def test_what_is_no_version_is_said_to_be_none(browser: Browser, notes: str, text: str) -> None:
    browser.open(f"{notes}?expanded=all&microversion={text}")
    assert there(browser) == EVERYTHING
    assert browser.one(".rest-message").text == f"No microversion: {text}"


def test_a_link_to_what_the_version_lacks_says_so(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?microversion=2.10#delete.walls.wall")
    assert not browser.one("#old-ways").is_displayed()
    assert browser.one(".rest-message").text == "That does not exist in this microversion."


def test_back_brings_back_the_version(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?microversion=2.9")
    browser.run("location.hash = 'write-a-note'")
    browser.wait_for("location.search.includes('write-a-note-detail')")
    Select(browser.one(".rest-choice select")).select_by_value("2.10")
    assert not browser.one("#old-ways").is_displayed()
    browser.driver.back()
    browser.wait_for("!document.querySelector('#old-ways').hidden")
    assert Select(browser.one(".rest-choice select")).first_selected_option.text == "2.9 - Ash"
    browser.driver.forward()
    browser.wait_for("document.querySelector('#old-ways').hidden")
    assert Select(browser.one(".rest-choice select")).first_selected_option.text == "2.10 - Birch"


def test_commands_ask_for_the_chosen_version(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    browser.one("#list-notes .rest-snippets summary").click()
    command = browser.one("#list-notes .rest-snippets pre")
    assert command.text == "curl https://notes.example.org/notes \\\n  --header 'API-Version: notes 2.1'"
    Select(browser.one(".rest-choice select")).select_by_value("2.10")
    assert command.text.endswith("'API-Version: notes 2.10'")
    Select(browser.one(".rest-choice select")).select_by_value("2.1")
    assert command.text.endswith("'API-Version: notes 2.1'")


def test_changes_are_listed(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    changes = browser.one("#list-notes .rest-changes")
    changes.find_element(By.TAG_NAME, "summary").click()
    assert changes.text.splitlines() == [
        "Changed in 2.9, until 2.9",
        "2.9",
        "new in the response: notes.colour",
        "until 2.9",
        "gone in the response: notes.shade",
    ]
