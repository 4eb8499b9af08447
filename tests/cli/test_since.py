"""``--since``: what a revision of git has is not reported."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CLEAN, FAULTY, RULES, rules_and_files, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

INDEX, CATALOGUE = "api-ref/source/index.rst", "api-ref/source/parameters.yaml"
JSON = ("--format", "json")
SAMPLE = "doc/api_samples/notes/list-resp.json"


def git(folder: Path, *arguments: str) -> str:
    """Run git in *folder*."""
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path) -> str:
    """Commit all of *folder* and return the name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A commit")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def history(faulty: Path) -> Path:
    """Return the faulty reference in a git repository, committed, with another fault in the working tree."""
    git(faulty, "init", "-q")
    commit(faulty)
    write(faulty, {INDEX: ".. A comment.\n\n" + FAULTY[INDEX] + "   - other: other\n"})
    return faulty


def test_only_new_findings_are_reported(history: Path, restaction: Callable[..., Run]) -> None:
    assert len(rules_and_files(restaction("lint", *RULES, *JSON))) == 3
    run = restaction("lint", *RULES, *JSON, "--since", "HEAD")
    assert run.code == 1
    assert rules_and_files(run) == [("unknown-definition", INDEX)]
    assert "'other' is not defined" in run.out
    commit(history)
    run = restaction("lint", *RULES, *JSON, "--since", "HEAD")
    assert (run.code, rules_and_files(run)) == (0, [])
    assert rules_and_files(restaction("lint", *RULES, *JSON, "--since", "HEAD~1")) == [("unknown-definition", INDEX)]


def test_a_mended_finding_is_not_reported(history: Path, restaction: Callable[..., Run]) -> None:
    write(history, CLEAN)
    assert restaction("lint", *RULES, "--since", "HEAD").code == 0


def test_a_baseline_is_not_stale_because_of_it(history: Path, restaction: Callable[..., Run]) -> None:
    baseline = ("--baseline", "known.toml")
    restaction("lint", "--select", "unknown-field", *baseline, "--write-baseline")
    run = restaction("lint", *RULES, *JSON, *baseline, "--since", "HEAD")
    assert (rules_and_files(run), run.err) == ([("unknown-definition", INDEX)], "")
    assert history.is_dir()


def test_nothing_in_the_repository_changes(history: Path, restaction: Callable[..., Run]) -> None:
    before = git(history, "status", "--porcelain"), git(history, "stash", "list"), git(history, "rev-parse", "HEAD")
    restaction("lint", *RULES, "--since", "HEAD")
    after = git(history, "status", "--porcelain"), git(history, "stash", "list"), git(history, "rev-parse", "HEAD")
    assert after == before


def test_samples_outside_of_the_source_directory(history: Path, restaction: Callable[..., Run]) -> None:
    index = CLEAN[INDEX] + f"\n.. literalinclude:: ../../{SAMPLE}\n"
    write(history, {INDEX: index, SAMPLE: "{,}", CATALOGUE: CLEAN[CATALOGUE]})
    # Nothing of this is needed, and the sample must not be left out because of an archive's rules.
    write(history, {"src/big.py": "x = 1\n", ".gitattributes": "doc export-ignore\n"})
    commit(history)
    only = ("--select", "sample-not-json")
    assert rules_and_files(restaction("lint", *only, *JSON)) == [("sample-not-json", SAMPLE)]
    assert rules_and_files(restaction("lint", *only, *JSON, "--since", "HEAD")) == []
    # Today's tree keeps it elsewhere.
    write(history, {INDEX: index.replace("notes/", "other/"), SAMPLE.replace("notes/", "other/"): "{,}"})
    (history / SAMPLE).unlink()
    commit(history)
    assert rules_and_files(restaction("lint", *only, *JSON, "--since", "HEAD~1")) == [
        ("sample-not-json", SAMPLE.replace("notes/", "other/"))
    ]


