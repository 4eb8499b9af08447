"""Each rule reports what breaks it where it stands, says nothing of what is close to that, and the page is built."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_restaction
from sphinx_restaction.checks.registry import ALL_RULES
from tests.conftest import REPOSITORY
from tests.project import Project, rest_warnings, words
from tests.rules.cases import CASES, Case

if TYPE_CHECKING:
    from types import ModuleType

PACKAGE = Path(sphinx_restaction.__file__).parent


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gives_what_it_says_and_the_build_goes_on(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    project = Project.create(tmp_path / "repository")
    case.write(project)
    build = project.build()
    if request.config.getoption("--regen"):
        case.expect(build.warnings + build.infos)
    assert build.warnings + build.infos == case.expected
    assert (case.rule in rest_warnings(case.expected)) is not case.is_quiet
    text = words(build.page().text_content())
    for shown in case.shown:
        assert words(shown) in text


def test_every_rule_has_a_module_a_page_and_a_folder_with_a_case_that_breaks_it() -> None:
    rules = [rule.id for rule in ALL_RULES]
    assert len(rules) == len(set(rules))
    assert _modules() == set(rules)
    assert set(_rule_pages().pages()) - {"index"} == set(rules)
    assert {case.rule for case in CASES if not case.is_quiet} == set(rules)


def test_rules_of_comparing_have_a_case_that_does_not_break_them() -> None:
    comparing = {path.stem for path in (PACKAGE / "checks" / "rules").glob("[!_]*.py")}
    quiet = {case.rule.replace("-", "_") for case in CASES if case.is_quiet}
    assert comparing - quiet == set()


def test_a_text_begins_with_one_short_sentence() -> None:
    for rule in ALL_RULES:
        assert re.fullmatch(r"[A-Z`].{1,98}\.", rule.summary), rule.id
        assert ". " not in rule.summary, rule.id
        assert max(len(line) for line in rule.text.splitlines()) <= 100, rule.id


def test_pages_of_the_manual_say_what_the_modules_say(tmp_path: Path) -> None:
    pages = _rule_pages()
    pages.write_pages(tmp_path)
    for rule in ALL_RULES:
        text = (tmp_path / f"{rule.id}.rst").read_text("utf-8")
        for part in (f".. _rule-{rule.id}:", rule.summary, rule.explanation, rule.severity, f"ignore={rule.id}"):
            assert part in text


def test_pages_that_say_the_same_are_not_written_again_and_old_ones_go(tmp_path: Path) -> None:
    pages = _rule_pages()
    pages.write_pages(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / "no-rule.rst").write_text("", "utf-8")
    pages.write_pages(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def _modules() -> set[str]:
    """Return the ids that the names of the modules give."""
    folders = (PACKAGE / "rules", PACKAGE / "checks" / "rules")
    return {path.stem.replace("_", "-") for folder in folders for path in folder.glob("[!_]*.py")}


def _rule_pages() -> ModuleType:
    """Return the module by which the manual writes the pages."""
    spec = importlib.util.spec_from_file_location("rule_pages", REPOSITORY / "doc" / "source" / "rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
