"""The invented reference is always the same, as large as it says, and without faults."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.building import documents, leave_out, without_blocks
from benchmarks.invented.api import make_api
from benchmarks.invented.openapi import make_document
from benchmarks.invented.rest import MANY, ONE, SHAPES, write_reference
from sphinx_restaction.cli.main import main
from tests.corpus.builds import OURS, build

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.invented.api import Resource

SMALL = 3


@pytest.fixture(scope="module")
def resources() -> list[Resource]:
    return make_api(1)


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def generate(folder: Path, *options: str) -> dict[str, str]:
    """Run the command in a process of its own, where texts have other hashes."""
    subprocess.run([sys.executable, "-m", "benchmarks.generate", *options, str(folder)], check=True)
    return contents(folder)


@pytest.mark.parametrize("options", [(), ("--many",), ("--openapi",)])
def test_it_is_the_same_each_time(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert generate(tmp_path / "one", *options) == generate(tmp_path / "two", *options)


def test_a_larger_one_begins_with_the_smaller(resources: list[Resource]) -> None:
    larger = make_api(2)
    assert larger[: len(resources)] == resources
    assert len({resource.name for resource in larger}) == 2 * len(resources)


def test_there_are_words_for_the_largest() -> None:
    assert len({resource.name for resource in make_api(16)}) == 16 * 30


@pytest.mark.parametrize("shape", SHAPES)
def test_the_linter_finds_nothing(
    tmp_path: Path, resources: list[Resource], shape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_reference(tmp_path / "reference", resources, shape)
    assert main(["lint", "--preset", "strict", "--fail-on", "info", "--format", "json", str(source)]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    # What nova has.
    assert (summary["operations"], summary["samples"]) == (254, 341)


def test_the_linter_compares_its_samples(tmp_path: Path, resources: list[Resource]) -> None:
    source = write_reference(tmp_path / "reference", resources[:SMALL], ONE)
    sample = next((tmp_path / "reference/doc/api_samples").rglob("v2.*/*-show-resp.json"))
    sample.write_text(sample.read_text("utf-8").replace('"id"', '"odd"'), "utf-8")
    assert main(["lint", str(source)]) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_it_builds_without_warnings(tmp_path: Path, resources: list[Resource], shape: str) -> None:
    source = write_reference(tmp_path / "reference", resources[:SMALL], shape)
    done = build(source, tmp_path / "built", "html", "-W")
    assert (done.code, done.warnings) == (0, ())
    pages = "".join(path.read_text("utf-8") for path in done.out.glob("*.html"))
    assert pages.count('class="rest-anchor"') == 9 * SMALL


def test_it_builds_without_the_extension(tmp_path: Path, resources: list[Resource]) -> None:
    source = write_reference(tmp_path / "reference", resources[:SMALL], MANY)
    leave_out(source, OURS)
    done = build(source, tmp_path / "built", "html", "-W")
    assert (done.code, done.warnings) == (0, ())
    assert not any("rest_" in path.read_text("utf-8") for path in documents(source))
    assert "Show a amber lantern" in (done.out / "amber_lantern.html").read_text("utf-8")


def test_only_blocks_are_left_out() -> None:
    text = "Title\n=====\n\n.. rest_method:: GET /\n\nText.\n\n.. rest_parameters:: p.yaml\n\n  - a: b\n\nMore.\n"
    assert without_blocks(text) == "Title\n=====\n\nText.\n\nMore.\n"


def test_each_operation_is_in_the_openapi_document(resources: list[Resource]) -> None:
    document = make_document(resources)
    paths = document["paths"]
    assert isinstance(paths, dict)
    assert sum(len(methods) for methods in paths.values()) == 254
    text = json.dumps(document)
    assert text.count('"summary": "') == 254 + 341
    assert json.loads(text) == document
