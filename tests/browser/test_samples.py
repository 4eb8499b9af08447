"""Samples in tabs, buttons that copy, commands, and findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.features import FILES

if TYPE_CHECKING:
    from tests.browser.chromium import Browser


def tabs(browser: Browser) -> list[tuple[str, bool]]:
    """Return each tab and whether its sample is shown, as the tab says and as the screen does."""
    found = []
    for tab in browser.all("[role=tab]"):
        panel = browser.one("#" + (tab.get_attribute("aria-controls") or ""))
        chosen = tab.get_attribute("aria-selected") == "true"
        assert panel.is_displayed() == chosen
        assert panel.get_attribute("aria-labelledby") == tab.get_attribute("id")
        found.append((tab.text, chosen))
    return found


def test_the_newest_of_a_set_is_shown_at_first(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    assert tabs(browser) == [("first", False), ("2.9", False), ("2.10", True)]


def test_a_click_chooses_a_tab(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    browser.all("[role=tab]")[0].click()
    assert tabs(browser) == [("first", True), ("2.9", False), ("2.10", False)]


def test_arrow_keys_choose_a_tab(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    browser.run("document.querySelector('[aria-selected=true]').focus()")
    for key, version in (
        (Keys.ARROW_LEFT, "2.9"),
        (Keys.ARROW_LEFT, "first"),
        (Keys.ARROW_LEFT, "2.10"),
        (Keys.ARROW_RIGHT, "first"),
        (Keys.END, "2.10"),
        (Keys.HOME, "first"),
    ):
        browser.press(key)
        assert [text for text, chosen in tabs(browser) if chosen] == [version]
        assert browser.run("return document.activeElement.textContent") == version
    browser.press(Keys.TAB)
    # One stop of the Tab key for all tabs.
    assert browser.run("return document.activeElement.getAttribute('role')") != "tab"


def test_a_tab_is_kept_when_a_version_that_has_it_is_chosen(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all&microversion=2.9")
    displayed = [tab.text for tab in browser.all("[role=tab]") if tab.is_displayed()]
    assert displayed == ["2.9"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("#write-a-note .rest-sample", FILES["samples/write.json"]),
        ("#list-notes .rest-snippets", "curl https://notes.example.org/notes \\\n  --header 'API-Version: notes 2.1'"),
    ],
)
def test_a_button_copies(browser: Browser, notes: str, place: str, text: str) -> None:
    origin = notes.partition("/notes/")[0]
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    browser.command("Browser.grantPermissions", origin=origin, permissions=permissions)
    browser.open(f"{notes}?expanded=all")
    browser.run("document.querySelectorAll('.rest-snippets').forEach((one) => { one.open = true })")
    browser.run("document.querySelector(arguments[0]).scrollIntoView()", place)
    browser.wait_for("document.querySelector(arguments[0] + ' .rest-copy')", place)
    button = browser.one(f"{place} .rest-copy")
    button.click()
    browser.wait_for("document.querySelector(arguments[0] + ' .rest-copy').textContent === 'Copied'", place)
    script = "const done = arguments[0]; navigator.clipboard.readText().then(done)"
    assert browser.driver.execute_async_script(script) == text


def test_a_command_holds_the_sample(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    browser.one("#new-ways-paint-action .rest-snippets summary").click()
    curl, http = (block.text for block in browser.all("#new-ways-paint-action .rest-snippets pre"))
    assert "https://notes.example.org/walls/{wall}/action" in curl
    assert "POST /walls/{wall}/action HTTP/1.1" in http
    assert "API-Version: notes 2.10" in curl
    assert json.loads(http[http.index("{", http.index("\n\n")) :]) == {"paint": "white"}


def test_findings_stand_at_their_row(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    (finding,) = browser.all(".rest-finding")
    row = finding.find_element(By.XPATH, "ancestor::tr")
    assert row.get_attribute("id") == "post.notes.request.text"
    assert "'text' is of type 'integer'" in finding.text
    assert "type-mismatch" in finding.text


def test_members_are_set_in_from_their_object(browser: Browser, notes: str) -> None:
    browser.open(f"{notes}?expanded=all")
    script = """
    const names = document.querySelectorAll("#list-notes .rest-parameters td:first-child > :first-child");
    return Array.from(names, function (name) {
      const range = document.createRange();
      range.selectNodeContents(name);
      return Math.max(...Array.from(range.getClientRects(), (box) => box.left));
    });
    """
    array, author, name, colour, shade = browser.run(script)
    assert array < author < name
    assert author == colour == shade
