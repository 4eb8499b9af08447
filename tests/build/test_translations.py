"""References in other languages than English: the project's texts, and the words of our own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import lxml.html
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment

from sphinx_restaction.sphinx_ext import translations, words
from sphinx_restaction.sphinx_ext.domain import RestDomain
from tests.outputs import read_output, squeeze
from tests.project import CONF, own_reference, rest_warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog

    from tests.project import Build, Project

TEMPLATES = translations.LOCALE.parent / "templates"
GERMAN = translations.LOCALE / "de" / "LC_MESSAGES" / "sphinx_restaction.po"
SHOWN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt", "data-open", "data-close")

INDEX = """\
Notes
=====

.. rest_expand_all::

List notes
----------

.. rest_method:: GET /notes

Normal response codes: 200

.. rest_status_code:: error statuses.yaml

   - 404

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - limit: limit
   - marker: limit
   - tag: tag

Response
~~~~~~~~

.. code-block:: json

   {"note": 1}

Drop a note
-----------

Drops it. See :rest:op:`GET /notes`.

.. rest_method:: POST /notes/{note_id}/action

Request
~~~~~~~

.. code-block:: json

   {"drop": null}
"""
PARAMETERS = """\
limit:
  description: |
    How many notes.

    No more than that.
  in: query
  type: integer
  required: true
  min_version: 2.5
tag:
  description: |
    How many notes.
  in: query
  type: string
  required: false
