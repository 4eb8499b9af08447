"""What docutils would leave out, the linter does not pass over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.cli.main import main
from tests.project import OPERATION, Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "directive",
    [
        ".. rest_parameters:: parameters.yaml\n   :colour: red\n\n   - limit: limit\n",
        ".. rest_status_code:: success http-status.yaml\n   :colour: red\n\n   - 200\n",
        ".. literalinclude:: note.json\n   :colour: red\n",
        ".. literalinclude::\n",
    ],
)
def test_a_directive_that_cannot_be_read_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], directive: str
) -> None:
    project = Project.create(tmp_path / "repository", {"index.rst": OPERATION + directive})
    assert main(["lint", "--isolated", "-q", str(project.source)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("[unexpected-content]")
    assert "index.rst:9:" in line
