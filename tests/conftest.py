"""Fixtures of all tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sphinx.locale

from tests.project import CONF, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

REPOSITORY = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="write what the rules' cases give into their 'expected'")


@pytest.fixture(autouse=True)
def own_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a translated build from translating the builds of later tests: Sphinx's table is the whole process's."""
    monkeypatch.setattr(sphinx.locale, "translators", dict(sphinx.locale.translators))


@pytest.fixture(autouse=True, scope="session")
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the linter remembers out of the user's caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESTACTION_CACHE_DIR", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that makes a project of files: ``make_project({"index.rst": ...}, conf=...)``."""

    def make(files: Mapping[str, str], conf: str = CONF, name: str = "repository") -> Project:
        return Project.create(tmp_path / name, files, conf)

    return make


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of this repository."""
    return REPOSITORY
