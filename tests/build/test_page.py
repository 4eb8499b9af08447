"""What a reader's browser gets: stable ids, markup that works without scripts, and nothing unescaped."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_restaction
from tests.project import CONF, OPERATION, Project, words

if TYPE_CHECKING:
    from collections.abc import Callable

STATIC = Path(sphinx_restaction.__file__).parent / "sphinx_ext" / "static"

PAGE = """\
Notes
=====

.. rest_expand_all::

.. _all-notes:

List *all* notes of ``x < y``
-----------------------------

.. rest_method:: GET /notes

.. rest_parameters:: parameters.yaml

   - limit: limit

.. rest_status_code:: success http-status.yaml

   - 200

.. rest_status_code:: error http-status.yaml

   - 404

Show a note
-----------

.. warning:: Slow.

.. rest_method:: GET /notes/{note_id}

.. rest_parameters:: parameters.yaml

   - limit: limit

.. rest_status_code:: success http-status.yaml

   - 200
"""

FILES = {
    "index.rst": PAGE,
    "parameters.yaml": (
        "limit:\n  description: |\n    A limit.\n\n    .. _deep-link:\n\n    See below.\n  in: query\n  type: integer\n"
    ),
    "http-status.yaml": "200:\n  default: Fine.\n404:\n  default: Not fine.\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with two operations."""
    return Project.create(tmp_path_factory.mktemp("page") / "repository", FILES)


def test_a_title_keeps_its_markup(project: Project) -> None:
    heading = project.build().page().xpath("//section[@id='list-all-notes-of-x-y']/details/summary/h2")[0]
    assert words(heading.text_content()) == "List all notes of x < y¶"
    assert heading.xpath("./em/text()") == ["all"]
    assert words(heading.xpath("string(./code)")) == "x < y"


def test_the_ids_of_os_api_ref_lead_to_the_same_places(project: Project) -> None:
    page = project.build().page()
    for name, title in {"list-all-notes-of-x-y": "List all", "show-a-note": "Show a note"}.items():
        (section,) = page.xpath(f"//section[@id='{name}']")
        assert words(section.xpath("string(.//h2)")).startswith(title)
        assert section.xpath("./details/@id") == [f"{name}-detail"]
        assert section.xpath("./details/summary/@id") == [f"{name}-detail-btn"]
    assert page.get_element_by_id("all-notes").getparent().get("id") == "list-all-notes-of-x-y"
    assert words(page.get_element_by_id("Success").xpath("string(.//td)")) == "200 OK¶"
    assert words(page.get_element_by_id("Error").xpath("string(.//td)")) == "404 Not Found¶"
    assert page.get_element_by_id("expand-all").xpath(".//button")


def test_operations_rows_and_codes_have_anchors_of_their_own(project: Project) -> None:
    page = project.build().page()
    for name in (
        "get.notes",
        "get.notes.parameter.limit",
        "get.notes.status.200",
        "get.notes.note_id",
        "get.notes.note_id.parameter.limit",
    ):
        assert page.get_element_by_id(name) is not None
    links = page.xpath("//table//a[@class='headerlink']/@href")
    assert len(links) == 5
    assert {link[1:] for link in links} <= set(page.xpath("//tr/@id"))


def test_a_table_behind_the_end_of_an_operation_has_no_anchors(make_project: Callable[..., Project]) -> None:
    table = ".. rest_parameters:: parameters.yaml\n\n   - limit: limit\n\n"
    project = make_project(
        {"index.rst": OPERATION + table + "Limits\n------\n\n" + table, "parameters.yaml": FILES["parameters.yaml"]}
    )
    (inside,) = project.build().page().xpath("//tr/@id")
    assert inside == "get.notes.parameter.limit"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_no_id_stands_twice(project: Project, builder: str) -> None:
    page = project.build(builder).page()
    ids = Counter(page.xpath("//@id"))
    assert "deep-link" in ids
    assert [name for name, count in ids.items() if count > 1] == []


def test_content_before_the_method_stays_below_the_title(project: Project) -> None:
    (section,) = project.build().page().xpath("//section[@id='show-a-note']")
    assert section.xpath("./details/div[contains(@class, 'warning')]")
    assert words(section.xpath("string(./details/summary)")) == "Show a note¶ GET /notes/{note_id}"


def test_the_page_needs_no_script_and_nothing_from_elsewhere(project: Project) -> None:
    build = project.build()
    page = build.page()
    assert not page.xpath("//@onclick | //a[starts-with(@href, 'javascript:')]")
    assert [tag.get("hidden") for tag in page.xpath("//button[@class='rest-expand-all']")] == ["hidden"]
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
    assert any("restaction.css" in name for name in loaded)
    assert [name for name in loaded if "//" in name] == []
    for path in STATIC.iterdir():
        assert not re.search(r"https?:|@import|url\(", path.read_text("utf-8")), path


EVIL = """<script>alert(1)</script>&amp;'"<b>"""


def test_everything_an_author_writes_is_text(make_project: Callable[..., Project]) -> None:
    text = (
        OPERATION.replace("GET /notes", f"{EVIL} /{EVIL}")
        + f".. rest_parameters:: parameters.yaml\n\n   - {EVIL}: limit\n   - other: {EVIL}\n"
    )
    quoted = EVIL.replace("'", "''")
    catalogue = (
        f"limit:\n  in: '{quoted}'\n  type: '{quoted}'\n  description: '{quoted}'\n  enum: ['{quoted}']\n"
        f"  min_version: '{quoted}'\n  max_version: '{quoted}'\n"
    )
    project = make_project({"index.rst": text, "parameters.yaml": catalogue})
    build = project.build(overrides={"smartquotes": False})
    page = build.page()
    assert "<script>alert" not in build.text()
    assert page.xpath("//b") == []
    assert page.xpath("string(//*[contains(@class, 'rest-badge')])") == EVIL
    assert page.xpath("string(//code[@class='rest-url'])") == "/" + EVIL
    cells = [cell.text_content() for cell in page.xpath("//tbody/tr[1]/td")]
    assert EVIL in cells[0]
    assert cells[1:3] == [EVIL, EVIL]
    assert cells[3].count(EVIL) == 4
    assert EVIL in page.xpath("string(//tbody/tr[2])")


def test_a_users_template_and_style_sheet_replace_ours(make_project: Callable[..., Project]) -> None:
    files = {
        **FILES,
        "templates/restaction/method.html": "<p class='mine'>{{ method }}</p>",
        "static/restaction.css": "/* mine */",
    }
    conf = CONF + 'templates_path = ["templates"]\nhtml_static_path = ["static"]\n'
    build = make_project(files, conf).build()
    assert build.page().xpath("//summary/p[@class='mine']/text()") == ["GET", "GET"]
    assert build.text("_static/restaction.css") == "/* mine */"


def test_a_description_is_searched_once_and_names_are_found(project: Project) -> None:
    index = project.build().text("searchindex.js")
    assert '"limit"' in index or "limit:" in index
