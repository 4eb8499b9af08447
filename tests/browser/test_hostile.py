"""Pages that are too large, or have names that no one expects: they stay usable, and no script fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.builds import build_pages
from tests.browser.chromium import PHONE
from tests.project import CONF, Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.builds import Shelf
    from tests.browser.chromium import Browser

_TOP = "Hostile\n=======\n\n.. rest_expand_all::\n\n"
_OPERATION = "{title}\n{line}\n\n.. rest_method:: {method} {url}\n\nThe {title} one.\n\n"
LONG = "n" * 400
RIGHT_TO_LEFT = "שלום\u202eabc"


def operation(title: str, url: str, method: str = "GET") -> str:
    return _OPERATION.format(title=title, line="-" * max(len(title), 4), url=url, method=method)


def serve_hostile(shelf: Shelf, address: str, name: str, files: dict[str, str], conf: str = "") -> str:
    """Build *files* under *name* and return the address of the page."""

    def make(folder: Path) -> Path:
        return build_pages(Project.create(folder / "project", files, CONF + conf).source, folder / "built")

    shelf.get(name, make)
    return f"{address}/{name}/pages/index.html"


def test_five_thousand_operations_can_be_filtered_and_opened(browser: Browser, shelf: Shelf, address: str) -> None:
    text = _TOP + "".join(operation(f"Thing {number}", f"/things/{number}") for number in range(5000))
    page = serve_hostile(shelf, address, "many", {"index.rst": text})
    browser.open(page)
    browser.one(".rest-filter input").send_keys("things/4711")
    assert [entry.text for entry in browser.all(".rest-overview li:not(.rest-filtered) a")] == ["Thing 4711"]
    browser.one(".rest-expand-all").click()
    browser.wait_for("location.search === '?expanded=all'")
    assert len(browser.all("details.rest-details[open]")) == 5000
    browser.open(f"{page}#get.things.4711")
    browser.wait_for("document.querySelector('#thing-4711 > details').open")
    assert browser.is_in_view("#thing-4711 summary")


def test_long_and_foreign_names_keep_to_the_width(browser: Browser, shelf: Shelf, address: str) -> None:
    names = f'  - "{LONG}": long\n  - "{RIGHT_TO_LEFT}": long\n  - "<b>": long\n'
    text = (
        _TOP + operation(f"T{LONG}", f"/{LONG}/{{{LONG}}}", "POST") + operation("שלום <script>alert(1)</script>", "/x")
    )
    text += f".. rest_parameters:: parameters.yaml\n\n{names}\n"
    text += ".. literalinclude:: sample.json\n   :language: json\n"
    entry = f"long:\n  in: body\n  required: true\n  type: string\n  description: |\n    {LONG}\n"
    files = {"index.rst": text, "parameters.yaml": entry, "sample.json": f'{{"{LONG}": "{LONG}"}}\n'}
    conf = 'restaction_release_microversions = {"2.1": "<i>Ash</i> & \\"co\\""}\n'
    page = serve_hostile(shelf, address, "names", files, conf)
    browser.open(f"{page}?expanded=all")
    assert browser.overflow() == 0
    browser.resize(*PHONE)
    assert browser.overflow() == 0
    assert browser.all(".rest-operation script, .rest-controls script") == []
    assert "<script>alert(1)</script>" in browser.one("body").text


def test_a_sample_of_two_megabytes_does_not_hold_the_page_up(browser: Browser, shelf: Shelf, address: str) -> None:
    rows = ",\n".join(f'  {{"id": {number}, "name": "item number {number}"}}' for number in range(45_000))
    text = _TOP + operation("Large", "/large") + ".. literalinclude:: large.json\n   :language: json\n"
    page = serve_hostile(
        shelf,
        address,
        "large",
        {"index.rst": text, "large.json": f"[\n{rows}\n]\n"},
        "restaction_max_sample_size = 9**9\n",
    )
    browser.open(page)
    browser.one("#large summary").click()
    browser.wait_for("document.querySelector('.rest-sample pre').textContent.length > 1_900_000")
    assert browser.one(".rest-sample").is_displayed()
    assert browser.overflow() == 0


def test_an_address_that_makes_no_sense_breaks_nothing(browser: Browser, notes: str) -> None:
    for part in ("?expanded=<b>,,%ZZ,#x", "#%E0%A4%A", "?expanded=all&expanded=all", "?microversion=%00#%00", "#a b[c"):
        browser.open(notes + part)
        browser.one("#list-notes summary").click()
        browser.wait_for("document.readyState === 'complete'")
