"""The manual's examples: what it calls bad gives the warning, and what it calls good gives none."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinx_restaction.rules import RULES
from tests.conftest import REPOSITORY
from tests.project import OPERATION, rest_warnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

_SECTION_RE = re.compile(r"^([a-z0-9-]+)\n-{3,}\n", re.MULTILINE)
_EXAMPLE_RE = re.compile(r"^(Bad|Good):\n\n\.\. code-block:: (\w+)\n\n((?: {3}.*\n|\n)+)", re.MULTILINE)
_LIMIT = "limit:\n  description: The largest number of notes to return.\n  in: query\n  type: integer\n"
#: What the manual says that its examples stand in.
FILES = {
    "parameters.yaml": _LIMIT,
    "definitions/parameters.yaml": _LIMIT,
    "http-status.yaml": "200:\n  default: Fine.\n404:\n  default: Not there.\n  deleted: Not there any more.\n",
    "notes-list-resp.json": '{"notes": []}\n',
    "empty.json": "",
    "all-notes.json": '{"notes": []}\n' * 100_000,
}
TABLE = ".. rest_parameters:: parameters.yaml\n\n   - limit: limit\n"


class Example(NamedTuple):
    """An example of the manual."""

    rule: str
    verdict: str
    language: str
    text: str


def read_examples() -> list[Example]:
    """Return all examples of the manual."""
    _, *parts = _SECTION_RE.split((REPOSITORY / "doc" / "source" / "rules.rst").read_text("utf-8"))
    return [
        Example(rule, verdict, language, dedent(text).strip() + "\n")
        for rule, section in zip(parts[::2], parts[1::2], strict=True)
        for verdict, language, text in _EXAMPLE_RE.findall(section)
    ]


EXAMPLES = read_examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.rule}-{example.verdict}")
def test_an_example_gives_what_the_manual_says(make_project: Callable[..., Project], example: Example) -> None:
    project = make_project(FILES)
    if example.language == "yaml":
        is_latin = (example.rule, example.verdict) == ("not-utf8", "Bad")
        project.write("parameters.yaml", example.text, "latin-1" if is_latin else "utf-8")
        project.write("index.rst", OPERATION + TABLE)
    else:
        title, *others = example.text.splitlines()
        is_titled = others and set(others[0]) <= set("=-") and len(others[0]) == len(title)
        above = ("" if set(others[0]) == {"="} else "Reference\n=========\n\n") if is_titled else OPERATION
        project.write("index.rst", above + example.text)
    found = rest_warnings(project.build().warnings)
    if example.verdict == "Good":
        assert found == []
    else:
        assert example.rule in found


def test_every_rule_has_a_bad_and_a_good_example() -> None:
    wanted = [(rule.id, verdict) for rule in RULES for verdict in ("Bad", "Good")]
    assert [(example.rule, example.verdict) for example in EXAMPLES] == wanted
