"""Each kind of edit of a reference reaches the page, and what changes nothing does nothing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tests.preview.commanding import FILES, Preview, make_reference, previewing

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests look at processes in /proc")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a running preview; each test leaves it as it was."""
    # A path with blanks and letters that ASCII lacks.
    top = tmp_path_factory.mktemp("köln") / "my référence"
    with previewing(make_reference(top)) as preview:
        preview.settles()
        yield preview


def test_the_first_page_comes_and_is_that_of_a_clean_build(preview: Preview) -> None:
    assert "Lists all clouds." in preview.page()
    assert "Fair weather" in preview.page("more.html")
    preview.equals_clean_build()
    assert preview.states()[-1]["problem"] is None
    assert any("the start: " in line and line.endswith(" s, all is built") for line in preview.lines)


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("clouds.inc", "Lists all clouds", "Lists every cloud", "Lists every cloud."),
        ("parameters.yaml", "How many clouds", "What number of clouds", "What number of clouds there are"),
        ("../samples/clouds.json", "cumulus", "stratus", "stratus"),
        ("status.yaml", "All went well", "It worked", "It worked."),
    ],
)
def test_an_edit_within_an_operation(preview: Preview, name: str, old: str, new: str, shown: str) -> None:
    with preview.edited(name, old, new) as since:
        preview.shows(shown)
        preview.wait(lambda: any(event["type"] == "patch" for event in preview.events[since:]))
        cause = str(preview.project.source.parent / "samples" / "clouds.json") if "/" in name else name
        preview.wait(lambda: preview.states(since)[-1]["cause"] == cause and preview.state["seconds"] is not None)
        preview.equals_clean_build(since=since)
    assert shown not in preview.page()
    assert any(f"{cause}: " in line and " s, " in line for line in preview.lines)


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("drops.inc", "Show a drop\n~~~~", "Look at a drop\n~~~~~~~", 'id="look-at-a-drop"'),
        ("drops.inc", "Show a drop\n", ".. _a-drop:\n\nShow a drop\n", 'id="a-drop"'),
        ("drops.inc", "", "", ""),
        ("conf.py", '"Weather"', '"Climate"', "Climate"),
        (
            "conf.py",
            'html_theme = "basic"\n',
            'html_theme = "basic"\ndef setup(app): app.add_js_file("o.js")\n',
            "o.js",
        ),
        ("templates/layout.html", "Fair weather", "Bad weather", "Bad weather"),
    ],
)
def test_an_edit_of_the_frame(preview: Preview, name: str, old: str, new: str, shown: str) -> None:
    if not old:
        old, new, shown = _new_operation()
    with preview.edited(name, old, new) as since:
        preview.shows(shown)
        preview.equals_clean_build(since=since)
    assert shown not in preview.page()


def _new_operation() -> tuple[str, str, str]:
    text = "Drops\n-----\n"
    return text, f"{text}\nList drops\n~~~~~~~~~~\n\n.. rest_method:: GET /drops\n\nLists drops.\n", 'id="list-drops"'


def test_a_style(preview: Preview) -> None:
    with preview.edited("static/own.css", "black", "navy"):
        preview.wait(lambda: "navy" in preview.ask("/_static/own.css")[1])


def test_a_new_document_in_a_toctree_comes_and_goes(preview: Preview) -> None:
    with preview.written("fog.rst", "Fog\n===\n\nFog is a cloud on the ground.\n"):
        with preview.edited("index.rst", "   more\n", "   more\n   fog\n"):
            preview.shows("Fog is a cloud", "fog.html")
            preview.shows('href="fog.html"')
            preview.settles()
            preview.equals_clean_build("index.html", "more.html", "fog.html")
        preview.wait(lambda: 'href="fog.html"' not in preview.page())
    # Sphinx by itself would leave the page.
    preview.wait(lambda: preview.ask("/fog.html")[0] == 404)


def test_a_document_that_is_renamed(preview: Preview) -> None:
    source = preview.project.source
    since = len(preview.events)
    (source / "more.rst").rename(source / "less.rst")
    preview.project.write("index.rst", FILES["index.rst"].replace("   more", "   less"))
    preview.shows("More is to come.", "less.html")
    preview.settles(since)
    assert preview.ask("/more.html")[0] == 404
    preview.equals_clean_build("index.html", "less.html")
    since = len(preview.events)
    (source / "less.rst").rename(source / "more.rst")
    preview.project.write("index.rst", FILES["index.rst"])
    preview.shows("More is to come.", "more.html")
    preview.settles(since)


