"""Roles link to operations, actions, parameters and status codes, of this project and of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import CONF, OPERATION, Project, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Build

REFERENCE = (
    OPERATION
    + """\
.. rest_parameters:: parameters.yaml

   - limit: limit
   - owner.name: limit

.. rest_status_code:: error http-status.yaml

   - 404

Show a note
-----------

.. rest_method:: GET /\u200bnotes/\u200b<note_id>/

Takes its own :rest:param:`limit` and :rest:status:`404`.

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - limit: limit

Own again: :rest:param:`limit`

.. rest_status_code:: error http-status.yaml

   - 404

Pin a note (pin action)
-----------------------

.. rest_method:: POST /notes/{note_id}/action
"""
)
FILES = {
    "index.rst": REFERENCE,
    "parameters.yaml": (
        "limit:\n  in: query\n  type: integer\n"
        "  description: See :rest:op:`~GET /notes` and :rest:status:`GET /notes 404`.\n"
    ),
    "http-status.yaml": "404:\n  default: Not fine.\n",
}


def links(build: Build, name: str = "links.html") -> list[tuple[str, str]]:
    """Return the links in the text of a page, with their addresses."""
    found = build.page(name).xpath("//div[@class='body']//p//a[contains(@class, 'reference')]")
    return [(words(link.text_content()), link.get("href")) for link in found]


def linked(make_project: Callable[..., Project], role: str) -> list[tuple[str, str]]:
    """Return the links that *role* makes on a page of its own, which must give no warning."""
    project = make_project({**FILES, "links.rst": f":orphan:\n\nLinks\n=====\n\n{role}\n"})
    build = project.build(nitpicky=True)
    assert build.warnings == []
    return links(build)


NOTE = "index.html#get.notes.note_id"


@pytest.mark.parametrize(
    ("role", "text", "address"),
    [
        (":rest:op:`GET /notes`", "GET /notes", "index.html#get.notes"),
        (":rest:op:`get /Notes/`", "get /Notes/", "index.html#get.notes"),
        (":rest:op:`~GET /notes/{note_id}`", "/notes/{note_id}", NOTE),
        (":rest:op:`GET /notes/<note_id>`", "GET /notes/<note_id>", NOTE),
        (":rest:op:`GET /notes/\u200b<NOTE_ID>/`", "GET /notes/\u200b<NOTE_ID>/", NOTE),
        (":rest:op:`GET /notes/{note_id}?all={all}`", "GET /notes/{note_id}?all={all}", NOTE),
        (":rest:op:`/notes/{note_id}`", "/notes/{note_id}", NOTE),
        (":rest:op:`GET /notes Show a note <GET /notes/<note_id>>`", "GET /notes Show a note", NOTE),
        (":rest:op:`a <note> <~GET /notes/{note_id}>`", "a <note>", NOTE),
        (":rest:op:`GET /notes/{note_id} Show a\nnote`", "GET /notes/{note_id} Show a note", NOTE),
        (
            ":rest:op:`POST /notes/{note_id}/action`",
            "POST /notes/{note_id}/action",
            "index.html#post.notes.note_id.action.pin",
        ),
        (":rest:op:`~POST /notes/{note_id}/action pin`", "pin", "index.html#post.notes.note_id.action.pin"),
        (":rest:action:`pin`", "pin", "index.html#post.notes.note_id.action.pin"),
        (":rest:action:`pin it <PIN>`", "pin it", "index.html#post.notes.note_id.action.pin"),
        (":rest:action:`~POST /notes/{note_id}/action pin`", "pin", "index.html#post.notes.note_id.action.pin"),
        (":rest:param:`owner.name`", "owner.name", "index.html#get.notes.parameter.owner.name"),
        (":rest:param:`GET /notes limit`", "GET /notes limit", "index.html#get.notes.parameter.limit"),
        (":rest:param:`request.limit`", "request.limit", f"{NOTE}.request.limit"),
        (":rest:param:`~GET /notes/<note_id> request.limit`", "limit", f"{NOTE}.request.limit"),
        (":rest:status:`GET /notes 404`", "GET /notes 404", "index.html#get.notes.status.404"),
        (":rest:status:`~GET /notes/{note_id} 404`", "404", f"{NOTE}.status.404"),
        (":rest:status:`no note <GET /notes/{note_id} 404>`", "no note", f"{NOTE}.status.404"),
        (":any:`GET /notes`", "GET /notes", "index.html#get.notes"),
        (":any:`GET /notes limit`", "GET /notes limit", "index.html#get.notes.parameter.limit"),
        (":any:`GET /notes 404`", "GET /notes 404", "index.html#get.notes.status.404"),
        (":ref:`rest-paths`", "Operations by path", "rest-paths.html"),
        (":ref:`rest-actions`", "Actions", "rest-actions.html"),
    ],
)
def test_a_role_links(make_project: Callable[..., Project], role: str, text: str, address: str) -> None:
    assert linked(make_project, role) == [(text, address)]


def test_an_exclamation_mark_makes_no_link(make_project: Callable[..., Project]) -> None:
    assert linked(make_project, ":rest:op:`!GET /pages`") == []


def test_a_bare_name_means_the_operation_around_it(make_project: Callable[..., Project]) -> None:
    build = make_project(FILES).build(nitpicky=True)
    assert build.warnings == []
    assert [link for link in links(build, "index.html") if "." in link[1]][:3] == [
        ("limit", "#get.notes.note_id.request.limit"),
        ("404", "#get.notes.note_id.status.404"),
        ("limit", "#get.notes.note_id.request.limit"),
    ]


def test_a_description_links_in_every_row(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    found = [
        row.xpath(".//a[contains(@class, 'internal')]/@href") for row in page.xpath("//tr[contains(@id, 'limit')]")
    ]
    assert found == [["#get.notes", "#get.notes.status.404"]] * 2


def test_other_words_stay_what_they_were_to_the_role_any(make_project: Callable[..., Project]) -> None:
    text = ":orphan:\n\n.. _limit:\n\nLinks\n=====\n\n:any:`limit`, :any:`pin`\n"
    build = make_project({**FILES, "links.rst": text}).build(nitpicky=True)
    assert links(build) == [("Links", "#limit")]
    assert build.warnings == ["links.rst:8: WARNING: 'any' reference target not found: pin [ref.any]"]


SHARED = """\
Notes
=====

