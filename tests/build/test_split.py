"""A document as an index and pages: nothing is lost, every old address leads on, and other builders do not notice."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.project import CONF, Project, words

if TYPE_CHECKING:
    from collections.abc import Callable

    import lxml.html

    from tests.project import Build

INDEX = """\
===
API
===

All of it, see `Pin a note`_ and :rest:op:`GET /tags`. [#f]_

.. rest_expand_all::

.. include:: notes.inc
.. include:: tags.inc

======
Limits
======

There are none.

.. [#f] A footnote.
"""
NOTES = """\
.. _notes:

=====
Notes
=====

A note has tags_. [#f]_

.. _list-all:

List notes
==========

.. rest_method:: GET /notes

Request
-------

.. rest_parameters:: parameters.yaml

   - limit: limit

.. rest_status_code:: success http-status.yaml

   - 200

Pin a note
==========

.. index:: pin

.. rest_method:: PUT /notes/{note_id}/pin

Request
-------

.. rest_parameters:: parameters.yaml

   - note_id: note_id

.. _tags: https://example.org/
"""
TAGS = """\
====
Tags
====

List tags
=========

See :ref:`list-all` and `List notes`_.

.. rest_method:: GET /tags

Request
-------

.. rest_parameters:: parameters.yaml

   - limit: limit

.. rest_status_code:: success http-status.yaml

   - 200
"""
FILES = {
    "index.rst": INDEX,
    "notes.inc": NOTES,
    "tags.inc": TAGS,
    "guide.rst": ":orphan:\n\nGuide\n=====\n\n:ref:`notes`, :ref:`list-all`, :rest:op:`GET /tags`, :ref:`x <deep>`.\n",
    "parameters.yaml": (
        "note_id:\n  in: path\n  type: string\n  description: A note.\n"
        "limit:\n  in: query\n  type: integer\n  description: |\n    Most.\n\n    .. _deep:\n\n    See :ref:`notes`.\n"
    ),
    "http-status.yaml": "200:\n  default: Fine.\n",
}
_SPHINX_OWN_RE = re.compile(rb'"[^"]+":\s*\[\](,\s*)?|"indexentries":\s*\{[^}]*\}')
#: What HTML has on every page.
FURNITURE = {"expand-all", "searchbox", "searchlabel"}


def conf(mode: str = "include") -> str:
    """Return a configuration that splits documents."""
    return CONF + f'restaction_split = "{mode}"\nsuppress_warnings = ["ref.footnote"]\n'


def create(make_project: Callable[..., Project], mode: str = "include", **files: str) -> Project:
    """Return the project, split by *mode*."""
    return make_project({**FILES, **files}, conf(mode))


def pages_of(build: Build) -> dict[str, lxml.html.HtmlElement]:
    """Return all pages by the names of their files."""
    names = [name for name in build.outputs() if name.endswith(".html")]
    return {name: build.page(name) for name in names}


def ids_of(page: lxml.html.HtmlElement) -> list[str]:
    """Return the ids on a page, but for those that lead on."""
    return [str(name) for name in page.xpath("//*[not(ancestor::details[@class='rest-moved'])]/@id")]


def written(build: Build) -> dict[str, bytes]:
    """Return the output, without what Sphinx keeps or loses of its search index in an incremental build."""
    return {name: _SPHINX_OWN_RE.sub(b"", text) for name, text in build.outputs().items()}


def target_of(name: str, link: str) -> tuple[str, str]:
    """Return the file and the id that *link* on the page *name* leads to."""
    path, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if path.endswith(("/", "..", ".")):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(anchor)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("mode", ["include", "group"])
def test_every_anchor_stands_on_one_page_and_its_old_address_leads_there(
    make_project: Callable[..., Project], mode: str, builder: str
) -> None:
    project = create(make_project, mode)
    whole = ids_of(project.build(builder, out="whole", overrides={"restaction_split": ""}).page())
    build = project.build(builder, nitpicky=True)
    assert build.warnings == []
    pages = pages_of(build)
    where = {anchor: [name for name, page in pages.items() if anchor in ids_of(page)] for anchor in whole}
    assert "get.tags.request.limit" in where
    assert {anchor: len(names) for anchor, names in where.items() if len(names) != 1 and anchor not in FURNITURE} == {}
    moved = {link.get("id"): link.get("href") for link in pages["index.html"].xpath("//*[@class='rest-moved']//a")}
    for anchor in set(whole) - FURNITURE - set(ids_of(pages["index.html"])):
        assert target_of("index.html", moved[anchor]) == (where[anchor][0], anchor)
    twice = [anchor for page in pages.values() for anchor, count in Counter(page.xpath("//@id")).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("mode", ["include", "group"])
def test_every_link_leads_somewhere(make_project: Callable[..., Project], mode: str, builder: str) -> None:
    pages = pages_of(create(make_project, mode).build(builder))
    ids = {name: {"", *page.xpath("//@id")} for name, page in pages.items()}
    links = [(name, link) for name, page in pages.items() for link in page.xpath("//a/@href")]
    local = [(name, link) for name, link in links if not re.match(r"\w+:", link) and not link.endswith(".txt")]
    assert len(local) > len(pages)
    for name, link in local:
        target, anchor = target_of(name, link)
        assert anchor in ids.get(target, ()), (name, link)


def test_links_lead_to_the_pages_and_not_over_the_index(make_project: Callable[..., Project]) -> None:
    pages = pages_of(create(make_project).build())
    links = {
        name: page.xpath("//div[@class='body']//p//a[contains(@class, 'internal')]/@href")
        for name, page in pages.items()
    }
    assert links["guide.html"] == [
        "notes.html#notes",
        "notes.html#list-all",
        "tags.html#get.tags",
        "notes.html#deep",
    ]
    assert {"notes.html#pin-a-note", "tags.html#get.tags"} <= set(links["index.html"])
    assert {"notes.html#list-all", "notes.html#list-notes", "notes.html#notes"} <= set(links["tags.html"])


def test_the_index_lists_the_pages_and_all_operations(make_project: Callable[..., Project]) -> None:
    pages = pages_of(create(make_project).build())
    index = pages["index.html"]
    assert index.xpath("//div[contains(@class, 'toctree-wrapper')]//a/@href") == ["notes.html", "tags.html"]
    overview = index.xpath("//*[contains(@class, 'rest-overview')]//a/@href")
    assert overview == ["notes.html#get.notes", "notes.html#put.notes.note_id.pin", "tags.html#get.tags"]
    assert words(index.xpath("string(//section[@id='limits'])")).startswith("Limits")
    assert index.xpath("//details[@class='rest-details']") == []
    own = pages["notes.html"].xpath("//*[contains(@class, 'rest-overview')]//a/@href")
    assert own == ["#get.notes", "#put.notes.note_id.pin"]
    assert pages["notes.html"].xpath("//h1/text()") == ["Notes"]
    (following,) = set(pages["notes.html"].xpath("//link[@rel='next']/@href"))
    assert following == "tags.html"


def test_inventory_index_and_search_lead_to_the_pages(make_project: Callable[..., Project]) -> None:
    build = create(make_project).build()
    _, _, packed = (build.outdir / "objects.inv").read_bytes().partition(b"zlib.\n")
    entries = zlib.decompress(packed).decode().splitlines()
    assert "list-all std:label -1 notes.html#$ List notes" in entries
    assert [entry for entry in entries if entry.startswith("GET /tags rest:operation ") and " tags.html#" in entry]
    assert "notes.html#index-0" in build.text("genindex.html")
    assert "tags.html#get.tags" in build.text("rest-paths.html")
    names = re.search(r'"?docnames"?:\s*\[([^\]]*)\]', build.text("searchindex.js"))
    assert names
    assert sorted(re.findall(r'"([^"]+)"', names[1])) == ["guide", "index", "notes", "tags"]


def test_pages_of_groups_are_named_after_titles(make_project: Callable[..., Project]) -> None:
    files = {"index.rst": INDEX + "\n====\nTags\n====\n\n.. rest_method:: GET /more\n\n.. contents::\n"}
    pages = pages_of(create(make_project, "group", **files).build())
    assert {"notes.html", "tags.html", "tags-2.html"} < set(pages)
    assert pages["tags.html"].xpath("//a[@class='toc-backref']") == []
    assert "notes.html#list-notes" in pages["tags-2.html"].xpath("//*[contains(@class, 'contents')]//a/@href")


def test_an_incremental_build_equals_a_clean_one(make_project: Callable[..., Project]) -> None:
    project = create(make_project)
    project.build()
    start = NOTES.index("Pin a note")
    project.write("notes.inc", NOTES[:start] + ".. _tags: https://example.org/\n")
    project.write(
        "tags.inc", TAGS + "\n" + NOTES[start : NOTES.index(".. _tags:")] + "\n.. _list-all:\n\nMore\n----\n\nText.\n"
    )
    project.write("notes.inc", (NOTES[:start] + ".. _tags: https://example.org/\n").replace(".. _list-all:\n", ""))
    later = project.build()
    clean = project.build(out="clean", fresh=True)
    assert "tags.html#list-all" in later.text("guide.html")
    assert written(later) == written(clean)
    assert written(project.build()) == written(clean)


def test_processes_make_the_same_pages(make_project: Callable[..., Project]) -> None:
    more = {f"more{number}": f":orphan:\n\nMore {number}\n======\n\n:ref:`list-all`\n" for number in range(6)}
    project = create(make_project, **{f"{name}.rst": text for name, text in more.items()})
    assert project.build(out="parallel", jobs=2).outputs() == project.build().outputs()


def test_an_environment_that_was_used_knows_nothing_of_pages(make_project: Callable[..., Project]) -> None:
    project = create(make_project)
    build = project.build()
    assert build.app.env.found_docs == {"index", "guide"}
    assert [operation.anchor for operation in build.operations()] == [
        "get.notes",
        "put.notes.note_id.pin",
        "get.tags",
    ]
    assert build.app.env.domaindata["std"]["labels"]["notes"][0] == "index"


@pytest.mark.parametrize("builder", ["singlehtml", "text", "latex", "epub"])
def test_other_builders_have_the_document_in_one_piece(make_project: Callable[..., Project], builder: str) -> None:
    project = create(make_project)
    overrides = {"restaction_split": "", "today": "today"}
    whole = project.build(builder, out="whole", overrides=overrides).outputs()
    project.build()
    split = project.build(builder, out="split", overrides={"today": "today"}).outputs()
    texts = [name for name in whole if name.endswith((".html", ".txt", ".tex", ".xhtml"))]
    assert texts
    assert {name: split[name] for name in texts} == {name: whole[name] for name in texts}


def test_a_document_without_parts_stays_as_it_is(make_project: Callable[..., Project]) -> None:
    files = {"index.rst": NOTES, "tags.inc": "", "guide.rst": ":orphan:\n\nGuide\n=====\n"}
    project = create(make_project, **files)
    assert project.build().outputs() == project.build(out="whole", overrides={"restaction_split": ""}).outputs()


def test_pages_take_no_name_that_is_taken(make_project: Callable[..., Project]) -> None:
    index = INDEX.replace("notes.inc", "search.inc").replace("tags.inc", "Guide.inc")
    files = {"index.rst": index, "search.inc": NOTES, "Guide.inc": TAGS, "notes.inc": "", "tags.inc": ""}
    build = create(make_project, **files).build()
    assert build.page("search-2.html").xpath("//*[@id='get.notes']")
    assert build.page("guide-2.html").xpath("//*[@id='get.tags']")
    assert build.page("guide.html").xpath("//h1/text()") == ["Guide"]


def test_a_way_to_split_that_is_none_is_reported_and_ignored(make_project: Callable[..., Project]) -> None:
    build = create(make_project, "chapters").build()
    warning = build.warnings[0]
    assert "'chapters' in conf.py is no way to split a document" in warning
    assert "[restaction.invalid-configuration]" in warning
    assert "notes.html" not in build.outputs()
