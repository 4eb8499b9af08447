"""Microversions on the page: marks for the script, a build of one version, and what each version changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.project import CONF, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Build, Project

PAGE = """\
Notes
=====

.. rest_expand_all::

Old
---

.. rest_method:: GET /old
   max_version: 2.9

Both
----

.. rest_method:: GET /both

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - early: early
   - late: late
   - never: never
   - odd: odd

Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - late: late
   - also: late

**Example (first)**

.. literalinclude:: samples/notes-resp.json
   :language: json

**Example (2.10)**

.. literalinclude:: samples/v2.10/notes-resp.json
   :language: json

**Example (2.12)**

.. literalinclude:: samples/v2.12/notes-resp.json
   :language: json

Others
------

.. rest_method:: GET /first
   max_version: 2.9

.. rest_parameters:: parameters.yaml

   - of_first: odd

.. rest_method:: GET /second
"""
CATALOGUE = """\
early:
  description: There at first.
  in: query
  type: string
  max_version: 2.9
late:
  description: There later.
  in: body
  type: string
  min_version: 2.10
never:
  description: In no version.
  in: query
  type: string
  min_version: 2.10
  max_version: 2.9
odd:
  description: A version that is none.
  in: query
  type: string
  min_version: "2"
"""
FILES = {
    "index.rst": PAGE,
    "parameters.yaml": CATALOGUE,
    "samples/notes-resp.json": '{"is": "first"}',
    "samples/v2.10/notes-resp.json": '{"is": "2.10"}',
    "samples/v2.12/notes-resp.json": '{"is": "2.12"}',
}


def build(make_project: Callable[..., Project], version: str, builder: str = "html", **more: Any) -> Build:  # noqa: ANN401
    project = make_project(FILES, CONF + f'restaction_microversion = "{version}"\n', **more)
    return project.build(builder)


@pytest.mark.parametrize(
    ("version", "titles", "names", "sample"),
    [
        ("2.8", ["Old", "Both", "Others"], ["early", "odd", "of_first"], "first"),
        ("2.9", ["Old", "Both", "Others"], ["early", "odd", "of_first"], "first"),
        ("2.10", ["Both", "Others"], ["late", "odd", "late", "also"], "2.10"),
        ("2.11", ["Both", "Others"], ["late", "odd", "late", "also"], "2.10"),
        ("2.100", ["Both", "Others"], ["late", "odd", "late", "also"], "2.12"),
    ],
)
def test_a_build_of_one_version_shows_what_that_version_has(
    make_project: Callable[..., Project], version: str, titles: list[str], names: list[str], sample: str
) -> None:
    page = build(make_project, version).page()
    assert [words(title.text_content()).rstrip("¶") for title in page.xpath("//h2")] == titles
    assert page.xpath("//td[1]/code/text()") == names
    assert [words(block.text_content()) for block in page.xpath("//div[contains(@class, 'highlight-json')]")] == [
        f'{{"is": "{sample}"}}'
    ]
    (note,) = page.xpath("//div[contains(@class, 'rest-fixed-version')]")
    assert words(note.text_content()).endswith(f"This page shows microversion {version} alone.")


def test_one_version_has_no_choice_and_no_history(make_project: Callable[..., Project]) -> None:
    page = build(make_project, "2.10").page()
    assert page.xpath("//select | //details[contains(@class, 'rest-changes')]") == []


def test_an_operation_that_is_left_out_is_in_no_list(make_project: Callable[..., Project]) -> None:
    result = build(make_project, "2.10")
    assert "/old" not in result.text()
    assert "Old" not in [words(link.text_content()) for link in result.page().xpath("//a")]
    # Of a section with two operations, only one is left out.
    assert "/first" not in result.text()
    assert "/second" in result.text()


@pytest.mark.parametrize("builder", ["text", "latex", "man"])
def test_other_builders_show_one_version_too(make_project: Callable[..., Project], builder: str) -> None:
    result = build(make_project, "2.10", builder)
    (path,) = (path for path in result.outdir.rglob("*") if path.suffix in {".txt", ".tex", ".1"})
    text = path.read_text("utf-8").replace("\\_", "_")
    assert "This page shows microversion 2.10 alone." in words(text)
    assert "There later." in text
    assert "There at first." not in text
    assert "/old" not in text


@pytest.mark.parametrize("version", ["2", "2.x", "<b>"])
def test_a_version_that_is_none_is_reported_and_ignored(make_project: Callable[..., Project], version: str) -> None:
    result = build(make_project, version)
    line = (result.app.srcdir / "conf.py").read_text("utf-8").count("\n")
    warning = f"'{version}' in conf.py is no version N.M [restaction.invalid-microversion]"
    assert f"conf.py:{line}: WARNING: {warning}" in result.warnings
    assert len(result.page().xpath("//tbody/tr")) == 7


def test_rows_operations_and_samples_carry_their_versions(make_project: Callable[..., Project]) -> None:
    page = build(make_project, "").page()
    assert page.get_element_by_id("get.both.request.early").get("class") == "rp_max_ver_2_9"
    (whole,) = page.xpath("//section[@id='old']")
    assert "rest-operation" in whole.get("class").split()
    assert whole.xpath(".//span[@class='rest-method rp_max_ver_2_9']")
    samples = page.xpath("//section[@id='both']//div[@class='rest-sample']")
    assert [sample.get("data-version") for sample in samples] == [None, "2.10", "2.12"]
    assert len({sample.get("data-set") for sample in samples}) == 1
    # The parts of an operation that shares its section have its versions themselves.
    (section,) = page.xpath("//section[@id='others']")
    assert "rest-operation" not in (section.get("class") or "").split()
    assert "rp_max_ver_2_9" in section.xpath(".//table[.//*[text()='of_first']]/@class")[0].split()


def test_each_version_tells_what_it_changed(make_project: Callable[..., Project]) -> None:
    page = build(make_project, "").page()
    (changes,) = page.xpath("//details[@class='rest-changes']")
    assert not changes.get("open")
    assert words(changes.xpath("string(./summary)")) == "Changed in until 2.9, 2.10"
    assert [words(entry.text_content()) for entry in changes.xpath("./dl/*")] == [
        "until 2.9",
        "gone in the request: early, never",
        "2.10",
        "new in the request: late, never",
        "new in the response: late, also",
    ]


def test_other_builders_tell_what_changed(make_project: Callable[..., Project]) -> None:
    text = words(build(make_project, "", "text").text("index.txt"))
    assert "Changed in until 2.9 gone in the request: early, never 2.10 new in the request: late, never" in text
