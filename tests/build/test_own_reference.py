"""Our own reference has the facts of the document it was made after, and that document builds on it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.model.microversion import Microversion
from tests.project import Build, Project, own_reference, rest_warnings

if TYPE_CHECKING:
    from sphinx_restaction.model.operation import Operation

ACTIONS = {
    "addFloatingIp",
    "addSecurityGroup",
    "changePassword",
    "confirmResize",
    "createBackup",
    "createImage",
    "lock",
    "os-start",
    "os-stop",
    "pause",
    "reboot",
    "rebuild",
    "removeFloatingIp",
    "removeSecurityGroup",
    "rescue",
    "resize",
    "resume",
    "revertResize",
    "suspend",
    "unlock",
    "unpause",
    "unrescue",
}

#: Rule and first name of each finding in the user's document.
SEED_FINDINGS = [("near-miss", "security_group.name")]

SEED_INDEX = """\
Servers
#######

.. rest_expand_all::

.. include:: servers-actions.inc

.. _os-resetState:

Reset the state of a server
===========================

A section of another file of theirs.
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Build:
    """Return the build of our own reference."""
    return own_reference(tmp_path_factory.mktemp("own"), repository).build(nitpicky=True)


@pytest.fixture(scope="module")
def seed_file(repository: Path) -> Path:
    """Return the user's own document, which is not part of this repository."""
    path = repository.parent / "shared" / "seed" / "servers-actions.inc"
    if not path.is_file():
        pytest.skip("the user's document is not beside this repository")
    return path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, repository: Path, seed_file: Path) -> Build:
    """Return the build of the user's document, unmodified, on our catalogue and samples, without the checks."""
    return seed_project(tmp_path_factory.mktemp("seed"), repository, seed_file).build(
        nitpicky=True, overrides={"restaction_checks": "off"}
    )


def seed_project(folder: Path, repository: Path, seed_file: Path) -> Project:
    """Make the user's document, with an index, on our catalogue and samples."""
    project = own_reference(folder, repository)
    for path in project.source.glob("*.inc"):
        path.unlink()
    (project.source / "servers-actions.inc").write_bytes(seed_file.read_bytes())
    project.write("index.rst", SEED_INDEX)
    return project


def by_action(build: Build) -> dict[str, Operation]:
    """Return the operations of a reference by the names of their actions."""
    return {operation.action or "": operation for operation in build.operations()}


def rows(operation: Operation) -> dict[str | None, list[tuple[str, str]]]:
    """Return the rows of an operation as (name, key), by role."""
    found: dict[str | None, list[tuple[str, str]]] = {}
    for table in operation.tables:
        found.setdefault(table.role, []).extend((row.name, row.key) for row in table.parameters)
    return found


def test_our_reference_is_clean_under_all_rules(tmp_path: Path, repository: Path) -> None:
    build = own_reference(tmp_path, repository).build(overrides={"restaction_checks": "strict"})
    assert build.warnings == []
    assert build.infos == []


def test_what_is_found_in_the_users_document_contradicts_itself_there(
    tmp_path: Path, repository: Path, seed_file: Path
) -> None:
    """Each of these is a true contradiction of that document, which its own reference repeats to this day."""
    project = seed_project(tmp_path, repository, seed_file)
    build = project.build(overrides={"restaction_checks": "strict"})
    assert build.infos == []
    names = [line.split("'")[1] for line in build.warnings]
    assert list(zip(rest_warnings(build.warnings), names, strict=True)) == SEED_FINDINGS
    assert "security_groups" in build.warnings[0]


def test_our_reference_builds_without_a_warning(own: Build) -> None:
    assert own.warnings == []
    operations = own.operations()
    assert {operation.action for operation in operations} == ACTIONS
    assert len(operations) == 22
    assert {(operation.method, operation.url.text) for operation in operations} == {
        ("POST", "/servers/{server_id}/action")
    }


def test_every_operation_says_what_it_takes_and_answers(own: Build) -> None:
    for operation in own.operations():
        assert any(row.name == "server_id" for table in operation.tables for row in table.parameters), operation.title
        kinds = {response.kind for response in operation.responses}
        assert kinds == {"success", "error"}, operation.title
        assert all(example.role for example in operation.examples), operation.title


def test_our_samples_are_json_and_name_their_action(own: Build) -> None:
    examples = [(operation, example) for operation in own.operations() for example in operation.examples]
    assert len({example.file for _, example in examples}) == 27
    for operation, example in examples:
        body = json.loads(Path(example.file or "").read_text("utf-8"))
        if example.role == "request":
            assert list(body) == [operation.action]
    versions = {str(example.microversion) for _, example in examples if example.microversion}
    assert versions == {"2.45", "2.63", "2.73", "2.75"}


def test_the_users_document_builds_unmodified_without_a_warning(seed: Build) -> None:
    assert seed.warnings == []
    assert len(seed.operations()) == 22
    assert {operation.action for operation in seed.operations()} == ACTIONS


def test_the_users_document_is_read_whole(seed: Build, seed_file: Path) -> None:
    text = seed_file.read_text("utf-8")
    operations = seed.operations()
    assert sum(len(operation.tables) for operation in operations) == text.count(".. rest_parameters::")
    assert sum(len(operation.examples) for operation in operations) == text.count(".. literalinclude::") == 27
    prose = re.findall(r"^(?:Normal|Error) response codes: ((?:.+\n)+)", text, re.MULTILINE)
    codes = [int(code) for line in prose for code in re.findall(r"\d{3}", line)]
    assert [response.code for operation in operations for response in operation.responses] == codes
    assert by_action(seed)["lock"].examples[-1].microversion == Microversion(2, 73)


def test_our_reference_states_the_facts_of_the_users_document(own: Build, seed: Build) -> None:
    ours, theirs = by_action(own), by_action(seed)
    corrected = {
        # Its sample and the row above say `security_groups`.
        ("security_group.name", "name_update_rebuild"): ("security_groups.name", "name_update_rebuild")
    }
    for action, operation in theirs.items():
        expected = {role: sorted(corrected.get(row, row) for row in found) for role, found in rows(operation).items()}
        assert {role: sorted(found) for role, found in rows(ours[action]).items()} == expected, action
        for kind in ("success", "error"):
            codes = {response.code for response in operation.responses if response.kind == kind}
            assert {response.code for response in ours[action].responses if response.kind == kind} == codes, action
        samples = {(example.file or "").rpartition("api_samples/")[2] for example in operation.examples}
        assert {(example.file or "").rpartition("api_samples/")[2] for example in ours[action].examples} == samples
