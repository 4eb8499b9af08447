"""Each kind of bad input gives its located warning, and the page shows what it can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_restaction.rules import RULES
from tests.project import Project, rest_warnings, words

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.glob("*/*.case"))
_HEAD_RE = re.compile(r"^== (.+)\n", re.MULTILINE)
_ENCODED_RE = re.compile(r"(.+) \((.+)\)")


def read_case(path: Path) -> dict[str, str]:
    """Return the parts of a case by their heads."""
    _, *parts = _HEAD_RE.split(path.read_text("utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def write_case(project: Project, parts: dict[str, str]) -> None:
    """Make the files of a case."""
    for default in sorted((FOLDER / "default").iterdir()):
        project.write(default.name, default.read_text("utf-8"))
    for name, text in parts.items():
        encoded = _ENCODED_RE.fullmatch(name)
        if name in {"expected", "shown"}:
            continue
        if " -> " in name:
            link, target = name.split(" -> ")
            (project.source / link).symlink_to(target)
        elif name.endswith("/"):
            (project.source / name).mkdir()
        elif encoded:
            project.write(encoded[1], text, encoded[2])
        else:
            project.write(name, text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_bad_input_is_reported_where_it_stands_and_the_build_goes_on(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    parts = read_case(path)
    project = Project.create(tmp_path / "repository")
    write_case(project, parts)
    build = project.build()
    if request.config.getoption("--regen"):
        expected = "".join(line + "\n" for line in build.warnings)
        path.write_text(_HEAD_RE.sub(r"== \1\n", _replace(path.read_text("utf-8"), expected)), "utf-8")
    assert build.warnings == parts["expected"].splitlines()
    assert path.parent.name in rest_warnings(build.warnings)
    text = words(build.page().text_content())
    for shown in parts.get("shown", "").splitlines():
        assert words(shown) in text


def _replace(case: str, expected: str) -> str:
    head, _, rest = case.partition("== expected\n")
    shown = rest.partition("== shown\n")
    return f"{head}== expected\n{expected}" + (f"== shown\n{shown[2]}" if shown[1] else "")


def test_every_rule_has_a_case_and_every_folder_is_a_rule() -> None:
    assert {path.parent.name for path in CASES} == {rule.id for rule in RULES}


def test_every_rule_has_a_section_in_the_manual(repository: Path) -> None:
    manual = (repository / "doc" / "source" / "rules.rst").read_text("utf-8")
    titles = re.findall(r"^([a-z0-9-]+)\n-{3,}$", manual, re.MULTILINE)
    assert titles == [rule.id for rule in RULES]
