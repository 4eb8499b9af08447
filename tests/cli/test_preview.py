"""What ``restaction preview`` says when it can't start, and where it serves when it can."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.server import open_socket
from tests.cli.conftest import CLEAN
from tests.preview.commanding import make_reference, previewing

if TYPE_CHECKING:
    from pathlib import Path


def fail(*arguments: str, folder: Path, **environment: str) -> str:
    """Run the command, which must end with the code 2 and one line, and return that."""
    run = subprocess.run(
        [sys.executable, "-m", "sphinx_restaction", "preview", *arguments],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert not list(folder.glob("restaction-preview-*"))
    return run.stderr


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """Return a repository with a reference."""
    for name, text in {**CLEAN, "setup.cfg": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_port_in_use(reference: Path) -> None:
    with closing(open_socket("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = fail("--port", str(port), folder=reference)
    assert said == f"restaction: port {port} of 127.0.0.1 is in use; --port 0 picks a free one\n"


def test_a_library_that_is_missing(reference: Path) -> None:
    stub = reference / "stub"
    stub.mkdir()
    (stub / "sitecustomize.py").write_text(
        "import importlib.abc, importlib.util, sys\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'uvicorn' else found(name, *rest)\n",
        "utf-8",
    )
    said = fail("api-ref/source", folder=reference, PYTHONPATH=str(stub))
    assert said == "restaction: this needs uvicorn: pip install 'sphinx-restaction[preview]'\n"


def test_a_folder_that_is_not_there(reference: Path) -> None:
    assert fail("nowhere", folder=reference) == "restaction: 'nowhere' does not exist\n"


def test_a_folder_without_a_reference(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("", "utf-8")
    assert fail(folder=tmp_path).startswith("restaction: there is no reference at '.': no conf.py")


def test_several_references(reference: Path) -> None:
    (reference / "other").mkdir()
    (reference / "other" / "conf.py").write_text('extensions = ["sphinx_restaction"]\n', "utf-8")
    (reference / "pyproject.toml").write_text('[tool.restaction]\nsource = ["other", "api-ref/source"]\n', "utf-8")
    said = fail(folder=reference)
    assert said.startswith("restaction: there are several references, name one: ")
    assert said.rstrip().endswith(f"{reference.resolve()}/other, {reference.resolve()}/api-ref/source")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "no.such.host.invalid"), "there is no address 'no.such.host.invalid'"),
        (("-D", "project"), "-D needs NAME=VALUE, not 'project'"),
    ],
)
def test_an_option_that_makes_no_sense(reference: Path, arguments: tuple[str, ...], said: str) -> None:
    assert fail("--port", "0", *arguments, folder=reference) == f"restaction: {said}\n"


def test_a_number_that_is_no_port(reference: Path) -> None:
    assert "argument --port: invalid" in fail("--port", "70000", folder=reference).replace("\n", " ")


def test_an_option_of_conf_py_that_is_set_otherwise(tmp_path: Path) -> None:
    with previewing(make_reference(tmp_path / "repository"), "-D", "project=Climate") as preview:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", preview.url)
        preview.shows("Climate")


def test_long_work_shows_how_far_it_is(tmp_path: Path) -> None:
    slow = "import time\ndef setup(app): app.connect('source-read', lambda *_: time.sleep(2))\n"
    project = make_reference(tmp_path / "repository", conf=f'extensions = ["sphinx_restaction"]\n{slow}')
    with previewing(project) as preview:
        preview.settles()
        progress = [state["progress"] for state in preview.states() if state["state"] == "building"]
        assert "read 1 of 2 documents" in progress
        assert any(line.endswith("the start: building for 3 s, read 1 of 2 documents") for line in preview.lines)
