"""Samples on the page: labels, sets, the text as written, and the request as a command."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.sphinx_ext.snippets import Request
from tests.project import CONF, OPERATION, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

SAMPLES = """\
Request
~~~~~~~

**Example**

.. literalinclude:: samples/note-req.json
   :language: json

Response
~~~~~~~~

**Example (v2.9)**

.. literalinclude:: samples/v2.9/note-resp.json
   :language: javascript

**Newer example**

.. note:: It has a colour.

.. literalinclude:: samples/v2.10/note-resp.json
   :language: javascript

A paragraph between.

.. literalinclude:: samples/v2.11/note-resp.json
   :language: javascript
   :emphasize-lines: 1
"""
FILES = {
    "index.rst": OPERATION.replace("GET", "PUT") + SAMPLES,
    "samples/note-req.json": '{"note": {"text": "it\'s <b>: \\"x\\": &amp; $HOME"}}\n',
    "samples/v2.9/note-resp.json": '{"version": "2.9"}\n',
    "samples/v2.10/note-resp.json": '{"version": "2.10"}\n',
    "samples/v2.11/note-resp.json": '{"version": "2.11"}\n',
}


def test_a_sample_has_its_caption_and_its_version(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    samples = page.xpath("//div[@class='rest-sample']")
    assert [sample.get("data-version") for sample in samples] == [None, "2.9", "2.10", "2.11"]
    first, second, third, fourth = (words(sample.text_content()) for sample in samples)
    assert first.startswith("Example {")
    # A caption that names the version is label enough.
    assert second == 'Example (v2.9) {"version": "2.9"}'
    assert third.startswith("Microversion 2.10 Newer example ")
    assert third.endswith('It has a colour. {"version": "2.10"}')
    assert fourth == 'Microversion 2.11 {"version": "2.11"}'


def test_neighbours_of_one_set_stand_in_one_element(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    (together,) = page.xpath("//div[@class='rest-samples']")
    assert [sample.get("data-version") for sample in together.xpath("./div")] == ["2.9", "2.10"]
    assert not together.xpath(".//@hidden")
    numbers = page.xpath("//div[@class='rest-sample']/@data-set")
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


def test_json_is_shown_as_written(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    (block,) = page.xpath("//div[contains(@class, 'highlight-json')]//pre")
    assert block.text_content() == FILES["samples/note-req.json"]
    assert block.xpath("./*") == []


def test_lines_that_an_author_sets_apart_stay_so(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build().page()
    assert page.xpath("//div[@data-version='2.11']//span[@class='hll']")


def test_a_page_shows_the_request_as_a_command(make_project: Callable[..., Project]) -> None:
    conf = 'restaction_microversion_header = "API-Version: notes {version}"\nrestaction_min_microversion = "2.1"\n'
    page = make_project(FILES, CONF + conf).build().page()
    (snippets,) = page.xpath("//details[@class='rest-snippets']")
    assert not snippets.get("open")
    (curl,) = snippets.xpath(".//pre/text()")
    arguments = shlex.split(curl.replace("\\\n", ""))
    assert arguments[:4] == ["curl", "--request", "PUT", "https://api.example.org/notes"]
    assert arguments[4:8] == ["--header", "API-Version: notes 2.1", "--header", "Content-Type: application/json"]
    assert json.loads(arguments[9]) == json.loads(FILES["samples/note-req.json"])


def test_commands_can_be_switched_off(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES, CONF + "restaction_snippets = False\n").build().page()
    assert page.xpath("//details[@class='rest-snippets']") == []


@pytest.mark.parametrize("header", ["API-Version: 2", "{version}", "A: {version}\\nB: c"])
def test_a_header_that_is_none_is_reported_and_left_out(make_project: Callable[..., Project], header: str) -> None:
    project = make_project(FILES, CONF + f'restaction_microversion_header = "{header}"\n')
    build = project.build(overrides={"restaction_min_microversion": "2.1"})
    assert [line for line in build.warnings if "[restaction.invalid-configuration]" in line]
    assert "2.1" not in build.page().xpath("string(//details[@class='rest-snippets'])")


def request(**changes: str) -> Request:
    facts = {"method": "GET", "endpoint": "https://api.example.org/v2/", "path": "/notes", "body": ""}
    return Request.of(**{**facts, "header": "", "version": "", **changes})


@pytest.mark.parametrize(
    ("changes", "command"),
    [
        ({}, ["curl", "https://api.example.org/v2/notes"]),
        ({"method": "HEAD"}, ["curl", "--head", "https://api.example.org/v2/notes"]),
        ({"path": "/{id}"}, ["curl", "--globoff", "https://api.example.org/v2/{id}"]),
        ({"path": "/a b?c=$(d)&e='"}, ["curl", "https://api.example.org/v2/a%20b?c=$(d)&e='"]),
        ({"method": "`x`"}, ["curl", "--request", "`x`", "https://api.example.org/v2/notes"]),
    ],
)
def test_a_shell_reads_what_is_meant(changes: dict[str, str], command: list[str]) -> None:
    assert shlex.split(request(**changes).as_curl()) == command


def test_nothing_can_begin_another_header() -> None:
    command = request(
        method="GET\r\nEvil: 1", path="/a\r\nEvil: 2", header="V: {version}", version="2.1\r\nEvil: 3"
    ).as_curl()
    assert [word for word in shlex.split(command) if "\r" in word or "\n" in word.strip("\n")] == []


def test_sets_are_counted_in_each_operation_anew(make_project: Callable[..., Project]) -> None:
    def sets(name: str, more: str) -> list[str]:
        project = make_project({**FILES, "index.rst": FILES["index.rst"] + more}, name=name)
        return [str(number) for number in project.build().page().xpath("//div[@class='rest-sample']/@data-set")]

    title, method = "\nOther notes\n-----------\n", "\n.. rest_method:: GET /other\n\n"
    alone = sets("alone", "")
    assert sets("two", title + method + SAMPLES) == alone * 2
    # Operations of one section are shown and hidden there together, as are those within an operation.
    for name, more in (
        ("shared", method + SAMPLES),
        ("nested", title.replace("-", "~") + method + SAMPLES.replace("~", "^")),
    ):
        both = sets(name, more)
        assert both[: len(alone)] == alone
        assert len(set(both)) == 2
