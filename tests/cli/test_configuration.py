"""The configuration: where it is found, and what is wrong with it, by file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.checks.registry import ALL_RULES
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.settings import Settings
from sphinx_restaction.sources.configuration import load_settings
from tests.cli.conftest import FAULTY, RULES, rules_and_files, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

IDS = [rule.id for rule in ALL_RULES]

EVERYTHING = """\
preset = "strict"
select = ["near-miss"]
extend-select = ["unknown-field"]
ignore = ["unsorted-catalogue"]
unversioned-samples-are = "2.1"
min-microversion = "2.1"
max-microversion = "2.100"
baseline = "known.toml"
source = ["api-ref/source"]
fail-on = "info"

[severities]
unknown-field = "error"

[per-file-ignores]
"old/*" = ["*"]
"new/*.rst" = ["near-miss"]
"""


def faults(folder: Path, text: str) -> list[str]:
    """Return what is wrong with the configuration *text*, without the folder."""
    write(folder, {"restaction.toml": text})
    found = load_settings(str(folder), str(folder), IDS)[1]
    return [f"{fault.location.line}:{fault.location.column}: {fault.message}" for fault in found]


def test_every_key_is_read(repository: Path) -> None:
    write(repository, {"restaction.toml": EVERYTHING, "api-ref/source/index.rst": ""})
    settings, found = load_settings(str(repository / "api-ref" / "source"), str(repository), IDS)
    assert found == ()
    assert settings == Settings(
        preset="strict",
        select=frozenset({"near-miss"}),
        extend_select=frozenset({"unknown-field"}),
        ignore=frozenset({"unsorted-catalogue"}),
        severities={"unknown-field": "error"},
        per_file_ignores={"old/*": frozenset({"*"}), "new/*.rst": frozenset({"near-miss"})},
        unversioned_samples_are=Microversion(2, 1),
        min_microversion=Microversion(2, 1),
        max_microversion=Microversion(2, 100),
        baseline=str(repository / "known.toml"),
        source=(str(repository / "api-ref" / "source"),),
        fail_on="info",
        folder=str(repository),
    )


def test_every_setting_has_a_key(repository: Path) -> None:
    write(repository, {"restaction.toml": EVERYTHING, "api-ref/source/index.rst": ""})
    settings = load_settings(str(repository), str(repository), IDS)[0]
    default = Settings()
    same = [name for name in Settings._fields if getattr(settings, name) == getattr(default, name)]
    assert same == []


def test_pyproject_has_our_table_and_others(repository: Path) -> None:
    text = '[project]\nname = "notes"\n[tool.restaction]\npreset = "strict"\n[tool.other]\npreset = 1\n'
    write(repository, {"pyproject.toml": text})
    settings, found = load_settings(str(repository), str(repository), IDS)
    assert (settings.preset, settings.folder, found) == ("strict", str(repository), ())


def test_the_nearest_file_counts(repository: Path) -> None:
    write(repository, {"pyproject.toml": '[tool.restaction]\npreset = "strict"\n', "api-ref/pyproject.toml": ""})
    assert load_settings(str(repository / "api-ref"), str(repository), IDS)[0].preset == "strict"
    write(repository, {"api-ref/restaction.toml": 'fail-on = "info"\n'})
    settings = load_settings(str(repository / "api-ref"), str(repository), IDS)[0]
    assert (settings.preset, settings.fail_on) == ("recommended", "info")


def test_nothing_above_the_repository_is_read(repository: Path) -> None:
    write(repository.parent, {"restaction.toml": 'preset = "strict"\n'})
    assert load_settings(str(repository), str(repository), IDS) == (Settings(folder=str(repository)), ())


def test_a_pyproject_that_does_not_speak_of_us_need_not_be_toml(repository: Path) -> None:
    write(repository, {"pyproject.toml": "]["})
    assert load_settings(str(repository), str(repository), IDS)[1] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("presett = 'strict'", ["1:1: there is no key 'presett'; did you mean 'preset'?"]),
        ("preset = 'strickt'", ["1:11: 'preset' is one of recommended, strict; did you mean 'strict'?"]),
        ("preset = 1", ["1:10: 'preset' is one of recommended, strict"]),
        ("fail-on = 'never'", ["1:12: 'fail-on' is one of error, warning, info"]),
        ("ignore = 1", ["1:1: 'ignore' is a text, or a list of texts"]),
        ("select = ['near-mis']", ["1:12: there is no rule 'near-mis'; did you mean 'near-miss'?"]),
        (
            "# Two of them.\nignore = [\n  'near-miss',\n  'unknown-feild',\n]\n",
            ["4:4: there is no rule 'unknown-feild'; did you mean 'unknown-field'?"],
        ),
        ("min-microversion = 2.10", ["1:1: 'min-microversion' is a version N.M in quotes"]),
        ("max-microversion = 'new'", ["1:21: 'new' is no version N.M"]),
        ("baseline = ['a']", ["1:1: 'baseline' is the path of a file"]),
        ("severities = 'error'", ["1:1: 'severities' is a table"]),
        ("\n[severities]\nnear-miss = 'off'\n", ["3:14: 'near-miss' is one of error, warning, info"]),
        ("[severities]\nnear-mis = 'error'\n", ["2:1: there is no rule 'near-mis'; did you mean 'near-miss'?"]),
        ("severities = { near-mis = 'info' }", ["1:16: there is no rule 'near-mis'; did you mean 'near-miss'?"]),
        ("severities.near-mis = 'info'", ["1:12: there is no rule 'near-mis'; did you mean 'near-miss'?"]),
        ("[per-file-ignores]\n'a/*' = ['all']\n", ["2:11: there is no rule 'all'"]),
        ("preset = ", ["1:1: this is no TOML: invalid value"]),
        ("a = 1\na = 2\n", ["2:6: this is no TOML: cannot overwrite a value"]),
        ("a = [\n", ["1:1: this is no TOML: invalid value"]),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(repository: Path, text: str, expected: list[str]) -> None:
    assert faults(repository, text) == expected


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 10_000, "\0", "a = 1979-99-99"])
def test_hostile_toml_is_a_fault(repository: Path, text: str) -> None:
    assert len(faults(repository, text)) == 1


def test_bytes_that_are_no_text(repository: Path) -> None:
    (repository / "restaction.toml").write_bytes(b"preset = '\xff'\n")
    (fault,) = load_settings(str(repository), str(repository), IDS)[1]
    assert (fault.rule.id, fault.location.line, fault.location.column) == ("not-utf8", 1, 11)


def test_a_folder_of_that_name(repository: Path) -> None:
    (repository / "restaction.toml").mkdir()
    (fault,) = load_settings(str(repository), str(repository), IDS)[1]
    assert fault.rule.id == "invalid-configuration"


def test_what_is_wrong_is_a_failure_of_the_command(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"pyproject.toml": "[tool.restaction]\npresett = 1\n"})
    run = restaction("lint")
    assert (run.code, run.out) == (2, "")
    place = faulty / "pyproject.toml"
    assert run.err == f"restaction: {place}:2:1: there is no key 'presett'; did you mean 'preset'?\n"
    assert restaction("lint", "--isolated").code == 1


def test_a_configuration_of_another_name(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"ci/lint.toml": 'ignore = ["unknown-field"]\n', "empty/pyproject.toml": ""})
    run = restaction("lint", "--config", "ci/lint.toml", "--format", "json", *RULES[:1], "unknown-definition")
    assert run.code == 1
    assert restaction("lint", "--config", "nowhere.toml").code == 2
    run = restaction("lint", "--config", "empty/pyproject.toml")
    assert (run.code, run.err) == (2, "restaction: empty/pyproject.toml has no table [tool.restaction]\n")


def test_paths_of_the_configuration_begin_at_its_folder(
    faulty: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'source = "api-ref/source"\n[per-file-ignores]\n"api-ref/source/*.yaml" = ["unknown-field"]\n'
    write(faulty, {"restaction.toml": text, "elsewhere/x": FAULTY["api-ref/source/conf.py"]})
    monkeypatch.chdir(faulty / "elsewhere")
    run = restaction("lint", *RULES, "--format", "json")
    assert rules_and_files(run) == [("unknown-definition", "../api-ref/source/index.rst")]
