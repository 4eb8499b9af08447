"""What a build keeps for the next one: it is used, it is never wrong, and nothing depends on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Environment
from snowballstemmer.basestemmer import BaseStemmer  # type: ignore[import-untyped]
from sphinx import highlighting

from sphinx_restaction.sphinx_ext.kept import Kept
from tests.build.test_incremental import save
from tests.project import CONF, OPERATION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.project import Project

INDEX = (
    OPERATION
    + "Something about notes.\n\n.. rest_parameters:: parameters.yaml\n\n   - title: title\n\n"
    + ".. code-block:: python\n\n   print('a note')\n\n.. code-block:: json\n\n   [1, 2]\n\n::\n\n   maybe = 1\n"
)
CATALOGUE = """\
title:
  description: |
    The title, such as::

      {"title": "A note"}
  in: body
  required: true
  type: string
"""
FILES = {"index.rst": INDEX, "parameters.yaml": CATALOGUE}
NAMES = ("restaction-highlighting.json", "restaction-stems.json", "restaction-templates.json")


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    """Return a project with all that is kept."""
    return make_project(FILES)


def kept(project: Project) -> Mapping[str, Path]:
    """Return the files that the last build has kept, by name."""
    return {path.name: path for path in (project.top / "out" / "doctrees").glob("restaction-*")}


def edit(project: Project, word: str) -> None:
    """Add a word, which has the page read and written again; Sphinx's search does not forget words that are gone."""
    save(project, "index.rst", INDEX.replace("Something", f"Something {word}"))


def forbid(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:  # noqa: ANN401  # a class or a module
    """Have whoever calls *name* of *owner* fail."""

    def fail(*_args: object, **_options: object) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(owner, name, fail)


def test_the_next_build_does_none_of_it_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    assert sorted(kept(project)) == sorted(NAMES)
    # A word that stands there already.
    edit(project, "List")
    expected = project.build(out="clean", fresh=True).outputs()
    forbid(monkeypatch, highlighting, "highlight")
    forbid(monkeypatch, BaseStemmer, "stemWord")
    forbid(monkeypatch, Environment, "compile")
    after = project.build()
    assert after.outputs() == expected
    assert "Something List about" in after.text()


def test_what_is_new_is_added(project: Project) -> None:
    project.build()
    sizes = {name: path.stat().st_size for name, path in kept(project).items()}
    save(project, "index.rst", INDEX.replace("a note", "a note, unheard of"))
    after = project.build()
    assert after.outputs() == project.build(out="clean", fresh=True).outputs()
    grown = {name for name, path in kept(project).items() if path.stat().st_size > sizes[name]}
    assert grown == {"restaction-highlighting.json", "restaction-stems.json"}


def test_nothing_new_writes_nothing(project: Project) -> None:
    project.build()
    times = {name: path.stat().st_mtime_ns for name, path in kept(project).items()}
    edit(project, "List")
    project.build()
    assert {name: path.stat().st_mtime_ns for name, path in kept(project).items()} == times


def spoil(data: bytes, how: str) -> bytes:
    """Return *data* as what has happened to a file."""
    if how == "another text":
        # As if it were written so on purpose, but for its digest.
        return data.replace(b'": "', b'": "x')
    return {"empty": b"", "half": data[: len(data) // 2], "no text": b"\xff\0" * 100, "other": b"{}\n{}"}[how]


@pytest.mark.parametrize("how", ["empty", "half", "no text", "other", "another text"])
def test_a_spoilt_file_is_as_good_as_none(project: Project, how: str) -> None:
    project.build()
    good = {name: path.read_bytes() for name, path in kept(project).items()}
    for name, path in kept(project).items():
        path.write_bytes(spoil(good[name], how))
        assert path.read_bytes() != good[name]
    edit(project, "About")
    assert project.build().outputs() == project.build(out="clean", fresh=True).outputs()
    assert sorted(kept(project)) == sorted(NAMES)
    assert all(path.read_bytes() != spoil(good[name], how) for name, path in kept(project).items())


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere a folder can't be opened as a file")
def test_a_file_that_cannot_be_written_harms_nothing(project: Project) -> None:
    project.build()
    for path in kept(project).values():
        path.unlink()
        path.mkdir()
    edit(project, "List")
    expected = project.build(out="clean", fresh=True).outputs()
    again = project.build()
    assert (again.outputs(), again.warnings) == (expected, [])
    # Nor is anything left of the attempt.
    assert sorted(kept(project)) == sorted(NAMES)


def test_a_build_from_nothing_takes_nothing_over(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    forbid(monkeypatch, BaseStemmer, "stemWord")
    with pytest.raises(AssertionError, match="stemWord"):
        project.build(fresh=True)


def test_another_identity_is_another_file(project: Project) -> None:
    app = project.build().app
    app._fresh_env_used = False  # noqa: SLF001  # as at the second build
    one = Kept(app, "test", ["1.0"])
    one.note("name", "text \N{SNOWMAN}")
    one.save()
    assert Kept(app, "test", ["1.0"]) == {"name": "text \N{SNOWMAN}"}
    assert Kept(app, "test", ["1.1"]) == {}
    assert Kept(app, "other", ["1.0"]) == {}


def test_warnings_of_pygments_come_each_time(make_project: Callable[..., Project]) -> None:
    bad = OPERATION + ".. code-block:: python\n\n   a $ b ?\n\n.. code-block:: nonsense\n\n   x\n"
    project = make_project({"index.rst": bad})
    first = project.build()
    save(project, "index.rst", bad + "\nMore.\n")
    second = project.build()
    assert len(first.warnings) == 2
    assert second.warnings == first.warnings


LEXER = """
from pygments.lexer import RegexLexer
from pygments.token import Keyword

class Own(RegexLexer):
    name = "own"
    tokens = {{"root": [(r"{pattern}", Keyword), (r"(.|\\\\n)", Keyword.Type)]}}

def setup(app):
    app.add_lexer("{name}", Own)
"""


@pytest.mark.parametrize("name", ["own", "json"])
def test_a_lexer_of_the_project_is_always_asked(make_project: Callable[..., Project], name: str) -> None:
    text = OPERATION + f".. code-block:: {name}\n\n   abc def\n"
    project = make_project({"index.rst": text}, conf=CONF + LEXER.format(pattern="abc", name=name))
    first = project.build().text()
    save(project, "conf.py", CONF + LEXER.format(pattern="def", name=name))
    save(project, "index.rst", text + "\n")
    second = project.build()
    assert second.outputs() == project.build(out="clean", fresh=True).outputs()
    assert '<span class="k">abc</span>' in first
    assert '<span class="k">def</span>' in second.text()


FILTERS = """
def setup(app):
    app.connect("builder-inited", lambda app: app.builder.templates.environment.filters.update(own=own))

def own(text):
    return text + "{end}"
"""


def test_templates_are_what_they_and_the_filters_of_the_project_make_them(make_project: Callable[..., Project]) -> None:
    files = {**FILES, "templates/page.html": '{% extends "!page.html" %}{% block body %}{{ "w"|own }}{% endblock %}'}
    conf = CONF + 'templates_path = ["templates"]\n'
    project = make_project(files, conf=conf + FILTERS.format(end="1"))
    assert "w1" in project.build().text()
    save(project, "conf.py", conf + FILTERS.format(end="2"))
    edit(project, "About")
    assert "w2" in project.build().text()
    save(project, "templates/page.html", files["templates/page.html"].replace('"w"', '"v"'))
    edit(project, "All about")
    assert "v2" in project.build().text()
