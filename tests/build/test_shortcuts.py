"""Where a build leaves out work of docutils, Sphinx or Python, the result is what that work would have given."""

from __future__ import annotations

import gc
import itertools
import os
import subprocess
import sys
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_restaction.sphinx_ext.folders import Folders
from sphinx_restaction.sphinx_ext.lean_document import make_lean
from sphinx_restaction.sphinx_ext.nodes import fragments_of, rest_method
from tests.project import CONF, OPERATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.project import Build, Project

TEXTS = {
    "words": "The name of the note.",
    "lines": "The name of\nthe note, with 3 words\n(or more) in it.",
    "markup": "The *name* of a **note**, ``as is``, see `a page <https://example.org>`_ or https://example.org/x.",
    "two paragraphs": "One paragraph.\n\nAnother one,\nof two lines.",
    "blank lines": "One paragraph.\n\n\n\nAnother one.",
    "blanks": "One paragraph.   \n   \nAnother one.",
    "tab": "One\tparagraph.\n\tAnd more.",
    "list": "One of\n\n- this\n- that",
    "list at once": "- this\n- that",
    "enumeration": "1. this\n2. that",
    "letters": "A. this",
    "roman": "mix. this",
    "parentheses": "(a) this",
    "field": ":name: a field",
    "role": ":emphasis:`text` and :file:`x{y}`",
    "option": "--name  an option",
    "slash": "/name is a path",
    "doctest": ">>> 1 + 1\n2",
    "lines of a poem": "| one\n| two",
    "definition": "word\n  its meaning",
    "quotation": "Words\n\n  of someone else",
    "title": "Words\n=====",
    "short underline": "Words\n==",
    "line": "Words\n\n----\n\nMore",
    "overline": "=====\nWords\n=====",
    "dashes in a line": "Words\nmore words\n-----------",
    "literal block": "Such as::\n\n  this",
    "literal block alone": "::\n\n  this",
    "colons first": "Such as::\n\nnothing",
    "comment": ".. a comment",
    "directive": ".. note:: Take care.",
    "target": ".. _x: https://example.org\n\nA link to x_.",
    "anonymous": "A link__.\n\n__ https://example.org",
    "footnote": "A note [1]_.\n\n.. [1] The note.",
    "simple table": "=====  =====\none    two\n=====  =====\n1      2\n=====  =====",
    "grid": "+---+\n| a |\n+---+",
    "unfinished": "An *unfinished emphasis and ``literal",
    "unknown": "An :unknown:`role` and a |substitution| and a missing_ target.",
    "escapes": "A \\*star\\* and a \\ blank.",
    "substitution": "The |today| and RFC 2822, PEP 8.",
    "mail": "Write to someone@example.org.",
    "quotes": 'The "note\'s" -- well...',
    "not ASCII": "\N{LEFT DOUBLE QUOTATION MARK}Größe\N{NO-BREAK SPACE}\n\N{BULLET} 3 cm",
    "no-break space first": "One\n\N{NO-BREAK SPACE}two",
    "bullet": "\N{BULLET} one",
}
CATALOGUE = "text:\n  in: query\n  type: string\n  description: |\n"
#: Behind this a text is no paragraph, so that docutils parses it.
END = "\n\n.. the end"


def facts(element: nodes.Element) -> Iterator[object]:
    """Yield what the nodes of *element* are and where they stand."""
    for node in element.findall():
        if isinstance(node, nodes.Text):
            yield str(node)
        elif isinstance(node, nodes.Element):
            # Of a list docutils keeps the blank line behind it, too.
            yield type(node), node.rawsource.rstrip(), node.source, node.line, node.attributes


def parse(project: Project, text: str) -> tuple[list[list[object]], list[str]]:
    """Return the nodes of *text* as a description, and the warnings."""
    project.write("parameters.yaml", CATALOGUE + indent(text + "\n", "    "))
    build = project.build("dummy", fresh=True)
    (fragment,) = fragments_of(build.app.env.get_doctree("index")).values()
    return [list(facts(child)) for child in fragment if isinstance(child, nodes.Element)], build.warnings


@pytest.mark.parametrize("name", TEXTS)
def test_a_description_is_what_docutils_makes_of_it(make_project: Callable[..., Project], name: str) -> None:
    project = make_project({"index.rst": OPERATION + ".. rest_parameters:: parameters.yaml\n\n   - text: text\n"})
    made, warnings = parse(project, TEXTS[name])
    expected, others = parse(project, TEXTS[name] + END)
    comment = expected.pop()
    assert comment[-1] == "the end"
    assert made == expected
    assert warnings == others


TRANSLATOR = """
from sphinx.writers.html5 import HTML5Translator

class Own(HTML5Translator):
    def visit_Text(self, node):
        super().visit_Text(node)

def setup(app):
    app.set_translator("html", Own)
"""


