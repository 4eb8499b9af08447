"""The preview in a real browser: what changes, what stays, and what it says."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from sphinx_restaction.preview.editor import Editor
from tests.browser.axe import violations
from tests.browser.chromium import PHONE
from tests.browser.playing import PAGE, Player, finding, playing
from tests.preview.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

    from tests.browser.builds import Shelf
    from tests.browser.chromium import Browser

CHANGED = ".restaction-preview-changed"
MARKER = ".restaction-preview-marker"
RETURNS = "Returns the notes, newest first."
ROW = "get.notes.response.notes.author"
HOSTILE = '<img src="nowhere" onerror="window.hurt = true"><script>window.hurt = true</script>'
_UI = 'document.querySelector("#restaction-preview")?.shadowRoot'
_TEXTS = f"""
const part = {_UI}?.querySelector(arguments[0]);
return part && part.checkVisibility() ? part.innerText : null;
"""


@pytest.fixture
def folder(notes: str, shelf: Shelf, tmp_path: Path) -> Path:
    """Return the pages of the reference that has everything."""
    assert notes
    copied = shutil.copytree((shelf.folder / "notes" / "pages").resolve(), tmp_path / "pages")
    # A browser asks for this by itself, and would call its absence an error of the page.
    (copied / "favicon.ico").touch()
    return copied


@pytest.fixture
def player(folder: Path, browser: Browser) -> Iterator[Player]:
    """Serve the reference, and leave its page before the server ends."""
    with playing(folder) as started:
        yield started
        browser.driver.get("about:blank")


#: The numbers of a row's table among those of its section, and of the row in it.
_PLACE_OF_ROW = """
const row = document.getElementById(arguments[0]);
const tables = row.closest("section[id=list-notes]").querySelectorAll("table.rest-parameters, table.rest-statuses");
return [[...tables].indexOf(row.closest("table")), row.sectionRowIndex];
"""


def open_page(browser: Browser, player: Player, query: str = "?expanded=all") -> None:
    """Open the page, and wait until it listens."""
    browser.open(player.address + query)
    player.state(exact=True)
    says(browser, "status", "0.31 s, exact")


def part(browser: Browser, name: str) -> WebElement:
    """Return a part of what the preview shows."""
    host = browser.one("#restaction-preview")
    return host.shadow_root.find_element("css selector", f".restaction-preview-{name}")


def parts(browser: Browser, selector: str) -> list[WebElement]:
    return browser.one("#restaction-preview").shadow_root.find_elements("css selector", selector)


def says(browser: Browser, name: str, text: str | None) -> None:
    """Wait until a part of the preview shows *text*; None: until it is not there."""
    script = f"(function () {{{_TEXTS}}})(arguments[0])"
    browser.wait_for(f"{script} === arguments[1]", f".restaction-preview-{name}", text)


def has(browser: Browser, text: str) -> None:
    """Wait until the page has *text*."""
    browser.wait_for("document.querySelector('.body')?.textContent.includes(arguments[0])", text)


def top(browser: Browser, selector: str) -> float:
    return float(browser.run("return document.querySelector(arguments[0]).getBoundingClientRect().top", selector))


def marked(browser: Browser) -> list[str]:
    """Return the tags and the ids of what is marked, once something is."""
    browser.wait_for(f"document.querySelector('{CHANGED}')")
    script = "return Array.from(document.querySelectorAll(arguments[0]), (one) => one.localName + '#' + one.id)"
    found: list[str] = browser.run(script, CHANGED)
    return found


def test_a_patch_changes_the_smallest_part_and_marks_it(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    browser.run("window.before = document.querySelector('#list-notes .rest-parameters')")
    player.edit("list-notes", (f"<p>{RETURNS}", "<p>Returns all notes."))
    assert marked(browser) == ["p#"]
    assert browser.one(CHANGED).text == "Returns all notes."
    assert browser.run("return window.before === document.querySelector('#list-notes .rest-parameters')")
    browser.wait_for(f"!document.querySelector('{CHANGED}')")


def test_a_changed_description_marks_its_row(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.edit("list-notes", ("Who wrote it.", "Who has written it."))
    assert marked(browser) == [f"tr#{ROW}"]


def test_a_row_that_is_sent_alone_keeps_its_id_and_its_link(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    before, after = "Who wrote it.", "Who has <em>written</em> it."
    table, row = browser.run(_PLACE_OF_ROW, ROW)
    start = player.html.index(f'id="{ROW}"')
    old = re.split("<tr|</tbody|</table", player.html[start:], maxsplit=1)[0]
    new = old.replace(before, after)
    browser.run("document.getElementById(arguments[0]).scrollIntoView()", ROW)
    browser.wait_for("document.getElementById(arguments[0]).querySelector('.rest-row-link, a')", ROW)
    html = new.replace(f'id="{ROW}"', "<tr", 1)
    changes = {"op": "rows", "id": "list-notes", "rows": [[table, row, html]]}
    player.send(changes, html=player.html.replace(old, new))
    assert marked(browser) == [f"tr#{ROW}"]
    changed = browser.one(CHANGED)
    assert "Who has written it." in changed.text
    assert changed.find_element("tag name", "em").text == "written"
    assert len(changed.find_elements("tag name", "a")) == 1
    # It is the page that the server has, so there is nothing to change.
    browser.wait_for(f"!document.querySelector('{CHANGED}')")
    browser.run("window.before = document.getElementById(arguments[0]).innerHTML", ROW)
    player.server.send(type="page", pages=[PAGE])
    player.edit("old-ways", ("Tears a wall down.", "Tears it down."))
    has(browser, "Tears it down.")
    assert browser.run("return window.before === document.getElementById(arguments[0]).innerHTML", ROW)


def test_a_row_that_is_not_there_is_made_up_for(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    html = player.html.replace(RETURNS, "Returns all notes.")
    player.send({"op": "rows", "id": "list-notes", "rows": [[0, 99, "<tr><td>None"]]}, html=html)
    has(browser, "Returns all notes.")
    assert "None" not in browser.one("#list-notes").text


def test_a_changed_sample_is_marked_and_can_be_copied(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    place = "#write-a-note .rest-sample"
    browser.run("document.querySelector(arguments[0]).scrollIntoView()", place)
    browser.wait_for("document.querySelector(arguments[0] + ' .rest-copy')", place)
    player.edit("write-a-note", ("Buy milk", "Buy bread"))
    marked(browser)
    assert "Buy bread" in browser.one(f"{place}{CHANGED} pre").text
    # The command has the sample, too; the buttons stay, and there are no more of them.
    assert "Buy bread" in browser.run("return document.querySelector('#write-a-note .rest-snippets').textContent")
    assert len(browser.all(f"{place} .rest-copy")) == 1
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    browser.command("Browser.grantPermissions", origin=player.address.rpartition("/")[0], permissions=permissions)
    browser.one(f"{place} .rest-copy").click()
    browser.wait_for("document.querySelector(arguments[0] + ' .rest-copy').textContent === 'Copied'", place)
    script = "const done = arguments[0]; navigator.clipboard.readText().then(done)"
    assert browser.driver.execute_async_script(script) == '{"text": "Buy bread"}\n'


@pytest.mark.parametrize("anchoring", ["auto", "none"])
@pytest.mark.parametrize("whole", [False, True], ids=["patch", "page"])
def test_what_is_read_stays_where_it_is(browser: Browser, player: Player, anchoring: str, *, whole: bool) -> None:
    browser.resize(1280, 500)
    open_page(browser, player)
    # Not every browser keeps by itself what is on the screen.
    browser.run("document.documentElement.style.overflowAnchor = arguments[0]", anchoring)
    browser.run("document.querySelector('#write-a-note > details > p').scrollIntoView()")
    before = top(browser, "#write-a-note > details > p")
    long = f"<p>{RETURNS}</p>" + "<p>One more.</p>" * 30 + "<p>The end."
    if whole:
        player.replace((f"<p>{RETURNS}", long))
    else:
        player.edit("list-notes", (f"<p>{RETURNS}", long))
    has(browser, "The end.")
    assert abs(top(browser, "#write-a-note > details > p") - before) < 2
    # The window scrolled instead, and the reader is told what changed above.
    says(browser, "note", "Changed: List notes")
    part(browser, "note button").click()
    assert browser.is_in_view(f"#list-notes p{CHANGED}")


@pytest.mark.parametrize("whole", [False, True], ids=["patch", "page"])
def test_what_the_reader_has_done_stays(browser: Browser, player: Player, *, whole: bool) -> None:
    open_page(browser, player, "?expanded=list-notes-detail")
    Select(browser.one(".rest-choice select")).select_by_visible_text("2.10 - Birch")
    Select(browser.one(".rest-choice select")).select_by_visible_text("All")
    browser.all("#list-notes [role=tab]")[1].click()
    field = browser.one(".rest-filter input")
    field.send_keys("notes", Keys.SHIFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    changes = ((RETURNS, "Returns all notes."), ('"colour": "red"', '"colour": "rosy"'))
    if whole:
        player.replace(*changes)
    else:
        player.edit("list-notes", *changes)
    has(browser, "Returns all notes.")
    opened = browser.all("details.rest-details[open]")
    assert [one.get_attribute("id") for one in opened] == ["list-notes-detail"]
    assert [tab.text for tab in browser.all("#list-notes [role=tab][aria-selected=true]")] == ["2.9"]
    assert browser.one("#list-notes [data-version='2.9']").is_displayed()
    assert '"rosy"' in browser.one("#list-notes [data-version='2.9'] pre").text
    assert browser.run("return document.activeElement === document.querySelector('.rest-filter input')")
    field.send_keys("x")
    assert field.get_attribute("value") == "notesx" or field.get_attribute("value") == "notx"
    assert [one.text for one in browser.all(".rest-overview li a") if one.is_displayed()] == []


@pytest.mark.parametrize("whole", [False, True], ids=["patch", "page"])
def test_the_chosen_version_is_that_of_what_is_new(browser: Browser, player: Player, *, whole: bool) -> None:
    open_page(browser, player, "?expanded=all&microversion=2.9")
    assert not browser.one("#new-ways-paint-action").is_displayed()
    row = f'<tr id="{ROW}"'
    cells = "<td><code>late</code></td><td>body</td><td>string</td><td>Late.</td>"
    new = f'<tr id="late" class="rp_min_ver_2_10">{cells}</tr>'
    gone = ('rest-sample" data-set="0" data-version="2.9"', 'rest-sample" data-set="0" data-version="2.8"')
    again = ("rp_max_ver_2_9", "rp_max_ver_2_8")
    changes = ((row, new + row), gone, again)
    if whole:
        player.replace(*changes)
    else:
        player.edit("list-notes", *changes)
    has(browser, "Late.")
    assert not browser.one("#late").is_displayed()
    assert not browser.one("#get\\.notes\\.response\\.notes\\.shade").is_displayed()
    shown = [one for one in browser.all("#list-notes .rest-sample") if one.is_displayed()]
    assert [one.get_attribute("data-version") for one in shown] == ["2.8"]
    assert not browser.one("#new-ways-paint-action").is_displayed()
    player.edit("list-notes", ("rp_max_ver_2_8", ""), ('class="rp_min_ver_2_10"', ""))
    browser.wait_for("document.querySelector('#late')?.checkVisibility()")
    assert browser.one("#get\\.notes\\.response\\.notes\\.shade").is_displayed()
    assert not browser.one("#new-ways-paint-action").is_displayed()


def test_each_operation_has_its_own_sets_of_samples(browser: Browser, player: Player) -> None:
    open_page(browser, player, "?expanded=all&microversion=2.9")
    new = player.section("list-notes").replace("list-notes", "list-more").replace("get.notes", "get.more")
    new = new.replace('data-version="2.9"', 'data-version="2.5"')
    insert: dict[str, object] = {"op": "insert", "parent": "notes-on-the-wall", "before": None, "html": new}
    player.send(insert, html=player.html)
    browser.wait_for("document.querySelector('#list-more [role=tab]')")
    browser.one("#list-more summary").click()
    shown = [one for one in browser.all(".rest-sample[data-set]") if one.is_displayed()]
    assert [one.get_attribute("data-version") for one in shown] == ["2.9", "2.5"]


def test_a_new_sample_of_a_set_gets_a_tab(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    browser.all("#list-notes [role=tab]")[0].click()
    sample = (
        '<div class="rest-sample" data-set="0" data-version="2.12"><div class="highlight"><pre>{}</pre></div></div>'
    )
    place = '<div class="rest-sample" data-set="0" data-version="2.10"'
    player.edit("list-notes", (place, sample + place))
    browser.wait_for("document.querySelectorAll('#list-notes [role=tab]').length === 4")
    assert [tab.text for tab in browser.all("#list-notes [role=tab]")] == ["first", "2.9", "2.12", "2.10"]
    assert [tab.text for tab in browser.all("#list-notes [aria-selected=true]")] == ["first"]
    browser.all("#list-notes [role=tab]")[2].click()
    assert browser.one("#list-notes [data-version='2.12']").is_displayed()


def test_a_renamed_row_keeps_one_link(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    link = "#write-a-note .rest-parameters .rest-name"
    browser.run("document.querySelector('#write-a-note .rest-parameters').scrollIntoView()")
    browser.wait_for("document.querySelector(arguments[0])", link)
    name = "post.notes.request.text"
    player.edit("write-a-note", (name, "post.notes.request.words"), ("<code>text</code>", "<code>words</code>"))
    browser.wait_for("document.querySelector(arguments[0]).textContent === 'words'", link)
    browser.wait_for("document.querySelector(arguments[0]).hash === '#post.notes.request.words'", link)
    assert len(browser.all(link)) == 1


def test_a_head_leaves_the_sections_in_it(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    browser.run("window.before = document.querySelector('#list-notes')")
    old = player.section("notes-on-the-wall")
    head = old[: old.index("<section", 1)].replace("<h2>Notes", "<h2>Papers") + "<p>They hang.</p></section>"
    player.send({"op": "head", "id": "notes-on-the-wall", "html": head}, html=player.html)
    has(browser, "They hang.")
    assert browser.one("#notes-on-the-wall h2").text.startswith("Papers on the wall")
    assert browser.run("return window.before === document.querySelector('#list-notes')")
    assert [one.get_attribute("id") for one in browser.all(".rest-operation")] == [
        "list-notes",
        "write-a-note",
        "old-ways",
        "new-ways-paint-action",
    ]


def test_sections_come_and_go(browser: Browser, player: Player) -> None:
    open_page(browser, player, "?expanded=old-ways-detail")
    new = player.section("list-notes").replace("list-notes", "list-more").replace("get.notes", "get.more")
    new = new.replace("List notes", "List more")
    insert: dict[str, object] = {"op": "insert", "parent": "notes-on-the-wall", "html": new}
    player.send({**insert, "before": "old-ways"}, {"op": "remove", "id": "write-a-note"}, html=player.html)
    browser.wait_for("document.querySelector('#list-more')")
    player.send({**insert, "before": None, "html": new.replace("more", "most")}, html=player.html)
    browser.wait_for("document.querySelector('#list-most')")
    names = [one.get_attribute("id") for one in browser.all("#notes-on-the-wall > section")]
    assert names == ["list-notes", "list-more", "old-ways", "new-ways-paint-action", "list-most"]
    # What is new works as the rest does.
    browser.one("#list-more summary").click()
    assert [tab.text for tab in browser.all("#list-more [role=tab]")] == ["first", "2.9", "2.10"]
    assert "#list-more" in marked(browser)[0] or browser.one("#old-ways > details").get_attribute("open")


def test_an_operation_with_another_name_stays_open(browser: Browser, player: Player) -> None:
    open_page(browser, player, "?expanded=list-notes-detail")
    player.edit("list-notes", ("list-notes", "list-papers"), ("List notes", "List papers"))
    browser.wait_for("document.querySelector('#list-papers > details')?.open")
    assert browser.one("#list-papers summary h3").text == "List papers"


def test_a_page_is_changed_in_place(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    browser.run("window.isSame = true")
    title = browser.driver.title
    player.replace((RETURNS, "Returns all notes."), ("List notes", "List papers"), ("<title>", "<title>New "))
    has(browser, "Returns all notes.")
    assert browser.run("return window.isSame")
    assert browser.driver.title == f"New {title}"
    assert len(browser.all("#list-notes [role=tab]")) == 3
    browser.one(".rest-filter input").send_keys("papers")
    assert [one.text for one in browser.all(".rest-overview li a") if one.is_displayed()] == ["List papers"]


def test_a_page_that_is_the_same_changes_nothing(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    script = """
    window.seen = [];
    const watch = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver((found) => window.seen.push(...found.map((one) => one.target.outerHTML)))
      .observe(document.body, watch);
    """
    browser.run(script)
    player.replace()
    player.edit("old-ways", ("Tears a wall down.", "Tears it down."))
    has(browser, "Tears it down.")
    seen = browser.run("return window.seen")
    assert seen
    assert [one for one in seen if "Tears it down." not in (one or "Tears it down.")] == []


def test_what_scripts_in_the_text_of_a_page_have_done_stays(browser: Browser, player: Player) -> None:
    script = """
    const wrap = document.createElement("div");
    const table = document.querySelector("#write-a-note table.rest-parameters");
    table.before(wrap);
    wrap.append(table);
    document.querySelectorAll("#write-a-note details > p").forEach((one) => one.prepend(document.createElement("hr")));
    document.querySelector("#write-a-note").style.color = "green";
    document.write("<mark>written</mark>");
    """
    player.store(player.html.replace("</body>", f"<script>{script}</script><noscript><p>No.</p></noscript></body>"))
    open_page(browser, player)
    browser.run("window.isSame = true")
    player.replace((f"<p>{RETURNS}", "<p>Returns all notes."), ("What the note says.", "What it says."))
    has(browser, "Returns all notes.")
    assert marked(browser) == ["p#", "tr#post.notes.request.text"]
    player.edit("write-a-note", ("What it says.", "What is said."), ("Puts one more", "Puts another"))
    has(browser, "What is said.")
    assert browser.one("#write-a-note details > p").text.startswith("Puts another")
    assert len(browser.all("#write-a-note details > p > hr")) == 1
    assert len(browser.all("#write-a-note div > table.rest-parameters")) == 1
    assert len(browser.all("#write-a-note table.rest-parameters")) == 1
    assert browser.one("#write-a-note").get_attribute("style") == "color: green;"
    assert [one.text for one in browser.all("mark")] == ["written"]
    assert browser.run("return window.isSame")


def test_a_page_with_another_style_is_loaded_anew(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    browser.run("window.isSame = true")
    player.replace(("restaction.css", "restaction.css?other"))
    browser.wait_for("!window.isSame && document.querySelector('link[href*=other]')")


def test_a_missed_patch_is_made_up_for(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.store(player.html.replace(RETURNS, "Returns all notes."))
    player.edit("old-ways", ("Tears a wall down.", "Tears it down."))
    has(browser, "Tears it down.")
    has(browser, "Returns all notes.")


def test_a_patch_for_an_unknown_section_is_made_up_for(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    html = player.html.replace(RETURNS, "Returns all notes.")
    player.send({"op": "remove", "id": "nothing"}, html=html)
    has(browser, "Returns all notes.")


def test_a_patch_of_another_page_is_none_of_this(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.server.send(type="patch", page="other.html", number=1, changes=[{"op": "remove", "id": "list-notes"}])
    player.edit("old-ways", ("Tears a wall down.", "Tears it down."))
    has(browser, "Tears it down.")
    assert browser.all("#list-notes")


def test_findings_stand_where_they_belong_and_vanish(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    row = finding("It is a list.", anchor="get.notes", table=0, row=1)
    sample = finding("No such key.", "error", line=30, anchor="get.notes", sample=2)
    whole = finding("It is old.", "info", line=50, anchor="delete.walls.wall")
    nowhere = finding("Nobody uses it.", line=60)
    player.findings(row, sample, whole, nowhere)
    says(browser, "count", "4 findings")
    markers = browser.all(MARKER)
    assert sorted(one.text for one in markers) == ["E", "I", "W"]
    assert browser.one(f"#{ROW.replace('.', chr(92) + '.')} > td:first-child > {MARKER}").get_attribute("title") == (
        "warning: It is a list."
    )
    assert browser.all(f"#list-notes .rest-sample[data-version='2.10'] > {MARKER}")
    assert browser.one(f"#old-ways > {MARKER}").text == "I"
    # A change around a marker leaves it; what replaces its place gets it anew.
    player.edit("list-notes", ("Who wrote it.", "Who has written it."), (RETURNS, "Returns all notes."))
    has(browser, "Who has written it.")
    assert len(browser.all(MARKER)) == 3
    insert: dict[str, object] = {"op": "insert", "parent": "notes-on-the-wall", "html": player.section("list-notes")}
    player.send({"op": "remove", "id": "list-notes"}, {**insert, "before": "write-a-note"}, html=player.html)
    browser.wait_for("document.querySelectorAll(arguments[0]).length === 3", MARKER)
    assert browser.all(f"#list-notes .rest-sample[data-version='2.10'] > {MARKER}")
    browser.one("#list-notes summary").click()
    player.findings(row)
    says(browser, "count", "1 finding")
    assert [one.text for one in browser.all(MARKER)] == ["W"]
    player.findings()
    says(browser, "count", "No findings")
    assert browser.all(MARKER) == []


def test_a_new_finding_is_marked_for_a_moment(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    old, new = finding("Old.", anchor="get.notes"), finding("New.", anchor="post.notes")
    player.findings(old)
    says(browser, "count", "1 finding")
    assert browser.all(f"{MARKER}-new") == []
    # A line that moves makes no other finding.
    player.findings({**old, "line": 15}, new)
    says(browser, "count", "2 findings")
    assert [one.get_attribute("title") for one in browser.all(f"{MARKER}-new")] == ["warning: New."]


def test_the_list_of_findings_is_live_and_leads_to_the_place(browser: Browser, player: Player) -> None:
    open_page(browser, player, "")
    player.findings(finding("It is a list.", anchor="get.notes", table=0, row=1), finding("Bad.", "error", line=3))
    says(browser, "count", "2 findings")
    part(browser, "count").click()
    assert [one.text for one in parts(browser, ".restaction-preview-list h3")] == ["api-ref/source/index.rst"]
    Select(part(browser, "group")).select_by_visible_text("severity")
    assert [one.text for one in parts(browser, ".restaction-preview-list h3")] == ["error", "warning"]
    parts(browser, ".restaction-preview-list .restaction-preview-link")[0].click()
    browser.wait_for("document.getElementById('list-notes-detail').open")
    assert browser.is_in_view(f"#{ROW.replace('.', chr(92) + '.')}")
    player.findings(finding("It is a list.", anchor="get.notes", table=0, row=1))
    browser.wait_for(f"{_UI}.querySelectorAll('.restaction-preview-list li').length === 1")
    part(browser, "findings .restaction-preview-close").send_keys(Keys.ESCAPE)
    assert not part(browser, "findings").is_displayed()
    assert browser.run(f"return {_UI}.activeElement.className") == "restaction-preview-count"


def test_a_marker_opens_the_list_at_its_finding(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.findings(finding("One.", line=1), finding("Two.", line=2, anchor="get.notes"))
    says(browser, "count", "2 findings")
    browser.one(MARKER).send_keys(Keys.ENTER)
    assert browser.run(f"return {_UI}.activeElement.textContent") == "api-ref/source/index.rst:2"


def test_a_place_is_copied(browser: Browser, player: Player) -> None:
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    browser.command("Browser.grantPermissions", origin=player.address.rpartition("/")[0], permissions=permissions)
    open_page(browser, player)
    player.findings(finding("One."))
    says(browser, "count", "1 finding")
    part(browser, "count").click()
    part(browser, "place").click()
    says(browser, "spoken", "Copied api-ref/source/index.rst:12")
    script = "const done = arguments[0]; navigator.clipboard.readText().then(done)"
    assert browser.driver.execute_async_script(script) == "api-ref/source/index.rst:12"
    # A page from another machine has no such interface.
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    player.findings(finding("One.", line=13))
    browser.wait_for(f"{_UI}.querySelector('.restaction-preview-place').textContent.endsWith('13')")
    part(browser, "place").click()
    says(browser, "spoken", "Copied api-ref/source/index.rst:13")


def test_a_place_is_opened_in_the_editor(browser: Browser, folder: Path, tmp_path: Path) -> None:
    note = tmp_path / "note"
    program = "import sys; open(sys.argv[1], 'w').write(':'.join(sys.argv[2:]))"
    words = (sys.executable, "-c", program, str(note), "{file}", "{line}")
    with playing(folder, editor=Editor(words=words, accepts=lambda _: True)) as player:
        open_page(browser, player)
        player.findings(finding("One."))
        says(browser, "count", "1 finding")
        part(browser, "count").click()
        part(browser, "place").click()
        says(browser, "spoken", "Opened api-ref/source/index.rst:12")
        browser.driver.get("about:blank")
    end = "/repository/api-ref/source/index.rst:12"
    for _ in range(200):
        if note.exists() and note.read_text("utf-8") == end:
            break
        browser.run("return 1")
    assert note.read_text("utf-8") == end


def test_a_failure_stands_above_the_last_good_page_until_it_is_mended(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    problem: dict[str, Any] = {
        "message": "mapping values are not allowed here",
        "file": "/repository/parameters.yaml",
        "line": 7,
    }
    player.state("failed", problem=problem)
    says(browser, "message", problem["message"])
    assert part(browser, "banner .restaction-preview-place").text == "/repository/parameters.yaml:7"
    assert part(browser, "status").text.startswith("Failed")
    has(browser, RETURNS)
    part(browser, "banner .restaction-preview-close").click()
    says(browser, "banner", None)
    player.state("building", problem=None)
    player.state("failed", problem={**problem, "line": 8})
    says(browser, "message", problem["message"])
    player.state()
    says(browser, "banner", None)
    says(browser, "status", "0.31 s, not yet exact")


def test_progress_is_shown(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.state("building", progress="reading 40 %")
    says(browser, "status", "Building: reading 40 %")


def test_a_key_and_a_click_ask_for_the_exact_build(browser: Browser, folder: Path) -> None:
    asked: list[str] = []
    with playing(folder, build_exactly=lambda: asked.append("")) as player:
        open_page(browser, player)
        part(browser, "status").click()
        says(browser, "spoken", "Builds the whole tree")
        keys = ActionChains(browser.driver).key_down(Keys.ALT).key_down(Keys.SHIFT).send_keys("b")
        keys.key_up(Keys.SHIFT).key_up(Keys.ALT).perform()
        for _ in range(200):
            if len(asked) == 2:
                break
            browser.run("return 1")
        browser.driver.get("about:blank")
    assert len(asked) == 2


def test_texts_of_messages_are_texts(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    bad: dict[str, Any] = finding(HOSTILE, HOSTILE, anchor="get.notes")
    bad |= {"rule": HOSTILE, "url": "javascript:window.hurt=true", "path": HOSTILE}
    bad["related"] = [{"file": HOSTILE, "path": HOSTILE, "line": 1, "message": HOSTILE}]
    player.findings(bad)
    says(browser, "count", "1 finding")
    part(browser, "count").click()
    player.state("failed", cause=HOSTILE, problem={"message": HOSTILE, "file": HOSTILE, "line": 1})
    says(browser, "banner .restaction-preview-message", HOSTILE)
    title = changed_title(player)
    says(browser, "note", f"Changed: {title}")
    player.state("building", progress=HOSTILE)
    says(browser, "status", f"Building: {HOSTILE}")
    assert not browser.run("return Boolean(window.hurt)")
    assert browser.run(f"return {_UI}.querySelectorAll('img, script, a').length") == 0


def changed_title(player: Player) -> str:
    """Change something off the screen below a title that looks like HTML, and return the title."""
    title = "&lt;img src=x onerror=window.hurt=true&gt;"
    new = f'<section id="hostile"><h3>{title}</h3><p>{"<br>" * 200}</p></section>'
    insert = {"op": "insert", "parent": "notes-on-the-wall", "before": None, "html": new}
    player.send(insert, html=player.html)
    return "<img src=x onerror=window.hurt=true>"


def test_a_waiting_page_becomes_the_page(browser: Browser, folder: Path) -> None:
    with running() as server:
        player = Player(server, (folder / "index.html").read_text("utf-8"))
        browser.open(player.address)
        player.state("building", progress="reading 40 %")
        browser.wait_for("document.querySelector('#restaction-waiting')?.textContent === 'reading 40 %'")
        server.call(server.site.publish, folder)
        server.send(type="page", pages=None)
        browser.wait_for("document.querySelector('#list-notes')")
        browser.driver.get("about:blank")
    browser.read_logs()
    # The server says that it can't serve the page yet.
    assert [error for error in browser.errors if "503" not in error] == []
    browser.errors.clear()


def test_a_missing_page_waits_without_loading_itself_again_and_again(browser: Browser, player: Player) -> None:
    player.state(exact=True)
    browser.open(player.address.replace("index", "absent"))
    says(browser, "status", "0.31 s, exact")
    browser.run("window.isSame = true")
    player.state(exact=True)
    player.state("building")
    says(browser, "status", "Building")
    assert browser.run("return window.isSame")
    browser.read_logs()
    assert [error for error in browser.errors if "404" not in error] == []
    browser.errors.clear()


def test_a_server_that_comes_back_is_heard_again(browser: Browser, folder: Path) -> None:
    with playing(folder) as player:
        open_page(browser, player)
        port = player.server.port
    says(browser, "status", "No answer from the server")
    with playing(folder, port=port) as player:
        player.replace((RETURNS, "Returns all notes."))
        player.state()
        has(browser, "Returns all notes.")
        says(browser, "status", "0.31 s, not yet exact")
        player.edit("old-ways", ("Tears a wall down.", "Tears it down."))
        has(browser, "Tears it down.")
        browser.driver.get("about:blank")
    browser.read_logs()
    assert [error for error in browser.errors if "/-/restaction/events" not in error] == []
    browser.errors.clear()


def test_a_page_stays_until_a_server_that_was_started_again_has_one(browser: Browser, folder: Path) -> None:
    with playing(folder) as player:
        open_page(browser, player)
        port = player.server.port
    says(browser, "status", "No answer from the server")
    browser.run("window.isSame = true")
    with running(port=port) as server:
        player = Player(server, (folder / PAGE).read_text("utf-8").replace(RETURNS, "Returns all notes."))
        player.state("building")
        says(browser, "status", "Building")
        # It has asked for the page by now.
        browser.wait_for("performance.getEntriesByName(location.href).some((one) => one.responseStatus === 503)")
        assert browser.run("return window.isSame && Boolean(document.querySelector('#list-notes'))")
        (folder / PAGE).write_text(player.html, "utf-8")
        server.call(server.site.publish, folder)
        server.send(type="page", pages=None)
        has(browser, "Returns all notes.")
        assert browser.run("return window.isSame")
        browser.driver.get("about:blank")
    browser.read_logs()
    assert [error for error in browser.errors if "503" not in error and "/-/restaction/events" not in error] == []
    browser.errors.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_everything(browser: Browser, player: Player, scheme: str) -> None:
    browser.resize(*PHONE)
    browser.emulate(scheme=scheme)
    open_page(browser, player)
    player.findings(*(finding("n" * 300 + HOSTILE, line=line, anchor="get.notes") for line in range(30)))
    says(browser, "count", "30 findings")
    part(browser, "count").click()
    assert browser.overflow() == 0
    boxes = [
        browser.run("return arguments[0].getBoundingClientRect().toJSON()", part(browser, name))
        for name in ("findings", "bar")
    ]
    for box in boxes:
        assert box["left"] >= 0
        assert box["right"] <= PHONE[0]
        assert box["top"] >= 0
        assert box["bottom"] <= PHONE[1]
    # At the end of the page nothing of it is behind the bar.
    browser.run("window.scrollTo(0, document.body.scrollHeight)")
    bar = boxes[1]["top"]
    script = "return Math.max(...Array.from(document.querySelectorAll(arguments[0]), (one) => %s))"
    script %= "one.getBoundingClientRect().bottom"
    assert browser.run(script, "section, .footer") <= bar


def test_axe_finds_nothing_in_what_the_preview_shows(browser: Browser, player: Player) -> None:
    open_page(browser, player)
    player.findings(finding("It is a list.", anchor="get.notes", table=0, row=1), finding("Bad.", "error", line=3))
    says(browser, "count", "2 findings")
    part(browser, "count").click()
    player.state("failed", problem={"message": "bad", "file": "/repository/parameters.yaml", "line": 7})
    says(browser, "message", "bad")
    found = violations(browser)
    assert [one for one in found if "restaction-preview" in one.target] == []
