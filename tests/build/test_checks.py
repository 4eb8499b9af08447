"""The checks in a build: what is reported, when, and what turns it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.build.test_incremental import save
from tests.project import OPERATION, rest_warnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Build, Project

CONF = 'extensions = ["sphinx_restaction"]\n'
FILES = {
    "index.rst": OPERATION
    + "Response\n~~~~~~~~\n\n.. rest_parameters:: parameters.yaml\n\n"
    + "   - note: note\n   - text: text\n   - colour: colour\n\n"
    + ".. literalinclude:: note.json\n",
    "parameters.yaml": (
        "colour:\n  description: Its colour.\n  in: body\n  required: true\n  type: string\n"
        "note:\n  description: A note.\n  in: body\n  required: true\n  type: object\n"
        "text:\n  description: Its text.\n  in: body\n  required: true\n  type: string\n"
    ),
    "note.json": '{"note": {"text": "Buy milk", "colour": "red"}}\n',
}


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    """Return a reference without a fault, with the checks as they are by default."""
    return make_project(FILES, conf=CONF)


def ids(build: Build) -> list[str]:
    return rest_warnings(build.warnings)


@pytest.mark.parametrize(
    ("name", "old", "new", "rules"),
    [
        ("note.json", '"Buy milk"', "7", ["type-mismatch"]),
        ("note.json", '"colour"', '"color"', ["near-miss"]),
        (
            "parameters.yaml",
            "text.\n  in: body\n  required: true\n  type: string",
            "text.\n  in: body\n  type: array",
            ["type-mismatch"],
        ),
        ("index.rst", "   - text: text\n", "", ["undocumented-key", "unused-definition"]),
    ],
)
def test_an_edit_of_either_side_is_checked_by_the_next_build(
    project: Project, name: str, old: str, new: str, rules: list[str]
) -> None:
    assert ids(project.build()) == []
    save(project, name, FILES[name].replace(old, new))
    build = project.build()
    assert ids(build) == rules
    assert build.warnings == project.build(out="clean").warnings
    save(project, name, FILES[name])
    assert ids(project.build()) == []


def test_a_baseline_lets_old_faults_pass_and_new_ones_fail(project: Project) -> None:
    from sphinx_restaction.cli.main import main  # noqa: PLC0415  # the command that writes baselines

    (project.top / "restaction.toml").write_text('baseline = "known.toml"\n', "utf-8")
    save(project, "note.json", '{"note": {"text": 7, "colour": "red"}}\n')
    assert ids(project.build()) == ["type-mismatch"]
    assert main(["lint", "--write-baseline", str(project.source)]) == 0
    assert ids(project.build(fresh=True)) == []
    save(project, "note.json", '{"note": {"text": 7, "colour": "red", "size": 1}}\n')
    assert ids(project.build()) == ["undocumented-key"]


def test_the_checks_can_be_off_and_the_faults_of_reading_stay(project: Project) -> None:
    save(project, "note.json", '{"note": {"text": 7, "colour": "red"}}\n')
    save(project, "parameters.yaml", FILES["parameters.yaml"].replace("required", "requried", 1))
    build = project.build(overrides={"restaction_checks": "off"})
    assert ids(build) == ["unknown-field"]
    assert set(ids(project.build(fresh=True))) == {"unknown-field", "type-mismatch"}


def test_information_never_fails_a_build(project: Project) -> None:
    save(project, "note.json", '{"note": {"text": "1", "colour": "red"}}\n')
    save(
        project,
        "parameters.yaml",
        FILES["parameters.yaml"].replace(
            "text.\n  in: body\n  required: true\n  type: string", "text.\n  in: body\n  type: integer"
        ),
    )
    build = project.build()
    assert build.warnings == []
    assert rest_warnings(build.infos) == ["type-stringified"]


def test_a_preset_of_conf_py_goes_before_the_configuration(project: Project) -> None:
    (project.top / "restaction.toml").write_text('preset = "strict"\n', "utf-8")
    save(project, "note.json", '{"note": {"text": null, "colour": "red"}}\n')
    assert rest_warnings(project.build().infos) == ["null-undocumented"]
    recommended = project.build(fresh=True, overrides={"restaction_checks": "recommended"})
    assert recommended.infos == []


def test_an_unknown_key_of_the_configuration_is_reported_and_the_build_goes_on(project: Project) -> None:
    (project.top / "restaction.toml").write_text('presett = "strict"\n', "utf-8")
    build = project.build()
    assert ids(build) == ["invalid-configuration"]
    assert "did you mean 'preset'?" in build.warnings[0]


def test_the_configuration_is_read_once_though_findings_are_shown_too(project: Project) -> None:
    (project.top / "restaction.toml").write_text('presett = "strict"\n', "utf-8")
    save(project, "note.json", '{"note": {"text": 7, "colour": "red"}}\n')
    build = project.build(overrides={"restaction_show_findings": True})
    assert sorted(ids(build)) == ["invalid-configuration", "type-mismatch"]
    assert build.page().xpath("//*[contains(@class, 'rest-finding')]")
