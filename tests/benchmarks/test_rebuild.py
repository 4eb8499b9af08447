"""Each edit of the benchmark changes one file, every time, and a build after it writes another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.invented.api import make_api
from benchmarks.invented.rest import ONE, write_reference
from benchmarks.rebuild import Project, after

if TYPE_CHECKING:
    from pathlib import Path

EDITS = {"edit_text": ".inc", "edit_catalogue": ".yaml", "edit_sample": ".json"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write_reference(tmp_path / "reference", make_api(1)[:2], ONE), tmp_path / "out")


def contents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_one_file_each_time(project: Project, edit: str) -> None:
    changed = []
    for _ in range(2):
        before = contents(project.source.parents[1])
        getattr(project, edit)()
        now = contents(project.source.parents[1])
        assert now.keys() == before.keys()
        changed += [path for path, text in now.items() if text != before[path]]
    first, second = changed
    assert first == second
    assert first.suffix == EDITS[edit]


def test_what_is_edited_is_rebuilt(project: Project) -> None:
    project.build()
    page = project.out / "html" / "index.html"
    for edit in EDITS:
        before = page.read_text("utf-8")
        after(project, edit)
        assert f"word{project.edits}" in page.read_text("utf-8")
        assert page.read_text("utf-8") != before
    stamp = page.stat().st_mtime_ns
    project.build()
    assert page.stat().st_mtime_ns == stamp


def test_what_has_no_place_for_an_edit_is_an_error(project: Project) -> None:
    (project.source / "parameters.yaml").write_text("{}\n", "utf-8")
    with pytest.raises(ValueError, match="nothing to edit"):
        project.edit_catalogue()