def test_html_is_what_a_translator_of_the_project_writes(make_project: Callable[..., Project]) -> None:
    entries = "".join(
        f"t{number}:\n  in: query\n  type: string\n  description: |\n{indent(text, '    ')}\n"
        for number, text in enumerate(TEXTS.values())
    )
    rows = "".join(f"   - t{number}: t{number}\n" for number in range(len(TEXTS)))
    index = OPERATION + ".. rest_parameters:: parameters.yaml\n\n" + rows
    files = {"index.rst": index, "parameters.yaml": entries}
    ours = make_project(files, name="ours").build()
    theirs = make_project(files, conf=CONF + TRANSLATOR, name="theirs").build()
    assert ours.text() == theirs.text()
    assert ours.text().count("<tr id=") == len(TEXTS)


def sample(build: Build, number: int) -> dict[str, object]:
    """Return all of one of the samples in a document."""
    block = list(build.app.env.get_doctree("index").findall(nodes.literal_block))[number]
    return {**block.attributes, "text": block.astext(), "raw": block.rawsource, "file": block.source}


@pytest.mark.parametrize("text", ['{"a": 1}\n', "a\r\nb\rc", "\ufeffa", "a\x0cb\x85c\u2028d", "a\tb\n\n"])
@pytest.mark.parametrize("options", ["", "   :language: json\n"])
def test_a_sample_is_what_sphinx_makes_of_it(make_project: Callable[..., Project], options: str, text: str) -> None:
    # A tab width of its own is for Sphinx; without a tab it changes nothing.
    shown = ".. literalinclude:: a.json\n"
    theirs = "   :lines: 1-\n"
    project = make_project({"index.rst": OPERATION + f"{shown}{options}\n{shown}{options}{theirs}"})
    project.write("a.json", text)
    build = project.build("dummy")
    assert sample(build, 0) == sample(build, 1)


def test_what_stands_behind_directives_is_parsed_as_ever(make_project: Callable[..., Project]) -> None:
    behind = (
        ".. _target:\n.. [1] A footnote.\n\n.. note:: A note\n\n   * a list\n\n     1. of lists\n\n* a list\n\n"
        "Word\n  Its meaning\n\n:field: value\n\n-o  An option\n\n| A line\n|   of a block\n\n  A quotation\n\n"
        ".. |x| replace:: y\n\nMore |x| [1]_::\n\n  literal\n\nPart\n....\n\n.. comment\n..\n\n"
        "__ target_\n\nAnonymous__\n"
    )
    method = ".. rest_method:: GET /notes\n\n"
    start = "Notes\n=====\n\nList notes\n----------\n\n"
    with_ours = make_project({"index.rst": start + method + behind}, name="ours").build("dummy")
    without = make_project({"index.rst": start + ".. comment\n\n" + behind}, name="none").build("dummy")
    ours, theirs = (build.app.env.get_doctree("index") for build in (with_ours, without))
    for node in ours.findall(rest_method):
        (anchor,) = [name for name in node.parent["ids"] if name.startswith("get.")]
        node.parent["ids"].remove(anchor)
        node.replace_self(nodes.comment("comment", "comment"))
        break
    assert ours.pformat().replace(str(with_ours.app.srcdir), "") == theirs.pformat().replace(
        str(without.app.srcdir), ""
    )
    assert with_ours.warnings == without.warnings


def test_the_collector_is_as_it_was_before(make_project: Callable[..., Project]) -> None:
    before = gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()
    make_project({"index.rst": OPERATION}).build()
    assert (gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()) == before


COLLECTOR = """
import gc, sys
from sphinx.application import Sphinx

sys.argv[0] = "sphinx-build"
source, out = sys.argv[1:]
state = lambda: (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())
before = state()
app = Sphinx(source, source, out, out, "dummy", status=None)
assert not gc.isenabled()
app.build()
assert state() == before
"""


def test_the_collector_of_the_command_is_as_it_was_before(make_project: Callable[..., Project]) -> None:
    project = make_project({"index.rst": OPERATION})
    arguments = [sys.executable, "-c", COLLECTOR, str(project.source), str(project.top / "out")]
    subprocess.run(arguments, check=True)


@pytest.mark.skipif(os.sep != "/", reason="elsewhere Sphinx resolves all paths")
def test_a_path_is_what_pathlib_resolves_it_to(tmp_path: Path) -> None:
    top = tmp_path.resolve()
    (top / "a" / "b").mkdir(parents=True)
    (top / "a" / "file").write_text("")
    (top / "link").symlink_to("a")
    (top / "a" / "link").symlink_to("file")
    (top / "a" / "up").symlink_to("..")
    (top / "a" / "loop").symlink_to("loop")
    names = ("a", "b", "file", "link", "up", "loop", "none", "..", ".", "")
    arguments = ["/".join(some) for length in (1, 2, 3) for some in itertools.product(names, repeat=length)]
    places = [top, top / "a", top / "a" / "b", top / "link"]
    found = 0
    folders = Folders()
    for place, argument in itertools.product(places, [*arguments, "/file", "a\0"]):
        path = folders.resolve(str(place), argument)
        if path is not None:
            found += 1
            assert path == str(place.joinpath(argument).resolve()), (place, argument)
    assert folders.resolve(str(top / "a"), "../a/file") == str(top / "a" / "file")
    assert found > len(arguments) / 3


