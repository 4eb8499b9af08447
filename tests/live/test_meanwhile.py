"""An edit that is saved while the whole is built is neither lost nor shown twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.sphinx_ext.live.reading import read_sources
from tests.live.notebook import CONF, FILES
from tests.live.studio import open_studio, write
from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORD = "Shelves are of oak."


def test_an_edit_that_comes_while_all_is_built_is_shown(tmp_path: Path) -> None:
    edited = {"notes.inc": FILES["notes.inc"].replace(".. rest_method::", f"{WORD}\n\n.. rest_method::", 1)}
    project = Project.create(tmp_path / "repository", FILES, CONF)
    with open_studio(project.source, tmp_path / "live", meanwhile=lambda: write(project.source, edited)) as studio:
        studio.edit(edited)
        assert any(WORD in page for page in studio.pages().values())
        assert studio.differences(studio.clean()) == set()


def test_the_sources_are_those_that_were_read_before_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own reads them, and nothing is read again for that."""
    project = Project.create(tmp_path / "repository", FILES, CONF)

    def read_again(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("sphinx_restaction.sphinx_ext.live.desk.read_sources", read_again)
    with open_studio(project.source, tmp_path / "live") as studio:
        monkeypatch.undo()
        again = read_sources(str(project.source), str(project.top)).reading
        shown = studio.desk.shown.reading
        assert shown.reference == again.reference
        assert {name: page.facts for name, page in shown.pages.items()} == {
            name: page.facts for name, page in again.pages.items()
        }


def test_a_root_that_only_conf_py_tells_is_heeded(tmp_path: Path) -> None:
    conf = CONF + 'restaction_root = "."\n'
    project = Project.create(tmp_path / "repository", FILES, conf)
    with open_studio(project.source, tmp_path / "live") as studio:
        assert studio.desk.shown.reading.reference.root == str(project.source)
