"""The overview at the top of a page: a list of links, and controls that wait for the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.project import CONF, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

PAGE = """\
Notes
=====

.. rest_expand_all::

List <all> notes
----------------

.. rest_method:: GET /notes

Print a note (print action)
---------------------------

.. rest_method:: POST /notes/{note_id}/action
   min_version: 2.9
   max_version: 2.10

.. rest_parameters:: parameters.yaml

   - a: a
   - b: b

.. rest_method:: POST /notes/{note_id}/action
"""
CATALOGUE = """\
a:
  description: An A.
  in: body
  type: string
  min_version: 2.20
b:
  description: A B.
  in: body
  type: string
  min_version: "2.x"
  max_version: 2.100
"""
FILES = {"index.rst": PAGE, "parameters.yaml": CATALOGUE}
RELEASES = 'restaction_release_microversions = {"2.12": "<b>Liberty</b>", "nonsense": "None"}\n'


def test_every_operation_is_listed_with_a_link_that_leads_to_it(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    (overview,) = page.xpath("//details[@class='rest-overview']")
    assert words(overview.xpath("string(./summary)")) == "3 operations"
    assert [words(entry.text_content()) for entry in overview.xpath(".//li")] == [
        "GET List <all> notes /notes",
        "POST Print a note (print action) /notes/{note_id}/action print 2.9 to 2.10",
        "POST Print a note (print action) /notes/{note_id}/action print",
    ]
    links = [link[1:] for link in overview.xpath(".//a/@href")]
    assert links == ["get.notes", *(operation for operation in _anchors(page) if operation.startswith("post."))]
    for link in links:
        assert page.get_element_by_id(link) is not None


def _anchors(page: object) -> list[str]:
    return [name for name in page.xpath("//@id") if name.startswith("post.") and ".parameter." not in name]  # type: ignore[attr-defined]


def test_an_overview_of_many_operations_is_closed(make_project: Callable[..., Project]) -> None:
    many = "".join(f"Show {n}\n-------\n\n.. rest_method:: GET /notes/{n}\n\n" for n in range(40))
    page = make_project({"index.rst": "Notes\n=====\n\n.. rest_expand_all::\n\n" + many}).build().page()
    assert len(page.xpath("//details[@class='rest-overview'][not(@open)]//li")) == 40


def test_controls_are_hidden_until_the_script_runs(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    controls = page.xpath("//select | //input[@type='search'] | //button[@class='rest-expand-all']")
    (box,) = page.xpath("//div[@class='rest-controls']")
    assert {control.tag for control in controls if box in control.iterancestors()} == {"select", "input", "button"}
    for control in box.xpath(".//select | .//input | .//button"):
        assert control.xpath("ancestor-or-self::*[@hidden]")


def test_the_versions_to_choose_from_are_sorted_by_number(make_project: Callable[..., Project]) -> None:
    build = make_project(FILES, CONF + RELEASES + 'restaction_min_microversion = "2.1"\n').build()
    options = build.page().xpath("//select/option")
    assert [option.text_content() for option in options] == [
        "All",
        "2.1",
        "2.9",
        "2.10",
        "2.12 - <b>Liberty</b>",
        "2.20",
        "2.100",
    ]
    assert [option.get("value") for option in options] == ["", "2.1", "2.9", "2.10", "2.12", "2.20", "2.100"]


def test_without_versions_there_is_nothing_to_choose(make_project: Callable[..., Project]) -> None:
    text = "Notes\n=====\n\n.. rest_expand_all::\n\nList notes\n----------\n\n.. rest_method:: GET /notes\n"
    page = make_project({"index.rst": text}).build().page()
    assert page.xpath("//select") == []


def test_a_document_without_operations_has_no_overview(make_project: Callable[..., Project]) -> None:
    page = make_project({"index.rst": "Notes\n=====\n\n.. rest_expand_all::\n"}).build().page()
    assert page.xpath("//details | //div[@class='rest-controls']//button") == []
