"""A reference on the disk: checked from scratch, and what a cache would keep of it."""

from __future__ import annotations

import runpy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_restaction.cache.facts import facts_of
from sphinx_restaction.checks.registry import ALL_RULES
from sphinx_restaction.cli.checking import check_tree
from sphinx_restaction.cli.trees import Clock
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.sources.configuration import load_settings
from sphinx_restaction.sources.notes import Notes
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_restaction.cache.facts import Facts
    from sphinx_restaction.cache.records import Result
    from sphinx_restaction.rule import Preset
    from sphinx_restaction.settings import Settings
    from tests.rules.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A reference and the settings of its project."""

    source: str
    root: str
    settings: Settings

    @classmethod
    def of(cls, source: Path, root: Path, preset: Preset = "recommended") -> World:
        """Take the reference in *source* of the repository *root* with the settings that stand there."""
        ids = [rule.id for rule in ALL_RULES]
        settings, _ = load_settings(str(source), str(root), ids)
        return cls(source=str(source), root=str(root), settings=settings._replace(preset=preset))

    @classmethod
    def of_case(cls, case: Case, folder: Path, preset: Preset) -> World:
        """Make the reference of *case* in the new *folder*."""
        project = Project.create(folder)
        case.write(project)
        conf = runpy.run_path(str(project.source / "conf.py"))
        world = cls.of(project.source, project.top, preset)
        settings = world.settings._replace(
            min_microversion=Microversion.parse(conf.get("restaction_min_microversion", "")),
            max_microversion=Microversion.parse(conf.get("restaction_max_microversion", "")),
        )
        return cls(source=world.source, root=world.root, settings=settings)

    def check(self) -> Result:
        """Return what a run without a cache finds."""
        return check_tree(self.source, self.root, self.settings, Clock())[0]

    def study(self) -> tuple[Result, Facts, Mapping[str, bytes]]:
        """Return what a run finds, what a cache would know of it, and the contents of the files that it has read."""
        notes = Notes()
        result, reference = check_tree(self.source, self.root, self.settings, Clock(), notes)
        contents = notes.contents()
        return result, facts_of(reference, result.findings, self.settings, contents), contents
