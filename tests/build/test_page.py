"""What a reader's browser gets: stable ids, markup that works without scripts, and nothing unescaped."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.etree
import pytest

import sphinx_restaction
from tests.project import CONF, OPERATION, Project, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

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
    assert words(heading.text_content()) == "List all notes of x < y"
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
    assert words(page.get_element_by_id("Success").xpath("string(.//td)")) == "200 OK"
    assert words(page.get_element_by_id("Error").xpath("string(.//td)")) == "404 Not Found"
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
    assert len(page.xpath("//tbody/tr/@id")) == 5


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
    assert words(section.xpath("string(./details/summary)")) == "Show a note GET /notes/{note_id}"


def test_a_closed_operation_tells_its_first_sentence(make_project: Callable[..., Project]) -> None:
    text = (
        OPERATION
        + "Lists *all* notes, i.e. yours\nand 2.5 others. Then stops.\n\nMore\n----\n\n.. rest_method:: PUT /more\n"
    )
    page = make_project({"index.rst": text + "\nNormal response codes: 200\n"}).build().page()
    assert page.xpath("//summary/span[@class='rest-brief']/text()") == ["Lists all notes, i.e. yours and 2.5 others."]


def test_a_link_to_an_operation_leads_into_what_opens(project: Project) -> None:
    """Browsers open a closed element for an address inside of it, without a script."""
    page = project.build().page()
    for name in ("get.notes", "get.notes.note_id", "get.notes.parameter.limit"):
        (details,) = page.xpath("//details[.//*[@id=$name]]", name=name)
        assert details.get("class") == "rest-details"
        assert not page.get_element_by_id(name).xpath("ancestor::summary")


def test_a_heading_whose_id_is_a_number_has_no_permalink(make_project: Callable[..., Project]) -> None:
    text = OPERATION + "Request\n~~~~~~~\n\nLater\n-----\n\n.. rest_method:: PUT /notes\n\nRequest\n~~~~~~~\n"
    page = make_project({"index.rst": text}).build().page()
    assert [words(heading.text_content()) for heading in page.xpath("//section/h3")] == ["Request¶", "Request"]
    assert page.get_element_by_id("id1").xpath("string(./h3)") == "Request"


def test_members_stand_below_their_object_and_keep_their_names(make_project: Callable[..., Project]) -> None:
    names = ("tag", "tag.id", "tag.owners", "tag.owners[].name", "limit", "tag.colour", "list", "list[].a", "lists.b")
    rows = "".join(f"   - {name}: limit\n" for name in names)
    text = OPERATION + ".. rest_parameters:: parameters.yaml\n\n" + rows
    page = make_project({"index.rst": text, "parameters.yaml": FILES["parameters.yaml"]}).build().page()
    shown = page.xpath("//tbody/tr/td[1]/code")
    assert [name.text_content() for name in shown] == list(names)
    assert [name.xpath("string(./span[@class='rest-prefix'])") for name in shown] == [
        "",
        "tag.",
        "tag.",
        "tag.owners[].",
        "",
        "",
        "",
        "list[].",
        "",
    ]
    assert [row.get("class") for row in page.xpath("//tbody/tr")] == [
        None,
        "rest-in-1",
        "rest-in-1",
        "rest-in-2",
        None,
        None,
        None,
        "rest-in-1",
        None,
    ]


def test_tables_and_lists_are_whole_without_their_end_tags(project: Project) -> None:
    """A browser needs no end tags to see the elements that XHTML has with them."""
    build = project.build()
    ours = shapes(build.page().iter())
    assert ours == shapes(lxml.etree.fromstring(project.build("epub").text("index.xhtml").encode()).iter())
    assert [shape[0][0] for shape in ours] == ["ul", "table", "table", "table", "table", "table"]
    lists, tables = build.text().partition('<ul>\n<li><span class="rest-badge')[2].split("</ul>", 1)
    assert not re.search(r"</(?:li|t[dhr]|thead|tbody)>", lists + tables.partition("</div>")[0])


def shapes(elements: Iterable[_Element]) -> list[list[tuple[str, str]]]:
    """Return the tables and the list of the overview: the names and the texts of what is in them."""
    found = [
        one
        for one in elements
        if _name(one) == "table" or (one.find("./*/*[@class]") is not None and _name(one) == "ul")
    ]
    return [[(_name(one), words((one.text or "") + (one.tail or ""))) for one in element.iter()] for element in found]


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


CHINESE = "\N{CJK UNIFIED IDEOGRAPH-5B57}"


def test_lines_of_a_paragraph_are_one_where_a_browser_sees_no_difference(make_project: Callable[..., Project]) -> None:
    text = f"Says that\n*notes* are\nlisted: {CHINESE}\n{CHINESE}."
    code = "::\n\n   one\n   two\n"
    table = ".. rest_parameters:: parameters.yaml\n\n   - limit: limit\n"
    indented = "".join(f"    {line}\n" for line in f"{text}\n\n{code}".splitlines())
    files = {
        "index.rst": f"{OPERATION}{text}\n\n{code}\n{table}\nLater\n=====\n\nOther\nwords.\n",
        "parameters.yaml": f"limit:\n  in: query\n  type: integer\n  description: |\n{indented}",
    }
    page = make_project(files).build(overrides={"highlight_language": "none"}).page()
    (operation,) = page.xpath("//details[@class='rest-details']")
    (cell,) = operation.xpath(".//tbody/tr/td[4]")
    for place in (operation, cell):
        (paragraph,) = place.xpath("./p")
        assert paragraph.text_content() == f"Says that notes are listed: {CHINESE}\n{CHINESE}."
        assert [block.text_content() for block in place.xpath("./div//pre")] == ["one\ntwo\n"]
    # What is outside of operations is Sphinx's.
    assert page.xpath("//section[@id='later']/p/text()") == ["Other\nwords."]


def test_style_sheet_and_script_are_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in STATIC.iterdir()) <= 15_000


def test_a_page_can_forbid_inline_scripts_and_styles(project: Project) -> None:
    body = project.build().page().xpath("//div[@class='body']")[0]
    assert not body.xpath(".//script | .//style | .//@style | .//@*[starts-with(name(), 'on')]")


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
