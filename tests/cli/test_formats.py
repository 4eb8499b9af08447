"""Each output format: its shape, and that nothing in a finding can break it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction import rules
from sphinx_restaction.cli import formats
from sphinx_restaction.cli.formats import FORMATS
from sphinx_restaction.diagnostics import Location, Related, Subject
from tests.cli.reports import finding, render, report

if TYPE_CHECKING:
    from sphinx_restaction.checks.finding import Finding

#: What breaks one format or another.
HOSTILE = "a,b:c%d\r\n::error::<x>&\"']]>|`\x1b[31m\x00 \U0001f600 \ud800"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "api ref" / "parameters.yaml"
    path.parent.mkdir()
    path.write_text("limit:\n  in: query\n  requried: false\n", "utf-8")
    return path


@pytest.fixture
def found(tmp_path: Path, catalogue: Path) -> Finding:
    subject = Subject(
        method="POST",
        path="/notes/{id}/action",
        title="Lock",
        action="lock",
        role="request",
        name="requried",
        sample=str(tmp_path / "lock.json"),
        pointer="/lock/reason",
        microversion="2.73",
        key="limit",
        definition=Location(str(catalogue), 1),
    )
    related = (Related(Location(str(tmp_path / "notes.inc"), 7), "used here"),)
    return finding(catalogue, 3, message="'limit' has an unknown field", related=related, subject=subject)


def test_every_module_of_the_folder_is_a_format() -> None:
    folder = Path(formats.__file__).parent
    assert sorted(FORMATS) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def test_json_has_every_field(tmp_path: Path, found: Finding) -> None:
    assert json.loads(render("json", report(tmp_path, found))) == {
        "version": 1,
        "findings": [
            {
                "rule": "unknown-field",
                "severity": "warning",
                "message": "'limit' has an unknown field",
                "file": "api ref/parameters.yaml",
                "line": 3,
                "column": 3,
                "operation": {"method": "POST", "path": "/notes/{id}/action", "title": "Lock", "action": "lock"},
                "role": "request",
                "name": "requried",
                "sample": "lock.json",
                "pointer": "/lock/reason",
                "microversion": "2.73",
                "definition": {"file": "api ref/parameters.yaml", "line": 1, "key": "limit"},
                "related": [{"file": "notes.inc", "line": 7, "message": "used here"}],
                "fingerprint": "0123456789abcdef",
            }
        ],
        "summary": {"files": 3, "operations": 2, "samples": 1, "errors": 0, "warnings": 1, "infos": 0},
    }


def test_json_has_null_for_what_does_not_apply(tmp_path: Path) -> None:
    one = json.loads(render("json", report(tmp_path, finding(tmp_path / "x.rst"))))["findings"][0]
    empty = {key for key, value in one.items() if value is None}
    assert empty == {"operation", "role", "name", "sample", "pointer", "microversion", "definition"}
    assert one["related"] == []


def test_json_without_findings(tmp_path: Path) -> None:
    assert json.loads(render("json", report(tmp_path)))["findings"] == []


def test_text_shows_the_line_and_points_at_the_name(tmp_path: Path, found: Finding) -> None:
    assert render("text", report(tmp_path, found)) == (
        "api ref/parameters.yaml\n"
        "  3:3  warning  'limit' has an unknown field  [unknown-field]\n"
        "    3 |   requried: false\n"
        "      |   ^^^^^^^^\n"
        "      notes.inc:7: used here\n"
        "\n"
        "1 finding (1 warning) in 3 files, 2 operations, 1 sample.\n"
    )


def test_quiet_text_has_one_line_for_each_finding(tmp_path: Path, found: Finding) -> None:
    expected = "api ref/parameters.yaml:3:3: warning: 'limit' has an unknown field [unknown-field]\n"
    assert render("text", report(tmp_path, found, is_quiet=True)) == expected


def test_text_of_a_file_that_has_vanished(tmp_path: Path, catalogue: Path, found: Finding) -> None:
    catalogue.unlink()
    lines = render("text", report(tmp_path, found)).splitlines()
    assert lines[1:3] == [
        "  3:1  warning  'limit' has an unknown field  [unknown-field]",
        "      notes.inc:7: used here",
    ]


def test_the_caret_stands_below_wide_characters_and_tabs(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('\t"日本": "ab"\n', "utf-8")
    lines = render("text", report(tmp_path, finding(path, subject=Subject(name="ab")))).splitlines()
    assert lines[2] == '    1 |  "日本": "ab"'
    # A terminal shows each of the two signs on two columns.
    assert lines[3] == "      | " + " " * 10 + "^^"


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(f'{{"a": "{"x" * 5000}", "requried": 1}}', "utf-8")
    lines = render("text", report(tmp_path, finding(path, subject=Subject(name="requried")))).splitlines()
    assert len(lines[2]) < 120
    start = lines[3].index("^")
    assert lines[2][start : start + lines[3].count("^")] == "requried"


def test_a_name_that_is_part_of_a_word_is_not_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("idle: id\n", "utf-8")
    one = json.loads(render("json", report(tmp_path, finding(path, subject=Subject(name="id")))))["findings"][0]
    assert one["column"] == 7


def test_a_column_that_the_finding_has_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("name: name\n", "utf-8")
    shown = render("json", report(tmp_path, finding(path, 1, 7, subject=Subject(name="name"))))
    assert json.loads(shown)["findings"][0]["column"] == 7


def test_colours_are_only_added(tmp_path: Path, found: Finding) -> None:
    plain, coloured = (render("text", report(tmp_path, found, is_coloured=value)) for value in (False, True))
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;33m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_github_escapes_data_and_properties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    related = (Related(Location(str(tmp_path / "b.inc"), 2), "100%"),)
    lines = render("github", report(tmp_path, finding(tmp_path / "a,b:c.rst", message="5%: no", related=related)))
    assert lines == (
        "::warning file=a%2Cb%3Ac.rst,line=1,col=1,endColumn=2,title=unknown-field::5%25: no%0Ab.inc:2: 100%25\n"
    )


def test_github_shows_the_gravest_first_and_the_rest_in_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    findings = [finding(tmp_path / "a.rst", number, message=f"m{number} | <b>") for number in range(1, 13)]
    findings.append(finding(tmp_path / "z.rst", severity="error"))
    lines = render("github", report(tmp_path, *findings)).splitlines()
    assert lines[0].startswith("::error file=z.rst")
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert lines[11:] == [f"- a.rst:{number}:1: warning: m{number} | <b> [unknown-field]" for number in (11, 12)]
    text = summary.read_text("utf-8")
    assert text.startswith("before\n")
    assert "| warning | `a.rst:12` | m12 &#124; &lt;b> | unknown-field |" in text
    assert "a.rst:10" not in text


def test_github_shows_all_where_there_is_no_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    lines = render("github", report(tmp_path, *(finding(tmp_path / "a.rst", n) for n in range(1, 14)))).splitlines()
    assert sum(line.startswith("::warning") for line in lines) == 13


def test_github_paths_begin_at_the_clone(tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    line = render("github", report(catalogue.parent, finding(catalogue)))
    assert "file=api ref/parameters.yaml," in line


def test_sarif_has_what_the_schema_requires(tmp_path: Path, found: Finding) -> None:
    outside = finding("/elsewhere/x.rst", rule=rules.MISSING_FILE, severity="error")
    log = json.loads(render("sarif", report(tmp_path, found, outside)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "restaction"
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"].endswith(".")
        assert "Bad:" in rule["help"]["text"]
        assert "``" not in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert list(result["partialFingerprints"]) == ["restaction/v1"]
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            check_place(place, run, tmp_path)
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 3,
        "endColumn": 11,
    }
    assert run["results"][0]["relatedLocations"][0]["message"] == {"text": "used here"}


def check_place(place: dict[str, Any], run: dict[str, Any], folder: Path) -> None:
    """Check that a location of a SARIF log leads to a file."""
    artifact = place["physicalLocation"]["artifactLocation"]
    uri = urlsplit(artifact["uri"])
    assert " " not in artifact["uri"]
    if "uriBaseId" in artifact:
        base = run["originalUriBaseIds"][artifact["uriBaseId"]]["uri"]
        assert base.startswith("file:///")
        assert base.endswith("/")
        assert not uri.scheme
        assert not uri.path.startswith(("/", "../"))
        assert unquote(urlsplit(base).path) == f"{folder}/"
    else:
        assert uri.scheme == "file"
        assert uri.path.startswith("/")
    assert place["physicalLocation"]["region"]["startLine"] >= 1
    assert place["physicalLocation"]["region"]["startColumn"] >= 1


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_finding(tmp_path: Path, found: Finding) -> None:
    mild = finding(tmp_path / "b.rst", severity="info", message="never mind")
    root = ET.fromstring(render("junit", report(tmp_path, found, mild)))  # noqa: S314  # our own output
    assert root.attrib == {"name": "restaction", "tests": "2", "failures": "1", "errors": "0"}
    assert [suite.get("name") for suite in root] == ["api ref/parameters.yaml", "b.rst"]
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.text == (
        "api ref/parameters.yaml:3:3: warning: 'limit' has an unknown field\nnotes.inc:7: used here"
    )
    skipped = root.find("testsuite[2]/testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "info: never mind"


def test_junit_without_findings_has_a_case_that_passes(tmp_path: Path) -> None:
    root = ET.fromstring(render("junit", report(tmp_path)))  # noqa: S314
    assert [case.get("name") for case in root.iter("testcase")] == ["no findings"]
    assert root.get("failures") == "0"


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_stays_text(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    subject = Subject(method="GET", path=HOSTILE, title=HOSTILE, name=HOSTILE, key=HOSTILE, pointer=HOSTILE)
    related = (Related(Location(str(tmp_path / HOSTILE)), HOSTILE),)
    one = finding(tmp_path / HOSTILE, message=HOSTILE, subject=subject, related=related)
    check_output(name, render(name, report(tmp_path, one)))


@given(text=st.text(st.characters()), name=st.sampled_from(FORMATS))
def test_any_text_stays_text(text: str, name: str) -> None:
    one = finding(f"/repository/{text}", message=text, subject=Subject(method=text, name=text, key=text))
    check_output(name, render(name, report(Path("/repository"), one)))


def check_output(name: str, output: str) -> None:
    """Check that *output* can be written and is well formed."""
    output.encode("utf-8")
    if name in {"json", "sarif"}:
        json.loads(output)
    elif name == "junit":
        ET.fromstring(output)  # noqa: S314
    elif name == "github":
        assert output.count("\n") == 1
        assert output.startswith("::warning file=")
    else:
        assert all(character == "\n" or character.isprintable() or ord(character) >= 0xA0 for character in output)
