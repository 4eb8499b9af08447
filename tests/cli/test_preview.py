"""What ``restaction preview`` says when it can't start, and where it serves when it can."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from sphinx_restaction.preview.server import open_socket
from tests.cli.conftest import CLEAN
from tests.preview.commanding import make_reference, previewing


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
    go_on = tmp_path / "go-on"
    held_up = (
        "import os, time\n"
        "def hold(app, name, text):\n"
        f"    while name == 'more' and not os.path.exists({str(go_on)!r}): time.sleep(0.02)\n"
        "def setup(app): app.connect('source-read', hold)\n"
    )
    project = make_reference(tmp_path / "repository", conf=f'extensions = ["sphinx_restaction"]\n{held_up}')
    with previewing(project) as preview:
        told = re.compile(r"the start: building for \d+ s, read 1 of 2 documents$")
        preview.wait(lambda: any(map(told.search, preview.lines)))
        go_on.touch()
        preview.settles()
        progress = [state["progress"] for state in preview.states() if state["state"] == "building"]
        assert "read 1 of 2 documents" in progress


def test_sphinx_is_loaded_before_what_serves(reference: Path) -> None:
    """The first page waits for Sphinx, in a process of its own, and for nothing else."""
    stub, note = reference / "stub", reference / "note"
    stub.mkdir()
    (stub / "sitecustomize.py").write_text(
        "import importlib.abc, sys\n"
        "class Watch(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name in ('asyncio', 'starlette', 'uvicorn', 'watchfiles'):\n"
        "            server = sys.modules.get('multiprocessing.forkserver')\n"
        f"            with open({str(note)!r}, 'a') as stream:\n"
        "                print(name, bool(server and server._forkserver._forkserver_pid), file=stream)\n"
        "if 'preview' in sys.orig_argv: sys.meta_path.insert(0, Watch())\n",
        "utf-8",
    )
    with closing(open_socket("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        # In a folder whose name is so short that a socket can be in it.
        with tempfile.TemporaryDirectory() as short:
            fail("--port", port, folder=reference, PYTHONPATH=str(stub), TMPDIR=short)
            assert not any(Path(short).iterdir())
    found = dict(line.split() for line in note.read_text("utf-8").splitlines())
    assert found.keys() >= {"asyncio", "starlette", "uvicorn"}
    assert set(found.values()) == {"True"}
