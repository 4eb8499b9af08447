"""Several references in one run: what is found is what runs of each find, whatever happens to a process."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.cli.main import main
from sphinx_restaction.cli.parallel import run_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENT = """\
List notes
==========

.. rest_method:: GET /notes/{{{name}}}

Request
-------

.. rest_parameters:: parameters.yaml

   - {name}: note
"""
CATALOGUE = "note:\n  in: path\n  required: true\n  type: strng\n  description: A note.\n"


def _number(parent: int, number: int) -> tuple[int, bool]:
    return number, os.getpid() == parent


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
def test_results_come_in_the_order_of_jobs(processes: int) -> None:
    jobs = [partial(_number, os.getpid(), number) for number in range(7)]
    assert [number for number, _ in run_all(jobs, processes)] == list(range(7))


def _fall(parent: int, end: Callable[[], object]) -> str:
    """End the process, if it is not the one that the tests run in."""
    if os.getpid() != parent:
        end()
    return "done"


def _raise() -> None:
    raise RuntimeError


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there are no several processes")
@pytest.mark.parametrize("end", [partial(os._exit, 3), _raise])
def test_what_a_process_loses_is_done_again(end: Callable[[], object]) -> None:
    jobs = [partial(_fall, os.getpid(), end) for _ in range(6)]
    assert run_all(jobs, 3) == ["done"] * 6


def test_what_a_job_raises_is_raised() -> None:
    with pytest.raises(RuntimeError):
        run_all([_raise, _raise, _raise], 2)


def test_references_together_have_the_findings_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "setup.py").touch()
    folders = []
    for number in range(5):
        folder = tmp_path / f"part{number}"
        folder.mkdir()
        (folder / "conf.py").write_text("extensions = ['sphinx_restaction']\n", "utf-8")
        (folder / "index.rst").write_text(DOCUMENT.format(name=f"note{number}"), "utf-8")
        (folder / "parameters.yaml").write_text(CATALOGUE, "utf-8")
        folders.append(str(folder))
    alone = []
    for source in folders:
        assert main(["lint", "--format", "json", source]) == 1
        alone += json.loads(capsys.readouterr().out)["findings"]
    assert main(["lint", "--format", "json", *folders]) == 1
    together = json.loads(capsys.readouterr().out)
    assert together["findings"] == alone
    assert len(alone) >= len(folders)