DOCUMENT = """\
Title
=====

One *two* ``three``.

* a list

  * of lists

.. note:: A note::

      with a block

Part
----

Four **five**.
"""
CONDITIONS: dict[str, object] = {
    "all": None,
    "texts": nodes.Text,
    "elements": nodes.Element,
    "the document": nodes.document,
    "some": nodes.TextElement,
    "none": nodes.image,
    "a question": lambda node: len(node.children) == 1,
}


def both() -> tuple[nodes.document, nodes.document]:
    """Return one document as docutils makes it, and as we do."""
    theirs, ours = publish_doctree(DOCUMENT), publish_doctree(DOCUMENT)
    make_lean(ours)
    assert type(ours) is not type(theirs)
    return theirs, ours


def names_of(found: Iterator[nodes.Node]) -> list[str]:
    """Return what tells the nodes *found* apart."""
    return [f"{type(node).__name__} {node.astext()}" for node in found]


@pytest.mark.parametrize("name", CONDITIONS)
def test_nodes_are_found_as_docutils_finds_them(name: str) -> None:
    theirs, ours = both()
    condition = CONDITIONS[name]
    assert names_of(ours.findall(condition)) == names_of(theirs.findall(condition))  # type: ignore[call-overload]
    for way in ({"include_self": False}, {"descend": False}, {"siblings": True}, {"ascend": True}):
        found, expected = (names_of(one.findall(condition, **way)) for one in (ours, theirs))  # type: ignore[call-overload]
        assert found == expected
    assert ours.pformat() == theirs.pformat()


def cut(found: Iterator[nodes.Node]) -> Iterator[str]:
    """Change the tree around each node that comes, and yield what that was."""
    for number, node in enumerate(found):
        yield f"{type(node).__name__} {node.astext()}"
        if isinstance(node, nodes.paragraph):
            node.append(nodes.emphasis("", f"more {number}"))
        elif isinstance(node, nodes.strong):
            node.replace_self(nodes.Text("instead"))
        elif isinstance(node, nodes.list_item) and node.parent is not None:
            node.parent.remove(node)
        elif isinstance(node, nodes.note):
            node.children = [nodes.paragraph("", "new")]


@pytest.mark.parametrize("name", ["all", "elements", "some", "a question"])
def test_nodes_that_change_meanwhile_are_found_as_docutils_finds_them(name: str) -> None:
    theirs, ours = both()
    condition = CONDITIONS[name]
    assert list(cut(ours.findall(condition))) == list(cut(theirs.findall(condition)))  # type: ignore[call-overload]
    assert ours.pformat() == theirs.pformat()


EXCEPTIONS = [nodes.SkipChildren, nodes.SkipSiblings, nodes.SkipNode, nodes.SkipDeparture, nodes.StopTraversal]


class Visitor(nodes.GenericNodeVisitor):
    """Says what it visits, and raises what it is made with at one of the nodes."""

    def __init__(self, document: nodes.document, number: int, exception: type[Exception]) -> None:
        super().__init__(document)
        self.said: list[str] = []
        self._number = number
        self._exception = exception

    def default_visit(self, node: nodes.Node) -> None:
        """Say it."""
        self.said.append(f"{type(node).__name__} {node.astext()}")
        if len(self.said) == self._number:
            raise self._exception

    def default_departure(self, node: nodes.Node) -> None:
        """Say it."""
        self.said.append(f"/{type(node).__name__}")


class OwnVisitor(Visitor):
    """One that chooses its methods itself."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Say it in another way."""
        self.said.append("own")
        super().default_visit(node)


def visit(document: nodes.document, way: str, visitor: Visitor) -> tuple[list[str], object]:
    """Return what *visitor* says, and what comes of it."""
    try:
        result: object = getattr(document, way)(visitor)
    except nodes.TreePruningException as error:
        result = type(error)
    return visitor.said, result


@pytest.mark.parametrize("exception", EXCEPTIONS)
@pytest.mark.parametrize("way", ["walk", "walkabout"])
@pytest.mark.parametrize("kind", [Visitor, OwnVisitor])
def test_visitors_visit_what_they_visit_with_docutils(
    way: str, exception: type[Exception], kind: type[Visitor]
) -> None:
    theirs, ours = both()
    count = sum(1 for _ in theirs.findall())
    for number in range(2 * count + 2):
        expected = visit(theirs, way, kind(theirs, number, exception))
        assert visit(ours, way, kind(ours, number, exception)) == expected


def test_the_command_writes_all_before_it_ends(make_project: Callable[..., Project]) -> None:
    project = make_project({"index.rst": OPERATION + ".. rest_parameters:: none.yaml\n\n   - a: b\n"})
    out = project.top / "out"
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-E",
        "-w",
        str(out / "warnings"),
        str(project.source),
        str(out / "html"),
    ]
    out.mkdir()
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=True)
    assert "none.yaml does not exist" in (out / "warnings").read_text("utf-8")
    assert done.stdout.rstrip().endswith(".")
    assert (out / "html" / "index.html").read_bytes() == project.build(out="other").outputs()["index.html"]
