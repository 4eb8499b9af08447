"""What an edit shows is what a clean build of the edited sources shows, whatever the edit and the project.

What only a build of the whole can show is left out, and comes with the exact build that follows each edit: the table of
contents and what else stands outside of sections; overviews and footnotes, which tell of all sections; and links whose
target, in another operation, has got another title or is gone (`SHOWN_LATER`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import lxml.html
import pytest

from sphinx_restaction.sphinx_ext.live.desk import BrokenError, WholeNeededError
from tests.live.browser import changed, markup, outline
from tests.live.edits import ALL, BROKEN, OTHER_SECTIONS, SAME_SECTIONS, WHOLE
from tests.live.notebook import CONF, FILES
from tests.live.studio import in_fork, open_studio, write
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tests.live.edits import Edit
    from tests.live.studio import Studio

#: Ways to build the reference: what conf.py has more, and the builder.
WAYS = {
    "plain": ("", "html"),
    "findings": ('restaction_show_findings = True\nrestaction_checks = "recommended"\n', "html"),
    "german": ('language = "de"\nhtml_theme = "alabaster"\nrestaction_snippets = False\n', "dirhtml"),
    "version": ('restaction_microversion = "2.6"\nrestaction_max_microversion = "2.9"\n', "html"),
}
#: What is tried in all ways; the plain one has all edits.
SOME = (
    "word with quotes",
    "description of many",
    "description with a link",
    "status text",
    "word, in two places",
    "sample, in two places",
    "description, in two places",
    "sample of a version",
    "row of no key",
    "min_version",
    "other kind of codes",
    "equal addresses",
    "heading that is taken",
    "label",
    "paragraph of a group",
    "two documents",
    "new operation, middle",
    "removed operation, last",
    "swapped and changed",
    "moved to another document",
)
CASES = [*(("plain", name) for name in ALL), *((way, name) for way in WAYS if way != "plain" for name in SOME)]
#: The titles of sections with links that show what an edit has changed elsewhere.
SHOWN_LATER = {
    "heading that is taken": {"Notebook API"},
    "heading as behind": {"Notebook API", "Other things"},
    # The first table of its kind has an id of its own, too.
    "removed operation, first": {"Notebook API", "Pin a note", "Other things", "Response codes"},
    "removed operation, middle": {"List notes"},
}
#: Edits of `SAME_SECTIONS` after which docutils counts other ids: there are more or fewer.
COUNTED = {
    "footnote",
    "wrong markup",
    "heading that is taken",
    "heading as above",
    "heading as behind",
    "heading of a table",
}
#: Edits of what shows something of the whole document, which wait for the exact build.
PARTIAL = {"paragraph of the last section"}


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Return the reference, built in one of the ways."""
    conf, builder = WAYS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    project = Project.create(folder / "repository", FILES, CONF + conf)
    with open_studio(project.source, folder / "live", builder) as studio:
        yield studio


@pytest.fixture
def studio(opened: Studio) -> Studio:
    """Return the reference as it is at first."""
    opened.start_again(FILES)
    return opened


def cases(*groups: dict[str, Edit], ways: Collection[str] = frozenset(WAYS)) -> pytest.MarkDecorator:
    """Try the edits of *groups*, each in those of its *ways*."""
    names = {name for group in groups for name in group}
    found = [pytest.param(way, name, id=f"{way}-{name}") for way, name in CASES if name in names and way in ways]
    return pytest.mark.parametrize(("opened", "name"), found, indirect=["opened"], scope="module")


@cases(SAME_SECTIONS, OTHER_SECTIONS)
def test_an_edit_shows_what_a_clean_build_shows(studio: Studio, name: str) -> None:
    before = studio.pages()
    studio.edit(ALL[name])
    exact = name in SAME_SECTIONS and name not in COUNTED
    assert studio.differences(studio.clean(), exact=exact) == SHOWN_LATER.get(name, set())
    assert studio.is_partial == (name in PARTIAL)
    for document, html in before.items():
        patch = studio.patches.get(studio.build.page_of(document))
        page, wanted = (
            changed(html, patch.changes if patch else ()),
            lxml.html.document_fromstring(studio.page(document)),
        )
        assert outline(page) == outline(wanted)
        assert markup(page) == markup(wanted)


@cases(SAME_SECTIONS, OTHER_SECTIONS, ways={"plain"})
def test_an_edit_that_is_undone_shows_what_was_there(studio: Studio, name: str) -> None:
    before = studio.pages()
    studio.edit(ALL[name])
    studio.edit({file: FILES[file] for file in ALL[name]})
    assert studio.differences(before, exact=name in SAME_SECTIONS and name not in COUNTED) == set()


@cases(WHOLE)
def test_only_what_concerns_all_needs_a_build_of_the_whole(studio: Studio, name: str) -> None:
    before = studio.pages()
    with pytest.raises(WholeNeededError):
        studio.edit(ALL[name])
    assert studio.pages() == before


@cases(BROKEN)
def test_a_broken_file_leaves_the_last_good_page(studio: Studio, name: str) -> None:
    before = studio.pages()
    with pytest.raises(BrokenError) as caught:
        studio.edit(ALL[name])
    (warned,) = caught.value.args
    (file,) = ALL[name]
    assert (warned.file, warned.severity) == (str(studio.source / file), "error")
    assert warned.line > 0
    assert studio.pages() == before
    studio.edit({file: FILES[file]})
    assert studio.pages() == before


@pytest.mark.parametrize("opened", ["plain"], indirect=True, scope="module")
def test_a_link_to_what_an_edit_has_brought_is_no_error(studio: Studio) -> None:
    edited = ALL["new operation, middle"]["notes.inc"]
    studio.edit({"notes.inc": edited})
    with pytest.raises(WholeNeededError):
        studio.edit({"notes.inc": edited.replace("Creates one note", "Unlike `Burn a note`_ this creates one note")})


@pytest.mark.parametrize("opened", ["plain"], indirect=True, scope="module")
def test_units_may_be_rendered_in_several_processes(studio: Studio) -> None:
    edit = {**ALL["description of many"], **ALL["two files"], **ALL["status text"]}
    write(studio.source, edit)
    studio.desk.forget(str(studio.source / name) for name in edit)
    draft = studio.desk.draft()
    (made,) = draft.plans.values()
    assert len(made.rendered) > 3
    whole, _ = in_fork(partial(studio.desk.render, draft))
    units = draft.all
    shares = [in_fork(partial(studio.desk.render, draft, units[share::3]))[0]["index"] for share in range(3)]
    assert {number: html for share in shares for number, html in share.items()} == whole["index"]


def test_a_document_that_is_split_needs_the_whole(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "repository", FILES, CONF + 'restaction_split = "group"\n')
    with open_studio(project.source, tmp_path / "live") as split, pytest.raises(WholeNeededError):
        split.edit(ALL["word"])
