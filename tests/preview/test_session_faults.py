"""Faults of the sources: told with their place over the last good page, which stays until they are mended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.preview.commanding import CONF, FILES, Preview, make_reference, previewing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests look at processes in /proc")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a running preview; each test leaves it as it was."""
    with previewing(make_reference(tmp_path_factory.mktemp("faults") / "repository")) as preview:
        preview.settles()
        yield preview


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        ("parameters.yaml", "  in: path\n", "  in: [path\n", 5, ""),
        ("../samples/clouds.json", '"cumulus"', '"cumulus",,', 1, ""),
        (
            "clouds.inc",
            "Lists all clouds.",
            "Lists.\n\n.. nowhere::\n\n   All clouds.",
            13,
            'Unknown directive type "nowhere".',
        ),
        ("drops.inc", "Shows a drop", "Shows :nothing:`a drop`", 9, 'Unknown interpreted text role "nothing".'),
        ("more.rst", "More is", "Less\n^^^^\n\nEven less\n~~~~~~~~~\n\nMore\n====\n\nMost\n::::\n\nIs", 13, ""),
        ("conf.py", 'project = "Weather"', "project = 'Weather", 2, "SyntaxError: unterminated string literal"),
        ("conf.py", 'project = "Weather"', "project = nothing", 2, "NameError: name 'nothing' is not defined"),
        ("conf.py", '"sphinx_restaction"]', '"sphinx_restaction", "nowhere"]', 1, "No module named 'nowhere'"),
        ("conf.py", '"basic"', '"nowhere"', 1, ""),
        ("templates/layout.html", "{% endblock %}", "{% endblok %}", 2, ""),
        ("templates/layout.html", "Fair weather", "{{ nothing.more }}", 2, "UndefinedError: 'nothing' is undefined"),
    ],
)
def test_a_fault_is_told_and_the_page_stays(
    preview: Preview, name: str, old: str, new: str, line: int, message: str
) -> None:
    before = preview.page(), preview.page("more.html")
    with preview.edited(name, old, new) as since:
        problem = preview.fails(since)
        assert problem["file"] == str((preview.project.source / name).resolve())
        assert problem["line"] == line
        assert message in problem["message"]
        assert "\n" not in problem["message"]
        assert (preview.page(), preview.page("more.html")) == before
        preview.wait(lambda: any(f":{line}: {problem['message']}" in said for said in preview.lines))
    assert (preview.page(), preview.page("more.html")) == before
    assert not any("Traceback" in said for said in preview.lines)


def test_a_fault_stays_told_while_another_file_changes(preview: Preview) -> None:
    with preview.edited("parameters.yaml", "  in: path\n", "  in: [path\n") as since:
        problem = preview.fails(since)
        again = len(preview.events)
        preview.project.write("drops.inc", FILES["drops.inc"].replace("Shows a", "Shows the"))
        assert preview.fails(again) == problem
    # What has changed meanwhile shows with the mended file.
    preview.shows("Shows the drop of rain.")
    since = len(preview.events)
    preview.project.write("drops.inc", FILES["drops.inc"])
    preview.settles(since)
    preview.equals_clean_build()


def test_a_module_that_conf_py_imports(preview: Preview) -> None:
    """It lies outside the source directory."""
    module = "../tools/own_weather.py"
    preview.project.write(module, 'NAME = "Storms"\n')
    conf = CONF.replace('"Weather"', "NAME")
    conf = f'import sys\nsys.path.insert(0, "{preview.project.top}/tools")\nfrom own_weather import NAME\n{conf}'
    with preview.written("conf.py", conf):
        preview.shows("Storms")
        preview.settles()
        preview.project.write(module, 'NAME = "Blizzards"\n')
        preview.shows("Blizzards")
        since = len(preview.events)
        preview.project.write(module, "NAME =\n")
        problem = preview.fails(since)
        assert (problem["file"], problem["line"]) == (str((preview.project.source / module).resolve()), 1)
        since = len(preview.events)
        preview.project.write(module, 'NAME = "Storms"\n')
        preview.shows("Storms")
        preview.settles(since)


def test_what_is_printed_while_building_stays_out_of_the_terminal(preview: Preview) -> None:
    lines = len(preview.lines)
    text = 'import os, sys\nprint("to be or")\nsys.stderr.write("not to be\\n")\nos.system("echo that is")\n'
    with preview.written("conf.py", f"{CONF}{text}") as since:
        preview.settles(since)
    assert all(" s, all is built" in line for line in preview.lines[lines:])


def test_bytes_that_are_no_text(preview: Preview) -> None:
    for name in ("clouds.inc", "parameters.yaml", "more.rst", "../samples/clouds.json"):
        path = preview.project.source / name
        before = path.read_bytes()
        since = len(preview.events)
        path.write_bytes(before + b"\n\xff\xfe broken\n")
        preview.reacts(since)
        assert "Clouds hang in the sky." in preview.page()
        since = len(preview.events)
        path.write_bytes(before)
        preview.settles(since)
    preview.equals_clean_build()
    # Sphinx 8 shows a document with other characters in their place, and Sphinx 9 refuses it.
    is_refused = any(line.endswith("more.rst:6: byte 0xff is not valid in UTF-8") for line in preview.lines)
    assert is_refused or any("undecodable source characters" in str(event) for event in preview.events)


@pytest.mark.parametrize(
    "name", ["clouds.inc", "../samples/clouds.json", "parameters.yaml", "status.yaml", "index.rst"]
)
def test_a_file_that_is_gone_comes_back(preview: Preview, name: str) -> None:
    path = preview.project.source / name
    elsewhere = preview.project.top / "elsewhere"
    since = len(preview.events)
    path.rename(elsewhere)
    preview.reacts(since)
    assert preview.ask("/more.html")[0] == 200
    since = len(preview.events)
    elsewhere.rename(path)
    preview.settles(since)
    preview.equals_clean_build()


def test_a_reference_that_is_broken_from_the_start_is_shown_when_it_is_mended(tmp_path: Path) -> None:
    project = make_reference(tmp_path / "repository", conf=f"{CONF}\nnonsense here\n")
    with previewing(project) as preview:
        problem = preview.fails()
        assert (problem["file"], problem["line"]) == (str(project.source / "conf.py"), 8)
        status, text = preview.ask()
        assert status == 503
        assert "Building the reference" in text
        project.write("conf.py", CONF)
        preview.shows("Lists all clouds.")
        preview.equals_clean_build()
        assert preview.end()[0] == 130
        assert not any("Traceback" in line for line in preview.lines)


def test_errors_that_are_there_from_the_start_are_findings(tmp_path: Path) -> None:
    texts = {"clouds.inc": FILES["clouds.inc"].replace("Lists all clouds.", "Lists.\n\n.. nowhere::\n")}
    with previewing(make_reference(tmp_path / "repository", texts)) as preview:
        preview.settles()
        preview.wait(lambda: any("nowhere" in finding["message"] for finding in preview.findings()))
        # They do not keep an edit from being shown.
        with preview.edited("drops.inc", "Shows a", "Shows the"):
            preview.shows("Shows the drop")
