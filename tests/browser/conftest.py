"""A browser for each process, and what it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium, features
from tests.browser.builds import Shelf, build_own, build_pages
from tests.browser.server import serve
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Browser


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start the browser; tests take `browser`."""
    with chromium.start(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def browser(window: Browser) -> Iterator[Browser]:
    """Return a fresh window, and look afterwards at what pages asked for and complained about."""
    window.reset()
    yield window
    window.read_logs()
    assert window.errors == []
    assert [address for address in window.requests if not _is_local(address)] == []


def _is_local(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "data:", "about:", "blob:"))


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return the folder of built references."""
    base = tmp_path_factory.getbasetemp()
    # Each process of pytest-xdist has a folder in that of the run.
    return Shelf(base.parent / "shelf" if base.name.startswith("popen-") else base / "shelf")


@pytest.fixture(scope="session")
def address(shelf: Shelf) -> Iterator[str]:
    """Serve all built references, each in a folder with its name."""
    shelf.folder.mkdir(parents=True, exist_ok=True)
    with serve(shelf.folder) as found:
        yield found


@pytest.fixture(scope="session")
def own(shelf: Shelf, address: str) -> str:
    """Return the address of our own reference in alabaster, where it is built as it is."""
    shelf.get("alabaster", lambda folder: build_own(folder, "alabaster"))
    return f"{address}/alabaster/pages/index.html"


@pytest.fixture(scope="session")
def notes(shelf: Shelf, address: str) -> str:
    """Return the address of the page that has everything."""

    def make(folder: Path) -> Path:
        project = Project.create(folder / "project", features.FILES, features.CONF)
        return build_pages(project.source, folder / "built")

    shelf.get("notes", make)
    return f"{address}/notes/pages/index.html"
