"""The checks in a build: the same engine, settings and baseline as the linter's, and warnings for what it finds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.checks.baseline import read_baseline, split
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.rule import PRESETS
from sphinx_restaction.sources.configuration import load_settings
from sphinx_restaction.sources.toml_text import read_toml
from sphinx_restaction.sphinx_ext.report import report, report_all

if TYPE_CHECKING:
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sphinx_ext.config import Options
    from sphinx_restaction.sphinx_ext.domain import RestDomain

#: What ``restaction_checks`` says to have no checks.
OFF = "off"


def findings_of(domain: RestDomain) -> list[Finding]:
    """Return what is wrong with the reference of *domain*, but for what the baseline knows; worked out once a build."""
    if domain.findings is None:
        domain.findings = _find(domain)
    return domain.findings


def _find(domain: RestDomain) -> list[Finding]:
    """Run the checks. What is wrong with the configuration itself is reported at once, and counts as left out."""
    settings, faults = settings_of(domain)
    for fault in faults:
        report(fault)
    return check_reference(domain.reference, settings, domain.library, compare=domain.options.checks != OFF)


def check_reference(reference: Reference, settings: Settings, library: Library, *, compare: bool) -> list[Finding]:
    """Return what is wrong with *reference*, but for what the baseline knows."""
    from sphinx_restaction.checks.engine import check  # noqa: PLC0415  # as in `settings_of`

    return _without_known(check(reference, settings, library, compare=compare), settings)


def settings_of(domain: RestDomain) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Return the settings of the project, and what is wrong with its configuration."""
    # A build that finds nothing to do starts faster without the rules.
    from sphinx_restaction.checks.registry import ALL_RULES  # noqa: PLC0415

    settings, faults = load_settings(str(domain.env.srcdir), domain.root, [rule.id for rule in ALL_RULES])
    return _with_options(settings, domain.options), faults


def report_findings(domain: RestDomain) -> None:
    """Check the reference of *domain* and report what is found."""
    if domain.documents:
        report_all(findings_of(domain))


def _with_options(settings: Settings, options: Options) -> Settings:
    """Return *settings* with what conf.py says; it names the preset, and the range of versions if no one else does."""
    preset = next((preset for preset in PRESETS if preset == options.checks), settings.preset)
    return settings._replace(
        preset=preset,
        min_microversion=settings.min_microversion or Microversion.parse(options.min_microversion),
        max_microversion=settings.max_microversion or Microversion.parse(options.max_microversion),
    )


def _without_known(findings: list[Finding], settings: Settings) -> list[Finding]:
    """Return the findings that the baseline does not know; one that is not there yet knows none."""
    path = settings.baseline
    text = read_toml(path, report) if path and os.path.lexists(path) else None
    return findings if text is None else split(findings, read_baseline(text, path, report))[0]
