"""The documents of a source directory are found as Sphinx finds them, without running conf.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.restructured.conf import read_conf
from sphinx_restaction.sources.restructured.tree import read_sources
from tests.project import CONF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_restaction.sources.restructured.tree import SourceTree
    from tests.project import Project

FILES = (
    *("index.rst", "a.txt", "b.rst", "b.txt", "_build/x.rst", "folder/index.rst", "folder/draft-1.rst"),
    *("folder/_build/y.rst", "folder/deep/z.rst", ".#lock.rst", "folder/.#lock.rst", "_sources/s.rst"),
    *("de.lproj/l.rst", "folder/[x].rst", "caf\u00e9.rst", "templates/t.rst", "c.rst.bak"),
)


def read(project: Project) -> SourceTree:
    """Read the source directory of a project."""
    return read_sources(str(project.source), Library(Reader(root=str(project.top))))


@pytest.mark.parametrize(
    "conf",
    [
        "",
        'exclude_patterns = ["_build"]',
        'exclude_patterns = ["**/_build", "folder/draft-?.rst"]',
        'exclude_patterns = ["folder/*"]',
        'exclude_patterns = ["folder/**"]',
        'exclude_patterns = ["*.rst"]\nsource_suffix = [".rst", ".txt"]\nmaster_doc = "a"',
        'exclude_patterns = ["folder/[d]raft-[!2].rst", "folder/?x[]].rst", "["]',
        'source_suffix = {".rst": "restructuredtext", ".txt": "restructuredtext"}',
        'source_suffix = ".txt"\nmaster_doc = "a"',
        'templates_path = ["templates"]\ninclude_patterns = ["*.rst", "templates/*"]',
    ],
)
def test_the_documents_are_those_of_sphinx(make_project: Callable[..., Project], conf: str) -> None:
    project = make_project(dict.fromkeys(FILES, "Title\n=====\n"), conf=f"{CONF}{conf}\n")
    env = project.build("dummy").app.env
    assert [document.name for document in read(project).documents] == sorted(env.found_docs)
    assert {document.name: document.file for document in read(project).documents} == {
        name: str(env.doc2path(name)) for name in env.found_docs
    }


def test_files_that_no_document_includes(make_project: Callable[..., Project]) -> None:
    project = make_project(
        {
            "index.rst": "Title\n=====\n\n.. include:: a.inc\n\n.. include:: b.txt\n\n.. literalinclude:: c.txt\n",
            "a.inc": ".. include:: folder/d.inc\n",
            **dict.fromkeys(
                ("b.txt", "c.txt", "e.txt", "folder/d.inc", "folder/e.inc", "f.json", "draft.inc", "e.inc"), "Text\n"
            ),
        },
        conf=f'{CONF}exclude_patterns = ["draft*"]\n',
    )
    found = [path.removeprefix(f"{project.source}/") for path in read(project).unincluded]
    assert found == ["e.inc", "folder/e.inc"]


def test_conf_py_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        "import sys\nraise SystemExit\na = 1\nb: str = 'x'\nc = d = ['y']\ne = sys.path\nf = [1]\nf += [2]\n"
        "if True:\n    g = 1\na = open\nh = {'2.1': 'name'}\n",
        "utf-8",
    )
    assert read_conf(str(tmp_path)) == {"b": "x", "c": ["y"], "d": ["y"], "h": {"2.1": "name"}}


@pytest.mark.parametrize("text", [b"a = (", b"\x00", b"\xff", b"a = " + b"(" * 1000, b"", b"a = 1" + b"0" * 10_000])
def test_a_damaged_conf_py_says_nothing(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "conf.py").write_bytes(text)
    assert read_conf(str(tmp_path)) == {}


def test_the_size_of_samples_is_taken_from_conf_py(make_project: Callable[..., Project]) -> None:
    text = "A\n=\n\n.. rest_method:: GET /\n\n.. literalinclude:: x.json\n"
    project = make_project({"index.rst": text, "x.json": "12345678\n"}, conf="restaction_max_sample_size = 5\n")
    (document,) = read(project).documents
    assert [fault.rule.id for fault in document.faults] == ["oversized-sample"]
