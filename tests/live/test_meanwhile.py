"""An edit that is saved while the whole is built is neither lost nor shown twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.live.notebook import CONF, FILES
from tests.live.studio import open_studio, write
from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

WORD = "Shelves are of oak."


def test_an_edit_that_comes_while_all_is_built_is_shown(tmp_path: Path) -> None:
    edited = {"notes.inc": FILES["notes.inc"].replace(".. rest_method::", f"{WORD}\n\n.. rest_method::", 1)}
    project = Project.create(tmp_path / "repository", FILES, CONF)
    with open_studio(project.source, tmp_path / "live", meanwhile=lambda: write(project.source, edited)) as studio:
        studio.edit(edited)
        assert any(WORD in page for page in studio.pages().values())
        assert studio.differences(studio.clean()) == set()
