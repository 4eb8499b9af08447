"""The linter, which runs no Sphinx, finds in each case what the build finds."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.checks.engine import check
from sphinx_restaction.checks.registry import ALL_RULES
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.rule import PRESETS
from sphinx_restaction.rules import BUILD_RULES
from sphinx_restaction.sources.configuration import load_settings
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sphinx_ext.report import text_of
from tests.project import Project, rest_warnings
from tests.rules.cases import CASES, Case

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.rule import Severity


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_linter_finds_what_the_build_finds(case: Case, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "repository")
    case.write(project)
    # Sphinx warns of other things, too, and of what only conf.py and roles say.
    own = [line for line in case.expected if BUILD_RULES.isdisjoint(rest_warnings([line]) or BUILD_RULES)]
    ours = [line for line in own if not line.startswith("conf.py:")]
    assert sorted(lint(project)) == sorted(ours)


def lint(project: Project) -> list[str]:
    """Return the findings in *project*, in the form of Sphinx's."""
    conf = runpy.run_path(str(project.source / "conf.py"))
    checks = conf.get("restaction_checks", "")
    settings, faults = load_settings(str(project.source), str(project.top), [rule.id for rule in ALL_RULES])
    settings = settings._replace(
        preset=next((preset for preset in PRESETS if preset == checks), settings.preset),
        min_microversion=Microversion.parse(conf.get("restaction_min_microversion", "")),
        max_microversion=Microversion.parse(conf.get("restaction_max_microversion", "")),
    )
    library = Library(Reader(root=str(project.top)))
    reference = read_tree(str(project.source), str(project.top), library)
    findings = check(reference, settings, library, compare=checks != "off")
    lines = [_line(fault, fault.rule.severity) for fault in faults]
    lines += [_line(finding.diagnostic, finding.severity) for finding in findings]
    return project.lines("\n".join(lines))


def _line(diagnostic: Diagnostic, severity: Severity) -> str:
    level = "INFO" if severity == "info" else "WARNING"
    return f"{diagnostic.location}: {level}: {text_of(diagnostic)} [restaction.{diagnostic.rule.id}]"
