"""Every operation, action, parameter and status code has a name: for inventories, indices and the search."""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.inventory import InventoryFile

from tests.build.test_incremental import save
from tests.project import CONF, Project, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.project import Build

NOTES = """\
Notes
=====

List notes
----------

.. rest_method:: GET /v1/notes/

.. rest_parameters:: parameters.yaml

   - limit: limit
   - 42: limit

.. rest_status_code:: success http-status.yaml

   - 200

.. rest_status_code:: error http-status.yaml

   - 404
   - 404: gone

Create a note
-------------

.. rest_method:: POST /v1/notes

Normal response codes: 200
Error response codes: badRequest(400)

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - limit: limit
   - text: limit

Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - limit: limit
   - limit: limit
"""
SHARED = """\
Shared
======

Log in
------

.. rest_method:: POST /v1/{tenant}/tokens

Log in with 2 factors
---------------------

.. rest_method:: POST /v1/<tenant>/tokens

.. rest_parameters:: parameters.yaml

   - limit: limit

Log in
------

.. rest_method:: POST /v1/{tenant}/tokens

Pin (pin action)
----------------

.. rest_method:: POST /v1/notes/{note_id}/action

Pin a book (pin action)
-----------------------

.. rest_method:: POST /v1/books/{book_id}/action

Close a book (close action)
---------------------------

.. rest_method:: POST /v1/books/{book_id}/action
"""
FILES = {
    "index.rst": "Index\n=====\n\n.. toctree::\n\n   notes\n   shared\n",
    "notes.rst": NOTES,
    "shared.rst": SHARED,
    "parameters.yaml": "limit:\n  description: A limit.\n  in: query\n  type: integer\n",
    "http-status.yaml": "200:\n  default: Fine.\n404:\n  default: Not fine.\n  gone: Gone.\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with names that several things have."""
    return Project.create(tmp_path_factory.mktemp("domain") / "repository", FILES)


def inventory(build: Build) -> dict[str, dict[str, str]]:
    """Return what the inventory of *build* says of our objects: kind to name to address."""
    with (build.outdir / "objects.inv").open("rb") as file:
        data = InventoryFile.load(file, "", posixpath.join)
    return {
        # The entries of Sphinx 7 are tuples.
        kind.removeprefix("rest:"): {name: str(getattr(item, "uri", "") or item[2]) for name, item in items.items()}
        for kind, items in data.items()
        if kind.startswith("rest:")
    }


def search_index(build: Build) -> dict[str, Any]:
    """Return what the search of *build* looks into."""
    text = build.text("searchindex.js")
    found: dict[str, Any] = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    return found


def search_objects(build: Build) -> dict[str, tuple[str, str, int]]:
    """Return the objects that the search finds: text to kind, address and priority."""
    index = search_index(build)
    return {
        f"{prefix}.{name}" if prefix else name: (
            index["objnames"][str(kind)][2],
            f"{index['docnames'][document]}.html#{anchor}",
            priority,
        )
        for prefix, entries in index["objects"].items()
        for document, kind, priority, anchor, name in entries
    }


def dead(build: Build, addresses: Mapping[str, str]) -> list[str]:
    """Return the addresses that lead nowhere."""
    pages = {name: set(build.page(name).xpath("//@id")) for name in ("notes.html", "shared.html")}
    return [
        address for address in addresses.values() if address.partition("#")[2] not in pages[address.partition("#")[0]]
    ]


def test_an_inventory_has_every_name_once(project: Project) -> None:
    found = inventory(project.build())
    assert found["operation"] == {
        "GET /v1/notes": "notes.html#get.v1.notes",
        "POST /v1/notes": "notes.html#post.v1.notes",
        "POST /v1/notes/{note_id}/action pin": "shared.html#post.v1.notes.note_id.action.pin",
        "POST /v1/books/{book_id}/action pin": "shared.html#post.v1.books.book_id.action.pin",
        "POST /v1/books/{book_id}/action close": "shared.html#post.v1.books.book_id.action.close",
        # The name of three leads to the first.
        "POST /v1/{tenant}/tokens": "shared.html#post.v1.tenant.tokens",
        "POST /v1/{tenant}/tokens Log in": "shared.html#post.v1.tenant.tokens",
        "POST /v1/{tenant}/tokens Log in with (2) factors": "shared.html#post.v1.tenant.tokens~log-in-with-2-factors",
        "POST /v1/{tenant}/tokens Log in (2)": "shared.html#post.v1.tenant.tokens~log-in",
    }
    assert found["action"] == {
        "close": "shared.html#post.v1.books.book_id.action.close",
        "pin": "shared.html#post.v1.notes.note_id.action.pin",
        "POST /v1/notes/{note_id}/action pin": "shared.html#post.v1.notes.note_id.action.pin",
        "POST /v1/books/{book_id}/action pin": "shared.html#post.v1.books.book_id.action.pin",
    }
    assert found["parameter"] == {
        "GET /v1/notes limit": "notes.html#get.v1.notes.parameter.limit",
        "GET /v1/notes (42)": "notes.html#get.v1.notes.parameter.42",
        "POST /v1/notes limit": "notes.html#post.v1.notes.request.limit",
        "POST /v1/notes request.limit": "notes.html#post.v1.notes.request.limit",
        "POST /v1/notes response.limit": "notes.html#post.v1.notes.response.limit",
        "POST /v1/notes response.limit (2)": "notes.html#post.v1.notes.response.limit~2",
        "POST /v1/notes text": "notes.html#post.v1.notes.request.text",
        "POST /v1/{tenant}/tokens Log in with (2) factors limit": (
            "shared.html#post.v1.tenant.tokens~log-in-with-2-factors.parameter.limit"
        ),
    }
    assert found["status"] == {
        "GET /v1/notes (200)": "notes.html#get.v1.notes.status.200",
        "GET /v1/notes (404)": "notes.html#get.v1.notes.status.404",
        "GET /v1/notes (404) (2)": "notes.html#get.v1.notes.status.404~2",
        # What a sentence says has no address but the operation's.
        "POST /v1/notes (200)": "notes.html#post.v1.notes",
        "POST /v1/notes (400)": "notes.html#post.v1.notes",
    }


def test_every_address_of_an_inventory_is_on_its_page(project: Project) -> None:
    build = project.build()
    for addresses in inventory(build).values():
        assert dead(build, addresses) == []


EVIL = "</code><script>alert(1)</script> rest:status 1 x - 7"


def test_an_inventory_holds_whatever_authors_write(make_project: Callable[..., Project]) -> None:
    text = f"""\
Notes
=====

List 3 notes -1 rest:operation 1 a.html b
------------------------------------------

.. rest_method:: GET /notes/{EVIL}

.. rest_parameters:: parameters.yaml

   - {EVIL}: limit
   - 5: limit
   - a b 1: limit

List 3 notes\u2028or 4
----------------------

.. rest_method:: GET /notes/{EVIL}

Act (1 action)
--------------

.. rest_method:: POST /notes/\u200b{{note id}}/action

Nothing
-------

.. rest_method::
"""
    build = make_project({**FILES, "index.rst": text}).build(
        overrides={"exclude_patterns": ["notes.rst", "shared.rst"]}
    )
    lines = zlib.decompress((build.outdir / "objects.inv").read_bytes().split(b"zlib.\n", 1)[1]).decode().splitlines()
    written = [line for line in lines if re.search(r" rest:\w+ -?\d+ index\.html#\S+ \S", line)]
    found = inventory(build)
    assert sum(len(items) for items in found.values()) == len(written)
    assert len(found["operation"]) == 5
    assert all(uri.startswith("index.html#") for items in found.values() for uri in items.values())
    for name in ("rest-paths.html", "rest-actions.html"):
        assert "<script>alert" not in build.text(name)


def test_the_search_leads_to_operations_first_and_then_to_rows(project: Project) -> None:
    build = project.build()
    found = search_objects(build)
    assert found["GET /v1/notes (List notes)"] == ("REST operation", "notes.html#get.v1.notes", 0)
    assert found["POST /v1/notes/{note_id}/action pin (Pin (pin action))"] == (
        "REST operation",
        "shared.html#post.v1.notes.note_id.action.pin",
        0,
    )
    assert found["POST /v1/notes text"] == ("REST parameter", "notes.html#post.v1.notes.request.text", 2)
    assert {kind for kind, _, _ in found.values()} == {"REST operation", "REST parameter"}
    assert dead(build, {text: address for text, (_, address, _) in found.items()}) == []
    operations = [text for text, (kind, _, _) in found.items() if kind == "REST operation"]
    # Two have the same title, and so the same text.
    assert len(operations) == 7


def entries(build: Build, name: str) -> list[tuple[str, str]]:
    """Return the lines of an index, headings included, with their addresses."""
    rows = build.page(name).xpath("//table[contains(@class, 'indextable')]//tr[not(contains(@class, 'pcap'))]")
    return [(words(row.text_content()), "".join(row.xpath(".//a/@href"))) for row in rows]


def test_the_index_of_paths_lists_every_operation_by_what_it_is_about(project: Project) -> None:
    assert entries(project.build(), "rest-paths.html") == [
        ("books", ""),
        (
            "POST /v1/books/{book_id}/action (close) Close a book (close action)",
            "shared.html#post.v1.books.book_id.action.close",
        ),
        (
            "POST /v1/books/{book_id}/action (pin) Pin a book (pin action)",
            "shared.html#post.v1.books.book_id.action.pin",
        ),
        ("notes", ""),
        ("GET /v1/notes List notes", "notes.html#get.v1.notes"),
        ("POST /v1/notes Create a note", "notes.html#post.v1.notes"),
        ("POST /v1/notes/{note_id}/action (pin) Pin (pin action)", "shared.html#post.v1.notes.note_id.action.pin"),
        ("tokens", ""),
        ("POST /v1/{tenant}/tokens Log in", "shared.html#post.v1.tenant.tokens"),
        ("POST /v1/{tenant}/tokens Log in", "shared.html#post.v1.tenant.tokens~log-in"),
        ("POST /v1/{tenant}/tokens Log in with 2 factors", "shared.html#post.v1.tenant.tokens~log-in-with-2-factors"),
    ]


def test_the_index_of_actions_says_of_what_they_are(project: Project) -> None:
    assert entries(project.build(), "rest-actions.html") == [
        ("C", ""),
        (
            "close (POST /v1/books/{book_id}/action) Close a book (close action)",
            "shared.html#post.v1.books.book_id.action.close",
        ),
        ("P", ""),
        (
            "pin (POST /v1/books/{book_id}/action) Pin a book (pin action)",
            "shared.html#post.v1.books.book_id.action.pin",
        ),
        ("pin (POST /v1/notes/{note_id}/action) Pin (pin action)", "shared.html#post.v1.notes.note_id.action.pin"),
    ]


def test_a_project_chooses_its_indices(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES)
    build = project.build(overrides={"html_domain_indices": ["rest-actions"]})
    assert [path.name for path in sorted(build.outdir.glob("rest-*.html"))] == ["rest-actions.html"]
    plain = make_project({"index.rst": "Nothing\n=======\n"}, name="plain").build()
    assert list(plain.outdir.glob("rest-*.html")) == []


DOCUMENTS = """
latex_documents = [("index", "one.tex", "One", "", "manual"), ("notes", "notes.tex", "Notes", "", "howto")]
texinfo_documents = [("index", "one", "One", "", "one")]
man_pages = [("index", "one", "One", "", "1")]
copyright = version = "1"
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex", "text", "man", "epub", "texinfo", "xml"])
def test_no_builder_complains(project: Project, builder: str) -> None:
    project.write("conf.py", CONF + DOCUMENTS)
    assert project.build(builder, out=builder, nitpicky=True).warnings == []


def test_a_pdf_has_the_index_of_what_it_holds(project: Project) -> None:
    project.write("conf.py", CONF + DOCUMENTS)
    build = project.build("latex", out="latex")
    paths = re.compile(r"sphinxstyleindexentry\{((?:GET|POST) [^}]*)")
    assert len(paths.findall(build.text("one.tex"))) == 8
    assert paths.findall(build.text("notes.tex")) == ["GET /v1/notes", "POST /v1/notes"]
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)", build.text("one.tex")))
    pages = re.findall(r"sphinxstyleindexpageref\{(\w+):\\detokenize\{([^}]*)", build.text("one.tex"))
    assert [name for name in pages if ":".join(name) not in labels] == []
    none = project.build("latex", out="none", overrides={"latex_domain_indices": False})
    assert paths.findall(none.text("one.tex")) == []


def test_a_fixed_version_has_the_names_of_that_version_alone(make_project: Callable[..., Project]) -> None:
    text = (
        "Notes\n=====\n\nList\n----\n\n.. rest_method:: GET /notes\n\n.. rest_parameters:: parameters.yaml\n\n"
        "   - old: old\n   - new: new\n\nDrop\n----\n\n.. rest_method:: DELETE /notes\n   :max-version: 1.2\n"
    )
    field = "  description: A field.\n  in: query\n  type: string\n"
    catalogue = f"old:\n{field}  max_version: 1.2\nnew:\n{field}  min_version: 1.3\n"
    project = make_project({"index.rst": text, "parameters.yaml": catalogue})
    build = project.build(overrides={"restaction_microversion": "1.3"})
    assert set(inventory(build)["operation"]) == {"GET /notes"}
    assert set(inventory(build)["parameter"]) == {"GET /notes new"}


def test_a_parallel_build_writes_the_same_inventory(make_project: Callable[..., Project]) -> None:
    files = {
        **FILES,
        **{f"more{n}.rst": SHARED.replace("/v1/", f"/v{n}/") + "\n:rest:action:`close`\n" for n in range(2, 9)},
    }
    project = make_project(files)
    one, two = project.build(), project.build(out="parallel", jobs=2)
    assert one.outputs()["objects.inv"] == two.outputs()["objects.inv"]
    assert sorted(one.warnings) == sorted(two.warnings)
    assert len(inventory(two)["operation"]) == 9 + 7 * 7
    assert all(two.outputs()[name] == text for name, text in one.outputs().items() if name.startswith("more"))


EDITS: dict[str, tuple[str, str, str]] = {
    "another path": ("shared.rst", "POST /v1/books", "POST /v1/pages"),
    "another title": ("shared.rst", "Log in with 2 factors", "Log in with 3 factors"),
    "a row less": ("notes.rst", "   - text: limit\n", ""),
    "an operation less": ("notes.rst", "GET /v1/notes/", "HEAD /v1/notes"),
}
LINKS = """\
Links
=====

:rest:op:`POST /v1/{tenant}/tokens Log in with 2 factors`, :rest:action:`close`, :rest:param:`POST /v1/notes text`,
:rest:status:`GET /v1/notes 404`
"""


@pytest.mark.parametrize("edit", EDITS)
def test_links_of_documents_that_have_not_changed_follow(make_project: Callable[..., Project], edit: str) -> None:
    project = make_project({**FILES, "links.rst": LINKS})
    before = {name: project.build().outputs()[name] for name in ("objects.inv", "links.html")}
    name, old, new = EDITS[edit]
    assert old in project.source.joinpath(name).read_text("utf-8")
    save(project, name, project.source.joinpath(name).read_text("utf-8").replace(old, new))
    after, clean = project.build(), project.build(out="clean")
    for name, old_output in before.items():
        assert after.outputs()[name] == clean.outputs()[name] != old_output
    assert [line for line in after.warnings if "reference" in line] == [
        line for line in clean.warnings if "reference" in line
    ]


def test_a_document_that_goes_takes_its_names_along(make_project: Callable[..., Project]) -> None:
    project = make_project({**FILES, "links.rst": LINKS})
    project.build()
    (project.source / "shared.rst").unlink()
    build = project.build()
    assert set(inventory(build)["operation"]) == {"GET /v1/notes", "POST /v1/notes"}
    assert sum("unknown-reference" in line for line in build.warnings) == 2


def test_an_edit_that_moves_no_name_writes_no_other_document(make_project: Callable[..., Project]) -> None:
    project = make_project({**FILES, "links.rst": LINKS})
    path: Path = project.build().outdir / "links.html"
    written = path.stat().st_mtime_ns
    save(project, "notes.rst", NOTES + "\nMore text.\n")
    project.build()
    assert path.stat().st_mtime_ns == written