"""
STATUSES = "404:\n  default: |\n    There is no note.\n"
FILES = {"index.rst": INDEX, "parameters.yaml": PARAMETERS, "statuses.yaml": STATUSES}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
MESSAGES = {
    "Notes": "Notizen",
    "List notes": "Notizen auflisten",
    "Request": "Anfrage",
    "Normal response codes: 200": "Normale Codes der Antwort: 200",
    "How many notes.": "Wie viele Notizen.",
    "No more than that.": "Nicht mehr als das.",
    "There is no note.": "Es gibt keine Notiz.",
}
MORE = 'man_pages = [("index", "notes", "Notes", "", 1)]\nversion = epub_copyright = "1"\n'
CHECKED = {"restaction_checks": "strict"}


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    """Return a project with a German catalogue."""
    project = make_project(FILES, CONF + MORE)
    write_messages(project, "index", MESSAGES)
    return project


def write_messages(project: Project, catalog: str, messages: dict[str, str], language: str = "de") -> None:
    """Write a catalogue of translations into a project."""
    entries = (f"msgid {json.dumps(text)}\nmsgstr {json.dumps(other)}\n" for text, other in messages.items())
    project.write(f"locale/{language}/LC_MESSAGES/{catalog}.po", HEADER + "\n".join(entries))


def translate(project: Project, builder: str = "html", language: str = "de", **overrides: str) -> Build:
    """Build a project in a language."""
    settings = {"language": language, "locale_dirs": ["locale"], **overrides}
    return project.build(builder, out=f"out-{language}", overrides=settings)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def places(text: object) -> list[str]:
    """Return the places for values in a text."""
    return sorted(re.findall(r"\{\w+\}", str(text)))


def test_no_word_was_forgotten(tmp_path: Path, repository: Path) -> None:
    """The template has what is extracted; `doc/source/translating.rst` has the commands that write it anew."""
    path = tmp_path / "extracted.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "pyproject.toml",
        "-o",
        str(path),
    ]
    subprocess.run([*command, "sphinx_restaction"], cwd=repository, check=True)
    extracted = {message.id for message in read(path) if message.id}
    assert "required" in extracted
    assert {message.id for message in read(translations.LOCALE / "sphinx_restaction.pot") if message.id} == extracted


def test_every_word_is_translated() -> None:
    template = {message.id for message in read(translations.LOCALE / "sphinx_restaction.pot") if message.id}
    german = {message.id: message for message in read(GERMAN) if message.id}
    assert set(german) == template
    for text, message in german.items():
        originals = text if isinstance(text, tuple) else (text,)
        others = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, text
        assert all(others), text
        assert {tuple(places(other)) for other in others} == {tuple(places(one)) for one in originals}, text


def shown(template: str) -> Iterator[str]:
    """Yield what a template itself shows to readers, without what it asks for."""
    tokens = Environment(autoescape=True).lex(template)
    text = "".join(value if kind == "data" else " " for _, kind, value in tokens if kind != "comment")
    root = lxml.html.fragment_fromstring(text, create_parent="div")
    yield from (str(piece) for piece in root.itertext())
    for name in SHOWN_ATTRIBUTES:
        yield from (str(value) for value in root.xpath(f".//@{name}"))


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_templates_ask_for_every_word(path: Path) -> None:
    assert [text for text in shown(path.read_text("utf-8")) if re.search(r"\w", text)] == []


def test_the_script_asks_for_words_that_a_page_gives_it() -> None:
    script = (TEMPLATES.parent / "static" / "restaction.js").read_text("utf-8")
    asked = set(re.findall(r"\bgettext\(\"([^\"]+)\"\)", script))
    assert asked == set(words._OF_SCRIPT)  # noqa: SLF001
    assert re.findall(r'(?:say\(|textContent = |make\("\w+", "[^"]*", )"[^"]*\w', script) == []


def test_titles_descriptions_and_reasons_are_extracted_once_with_their_place(project: Project) -> None:
    build = project.build("gettext")
    catalog = read(build.outdir / "index.pot")
    found = {str(message.id): message.locations for message in catalog if message.id}
    expected = {
        "Notes": ["index.rst"],
        "List notes": ["index.rst"],
        "How many notes.": ["parameters.yaml", "parameters.yaml"],
        "No more than that.": ["parameters.yaml"],
        "There is no note.": ["statuses.yaml"],
    }
    files = {text: [name.rpartition("/")[2] for name, _ in found[text]] for text in expected}
    assert files == expected
    assert sorted(line for _, line in found["How many notes."]) == [3, 12]
    assert [line for _, line in found["No more than that."]] == [5]
    assert read(build.outdir / "sphinx_restaction.pot").get("required") is not None


def test_all_descriptions_of_our_reference_are_extracted(tmp_path: Path, repository: Path) -> None:
    project = own_reference(tmp_path, repository)
    build = project.build("gettext")
    text = read_output("gettext", build.outdir)
    operations = build.operations()
    for operation in operations:
        assert squeeze(operation.title) in text
    catalog = read(build.outdir / "index.pot")
    lines = [place for message in catalog if message.id for place in message.locations if place[0].endswith(".yaml")]
    assert len(lines) == len(set(lines)), "a text is extracted once for each place"
    source = (project.source / "parameters.yaml").read_text("utf-8").splitlines()
    first_lines = {number + 2 for number, line in enumerate(source) if line.startswith("  description: |")}
    assert first_lines - {line for name, line in lines if name.endswith("parameters.yaml")} == set()


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "texinfo", "xml", "epub"])
def test_a_translated_build_shows_the_translations(project: Project, builder: str) -> None:
    build = translate(project, builder)
    assert build.warnings == []
    text = read_output(builder, build.outdir)
    for other in (*MESSAGES.values(), "erforderlich", "Neu in Version 2.5", "Fehler", "Geändert in"):
        assert squeeze(other) in text, other
    assert text.count(squeeze(MESSAGES["How many notes."])) == 3
    for original in ("How many notes", "There is no note", "New in version", "Changed in", "required"):
        assert squeeze(original) not in text, original


def test_links_and_findings_stay_what_they_are(project: Project) -> None:
    def ids(build: Build) -> set[str]:
        # What JavaScript or a theme needs aside, an id of a page is something that can be linked.
        return set(build.page().xpath("//main//@id | //div[@role='main']//@id"))

    german, english = translate(project, **CHECKED), translate(project, language="en", **CHECKED)
    assert len(ids(english)) > 10
    assert ids(german) == ids(english)
    assert (german.warnings, german.infos) == (english.warnings, english.infos)
    assert rest_warnings(english.infos) != []
    links = german.page().xpath("//a[contains(@class, 'reference') and contains(@href, '#get.notes')]")
    assert links


def test_a_translated_list_of_codes_is_no_summary(project: Project) -> None:
    page = translate(project).page()
    assert [brief.text for brief in page.find_class("rest-brief")] == ["Drops it."]


def test_languages_of_one_process_do_not_mix(project: Project) -> None:
    builds = {language: translate(project, language=language) for language in ("de", "en", "de_AT")}
    words = {language: RestDomain.of(build.app.env).words for language, build in builds.items()}
    found = {language: words[language].necessity(required=True) for language in builds}
    assert found == {"de": "erforderlich", "en": "required", "de_AT": "erforderlich"}
    for language, text in found.items():
        assert text in builds[language].text()
    again = translate(project, language="en")
    assert "erforderlich" not in again.text()


def test_the_overview_the_indices_and_the_search_are_translated(project: Project) -> None:
    build = translate(project, html_theme="classic")
    page = build.page()
    assert [one.text_content() for one in page.xpath("//*[contains(@class, 'rest-overview')]/summary")] == [
        "2 Operationen"
    ]
    assert "Operationen nach Pfad" in build.text("rest-paths.html")
    assert ">Pfade</a>" in build.text()
    assert "REST Operation" in build.text("searchindex.js")


def test_the_script_gets_the_words_of_the_page(project: Project) -> None:
    (script,) = translate(project).page().xpath("//script[contains(@src, 'restaction.js')]")
    assert json.loads(script.get("data-words"))["Copy"] == "Kopieren"
    (script,) = translate(project, language="en").page().xpath("//script[contains(@src, 'restaction.js')]")
    assert "data-words" not in script.attrib


def test_a_project_may_bring_words_of_its_own(project: Project) -> None:
    write_messages(project, "sphinx_restaction", {"required": "Pflicht", "optional": "", "Type": "Art <b>"})
    cells = [cell.text_content() for cell in translate(project).page().xpath("//table//td[1] | //table//th")]
    assert {"limit Pflicht", "tag optional", "Beschreibung", "Art <b>"} <= {" ".join(cell.split()) for cell in cells}
    write_messages(project, "sphinx_restaction", {"required": "requis", "{count} operation": "x"}, language="fr")
    assert "requis" in translate(project, language="fr").text()


def test_what_a_translator_has_misspelt_fails_no_build(project: Project) -> None:
    write_messages(project, "sphinx_restaction", {"New in version {version}": "Neu in {vresion} {0} {"})
    build = translate(project)
    assert build.warnings == []
    assert "Neu in {vresion} {0} {" in build.text()


@pytest.mark.parametrize(
    "text",
    ["msgid required\n", 'msgid "required"\nmsgstr "\xff"\n', '"Content-Type: text/plain; charset=nonsense\\n"\n'],
    ids=["syntax", "encoding", "charset"],
)
def test_a_catalogue_that_cannot_be_read_is_reported_once(project: Project, text: str) -> None:
    head = "" if text.startswith('"') else HEADER
    prefix = 'msgid ""\nmsgstr ""\n' if text.startswith('"') else ""
    project.write("locale/de/LC_MESSAGES/sphinx_restaction.po", head + prefix + text, encoding="latin-1")
    build = translate(project)
    assert len([line for line in build.warnings if "cannot read the translations in" in line]) == 1
    assert "erforderlich" in build.text()
