"""The reader without docutils finds in a document what a build finds there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import docutils
import pytest

from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.rules import RULES
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.restructured.inline import plain_text
from sphinx_restaction.sphinx_ext.domain import RestDomain
from tests.project import CONF, OPERATION, Project
from tests.rules.cases import CASES, Case
from tests.sources.constructs import FILES, PIECES, SILENT, UNINCLUDED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Document, Reference

#: Pieces that docutils reads in this way from a version on; before, it gave other lines.
SINCE = {"form feed": (0, 21), "include as literal": (0, 22)}
#: What stands behind each piece, so that captions and headings of the piece have something to act on.
END = "\n\n.. literalinclude:: /note-req.json\n\nNormal response codes: 201\n"


def read(project: Project) -> Reference:
    """Read a project without Sphinx."""
    return read_tree(str(project.source), str(project.top), Library(Reader(root=str(project.top))))


def built(project: Project) -> Reference:
    """Build a project and return what the domain holds."""
    return RestDomain.of(project.build("dummy", fresh=True).app.env).reference


def documents(reference: Reference) -> dict[str, Document]:
    """Return the documents that hold anything of ours."""
    found = {document.name: document for document in reference.documents}
    return {name: one for name, one in found.items() if one.operations or one.uses or one.faults}


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Document], dict[str, Document]]:
    """Return the documents that hold one piece each: those of a build, and those that were read."""
    texts = {**PIECES, **SILENT, "nothing": ""}
    project = Project.create(tmp_path_factory.mktemp("pieces") / "repository", FILES, CONF + "nitpicky = False\n")
    project.write("index.rst", "Index\n")
    for name, text in texts.items():
        project.write(f"{name}.rst", OPERATION + text + END)
    return documents(built(project)), documents(read(project))


#: Directives that docutils refuses.
REFUSED = ("table with an unknown option", "sample without a name")


@pytest.mark.parametrize(
    "name", [name for name in (*PIECES, *SILENT) if docutils.__version_info__[:2] >= SINCE.get(name, (0, 20))]
)
def test_a_construct_is_read_as_a_build_reads_it(
    pieces: tuple[dict[str, Document], dict[str, Document]], name: str
) -> None:
    ours, theirs = pieces[1][name], pieces[0][name]
    assert ours.operations == theirs.operations
    if name in REFUSED:
        # In a build it is docutils that says so.
        assert [fault.rule.id for fault in ours.faults] == ["unexpected-content"]
        ours = ours._replace(faults=())
    assert ours == theirs
    without = facts(pieces[1]["nothing"].operations)
    assert (facts(ours.operations) == without) is (name in SILENT)


def facts(operations: tuple[Operation, ...]) -> list[tuple[object, ...]]:
    """Return what operations hold, without places."""
    return [
        (
            operation.method,
            [(table.role, [row.name for row in table.parameters]) for table in operation.tables],
            [response.code for response in operation.responses],
            [(one.file, one.text, one.role, one.microversions) for one in operation.examples],
        )
        for operation in operations
    ]


@pytest.mark.parametrize("piece", UNINCLUDED)
def test_an_inclusion_that_fails_is_reported_and_the_rest_is_read(
    make_project: Callable[..., Project], piece: str
) -> None:
    project = make_project({**FILES, "index.rst": OPERATION + piece})
    (document,) = read(project).documents
    (fault,) = document.faults
    rule, message, line = UNINCLUDED[piece]
    assert (fault.rule.id, os.path.relpath(fault.message, project.source)) == (rule, message)
    assert fault.location.line == line + (0 if "circle" in piece else OPERATION.count("\n"))
    (theirs,) = built(project).documents
    assert document.operations == theirs.operations


@pytest.mark.parametrize("case", [case for case in CASES if case.rule in {rule.id for rule in RULES}], ids=str)
def test_bad_input_gives_the_same_faults_as_in_a_build(case: Case, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "repository")
    case.write(project)
    ours, theirs = read(project), built(project)
    assert documents(ours) == documents(theirs)
    assert ours.faults == theirs.faults
    assert (ours.root, ours.source, ours.catalogues) == (theirs.root, theirs.source, theirs.catalogues)


def test_a_document_in_another_encoding_is_a_fault(make_project: Callable[..., Project]) -> None:
    project = make_project({})
    project.write("index.rst", OPERATION + "Caf\xe9\n", "latin-1")
    (document,) = read(project).documents
    (fault,) = document.faults
    assert (fault.rule.id, fault.location.file, fault.location.line) == ("not-utf8", document.file, 9)


def test_a_flood_of_inclusions_is_stopped(make_project: Callable[..., Project]) -> None:
    flood = ".. include:: {}\n" * 1000
    files = {"a.txt": flood.format(*["b.txt"] * 1000).replace("{}", "b.txt"), "b.txt": flood.replace("{}", "c.txt")}
    project = make_project({**files, "c.txt": "Text\n\n", "index.rst": OPERATION + ".. include:: a.txt\n"})
    (document,) = read(project).documents
    (fault,) = document.faults
    assert fault.message.endswith("its document includes too much")


def test_circles_of_symbolic_links_end(make_project: Callable[..., Project]) -> None:
    text = OPERATION + ".. include:: loop.inc\n\n.. literalinclude:: loop.inc\n"
    project = make_project({"index.rst": text, "folder/other.rst": OPERATION})
    (project.source / "loop.inc").symlink_to("loop.inc")
    (project.source / "folder" / "again").symlink_to(project.source)
    reference = read(project)
    assert [document.name for document in reference.documents] == ["folder/other", "index"]
    assert [fault.rule.id for fault in reference.documents[1].faults] == ["unreadable-file", "unreadable-file"]


def test_nesting_without_end_ends(make_project: Callable[..., Project]) -> None:
    quotes = "".join(f"{' ' * level}x\n\n" for level in range(1, 2000))
    project = make_project({"index.rst": OPERATION + quotes + "\nError response codes: 400\n"})
    (document,) = read(project).documents
    assert [response.code for response in document.operations[0].responses] == [400]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("nothing here", "nothing here"),
        ("*a* **b** ``c*d``", "a b c*d"),
        (":ref:`text <target>` and `link <http://x.test/>`__", "text and link"),
        ("`target`_ and name_ and server_id", "target and name and server_id"),
        ("a \\*b\\* c\\ d", "a *b* cd"),
        ("2 * 3 ** 4 `", "2 * 3 ** 4 `"),
        ("|name| and _`target`", "|name| and target"),
        ('(*a*), "``b``"', '(a), "b"'),
    ],
)
def test_inline_markup_is_removed(raw: str, shown: str) -> None:
    assert plain_text(raw) == shown


def test_names_that_the_system_refuses_are_faults_in_a_build_too(make_project: Callable[..., Project]) -> None:
    names = ("loop.json", "a\x00b", "x" * 5000)
    directives = "".join(
        f".. literalinclude:: {name}\n\n.. rest_parameters:: {name}\n\n   - a: b\n\n" for name in names
    )
    project = make_project({"index.rst": OPERATION + directives})
    (project.source / "loop.json").symlink_to("loop.json")
    ours, theirs = read(project), built(project)
    found = [(fault.rule.id, fault.location) for fault in ours.documents[0].faults]
    assert [rule for rule, _ in found] == ["unreadable-file", "missing-sample", "missing-sample"]
    assert found == [(fault.rule.id, fault.location) for fault in theirs.documents[0].faults]
    assert len(ours.faults) == len(theirs.faults) == len(names)
