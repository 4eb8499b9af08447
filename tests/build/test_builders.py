"""Every builder of Sphinx writes our own reference, and none loses anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.corpus.extraction import facts, lost
from tests.corpus.facts import Operation, Sample, Table
from tests.corpus.source import Source
from tests.outputs import HTML_BUILDERS, WHOLE_BUILDERS, read_output, squeeze
from tests.project import OPERATION, Project, own_reference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.facts import Content

OTHERS = ("dummy", "gettext", "changes")
CONF = """
man_pages = [("index", "reference", "Server actions", "", "1")]
version = "1"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Project:
    """Return a copy of our own reference."""
    project = own_reference(tmp_path_factory.mktemp("own"), repository)
    project.write("conf.py", (project.source / "conf.py").read_text("utf-8") + CONF)
    return project


@pytest.fixture(scope="module")
def contents(project: Project) -> list[Content]:
    """Return what the source says, as a reader finds it that shares no code with the extension."""
    return list(Source(project.source).contents())


@pytest.mark.parametrize("builder", WHOLE_BUILDERS)
def test_a_builder_loses_nothing(project: Project, contents: list[Content], builder: str) -> None:
    build = project.build(builder, out=builder)
    assert build.warnings == []
    assert lost(facts(contents, builder), read_output(builder, build.outdir)) == []


def test_what_is_expected_is_all_that_the_reference_has(project: Project, contents: list[Content]) -> None:
    operations = project.build("dummy", out="dummy").operations()
    titles = [content.title for content in contents if isinstance(content, Operation)]
    assert titles == [operation.title for operation in operations]
    rows = [row.name for content in contents if isinstance(content, Table) for row in content.rows]
    parameters = [row.name for operation in operations for table in operation.tables for row in table.parameters]
    assert sorted(row for row in rows if not row.isdigit()) == sorted(parameters)
    samples = [content for content in contents if isinstance(content, Sample)]
    assert len(samples) == sum(len(operation.examples) for operation in operations)


def test_what_is_lost_is_found_out(project: Project, contents: list[Content]) -> None:
    """The test above can fail: without any one of the facts, the text does not hold them all."""
    wanted = list(facts(contents, "text"))
    text = read_output("text", project.build("text", out="text").outdir)
    for number, fact in enumerate(wanted):
        if not fact.head:
            continue
        start = text.index(fact.head, len("".join(other.head for other in wanted[:number])))
        assert lost(wanted, text[:start] + text[start + len(fact.head) :]) or fact.is_title, fact


@pytest.mark.parametrize("builder", OTHERS)
def test_other_builders_do_not_fail(project: Project, builder: str) -> None:
    assert project.build(builder, out=builder).warnings == []


def test_links_are_checked(project: Project) -> None:
    """There is no network here; so the links that would need one are left out."""
    build = project.build("linkcheck", out="linkcheck", overrides={"linkcheck_ignore": ["https?://.*"]})
    assert build.warnings == []
    links = [json.loads(line) for line in build.text("output.json").splitlines()]
    # This one stands in a description of the catalogue.
    assert any(link["uri"].startswith("https://docs.openstack.org/nova/") for link in links)
    assert {link["status"] for link in links} == {"ignored"}


TWO_OPERATIONS = """\
.. rest_parameters:: parameters.yaml

   - limit: limit

Response
^^^^^^^^

Nothing.

.. _second:

Second
------

.. rest_method:: POST /notes

See `second`_.
"""
CATALOGUE = "limit:\n  description: |\n    How many.\n  in: query\n  type: integer\n  min_version: 2.5\n"


def test_a_target_before_an_operation_stays_before_it(make_project: Callable[..., Project]) -> None:
    """What versions changed comes between the end of an operation and the target of the next."""
    project = make_project({"index.rst": OPERATION + TWO_OPERATIONS, "parameters.yaml": CATALOGUE})
    text = project.build("latex").text("projectnamenotset.tex")
    assert text.count(r"\label{\detokenize{index:second}}") == 1
    assert text.index("Changed in") < text.index(r"{\detokenize{index:second}}") < text.index("POST")


def test_latex_puts_the_facts_of_a_row_behind_its_name(make_project: Callable[..., Project]) -> None:
    project = make_project({"index.rst": OPERATION + TWO_OPERATIONS, "parameters.yaml": CATALOGUE})
    text = project.build("latex").text("projectnamenotset.tex")
    assert r"\sphinxcode{\sphinxupquote{limit}} (\sphinxstyleemphasis{query, integer, optional})" in text


RELEASES = {"restaction_min_microversion": "2.1", "restaction_release_microversions": {"2.5": "ada", "2.9": "bell"}}
SAMPLE = """\
Response
^^^^^^^^

**Example**

.. literalinclude:: samples/v2.5/notes.json
   :language: javascript
"""


@pytest.mark.parametrize("builder", [name for name in WHOLE_BUILDERS if name not in HTML_BUILDERS])
def test_versions_of_releases_and_samples_are_written(make_project: Callable[..., Project], builder: str) -> None:
    text = f"{OPERATION}.. rest_expand_all::\n\n{SAMPLE}"
    project = make_project({"index.rst": text, "samples/v2.5/notes.json": '{"note": 1}'})
    conf = {"man_pages": [("index", "notes", "Notes", "", 1)]}
    build = project.build(builder, overrides={**RELEASES, **conf})
    text = read_output(builder, build.outdir)
    assert squeeze("Microversions from 2.1 (Ada: 2.5, Bell: 2.9)") in text
    assert squeeze("Example Microversion 2.5 note 1") in text
