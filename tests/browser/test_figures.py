"""The largest reference of the corpus in a browser, beside os-api-ref's page of it, in the same run.

``--regen`` writes the table of the manual. Times depend on the machine and on what else it does, so what is asserted
of them are ratios with room; what the page has does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import figures
from tests.browser.builds import REPOSITORY, build_pages
from tests.browser.chromium import PHONE
from tests.corpus.builds import OURS, THEIRS, copy_reference, switch_extension
from tests.corpus.references import NOVA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.builds import Shelf
    from tests.browser.chromium import Browser
    from tests.browser.figures import Figures

TABLE = REPOSITORY / "doc" / "source" / "page-figures.inc"
NAMES = {THEIRS: "os-api-ref", OURS: "this extension"}
THEMES = ("openstackdocs", "alabaster")


def build_nova(folder: Path, extension: str, theme: str) -> Path:
    """Build the reference with *extension* in *theme*."""
    source = copy_reference(NOVA, folder / "copy")
    if extension == OURS:
        switch_extension(source)
    # The extension of the theme is the reference's own choice, and does no harm in another.
    return build_pages(source, folder / "built", "-D", f"html_theme={theme}")


@pytest.fixture(scope="module")
def measured(window: Browser, shelf: Shelf, address: str) -> dict[tuple[str, str], Figures]:
    """Return the figures of each extension in each theme; the extensions take turns."""
    result = {}
    for theme in THEMES:
        pages = {}
        for extension in (THEIRS, OURS):
            name = f"nova-{theme}-{extension}"
            shelf.get(name, lambda folder, extension=extension, theme=theme: build_nova(folder, extension, theme))  # type: ignore[misc]
            pages[extension] = f"{address}/{name}/pages/index.html"
        rounds = [
            {extension: figures.visit(window, page) for extension, page in pages.items()} for _ in range(figures.ROUNDS)
        ]
        for extension, page in pages.items():
            result[theme, extension] = figures.measure(window, page, [one[extension] for one in rounds])
    return result


def test_the_table(measured: dict[tuple[str, str], Figures], pytestconfig: pytest.Config) -> None:
    text = figures.table(
        {f"{NAMES[extension]}, {theme}": measured[theme, extension] for theme in THEMES for extension in NAMES}
    )
    print(text)  # noqa: T201  # the run shows what it has measured
    if pytestconfig.getoption("--regen"):
        TABLE.write_text(text, "utf-8")
    assert TABLE.read_text("utf-8").splitlines()[:10] == text.splitlines()[:10]


@pytest.mark.parametrize("theme", THEMES)
def test_our_page_has_less(measured: dict[tuple[str, str], Figures], theme: str) -> None:
    ours, theirs = measured[theme, OURS], measured[theme, THEIRS]
    assert ours.elements < 0.7 * theirs.elements
    assert ours.elements <= 60_000
    assert ours.kibibytes < theirs.kibibytes


@pytest.mark.parametrize("theme", THEMES)
def test_our_page_fits_a_phone(measured: dict[tuple[str, str], Figures], theme: str) -> None:
    ours = measured[theme, OURS]
    assert (ours.overflow, ours.overflow_open) == (0, 0)
    assert ours.headline < PHONE[1]


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_that_we_wrote(measured: dict[tuple[str, str], Figures], theme: str) -> None:
    assert measured[theme, OURS].axe_own == 0
    assert measured[theme, OURS].axe_page < 0.5 * measured[theme, THEIRS].axe_page


def test_all_is_shown_in_a_tenth_of_the_time(measured: dict[tuple[str, str], Figures]) -> None:
    ours, theirs = measured["openstackdocs", OURS].expanded, measured["openstackdocs", THEIRS].expanded
    assert ours is not None
    assert theirs is not None
    assert ours < theirs / 10
    # Without that theme's scripts, os-api-ref's button does nothing.
    assert measured["alabaster", OURS].expanded is not None
    assert measured["alabaster", THEIRS].expanded is None


def test_our_page_is_there_sooner(measured: dict[tuple[str, str], Figures]) -> None:
    ours, theirs = measured["alabaster", OURS], measured["alabaster", THEIRS]
    assert ours.settled < 0.7 * theirs.settled
    assert ours.blocked < 0.5 * theirs.blocked
    # Here both have most of their page closed, and the theme's own scripts take the time.
    ours, theirs = measured["openstackdocs", OURS], measured["openstackdocs", THEIRS]
    assert ours.settled < 2 * theirs.settled
    assert ours.blocked < 2 * theirs.blocked + 50
