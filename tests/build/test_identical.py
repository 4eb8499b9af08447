"""The bytes of a build do not depend on how it came about: at once, after edits, or in parallel processes.

All files of the output are compared but those that `Build.outputs` leaves out: ``.buildinfo`` and
``environment.pickle``, which hold Sphinx's own state, and doctrees, which stand elsewhere.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.build.test_incremental import save
from tests.project import Project, own_reference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CATALOGUE = """\
limit:
  description: |
    How many to return at most.
  in: query
  required: false
  type: integer
  min_version: 2.{number}
title:
  description: |
    The title, see `the RFC`__, ``"plain"`` -- or
    :rest:op:`GET /things0/{{id}}`.

    * It may be *empty*.
    * It may not be ``null``.

    __ https://example.org/rfc
  in: body
  required: true
  type: string
title.lang:
  description: |
    The language.

    As a code of two letters.
  in: body
  required: false
  type: string
"""
OPERATION = """\
{title}
{line}

.. rest_method:: {method} /things{number}/{{id}}

Something about "things" {number}.

Normal response codes: 200

Request
.......

.. rest_parameters:: parameters{catalogue}.yaml

   - id: title
   - limit: limit

Response
........

.. rest_parameters:: parameters{catalogue}.yaml

   - thing.title: title
   - thing.title.lang: title.lang

**Example {number}**

.. literalinclude:: samples/thing{number}.json
   :language: javascript

"""


def operation(number: int, method: str) -> str:
    """Return the text of an operation."""
    title = f"{method.capitalize()} thing {number}"
    return OPERATION.format(
        title=title, line="-" * len(title), method=method, number=number, catalogue=number % 2 or ""
    )


def reference() -> dict[str, str]:
    """Return the files of a reference of several documents, which share catalogues."""
    made = {
        "index.rst": "Index\n=====\n\n.. rest_expand_all::\n\n.. toctree::\n   :glob:\n\n   part*\n",
        "parameters.yaml": CATALOGUE.format(number=1),
        "parameters1.yaml": CATALOGUE.format(number=12),
    }
    # Sphinx reads fewer documents than six in one process, whatever it is told.
    for number in range(8):
        made[f"part{number}.rst"] = f"Part {number}\n======\n\n.. include:: part{number}.inc\n\n" + operation(
            number, "PUT"
        )
        made[f"part{number}.inc"] = operation(number, "GET")
        made[f"samples/thing{number}.json"] = f'{{"thing": {{"title": "No. {number}", "lang": "en"}}}}\n'
    return made


EDITS = {
    "part3.inc": ("Something about", "All about"),
    "samples/thing3.json": ("No.", "Number"),
    "parameters1.yaml": ("two letters", "2 letters"),
    "parameters.yaml": ("min_version: 2.1\n", ""),
}


@pytest.fixture
def many(make_project: Callable[..., Project]) -> Project:
    """Return a project with a reference of several documents."""
    return make_project(reference(), conf='extensions = ["sphinx_restaction"]\n')


@pytest.fixture
def own(tmp_path: Path, repository: Path) -> Project:
    """Return a project with our own reference."""
    return own_reference(tmp_path / "own", repository)


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit(many: Project, name: str) -> None:
    before = many.build()
    # The checks have something to say of it, and that is the same, too.
    assert all("[restaction." in line for line in before.warnings)
    first = before.outputs()
    old, new = EDITS[name]
    text = (many.source / name).read_text("utf-8")
    assert old in text
    save(many, name, text.replace(old, new))
    after = many.build()
    clean = many.build(out="clean", fresh=True)
    assert after.outputs() == clean.outputs()
    assert after.warnings == clean.warnings
    assert after.outputs() != first


def test_after_an_edit_of_our_own_reference(own: Project) -> None:
    own.build()
    name = "parameters.yaml"
    text = (own.source / name).read_text("utf-8")
    assert "description: |\n  " in text
    save(own, name, text.replace("description: |\n    ", "description: |\n    Now: "))
    after = own.build()
    assert after.outputs() == own.build(out="clean", fresh=True).outputs()
    assert "Now: " in after.text()


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
def test_again_and_elsewhere(many: Project, builder: str) -> None:
    first = many.build(builder).outputs()
    assert many.build(builder).outputs() == first
    assert many.build(builder, out="other").outputs() == first


@pytest.mark.skipif(sys.platform == "win32", reason="Sphinx builds in parallel only where processes fork")
@pytest.mark.parametrize("builder", ["html", "text"])
def test_in_parallel(many: Project, builder: str) -> None:
    serial = many.build(builder, out="serial")
    parallel = many.build(builder, out="parallel", jobs=2)
    assert parallel.outputs() == serial.outputs()
    assert sorted(parallel.warnings) == sorted(serial.warnings)


@pytest.mark.skipif(sys.platform == "win32", reason="Sphinx builds in parallel only where processes fork")
def test_our_own_reference_in_parallel(own: Project) -> None:
    assert own.build(out="parallel", jobs=2).outputs() == own.build(out="serial").outputs()