Log in
------

.. rest_method:: POST /tokens

Log in again
------------

.. rest_method:: POST /tokens
"""


def test_the_role_any_names_all_that_it_may_mean(make_project: Callable[..., Project]) -> None:
    project = make_project({"index.rst": SHARED, "links.rst": ":orphan:\n\nLinks\n=====\n\n:any:`POST /tokens`\n"})
    # Sphinx 7 gives this warning no type.
    assert [line.removesuffix(" [ref.any]") for line in project.build().warnings] == [
        (
            "links.rst:6: WARNING: more than one target found for 'any' cross-reference 'POST /tokens': could be "
            ":rest:op:`POST /tokens (Log in)` or :rest:op:`POST /tokens (Log in again)`"
        )
    ]


def test_what_several_have_leads_to_the_first_and_says_so(make_project: Callable[..., Project]) -> None:
    project = make_project({"index.rst": SHARED, "links.rst": ":orphan:\n\nLinks\n=====\n\n:rest:op:`POST /tokens`\n"})
    build = project.build()
    assert links(build) == [("POST /tokens", "index.html#post.tokens")]
    assert build.warnings == [
        (
            "links.rst:6: WARNING: 2 operations are named 'POST /tokens' (index.rst:7: 'POST /tokens Log in'; "
            "index.rst:12: 'POST /tokens Log in again') [restaction.ambiguous-reference]"
        )
    ]


MISSING = ":orphan:\n\nLinks\n=====\n\n:rest:op:`get /pages/`\n"


def test_a_name_that_nothing_has_is_shown_and_reported_once(make_project: Callable[..., Project]) -> None:
    project = make_project({**FILES, "links.rst": MISSING})
    for builder in ("text", "epub", "html"):
        build = project.build(builder, out=builder, overrides={"version": "1", "copyright": "1"})
        assert [line for line in build.warnings if "reference" in line] == [
            "links.rst:6: WARNING: no operation is named 'GET /pages' [restaction.unknown-reference]"
        ]
    assert "get /pages/" in words(build.page("links.html").text_content())


@pytest.mark.parametrize(
    "overrides",
    [
        {"nitpick_ignore": [("rest:op", "GET /pages")]},
        {"nitpick_ignore_regex": [("rest:.*", ".*pages")]},
        {"suppress_warnings": ["restaction.unknown-reference"]},
    ],
)
def test_sphinx_silences_a_link(make_project: Callable[..., Project], overrides: dict[str, object]) -> None:
    project = make_project({**FILES, "links.rst": MISSING})
    assert project.build(nitpicky=True, overrides=overrides).warnings == []


@pytest.mark.parametrize(
    "table",
    [
        'ignore = ["unknown-reference"]',
        'per-file-ignores = { "source/l*" = ["unknown-reference"] }',
        'severities = { unknown-reference = "info" }',
    ],
)
def test_the_configuration_silences_a_link(make_project: Callable[..., Project], table: str) -> None:
    project = make_project({**FILES, "links.rst": MISSING, "../restaction.toml": table + "\n"})
    build = project.build()
    assert build.warnings == []
    assert len(build.infos) == ("info" in table)


OTHER = """\
Links
=====

:rest:op:`get /Notes/` :rest:op:`~GET /notes/<note_id>/` :rest:param:`~GET /notes limit`
:rest:param:`GET /notes/{note_id} request.limit` :rest:status:`a 404 <GET /notes 404>` :rest:action:`pin`
:external+notes:rest:op:`GET /notes` :rest:op:`notes:GET /notes/<note_id>` :any:`GET /notes`
"""


def test_another_project_links_here(make_project: Callable[..., Project]) -> None:
    outdir = make_project(FILES, CONF + 'project = "Notes"\nversion = "1"\n', name="notes").build().outdir
    conf = (
        'extensions = ["sphinx_restaction", "sphinx.ext.intersphinx"]\n'
        f'intersphinx_mapping = {{"notes": ("https://notes.example/", {str(outdir / "objects.inv")!r})}}\n'
    )
    other = make_project({"index.rst": OTHER.replace("get /Notes/", "get /notes/")}, conf, name="other")
    build = other.build(nitpicky=True)
    assert build.warnings == []
    base = "https://notes.example/index.html#"
    assert links(build, "index.html") == [
        ("get /notes/", f"{base}get.notes"),
        ("/notes/{note_id}", f"{base}get.notes.note_id"),
        ("limit", f"{base}get.notes.parameter.limit"),
        ("GET /notes/{note_id} request.limit", f"{base}get.notes.note_id.request.limit"),
        ("a 404", f"{base}get.notes.status.404"),
        ("pin", f"{base}post.notes.note_id.action.pin"),
        ("GET /notes", f"{base}get.notes"),
        ("notes:GET /notes/<note_id>", f"{base}get.notes.note_id"),
        ("GET /notes (List notes)", f"{base}get.notes"),
    ]
    other.write("index.rst", "Links\n=====\n\n:rest:op:`GET /note`\n")
    assert other.build().warnings == [
        "index.rst:4: WARNING: no operation is named 'GET /note' [restaction.unknown-reference]"
    ]
