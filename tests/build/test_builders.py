"""Every builder of Sphinx writes our own reference, and none loses anything."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.sources.catalogues import load_catalogue
from tests.project import Project, own_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx_restaction.model.definition import Definition
    from tests.project import Build


def without_tags(text: str) -> str:
    """Return the text of HTML or XML."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def without_macros(text: str) -> str:
    """Return LaTeX without the names of its macros and environments."""
    text = re.sub(r"\\(?:begin|end|label|hyperref|phantomsection|sphinxstylestrong)\{sphinx\w*\}", "", text)
    return re.sub(r"\\PYG\{[^}]*\}|\\[A-Za-z]+\*?", "", text)


def without_commands(text: str) -> str:
    """Return Texinfo without the names of its commands."""
    return re.sub(r"@(?:anchor\{[^}]*\}|[a-z]+)", "", text)


def without_requests(text: str) -> str:
    """Return a manual page without roff's requests and escapes."""
    text = re.sub(r"\\f[A-Z]|\\\(..|\\&", "", text)
    return re.sub(r"^\.[A-Z]\w? ?|^\.[a-z]+.*$", "", text, flags=re.MULTILINE)


#: Where each builder puts the text of the reference, and how to read it.
OUTPUTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "html": ("index.html", without_tags),
    "dirhtml": ("index.html", without_tags),
    "singlehtml": ("index.html", without_tags),
    "epub": ("index.xhtml", without_tags),
    "json": ("index.fjson", lambda text: without_tags(json.loads(text)["body"])),
    "text": ("index.txt", str),
    "man": ("reference.1", without_requests),
    "latex": ("reference.tex", without_macros),
    "texinfo": ("reference.texi", without_commands),
    "xml": ("index.xml", without_tags),
    "pseudoxml": ("index.pseudoxml", lambda text: re.sub(r"^ *<.*>$", "", text, flags=re.MULTILINE)),
}
TABLES = ("html", "dirhtml", "singlehtml", "epub", "json")
OTHERS = ("dummy", "pickle", "linkcheck", "changes", "gettext")
CONF = """
man_pages = [("index", "reference", "Server actions", "", "1")]
latex_documents = [("index", "reference.tex", "Server actions", "", "manual")]
texinfo_documents = [("index", "reference", "Server actions", "", "reference")]
version = "1"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Project:
    """Return a copy of our own reference."""
    project = own_reference(tmp_path_factory.mktemp("own"), repository)
    project.write("conf.py", (project.source / "conf.py").read_text("utf-8") + CONF)
    return project


def squeezed(text: str) -> str:
    """Return the letters and digits of *text*: what no format may lose."""
    return re.sub(r"[\W_]+", "", text)


def first_paragraph(definition: Definition) -> str:
    """Return the first paragraph of a description without markup."""
    text = definition.description.value.split("\n\n")[0] if definition.description else ""
    return re.sub(r":\w+:`([^`<]*)(?:<[^`]*>)?`", r"\1", text)


def expected_rows(project: Project, build: Build, *, as_table: bool) -> Iterator[str]:
    """Yield what each row of the reference must look like, squeezed."""
    text = (project.source / "parameters.yaml").read_text("utf-8")
    catalogue = load_catalogue(text, "parameters.yaml", Location("index.rst"), print)
    assert catalogue
    for operation in build.operations():
        for row in (row for table in operation.tables for row in table.parameters):
            definition = catalogue.definitions[row.key]
            need = "required" if definition.required else "optional"
            facts = (
                (need, definition.location, definition.type)
                if as_table
                else (definition.location, definition.type, need)
            )
            yield squeezed("".join((row.name, *facts, first_paragraph(definition))))


@pytest.mark.parametrize("builder", OUTPUTS)
def test_a_builder_loses_nothing(project: Project, builder: str) -> None:
    build = project.build(builder, out=builder)
    assert [line for line in build.warnings if "restaction" in line] == []
    name, read = OUTPUTS[builder]
    text = squeezed(read(build.text(name)))
    operations = build.operations()
    assert len(operations) == 22
    for operation in operations:
        assert squeezed(operation.title) in text
        for example in operation.examples:
            assert squeezed(example.text or "") in text
    assert text.count(squeezed("POST /servers/{server_id}/action")) >= 22
    rows = Counter(expected_rows(project, build, as_table=builder in TABLES))
    assert {row: text.count(row) for row in rows if text.count(row) < rows[row]} == {}
    codes = Counter(response.code for operation in operations for response in operation.responses)
    assert {code: text.count(str(code)) for code in codes if text.count(str(code)) < codes[code]} == {}


@pytest.mark.parametrize("builder", OTHERS)
def test_other_builders_do_not_fail(project: Project, builder: str) -> None:
    build = project.build(builder, out=builder, overrides={"linkcheck_ignore": [".*"]})
    assert [line for line in build.warnings if "restaction" in line] == []


def test_descriptions_are_extracted_for_translation_with_their_place_in_the_catalogue(project: Project) -> None:
    text = project.build("gettext", out="gettext").text("index.pot")
    line = (project.source / "parameters.yaml").read_text("utf-8").splitlines().index("server_id_path:") + 3
    assert f"parameters.yaml:{line}\n" in text
    assert text.count('msgid "The UUID of the server on which to act."') == 1


def test_translated_descriptions_reach_every_row(make_project: Callable[..., Project]) -> None:
    catalogue = "limit:\n  description: |\n    How many notes.\n  in: query\n  type: integer\n"
    rows = ".. rest_parameters:: parameters.yaml\n\n   - a: limit\n   - b: limit\n"
    text = f"Notes\n=====\n\n.. rest_method:: GET /notes\n\n{rows}"
    project = make_project({"index.rst": text, "parameters.yaml": catalogue})
    messages = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    project.write("locale/de/LC_MESSAGES/index.po", messages + 'msgid "How many notes."\nmsgstr "Wie viele Notizen."\n')
    build = project.build(overrides={"language": "de", "locale_dirs": ["locale"]})
    cells = [cell.text_content().strip() for cell in build.page().xpath("//tbody/tr/td[4]")]
    assert cells == ["Wie viele Notizen."] * 2
