"""Our own reference in each theme, light and dark, on screens of two sizes, closed and open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser import axe
from tests.browser.builds import THEMES, build_own
from tests.browser.chromium import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.builds import Shelf
    from tests.browser.chromium import Browser

#: Themes with colours for the dark.
DARK = ("furo", "pydata_sphinx_theme")
#: A theme whose own parts break no rule of axe's, so that the whole page has to be clean. The others have, at the
#: time of writing: alabaster a footer of low contrast, furo two landmarks of one name, sphinx_rtd_theme links and
#: literals of low contrast, and openstackdocstheme lists, links and images without what they need.
CLEAN = "pydata_sphinx_theme"
#: What themes ask other hosts for, and complain about, with no part of ours in it.
THEIR_REQUESTS = ("https://www.googletagmanager.com/", "https://search.openstack.org/")
THEIR_ERRORS = (*THEIR_REQUESTS, "Got invalid theme mode: . Resetting to auto.")


class Look(NamedTuple):
    """What a reader has chosen."""

    scheme: str
    size: tuple[int, int]


LOOKS = {
    "light": Look("light", DESKTOP),
    "dark": Look("dark", DESKTOP),
    "phone": Look("light", PHONE),
}
CASES = [
    pytest.param(theme, look, id=f"{theme}-{name}", marks=pytest.mark.xdist_group(theme))
    for theme in THEMES
    for name, look in LOOKS.items()
    if look.scheme == "light" or theme in DARK
]
_OPEN = "document.querySelectorAll('.rest-controls, .rest-operation').forEach(function (place) {"
_OPEN += " place.querySelectorAll('details').forEach(function (one) { one.open = true; }); });"


@pytest.fixture
def visited(browser: Browser) -> Iterator[Browser]:
    """Return a window that forgives a theme what the theme itself does."""
    yield browser
    browser.read_logs()
    browser.requests[:] = [one for one in browser.requests if not one.startswith(THEIR_REQUESTS)]
    browser.errors[:] = [one for one in browser.errors if not any(part in one for part in THEIR_ERRORS)]


def visit(browser: Browser, theme: str, shelf: Shelf, address: str, look: Look) -> None:
    """Open our own reference in *theme*."""
    shelf.get(theme, lambda folder: build_own(folder, theme))
    browser.emulate(scheme=look.scheme)
    browser.resize(*look.size)
    browser.open(f"{address}/{theme}/pages/index.html")


@pytest.mark.parametrize(("theme", "look"), CASES)
def test_axe_finds_nothing(visited: Browser, theme: str, shelf: Shelf, address: str, look: Look) -> None:
    visit(visited, theme, shelf, address, look)
    for state in ("as loaded", "all open"):
        found = axe.violations(visited)
        assert [one for one in found if one.ours or theme == CLEAN] == [], state
        visited.run(_OPEN)


@pytest.mark.parametrize("theme", [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in THEMES])
def test_a_phone_shows_the_page_in_its_width(visited: Browser, theme: str, shelf: Shelf, address: str) -> None:
    visit(visited, theme, shelf, address, LOOKS["phone"])
    assert visited.run("return document.querySelector('h1').getBoundingClientRect().bottom") < PHONE[1]
    assert visited.overflow() == 0
    visited.run(_OPEN)
    assert visited.overflow() == 0
    # No part of an operation is cut off or has to be scrolled, either.
    script = """
    return Array.from(document.querySelectorAll(".rest-operation *")).filter(function (element) {
      const box = element.getBoundingClientRect();
      return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
    }).map((element) => element.outerHTML.slice(0, 80));
    """
    assert visited.run(script) == []


@pytest.mark.parametrize("theme", [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in DARK])
def test_dark_pages_are_dark(visited: Browser, theme: str, shelf: Shelf, address: str) -> None:
    visit(visited, theme, shelf, address, LOOKS["dark"])
    script = "return getComputedStyle(document.querySelector('.rest-url')).color.match(/[\\d.]+/g).slice(0, 3)"
    assert min(float(part) for part in visited.run(script)) > 128
