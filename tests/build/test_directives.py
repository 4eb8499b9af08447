"""The directives as references use them: what enters the model, and what a reader sees."""

from __future__ import annotations

import gc
import linecache
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.model.microversion import Microversion, VersionRange
from tests.project import CONF, OPERATION, Build, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.project import Project


CATALOGUE = """\
note_id:
  description: |
    The id of a note.
  in: path
  required: true
  type: string
limit: &limit
  description: |
    How *many* notes there are on a page.
  in: query
  required: false
  type: integer
  min_version: 2.10
  max_version: 2.20
limit_new:
  <<: *limit
  min_version: 2.21
  max_version:
text:
  description: |
    What the note says.
  in: body
  required: true
  type: string
  format: markdown
  enum: [milk, "bread & <butter>"]
  nullable: true
  default: milk
  deprecated: true
  example: bread
  items: string
"""

STATUSES = """\
200:
  default: |
    All went *well*.
404:
  default: |
    There is no such note.
  gone: |
    The note was here once.
"""


def rows(build: Build, index: int = 0, name: str = "index.html") -> list[list[str]]:
    """Return the texts of the cells of a table on a page."""
    table = build.page(name).xpath("//table[contains(@class, 'rest-')]")[index]
    return [[words(cell.text_content()) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr")]


def build_index(make_project: Callable[..., Project], text: str, files: Mapping[str, str] | None = None) -> Build:
    """Build a project whose index holds *text*, and assert that it gives no warning."""
    project = make_project(
        {"index.rst": text, "parameters.yaml": CATALOGUE, "http-status.yaml": STATUSES, **(files or {})}
    )
    build: Build = project.build(nitpicky=True)
    assert build.warnings == []
    return build


@pytest.mark.parametrize(
    "argument",
    ["GET /notes/{note_id}", "GET\n   /notes/{note_id}", "\n   GET /notes/{note_id}", "GET   /notes/{note_id}"],
)
def test_method_and_url_may_be_wrapped(make_project: Callable[..., Project], argument: str) -> None:
    build = build_index(make_project, OPERATION.replace("GET /notes", argument))
    (operation,) = build.operations()
    assert (operation.method, operation.url.text) == ("GET", "/notes/{note_id}")
    assert words(build.page().xpath("string(//summary)")) == "List notes GET /notes/{note_id}"


@pytest.mark.parametrize(
    ("url", "path", "variables"),
    [
        ("/notes/{a}", "/notes/{a}", ("a",)),
        ("/notes/<a>", "/notes/{a}", ("a",)),
        ("/notes?limit={limit}&all={all}", "/notes", ("limit", "all")),
        ("/notes/", "/notes/", ()),
        ("/notes\u200b/{note_id}\u200b/parts", "/notes/{note_id}/parts", ("note_id",)),
        ("/{share-id}/x", "/{share-id}/x", ("share-id",)),
    ],
)
def test_urls_as_they_occur(
    make_project: Callable[..., Project], url: str, path: str, variables: tuple[str, ...]
) -> None:
    build = build_index(make_project, OPERATION.replace("/notes", url))
    (operation,) = build.operations()
    assert (operation.url.text, operation.url.path, operation.url.variables) == (url, path, variables)
    assert build.page().xpath("string(//code[@class='rest-url'])") == url
    marked = [span.text_content()[1:-1] for span in build.page().find_class("path_parameter")]
    assert marked == list(variables)


@pytest.mark.parametrize(
    "versions",
    [
        "\n   min_version: 2.10\n   max_version: 2.20\n",
        "\n\n   min_version: 2.10\n   max_version: 2.20\n",
        "\n   :min-version: 2.10\n   :max-version: 2.20\n",
    ],
)
def test_versions_of_a_method(make_project: Callable[..., Project], versions: str) -> None:
    build = build_index(make_project, OPERATION.rstrip() + versions)
    (operation,) = build.operations()
    assert operation.url.text == "/notes"
    assert operation.versions == VersionRange(minimum=Microversion(2, 10), maximum=Microversion(2, 20))
    summary = words(build.page().xpath("string(//summary)"))
    assert summary.endswith("New in version 2.10 Available until version 2.20")


def test_a_table_shows_what_the_catalogue_says(make_project: Callable[..., Project]) -> None:
    table = ".. rest_parameters:: parameters.yaml\n\n  - note_id: note_id\n  - limit: limit\n  - l2 : limit_new\n"
    build = build_index(make_project, OPERATION + table)
    assert rows(build) == [
        ["note_id required", "path", "string", "The id of a note."],
        [
            "limit optional",
            "query",
            "integer",
            "How many notes there are on a page. New in version 2.10Available until version 2.20",
        ],
        ["l2 optional", "query", "integer", "How many notes there are on a page. New in version 2.21"],
    ]
    assert build.page().xpath("//td/em/text()") == ["many", "many"]
    assert [row.get("class") for row in build.page().xpath("//tbody/tr")] == [
        None,
        "rp_min_ver_2_10 rp_max_ver_2_20",
        "rp_min_ver_2_21",
    ]


def test_openapis_words_are_shown_as_text(make_project: Callable[..., Project]) -> None:
    build = build_index(make_project, OPERATION + ".. rest_parameters:: parameters.yaml\n\n  - text: text\n")
    assert rows(build)[0][3] == (
        "What the note says. format: markdownenum: milk, bread & <butter>"
        "nullable: truedefault: milkdeprecated: trueexample: breaditems: string"
    )


def test_names_with_colons_quotes_and_comments(make_project: Callable[..., Project]) -> None:
    names = "  - OS-DCF:diskConfig: limit\n  - \"a: b\": limit\n  - 'c': limit # why\n\n  # a remark\n  - yes: limit\n"
    build = build_index(make_project, OPERATION + ".. rest_parameters:: parameters.yaml\n\n" + names)
    assert [row[0] for row in rows(build)] == [
        "OS-DCF:diskConfig optional",
        "a: b optional",
        "c optional",
        "yes optional",
    ]


def test_several_tables_and_catalogues(make_project: Callable[..., Project]) -> None:
    text = (
        OPERATION
        + "Request\n.......\n\n.. rest_parameters:: parameters.yaml\n\n  - limit: limit\n\n"
        + "Response\n........\n\n.. rest_parameters::\n   folder/other.yaml\n\n  - limit: limit\n"
    )
    other = CATALOGUE.replace("How *many*", "At most how many")
    build = build_index(make_project, text, {"folder/other.yaml": other})
    assert rows(build, 0)[0][3].startswith("How many notes")
    assert rows(build, 1)[0][3].startswith("At most how many notes")
    (operation,) = build.operations()
    assert [table.role for table in operation.tables] == ["request", "response"]
    assert [row.get("id") for row in build.page().xpath("//tbody/tr")] == [
        "get.notes.request.limit",
        "get.notes.response.limit",
    ]


def test_rows_without_a_blank_line_before_them(make_project: Callable[..., Project]) -> None:
    build = build_index(make_project, OPERATION + ".. rest_parameters:: parameters.yaml\n  - limit: limit\n")
    assert rows(build)[0][0] == "limit optional"
    (operation,) = build.operations()
    assert operation.tables[0].parameters[0].source.line == 10


def test_status_codes_of_a_table(make_project: Callable[..., Project]) -> None:
    text = (
        OPERATION
        + ".. rest_status_code:: success http-status.yaml\n\n  - 200\n\n"
        + ".. rest_status_code:: error\n   http-status.yaml\n\n  - 404\n  - 404: gone\n"
    )
    build = build_index(make_project, text)
    assert rows(build, 0) == [["200 OK", "All went well."]]
    assert rows(build, 1) == [
        ["404 Not Found", "There is no such note."],
        ["404 Not Found", "The note was here once."],
    ]
    (operation,) = build.operations()
    assert [(response.code, response.kind, response.reason) for response in operation.responses] == [
        (200, "success", ""),
        (404, "error", ""),
        (404, "error", "gone"),
    ]
    assert [response.source.line for response in operation.responses] == [11, 16, 17]


def test_status_codes_in_prose(make_project: Callable[..., Project]) -> None:
    prose = "Normal response codes: 202\n\nError response codes: badRequest(400), itemNotFound(404),\nconflict(409)\n"
    (operation,) = build_index(make_project, OPERATION + prose).operations()
    assert [(response.code, response.kind, response.reason) for response in operation.responses] == [
        (202, "success", ""),
        (400, "error", "badRequest"),
        (404, "error", "itemNotFound"),
        (409, "error", "conflict"),
    ]


SAMPLES = """\
Request
.......

**Example List notes (v2.10)**

.. literalinclude:: samples/notes-req.json
   :language: json

.. literalinclude:: samples/v2.20/notes-req.json

Response
........

.. code-block:: json

   {"notes": []}
"""


def test_samples_belong_to_their_operation(make_project: Callable[..., Project]) -> None:
    files = {"samples/notes-req.json": '{"a": 1}\n', "samples/v2.20/notes-req.json": '{"b": 1}\n'}
    build = build_index(make_project, OPERATION + SAMPLES, files)
    (operation,) = build.operations()
    found = [
        (example.file and example.file.rpartition("source/")[2], example.text, example.role, example.microversion)
        for example in operation.examples
    ]
    assert found == [
        ("samples/notes-req.json", None, "request", Microversion(2, 10)),
        ("samples/v2.20/notes-req.json", None, "request", Microversion(2, 20)),
        (None, '{"notes": []}', "response", None),
    ]
    assert [example.source.line for example in operation.examples] == [14, 17, 22]
    assert [words(block.text_content()) for block in build.page().xpath("//div[@class='rest-sample']//pre")] == [
        '{"a": 1}',
        '{"b": 1}',
        '{"notes": []}',
    ]


ACTIONS = """\
Actions
=======

Stop a note (os-stop Action)
----------------------------

.. rest_method:: POST /notes/{note_id}/action

Start a note
------------

.. rest_method:: POST /notes/{note_id}/action

Request
.......

.. code-block:: json

   {"os-start": null}

Pin a note
----------

.. rest_method:: POST /notes/{note_id}/action

Request
.......

.. rest_parameters:: parameters.yaml

   - note_id: note_id
   - pin: text

Another one
-----------

.. rest_method:: POST /notes/{note_id}/action

And another
-----------

.. rest_method:: POST /notes/{note_id}/action
"""


def test_actions_on_one_url_are_operations_of_their_own(make_project: Callable[..., Project]) -> None:
    build = build_index(make_project, ACTIONS)
    assert [operation.action for operation in build.operations()] == ["os-stop", "os-start", "pin", None, None]
    anchors = [operation.anchor for operation in build.operations()]
    assert anchors == [
        "post.notes.note_id.action.os-stop",
        "post.notes.note_id.action.os-start",
        "post.notes.note_id.action.pin",
        "post.notes.note_id.action",
        "post.notes.note_id.action~and-another",
    ]
    page = build.page()
    for anchor in anchors:
        assert len(page.xpath(f"//section[details]//*[@id='{anchor}']")) == 1


@pytest.mark.parametrize("prefix", ["restaction_", "os_api_ref_"])
def test_versions_in_conf_py_are_honoured_under_both_names(make_project: Callable[..., Project], prefix: str) -> None:
    project = make_project({"index.rst": OPERATION + ".. rest_expand_all::\n"})
    build = project.build(
        overrides={
            prefix + "min_microversion": "2.1",
            prefix + "max_microversion": "2.10",
            prefix + "release_microversions": {"2.10": "<newton>"},
        }
    )
    assert build.warnings == []
    assert words(build.page().get_element_by_id("mv_select").text_content()) == (
        "Microversions 2.1 to 2.10 (<newton>: 2.10)"
    )
    assert build.page().get_element_by_id("expand-all") is not None


def test_a_configured_root_allows_files_outside_of_the_repository(
    make_project: Callable[..., Project], tmp_path: Path
) -> None:
    (tmp_path / "shared.yaml").write_text("limit:\n  in: query\n  type: integer\n  description: How many.\n", "utf-8")
    project = make_project(
        {"index.rst": OPERATION + ".. rest_parameters:: ../../shared.yaml\n\n   - limit: limit\n"},
        conf=CONF + 'restaction_root = "../.."\n',
    )
    build = project.build()
    assert build.warnings == []
    assert "How many." in build.page().text_content()


def test_a_build_gives_back_the_garbage_collectors_threshold(make_project: Callable[..., Project]) -> None:
    conf = (
        CONF
        + """
import gc, pathlib

def note(app, doctree):
    pathlib.Path(app.outdir, "threshold").write_text(str(gc.get_threshold()[0]))

def setup(app):
    app.connect("doctree-read", note)
"""
    )
    project = make_project({"index.rst": OPERATION}, conf=conf)
    before = gc.get_threshold()
    gc.set_threshold(123, *before[1:])
    try:
        build = project.build()
        assert gc.get_threshold()[0] == 123
    finally:
        gc.set_threshold(*before)
    assert int(build.text("threshold")) > 123


def test_pages_are_written_without_what_was_kept_to_read_documents(make_project: Callable[..., Project]) -> None:
    note = """
import linecache, pathlib
from docutils.parsers.rst.states import RSTState

def note(app, *_):
    names = [name for name in linecache.cache if name in ("<typed>", __file__)]
    pathlib.Path(app.outdir, "kept").write_text(f"{names} {len(RSTState.nested_sm_cache)}")

def setup(app):
    linecache.cache["<typed>"] = (1, None, ["1"], "<typed>")
    linecache.getlines(__file__)
    app.connect("html-page-context", note)
"""
    project = make_project({"index.rst": OPERATION}, conf=CONF + note)
    try:
        build = project.build()
    finally:
        linecache.cache.pop("<typed>", None)
    # Nobody could read again what was typed.
    assert build.text("kept") == "['<typed>'] 0"
