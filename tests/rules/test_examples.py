"""The examples of the rules: what a text calls bad breaks its rule, and what it calls good breaks none."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinx_restaction.checks.registry import ALL_RULES, find_rule
from tests.project import CONF, OPERATION, rest_warnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_restaction.rule import Rule
    from tests.project import Project

_VERDICT_RE = re.compile(r"^(Bad|Good):\n", re.MULTILINE)
_BLOCK_RE = re.compile(r"^\.\. code-block:: (\w+)\n\n((?: {3}.*\n|\n)+)", re.MULTILINE)
#: The definitions that examples use, and a document that uses all of them, for what no table uses is a fault.
LIMIT = """\
limit:
  description: The largest number of notes to return.
  in: query
  type: integer
"""
CATALOGUE = f"""\
note_id:
  description: The number of the note.
  in: path
  required: true
  type: integer
{LIMIT}offset:
  description: The number of notes to leave out.
  in: query
  type: integer
count:
  description: How many notes there are.
  in: body
  type: integer
note:
  description: The note.
  in: body
  required: true
  type: object
pinned:
  description: Whether the note stays at the top.
  in: body
  type: boolean
  min_version: 1.3
text:
  description: What it says.
  in: body
  required: true
  type: string
"""
KEYS = ("note_id", "limit", "offset", "count", "note", "pinned", "text")
ALL_ROWS = "".join(f"   - {key}: {key}\n" for key in KEYS)
OTHERS = f"""\
Others
======

Change a note
-------------

.. rest_method:: PUT /others/{{note_id}}

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

{ALL_ROWS}"""
SAMPLE = '{"note": {"text": "Buy milk"}}\n'
#: The document of an example that has none: it uses what the catalogue of the example defines.
QUERY_TABLE = ".. rest_parameters:: parameters.yaml\n\n   - limit: limit\n"
BODY_TABLE = """\
Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - note: note
   - text: text

.. literalinclude:: note.json
"""
STATUSES = "200:\n  default: Fine.\n404:\n  default: Not there.\n  deleted: Not there any more.\n"
#: Files that only the examples of one rule speak of.
FILES = {
    "missing-sample": {"notes-list-resp.json": SAMPLE},
    "empty-sample": {"notes-list-resp.json": SAMPLE, "empty.json": ""},
    "oversized-sample": {"notes-list-resp.json": SAMPLE, "all-notes.json": SAMPLE * 100_000},
    "unreadable-file": {"definitions/parameters.yaml": LIMIT},
    "role-conflict": {"note-create-req.json": SAMPLE},
    "version-conflict": {"v1.3/notes.json": SAMPLE},
    "unincluded-source": {"old-notes.inc": "Notes of last year are not returned.\n"},
    "unreferenced-sample": {"samples/notes.json": SAMPLE, "samples/old.json": SAMPLE},
}
RANGE = 'restaction_min_microversion = "1.0"\nrestaction_max_microversion = "1.4"\n'
STRICT = CONF + 'restaction_checks = "strict"\n'
NAMES = {"yaml": "parameters.yaml", "json": "note.json", "rst": "index.rst", "toml": "../pyproject.toml"}


class Example(NamedTuple):
    """An example of a rule's text: the code blocks, by their language."""

    rule: Rule
    verdict: str
    blocks: dict[str, str]


def read_examples(rule: Rule) -> list[Example]:
    """Return the examples of the text of *rule*."""
    _, *parts = _VERDICT_RE.split(rule.text)
    return [
        Example(rule, verdict, {language: dedent(text).strip() + "\n" for language, text in _BLOCK_RE.findall(part)})
        for verdict, part in zip(parts[::2], parts[1::2], strict=True)
    ]


EXAMPLES = [example for rule in ALL_RULES for example in read_examples(rule)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.rule.id}-{example.verdict}")
def test_an_example_gives_what_its_rule_says(make_project: Callable[..., Project], example: Example) -> None:
    project = make_project({"http-status.yaml": STATUSES, "note.json": SAMPLE}, conf=_conf(example))
    for name, text in FILES.get(example.rule.id, {}).items():
        project.write(name, text)
    if "yaml" not in example.blocks:
        project.write("parameters.yaml", CATALOGUE)
        project.write("others.rst", OTHERS)
    project.write("index.rst", _default_document(example))
    for language, text in example.blocks.items():
        is_latin = (example.rule.id, example.verdict) == ("not-utf8", "Bad")
        whole = _above(text) + text if language == "rst" else text
        project.write(NAMES[language], whole, "latin-1" if is_latin else "utf-8")
    build = project.build()
    found = rest_warnings(build.warnings + build.infos)
    if example.verdict == "Bad":
        assert example.rule.id in found
    else:
        assert example.rule.id not in found
        assert [rule_id for rule_id in found if _is_recommended(rule_id)] == [], build.warnings + build.infos


def _conf(example: Example) -> str:
    return STRICT + (RANGE if example.rule.id == "version-out-of-range" else "")


def _default_document(example: Example) -> str:
    is_of_body = "yaml" not in example.blocks or "text:" in example.blocks["yaml"]
    return OPERATION + (BODY_TABLE if is_of_body else QUERY_TABLE)


def _above(text: str) -> str:
    """Return what has to stand above a part of a document: a title, and an operation if it has none."""
    titles = {
        line[0] for line in text.splitlines() if len(line) > 2 and line == line[0] * len(line) and line[0] in "=-"
    }
    if "=" in titles:
        return ""
    is_operation = "-" in titles
    starts_operation = text.startswith(".. rest_method::")
    title, _, method = OPERATION.partition(".. rest_method::")
    if is_operation:
        return title.partition("\n\n")[0] + "\n\n"
    return title if starts_operation else title + ".. rest_method::" + method


def _is_recommended(rule_id: str) -> bool:
    rule = find_rule(rule_id)
    return rule is None or rule.preset == "recommended"


def test_every_rule_has_a_bad_and_a_good_example() -> None:
    wanted = [(rule.id, verdict) for rule in ALL_RULES for verdict in ("Bad", "Good")]
    assert [(example.rule.id, example.verdict) for example in EXAMPLES if example.blocks] == wanted
