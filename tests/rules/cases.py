"""Reading the cases, and making projects of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.project import Project

FOLDER = Path(__file__).parent
_READING = {rule.id for rule in RULES}
_HEAD_RE = re.compile(r"^== (.+)\n", re.MULTILINE)
_ENCODED_RE = re.compile(r"(.+) \((.+)\)")
#: The parts that are no files.
_OUTCOMES = {"expected", "shown"}


@dataclass(frozen=True)
class Case:
    """One file of a rule's folder."""

    path: Path

    @cached_property
    def parts(self) -> dict[str, str]:
        """The texts of the case by their heads."""
        _, *parts = _HEAD_RE.split(self.path.read_text("utf-8"))
        return dict(zip(parts[::2], parts[1::2], strict=True))

    @property
    def name(self) -> str:
        """The rule and the name of the case."""
        return f"{self.rule}/{self.path.stem}"

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.path.parent.name

    @property
    def is_quiet(self) -> bool:
        """Whether the rule is not broken."""
        return self.path.stem.startswith("quiet_")

    @property
    def expected(self) -> list[str]:
        """What the build reports, a line each."""
        return self.parts["expected"].splitlines()

    @property
    def shown(self) -> list[str]:
        """What the page shows."""
        return self.parts.get("shown", "").splitlines()

    def write(self, project: Project) -> None:
        """Make the files of the case."""
        for default in sorted((FOLDER / "default" / ("reading" if self.rule in _READING else "comparing")).iterdir()):
            project.write(default.name, default.read_text("utf-8"))
        for name, text in self.parts.items():
            if name not in _OUTCOMES:
                _write_part(project, name, text)

    def expect(self, lines: Iterable[str]) -> None:
        """Write *lines* into the case as what is expected."""
        parts = {**self.parts, "expected": "".join(line + "\n" for line in lines)}
        self.path.write_text("".join(f"== {name}\n{text}" for name, text in parts.items()), "utf-8")
        self.__dict__.pop("parts")


def _write_part(project: Project, name: str, text: str) -> None:
    encoded = _ENCODED_RE.fullmatch(name)
    if " -> " in name:
        link, target = name.split(" -> ")
        (project.source / link).symlink_to(target)
    elif name.endswith("/"):
        (project.source / name).mkdir()
    elif encoded:
        project.write(encoded[1], text, encoded[2])
    else:
        project.write(name, text)


CASES = [Case(path) for path in sorted(FOLDER.glob("*/*.case"))]
