"""An incremental or a parallel build gives what a clean one gives, and rebuilds no more than it must."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Build, Project

CATALOGUE = """\
{key}:
  description: |
    What {key} means.
  in: query
  required: false
  type: integer
"""


def document(title: str, catalogue: str, key: str, sample: str) -> str:
    """Return a document with one operation."""
    return (
        f"{title}\n=======\n\n.. include:: {title.lower()}.inc\n\nList {title}\n----------------\n\n"
        f".. rest_method:: GET /{title.lower()}\n\n"
        f".. rest_status_code:: success {catalogue.replace('parameters', 'status')}\n\n   - 200\n\n"
        f"Request\n.......\n\n.. rest_parameters:: {catalogue}\n\n   - {key}: {key}\n\n"
        f".. literalinclude:: {sample}\n"
    )


def files() -> dict[str, str]:
    """Return the files of two references that share nothing but an index."""
    return {
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   notes\n   books\n",
        "notes.rst": document("Notes", "parameters-a.yaml", "limit", "notes.json"),
        "notes.inc": "About notes.\n",
        "books.rst": document("Books", "parameters-b.yaml", "marker", "../samples/books.json"),
        "books.inc": "About books.\n",
        "parameters-a.yaml": CATALOGUE.format(key="limit"),
        "parameters-b.yaml": CATALOGUE.format(key="marker"),
        "status-a.yaml": "200:\n  default: Notes came.\n",
        "status-b.yaml": "200:\n  default: Books came.\n",
        "notes.json": '{"notes": []}\n',
        "../samples/books.json": '{"books": []}\n',
    }


def save(project: Project, name: str, text: str) -> None:
    """Write a file as an editor does: later than what was there."""
    path = project.source / name
    before = path.stat().st_mtime_ns if path.exists() else 0
    project.write(name, text)
    later = max(path.stat().st_mtime_ns, before + 2_000_000_000)
    os.utime(path, ns=(later, later))


EDITS = {
    "document": ("books.rst", "List Books", "Every Books"),
    "included file": ("books.inc", "About", "All about"),
    "description": ("parameters-b.yaml", "What marker means", "What a marker is"),
    "type": ("parameters-b.yaml", "integer", "string"),
    "new field": ("parameters-b.yaml", "  type: integer\n", "  type: integer\n  min_version: 2.10\n"),
    "renamed definition": ("parameters-b.yaml", "marker:", "mark:"),
    "catalogue broken": ("parameters-b.yaml", "in: query", "in: [query"),
    "catalogue emptied": ("parameters-b.yaml", CATALOGUE.format(key="marker"), ""),
    "status text": ("status-b.yaml", "Books came", "Here are books"),
    "sample": ("../samples/books.json", "[]", '["A book"]'),
    "sample emptied": ("../samples/books.json", '{"books": []}\n', ""),
}


def assert_equal_to_clean(project: Project, build: Build) -> None:
    """Assert that *build* left the files that a clean build of the same source leaves."""
    clean = project.build(out="clean", fresh=True)
    assert build.outputs() == clean.outputs()


def read_documents(project: Project) -> tuple[Build, set[str]]:
    """Build, and return the documents that Sphinx read for it."""
    before = {path.name: path.stat().st_mtime_ns for path in (project.top / "out" / "doctrees").glob("*.doctree")}
    build = project.build()
    after = {path.name: path.stat().st_mtime_ns for path in (project.top / "out" / "doctrees").glob("*.doctree")}
    return build, {name.removesuffix(".doctree") for name, time in after.items() if before.get(name) != time}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_rebuilds_the_pages_that_use_the_file(make_project: Callable[..., Project], edit: str) -> None:
    project = make_project(files())
    assert project.build().warnings == []
    name, old, new = EDITS[edit]
    text = (project.source / name).read_text("utf-8")
    assert old in text
    save(project, name, text.replace(old, new))
    build, read = read_documents(project)
    assert read == {"books"}
    assert_equal_to_clean(project, build)


@pytest.mark.parametrize("name", ["parameters-b.yaml", "status-b.yaml", "../samples/books.json"])
def test_a_file_that_vanishes_and_comes_back(make_project: Callable[..., Project], name: str) -> None:
    project = make_project(files())
    project.build()
    text = (project.source / name).read_text("utf-8")
    (project.source / name).unlink()
    build, read = read_documents(project)
    assert read == {"books"}
    assert build.warnings != []
    assert_equal_to_clean(project, build)
    save(project, name, text)
    build, read = read_documents(project)
    assert (read, build.warnings) == ({"books"}, [])
    assert_equal_to_clean(project, build)


def test_nothing_is_read_when_nothing_changed(make_project: Callable[..., Project]) -> None:
    project = make_project(files())
    project.build()
    build, read = read_documents(project)
    assert read == set()
    assert_equal_to_clean(project, build)


def test_a_document_that_is_removed_leaves_no_operation(make_project: Callable[..., Project]) -> None:
    project = make_project(files())
    assert [operation.title for operation in project.build().operations("books")] == ["List Books"]
    (project.source / "books.rst").unlink()
    save(project, "index.rst", "Index\n=====\n\n.. toctree::\n\n   notes\n")
    build = project.build()
    assert build.operations("books") == ()
    assert [operation.title for operation in build.operations("notes")] == ["List Notes"]


def test_a_changed_option_rebuilds_every_page(make_project: Callable[..., Project]) -> None:
    project = make_project({**files(), "notes.inc": ".. rest_expand_all::\n"})
    assert "Microversions" not in project.build().text("notes.html")
    save(project, "conf.py", (project.source / "conf.py").read_text("utf-8") + 'restaction_min_microversion = "2.1"\n')
    assert "Microversions from 2.1" in project.build().text("notes.html")


def test_faults_of_a_catalogue_are_reported_by_every_build(make_project: Callable[..., Project]) -> None:
    project = make_project({**files(), "parameters-b.yaml": CATALOGUE.format(key="marker") + "  requried: true\n"})
    expected = [
        (
            "parameters-b.yaml:7: WARNING: 'marker' has an unknown field 'requried'; did you mean 'required'? "
            "[restaction.unknown-field]"
        )
    ]
    assert project.build().warnings == expected
    save(project, "books.inc", "More about books.\n")
    assert project.build().warnings == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Sphinx builds in parallel only where processes fork")
def test_a_parallel_build_equals_a_serial_one(make_project: Callable[..., Project]) -> None:
    many = {
        f"d{number}.rst": document(f"Doc {number}", "parameters-a.yaml", key, "notes.json").replace(
            f".. include:: doc {number}.inc\n", ""
        )
        for number, key in enumerate(["limit", "limt"] * 6)
    }
    index = "Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n"
    broken = CATALOGUE.format(key="limit") + "  requried: true\n"
    project = make_project({**files(), **many, "index.rst": index, "parameters-a.yaml": broken})
    serial = project.build(out="serial")
    parallel = project.build(out="parallel", jobs=2)
    assert parallel.outputs() == serial.outputs()
    assert sorted(parallel.warnings) == sorted(serial.warnings)
    assert len(serial.warnings) == 7
    for docname in serial.app.env.found_docs:
        assert parallel.operations(docname) == serial.operations(docname)


def test_two_applications_in_one_process_do_not_see_each_other(make_project: Callable[..., Project]) -> None:
    one = make_project(files(), name="one")
    two = make_project(
        {**files(), "parameters-a.yaml": CATALOGUE.format(key="limit").replace("What", "Once what")}, name="two"
    )
    first = one.build().text("notes.html")
    other = two.build()
    assert "Once what limit means." in other.text("notes.html")
    assert "List Notes" in first
    assert "Once what" not in first
    assert one.build(fresh=True, out="again").text("notes.html") == first
    assert all(str(two.top) in operation.source.file for operation in other.operations("notes"))
