"""Fixtures: the command, run in this process or in one of its own, on small repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_restaction.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CONF = 'extensions = ["sphinx_restaction"]\n'
NOTES = """\
Notes
=====

List notes
----------

.. rest_method:: GET /notes

.. rest_parameters:: parameters.yaml

   - limit: limit
   - marker: markr
"""
PARAMETERS = """\
limit:
  description: |
    How many notes there are on a page.
  in: query
  requried: false
  type: integer
marker:
  description: |
    The last note of the page before.
  in: query
  required: false
  type: string
"""
#: A reference with two findings: an error, 'markr' is not defined, and a warning, 'requried' is no field.
FAULTY: Mapping[str, str] = {
    "api-ref/source/conf.py": CONF,
    "api-ref/source/index.rst": NOTES,
    "api-ref/source/parameters.yaml": PARAMETERS,
}
#: The same without them.
CLEAN: Mapping[str, str] = {
    **FAULTY,
    "api-ref/source/index.rst": NOTES.replace("markr", "marker"),
    "api-ref/source/parameters.yaml": PARAMETERS.replace("requried", "required"),
}
#: The same with only the rules that the texts above are about.
RULES = ("--select", "unknown-field,unknown-definition")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command left."""

    code: int
    out: str
    err: str


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty repository, which is the working directory."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "setup.cfg").write_text("", "utf-8")
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files* below *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def faulty(repository: Path) -> Path:
    """Return the repository with the reference `FAULTY`."""
    write(repository, FAULTY)
    return repository


@pytest.fixture
def restaction(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Return a function that runs the command in this process."""

    def run(*arguments: object) -> Run:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as error:
            code = int(str(error.code))
        return Run(code, *capsys.readouterr())

    return run


def start(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run the command in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "sphinx_restaction", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
    )
    return Run(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def rules_and_files(run: Run) -> list[tuple[str, str]]:
    """Return the rule and the file of each finding of a run with ``--format json``."""
    findings: list[dict[str, Any]] = json.loads(run.out)["findings"]
    return [(finding["rule"], finding["file"]) for finding in findings]
