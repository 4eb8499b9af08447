"""What a project decides about its checks: the values of ``[tool.restaction]``."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.microversion import Microversion
    from sphinx_restaction.rule import Preset, Rule, Severity


class Settings(NamedTuple):
    """The values of ``[tool.restaction]``, checked; paths are absolute."""

    preset: Preset = "recommended"
    #: If not empty, the only rules that run, whatever the preset.
    select: frozenset[str] = frozenset()
    #: Rules that run beside those of the preset, and rules that do not run in any case.
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    #: Rule to its severity in this project.
    severities: Mapping[str, Severity] = MappingProxyType({})
    #: Pattern of paths, relative to `folder`, to the rules that do not run on them; ``"*"`` stands for every rule.
    per_file_ignores: Mapping[str, frozenset[str]] = MappingProxyType({})
    #: The version of samples that name none; None leaves them without one.
    unversioned_samples_are: Microversion | None = None
    #: The first and last microversion that the reference covers.
    min_microversion: Microversion | None = None
    max_microversion: Microversion | None = None
    #: The file of known findings; an empty string for none.
    baseline: str = ""
    #: Source directories of the references; empty if the configuration names none.
    source: tuple[str, ...] = ()
    #: The mildest severity that makes a run fail.
    fail_on: Severity = "warning"
    #: The folder of the configuration file, which its relative paths start from; the repository if there is none.
    folder: str = ""

    def runs(self, rule: Rule) -> bool:
        """Whether *rule* is part of this project's checks."""
        if rule.id in self.ignore:
            return False
        if self.select:
            return rule.id in self.select
        return rule.preset == "recommended" or self.preset == "strict" or rule.id in self.extend_select

    def severity(self, diagnostic: Diagnostic) -> Severity:
        """Return how grave *diagnostic* is: what the project says of its rule goes first."""
        rule = diagnostic.rule
        return self.severities.get(rule.id) or diagnostic.severity or rule.severity

    def ignores_at(self, diagnostic: Diagnostic) -> bool:
        """Whether the file of *diagnostic* is excepted from its rule."""
        if not self.per_file_ignores:
            return False
        from fnmatch import fnmatchcase  # noqa: PLC0415  # few projects need it

        path = os.path.relpath(diagnostic.location.file, self.folder or None).replace(os.sep, "/")
        return any(
            fnmatchcase(path, pattern) and ("*" in ids or diagnostic.rule.id in ids)
            for pattern, ids in self.per_file_ignores.items()
        )
