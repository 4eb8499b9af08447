"""Each part of a page that the preview renders apart is what the whole build made of it, on real references."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from sphinx_restaction.sphinx_ext.live.draft import Draft
from sphinx_restaction.sphinx_ext.live.markup import Sections
from sphinx_restaction.sphinx_ext.live.patch import end_of
from sphinx_restaction.sphinx_ext.live.plan import Plan
from tests.corpus.builds import copy_reference, switch_extension
from tests.corpus.references import NOVA, REFERENCES
from tests.live.studio import in_fork, open_studio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_restaction.sphinx_ext.live.reading import ReadPage
    from tests.live.studio import Studio

#: Not every unit of large documents is rendered, but every so manieth.
STRIDE = 5
PLAIN: dict[str, Any] = {"html_theme": "alabaster", "restaction_checks": "off"}


class Rendered(NamedTuple):
    """A unit as it is on the page, and as it is rendered apart."""

    title: str
    shown: str
    apart: str


@pytest.fixture(
    scope="module",
    params=[pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(f"live-{one.name}")) for one in REFERENCES],
)
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Return a reference as it is previewed, with a theme that takes no time."""
    folder = tmp_path_factory.mktemp(f"live-{request.param.name}")
    source = copy_reference(request.param, folder / "reference")
    switch_extension(source)
    with open_studio(source, folder / "live", **PLAIN) as opened:
        yield opened


def test_a_unit_that_is_rendered_apart_is_what_the_page_has(studio: Studio) -> None:
    found = [one for name in studio.desk.shown.reading.pages for one in rendered(studio, name)]
    assert len(found) > 10
    assert [one.title for one in found if one.shown != one.apart] == []


def rendered(studio: Studio, name: str) -> list[Rendered]:
    """Render units of a document, as if they had changed."""
    desk, page = studio.desk, studio.desk.shown.reading.pages[name]
    numbers = [number for number, unit in enumerate(page.units.units) if not page.units.needs_whole(unit)]
    numbers = numbers[:: STRIDE if len(numbers) > STRIDE else 1]
    sections = Sections.of(studio.page(name))
    titles = {number: number for number in range(len(sections.spans))}
    found: list[Rendered] = []
    for number in numbers:
        made = Plan(replaced=[(number, number)], titles=titles)
        draft = Draft(reading=desk.shown.reading, plans={name: made}, pages={name: sections}, findings=None)
        html, _ = in_fork(partial(desk.render, draft))
        found.append(Rendered(_title(page, number), _shown(sections, page, number), html[name][number]))
    return found


def _title(page: ReadPage, number: int) -> str:
    return page.units.layout.titles[page.units.units[number].first].text


def _shown(sections: Sections, page: ReadPage, number: int) -> str:
    unit = page.units.units[number]
    return sections.html[sections.spans[unit.first].start : end_of(sections, unit)].rstrip()


@pytest.fixture
def nova(tmp_path: Path) -> Iterator[Studio]:
    """Return the largest reference as it is previewed, to be edited."""
    source = copy_reference(NOVA, tmp_path / "reference")
    switch_extension(source)
    with open_studio(source, tmp_path / "live", **PLAIN) as opened:
        yield opened


NEW = """

Brand new operation
===================

.. rest_method:: GET /brand/{new}

It has a path of its own; see `Keypairs (keypairs)`_.

Request
-------

.. rest_parameters:: parameters.yaml

   - new: keypair_name
"""
#: What edits do to a file: a pattern, and what comes in the place of its first match.
EDITS = {
    "servers.inc": (r"(\.\. rest_method::.*\n(?: .*\n)*)", r'\1\nSome more words -- and "quotes".\n'),
    "parameters.yaml": (r"(?m)^(\s+description: \|\n)(\s+)", r"\1\2More words.\n\2"),
    "os-keypairs.inc": (r"\s*\Z", NEW),
    "os-server-groups.inc": (r"(?m)^(.+)\n(=+|-+)\n\n(\.\. rest_method::)", r"\1, too\n\2=====\n\n\3"),
}


@pytest.mark.xdist_group("live-edits")
def test_edits_of_the_largest_reference_show_what_a_clean_build_shows(nova: Studio) -> None:
    for name, (pattern, replacement) in EDITS.items():
        text = (nova.source / name).read_text("utf-8")
        edited, count = re.subn(pattern, replacement, text, count=1)
        assert count == 1
        nova.edit({name: edited})
        assert [change["op"] for patch in nova.patches.values() for change in patch.changes] != []
        assert not nova.is_partial
    assert nova.differences(nova.clean()) == set()