def test_a_file_that_is_put_back_with_its_old_time(preview: Preview) -> None:
    file, kept = preview.project.source / "clouds.inc", preview.project.top / "kept"
    file.rename(kept)
    file.write_text(FILES["clouds.inc"].replace("Lists all", "Lists no"), "utf-8")
    preview.shows("Lists no clouds")
    preview.settles()
    since = len(preview.events)
    # Its time is that of long ago, by which Sphinx would think that it has not changed.
    kept.rename(file)
    preview.shows("Lists all clouds")
    preview.settles(since)
    preview.equals_clean_build()


def test_what_changes_nothing_does_nothing(preview: Preview) -> None:
    preview.settles()
    since, lines = len(preview.events), len(preview.lines)
    file = preview.project.source / "clouds.inc"
    text = file.read_text("utf-8")
    file.touch()
    # As an editor saves, which empties the file first or puts another one in its place.
    file.write_text(text, "utf-8")
    draft = preview.project.top / "draft"
    draft.write_text(text, "utf-8")
    draft.replace(file)
    preview.project.write("clouds.inc~", "A backup.")
    preview.project.write(".clouds.inc.swp", "A swap file.")
    time.sleep(1)
    # An edit that counts shows that the ones before have been seen.
    with preview.edited("parameters.yaml", "of today", "of tomorrow"):
        preview.shows("of tomorrow")
    for name in ("clouds.inc~", ".clouds.inc.swp"):
        (preview.project.source / name).unlink()
    assert {state["cause"] for state in preview.states(since)} == {"parameters.yaml"}
    assert all("parameters.yaml" in line for line in preview.lines[lines:])


def test_findings_arise_and_vanish(preview: Preview) -> None:
    assert "unknown-definition" not in preview.rules()
    with preview.edited("clouds.inc", "limit: limit", "limit: limti") as since:
        preview.wait(lambda: "unknown-definition" in preview.rules())
        found = next(one for one in preview.findings() if one["rule"] == "unknown-definition")
        assert found["path"] == "source/clouds.inc"
        assert found["line"] == FILES["clouds.inc"].splitlines().index("   - limit: limit") + 1
        assert found["targets"] == [{"page": "index.html", "anchor": "get.clouds", "table": 0, "row": 0}]
        preview.settles(since)
        # It is told of the whole build, too.
        assert "unknown-definition" in preview.rules()
    preview.wait(lambda: "unknown-definition" not in preview.rules())


def test_the_configuration_of_the_checks_is_heeded_without_a_build(preview: Preview) -> None:
    with preview.edited("clouds.inc", "limit: limit", "limit: limti"):
        preview.wait(lambda: "unknown-definition" in preview.rules())
        preview.settles()
        lines = len(preview.lines)
        since = len(preview.events)
        with preview.written("../pyproject.toml", '[tool.restaction]\nignore = ["unknown-definition"]\n'):
            preview.wait(lambda: "unknown-definition" not in preview.rules())
            preview.settles(since)
            assert not any("all is built" in line for line in preview.lines[lines:])
            assert not any(event["type"] in {"patch", "page"} for event in preview.events[since:])
        preview.wait(lambda: "unknown-definition" in preview.rules())


def test_what_sphinx_says_is_among_the_findings(preview: Preview) -> None:
    with preview.edited("more.rst", "More is", "See :ref:`nowhere`. More is") as since:
        preview.settles(since)
        preview.wait(lambda: "ref.ref" in preview.rules())
        found = next(one for one in preview.findings() if one["rule"] == "ref.ref")
        assert (found["path"], found["line"], found["severity"]) == ("source/more.rst", 4, "warning")


def test_a_build_of_the_whole_on_demand(preview: Preview) -> None:
    from http.client import HTTPConnection  # noqa: PLC0415

    lines = len(preview.lines)
    connection = HTTPConnection("127.0.0.1", preview.port)
    connection.request("POST", "/-/restaction/exact")
    assert connection.getresponse().status == 202
    connection.close()
    preview.wait(lambda: any("all is built" in line for line in preview.lines[lines:]))


def test_nothing_is_written_into_the_source_directory(preview: Preview) -> None:
    names = {path.relative_to(preview.project.source).as_posix() for path in preview.project.source.rglob("*.*")}
    assert names == {"conf.py", *(name for name in FILES if not name.startswith(".."))}