def test_a_sample_that_only_the_past_refers_to_is_read(history: Path, restaction: Callable[..., Run]) -> None:
    index = CLEAN[INDEX] + "\n.. literalinclude:: ../../doc/old/list-resp.json\n"
    write(history, {INDEX: index, "doc/old/list-resp.json": '{"notes": []}', CATALOGUE: CLEAN[CATALOGUE]})
    commit(history)
    write(history, {INDEX: index.replace("old", "new"), "doc/new/list-resp.json": '{"notes": []}'})
    # Were the old sample not written, the old tree would have a missing one, too.
    (history / "doc/new/list-resp.json").unlink()
    run = restaction("lint", "--select", "missing-sample", *JSON, "--since", "HEAD")
    assert rules_and_files(run) == [("missing-sample", INDEX)]


def test_a_reference_that_the_revision_does_not_have(history: Path, restaction: Callable[..., Run]) -> None:
    git(history, "mv", "api-ref", "reference")
    write(history, {f"reference/source/{name}": FAULTY[f"api-ref/source/{name}"] for name in ("index.rst",)})
    run = restaction("lint", *RULES, *JSON, "--since", "HEAD", "reference/source")
    assert len(rules_and_files(run)) == 2


def test_links_of_the_revision_stay_links(history: Path, restaction: Callable[..., Run]) -> None:
    write(history, {"doc/samples/list-resp.json": "{,}", CATALOGUE: CLEAN[CATALOGUE]})
    write(history, {INDEX: CLEAN[INDEX] + "\n.. literalinclude:: samples/list-resp.json\n"})
    (history / "api-ref/source/samples").symlink_to("../../doc/samples", target_is_directory=True)
    commit(history)
    only = ("--select", "sample-not-json,missing-sample")
    assert len(rules_and_files(restaction("lint", *only, *JSON))) == 1
    assert rules_and_files(restaction("lint", *only, *JSON, "--since", "HEAD")) == []


def test_a_configuration_outside_of_the_repository(history: Path, restaction: Callable[..., Run]) -> None:
    write(history.parent, {"elsewhere/restaction.toml": 'ignore = ["unknown-field"]\n'})
    config = ("--config", history.parent / "elsewhere" / "restaction.toml")
    run = restaction("lint", "--select", "unknown-definition", *JSON, *config, "--since", "HEAD")
    assert rules_and_files(run) == [("unknown-definition", INDEX)]


def test_a_reference_in_a_folder_of_the_repository(history: Path, restaction: Callable[..., Run]) -> None:
    write(history, {f"service/{name}": text for name, text in FAULTY.items()})
    write(history, {"service/setup.cfg": ""})
    commit(history)
    assert rules_and_files(restaction("lint", *RULES, *JSON, "--since", "HEAD", "service")) == []


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE"])
def test_it_works_in_a_hook(
    history: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, ".git" if variable == "GIT_DIR" else str(history / ".git" / "index"))
    assert len(rules_and_files(restaction("lint", *RULES, *JSON, "--since", "HEAD"))) == 1


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~7", "HEAD:api-ref", "-x", ""])
def test_an_unknown_revision_is_a_failure(history: Path, restaction: Callable[..., Run], revision: str) -> None:
    run = restaction("lint", *RULES, f"--since={revision}")
    assert (run.code, run.out) == (2, "")
    assert f"{revision!r}" in run.err
    assert history.is_dir()


def test_a_shallow_clone_says_what_to_do(
    history: Path, tmp_path: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(history)
    git(tmp_path, "clone", "-q", "--depth", "1", history.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert restaction("lint", *RULES, "--since", "HEAD").code == 0
    run = restaction("lint", *RULES, "--since", "HEAD~1")
    assert run.code == 2
    assert "shallow clone" in run.err


def test_no_repository_is_a_failure(faulty: Path, restaction: Callable[..., Run]) -> None:
    run = restaction("lint", *RULES, "--since", "HEAD")
    assert run.code == 2
    assert f"{faulty / 'api-ref' / 'source'} lies in no git repository" in run.err


def test_git_is_not_there(history: Path, restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(history))
    run = restaction("lint", *RULES, "--since", "HEAD")
    assert run.code == 2
    assert "needs git" in run.err
