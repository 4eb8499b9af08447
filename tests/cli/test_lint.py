"""``restaction lint``: what it reads, what it shows, and its exit code."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CLEAN, CONF, FAULTY, NOTES, RULES, rules_and_files, start, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

DEFINITION = ("unknown-definition", "api-ref/source/index.rst")
FIELD = ("unknown-field", "api-ref/source/parameters.yaml")


def test_findings_go_to_stdout_and_make_the_exit_code_one(faulty: Path) -> None:
    run = start("lint", *RULES, folder=faulty)
    assert run.code == 1
    assert run.err == ""
    assert run.out == (
        "api-ref/source/index.rst\n"
        "  12:14  error  'markr' is not defined; did you mean 'marker'?  [unknown-definition]\n"
        "    12 |    - marker: markr\n"
        "       |              ^^^^^\n"
        "      api-ref/source/parameters.yaml:7: 'marker' is defined here\n"
        "\n"
        "api-ref/source/parameters.yaml\n"
        "  5:3  warning  'limit' has an unknown field 'requried'; did you mean 'required'?  [unknown-field]\n"
        "    5 |   requried: false\n"
        "      |   ^^^^^^^^\n"
        "\n"
        "2 findings (1 error, 1 warning) in 2 files, 1 operation, 0 samples.\n"
    )


def test_a_clean_reference(repository: Path) -> None:
    write(repository, CLEAN)
    run = start("lint", *RULES, folder=repository)
    assert (run.code, run.out, run.err) == (0, "No findings in 2 files, 1 operation, 0 samples.\n", "")


@pytest.mark.parametrize(
    "path",
    ["", ".", "api-ref", "api-ref/source"],
)
def test_the_whole_tree(faulty: Path, restaction: Callable[..., Run], path: str) -> None:
    run = restaction("lint", *RULES, "--format", "json", *([faulty / path] if path else []))
    assert rules_and_files(run) == [DEFINITION, FIELD]


def test_a_file_shows_what_touches_it(faulty: Path, restaction: Callable[..., Run]) -> None:
    index = restaction("lint", *RULES, "--format", "json", "api-ref/source/index.rst")
    # The undefined key is a fault of the document, and speaks of the catalogue.
    catalogue = restaction("lint", *RULES, "--format", "json", "api-ref/source/parameters.yaml")
    assert rules_and_files(index) == [DEFINITION]
    assert rules_and_files(catalogue) == [DEFINITION, FIELD]
    assert faulty.is_dir()


def test_a_sample_outside_of_the_source_directory(repository: Path, restaction: Callable[..., Run]) -> None:
    index = FAULTY["api-ref/source/index.rst"] + "\n.. literalinclude:: ../../doc/api_samples/notes/list-resp.json\n"
    write(repository, {**CLEAN, "api-ref/source/index.rst": index, "doc/api_samples/notes/list-resp.json": "{,}"})
    run = restaction("lint", "--format", "json", "doc/api_samples/notes/list-resp.json")
    assert rules_and_files(run) == [("sample-not-json", "doc/api_samples/notes/list-resp.json")]
    assert restaction("lint", "--format", "json", "doc").out == run.out


def test_a_file_that_no_document_uses(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"README.rst": "Title\n=====\n"})
    run = restaction("lint", *RULES, "README.rst")
    assert run.code == 0
    assert run.err == "restaction: README.rst is no part of the reference in api-ref/source\n"


def test_a_catalogue_of_two_trees_is_reported_once(repository: Path, restaction: Callable[..., Run]) -> None:
    for name in ("one", "two"):
        write(repository, {f"{name}/conf.py": CONF, f"{name}/index.rst": NOTES.replace(" param", " ../param")})
    write(repository, {"parameters.yaml": FAULTY["api-ref/source/parameters.yaml"]})
    run = restaction("lint", "--select", "unknown-field", "--format", "json", "one", "two")
    assert rules_and_files(run) == [("unknown-field", "parameters.yaml")]


def test_files_of_several_trees(repository: Path, restaction: Callable[..., Run]) -> None:
    for name in ("one", "two"):
        write(repository / name, {**FAULTY, "setup.cfg": ""})
    run = restaction("lint", *RULES, "--format", "json", "one", "two/api-ref/source/index.rst", "two")
    assert [file for _, file in rules_and_files(run)] == [
        "one/api-ref/source/index.rst",
        "one/api-ref/source/parameters.yaml",
        "two/api-ref/source/index.rst",
        "two/api-ref/source/parameters.yaml",
    ]
    assert json.loads(run.out)["summary"]["files"] == 4


def test_a_reference_in_another_place_that_the_configuration_names(
    repository: Path, restaction: Callable[..., Run]
) -> None:
    write(repository, {name.replace("api-ref/source", "reference"): text for name, text in FAULTY.items()})
    assert restaction("lint", *RULES).code == 2
    write(repository, {"restaction.toml": 'source = "reference"\n'})
    run = restaction("lint", *RULES, "--format", "json")
    assert [file for _, file in rules_and_files(run)] == ["reference/index.rst", "reference/parameters.yaml"]


def test_a_source_directory_whose_conf_py_does_not_name_us(repository: Path, restaction: Callable[..., Run]) -> None:
    write(repository, {**FAULTY, "api-ref/source/conf.py": ""})
    assert rules_and_files(restaction("lint", *RULES, "--format", "json", "api-ref/source")) == [DEFINITION, FIELD]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["nowhere"], "restaction: 'nowhere' does not exist\n"),
        (["."], "there is no reference at '.'"),
        (["a\0b"], "does not exist"),
        (["--baseline", "b.toml", "api-ref"], "the baseline "),
    ],
)
def test_what_cannot_be_read_is_a_failure(
    repository: Path, restaction: Callable[..., Run], arguments: list[str], text: str
) -> None:
    if "api-ref" in arguments:
        write(repository, FAULTY)
    run = restaction("lint", *arguments)
    assert (run.code, run.out) == (2, "")
    assert text in run.err
    assert "Traceback" not in run.err


def test_documents_without_operations_are_no_reference(repository: Path, restaction: Callable[..., Run]) -> None:
    write(repository, {"doc/source/conf.py": CONF, "doc/source/index.rst": "Title\n=====\n"})
    run = restaction("lint", "--select", "unknown-field")
    assert (run.code, run.out) == (2, "")
    assert "has a rest_method" in run.err


def test_an_unreadable_document_is_never_clean(repository: Path, restaction: Callable[..., Run]) -> None:
    write(repository, CLEAN)
    (repository / "api-ref" / "source" / "other.rst").write_bytes(b"Caf\xe9\n====\n")
    write(repository, {"api-ref/source/index.rst": CLEAN["api-ref/source/index.rst"] + "\n.. include:: other.rst\n"})
    assert restaction("lint").code == 1
    # The rule that says so does not run.
    run = restaction("lint", "--select", "unknown-field")
    assert run.code == 2
    assert "other.rst" in run.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--fail-on", "error"], 1),
        (["--fail-on", "error", "--ignore", "unknown-definition"], 0),
        (["--fail-on", "info"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "unknown-field,unknown-definition"], 0),
        (["--ignore", "unknown-field", "--ignore", "unknown-definition"], 0),
        (["--ignore", "unknown-field"], 1),
    ],
)
def test_the_exit_code(faulty: Path, restaction: Callable[..., Run], arguments: list[str], code: int) -> None:
    assert faulty.is_dir()
    assert restaction("lint", *RULES, *arguments).code == code


def test_severities_decide_the_exit_code(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"restaction.toml": '[severities]\nunknown-field = "error"\nunknown-definition = "info"\n'})
    run = restaction("lint", *RULES, "--fail-on", "error", "--format", "json")
    assert run.code == 1
    assert [finding["severity"] for finding in json.loads(run.out)["findings"]] == ["info", "error"]


@pytest.mark.parametrize("option", ["--select", "--extend-select", "--ignore"])
def test_an_unknown_rule_is_a_failure(faulty: Path, restaction: Callable[..., Run], option: str) -> None:
    assert faulty.is_dir()
    run = restaction("lint", option, "unknown-feild")
    assert run == type(run)(
        2, "", f"restaction: {option}: there is no rule 'unknown-feild'; did you mean 'unknown-field'?\n"
    )


def test_the_command_line_goes_before_the_configuration(faulty: Path, restaction: Callable[..., Run]) -> None:
    configuration = 'ignore = ["unknown-field"]\nselect = ["unknown-definition"]\nfail-on = "error"\n'
    write(faulty, {"restaction.toml": configuration + '[severities]\nunknown-definition = "warning"\n'})
    assert rules_and_files(restaction("lint", "--format", "json")) == [DEFINITION]
    assert rules_and_files(restaction("lint", "--format", "json", "--select", "unknown-field")) == [FIELD]
    assert rules_and_files(restaction("lint", "--format", "json", "--extend-select", "unknown-field")) == [
        DEFINITION,
        FIELD,
    ]
    assert restaction("lint").code == 0
    assert restaction("lint", "--fail-on", "warning").code == 1
    assert rules_and_files(restaction("lint", "--format", "json", "--isolated", *RULES)) == [DEFINITION, FIELD]


@pytest.mark.parametrize("name", ["restaction_max_microversion", "os_api_ref_max_microversion"])
def test_versions_of_conf_py_stand_behind_the_configuration(
    repository: Path, restaction: Callable[..., Run], name: str
) -> None:
    catalogue = CLEAN["api-ref/source/parameters.yaml"].replace(
        "  type: integer", "  type: integer\n  min_version: 2.9"
    )
    write(repository, {**CLEAN, "api-ref/source/parameters.yaml": catalogue})
    write(repository, {"api-ref/source/conf.py": f'{CONF}{name} = "2.5"\n'})
    only = ("--select", "version-out-of-range", "--format", "json")
    assert rules_and_files(restaction("lint", *only)) == [("version-out-of-range", "api-ref/source/parameters.yaml")]
    write(repository, {"restaction.toml": 'max-microversion = "2.10"\n'})
    assert rules_and_files(restaction("lint", *only)) == []


def test_conf_py_says_what_may_be_read(repository: Path, restaction: Callable[..., Run]) -> None:
    index = CLEAN["api-ref/source/index.rst"].replace("parameters.yaml", "../parameters.yaml")
    write(repository, {**CLEAN, "api-ref/source/index.rst": index})
    write(repository, {"api-ref/parameters.yaml": CLEAN["api-ref/source/parameters.yaml"]})
    only = ("--select", "path-outside-root", "--format", "json")
    assert rules_and_files(restaction("lint", *only)) == []
    write(repository, {"api-ref/source/conf.py": CONF + 'restaction_root = "."\n'})
    assert rules_and_files(restaction("lint", *only)) == [("path-outside-root", "api-ref/source/index.rst")]


def test_the_preset_strict_runs_more_rules(faulty: Path, restaction: Callable[..., Run]) -> None:
    index = FAULTY["api-ref/source/index.rst"] + "\n.. literalinclude:: notes-resp.json\n"
    write(faulty, {"api-ref/source/index.rst": index, "api-ref/source/notes-resp.json": '{"notes": []}'})
    recommended = rules_and_files(restaction("lint", "--format", "json", "--preset", "recommended"))
    strict = rules_and_files(restaction("lint", "--format", "json", "--preset", "strict"))
    assert set(recommended) < set(strict)


def test_output_into_a_file(faulty: Path, restaction: Callable[..., Run]) -> None:
    run = restaction("lint", *RULES, "--format", "json", "--output", "report.json")
    assert (run.code, run.out) == (1, "")
    assert len(json.loads((faulty / "report.json").read_text("utf-8"))["findings"]) == 2
    run = restaction("lint", *RULES, "--output", "no/folder/report.txt")
    assert run.code == 2
    assert "no/folder/report.txt cannot be written" in run.err


@pytest.mark.parametrize(
    ("arguments", "environment", "is_coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours(
    faulty: Path,
    restaction: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    is_coloured: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    assert faulty.is_dir()
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in restaction("lint", *RULES, *arguments).out) == is_coloured


def test_quiet_shows_findings_only(faulty: Path, restaction: Callable[..., Run]) -> None:
    assert faulty.is_dir()
    lines = restaction("lint", *RULES, "-q").out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "api-ref/source/index.rst:12:14",
        "api-ref/source/parameters.yaml:5:3",
    ]


def test_statistics(faulty: Path, restaction: Callable[..., Run]) -> None:
    assert faulty.is_dir()
    out = restaction("lint", *RULES, "--statistics").out
    assert "      1  warning  unknown-field\n" in out
    assert "      1  api-ref/source/parameters.yaml\n" in out
    assert "reading\n" in out
    # They do not get between the braces of a format for programs.
    run = restaction("lint", *RULES, "--statistics", "--format", "json")
    assert json.loads(run.out)["version"] == 1
    assert "unknown-field" in run.err


def test_paths_are_relative_to_the_working_directory(
    faulty: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty / "api-ref" / "source")
    run = restaction("lint", "--select", "unknown-field", "--format", "json")
    assert rules_and_files(run) == [("unknown-field", "parameters.yaml")]


def test_a_link_to_the_repository_is_the_repository(
    faulty: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = faulty.parent / "link"
    link.symlink_to(faulty, target_is_directory=True)
    direct = restaction("lint", *RULES, "--format", "json")
    monkeypatch.chdir(link)
    assert restaction("lint", *RULES, "--format", "json").out == direct.out


def test_a_terminal_that_knows_ascii_only(faulty: Path) -> None:
    write(faulty, {"api-ref/source/index.rst": FAULTY["api-ref/source/index.rst"].replace("markr", "m\u00e4rker")})
    run = start("lint", *RULES, folder=faulty, environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert run.code == 1
    assert "'m\\xe4rker' is not defined" in run.out


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes text only")
    write(folder, {**FAULTY, "setup.cfg": ""})
    run = start("lint", *RULES, "--format", "json", str(folder), folder=tmp_path)
    assert run.code == 1
    assert rules_and_files(run)[0][1] == "caf\N{REPLACEMENT CHARACTER}/api-ref/source/index.rst"
