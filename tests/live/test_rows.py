"""A text that many rows show is rendered once, and the pages are those of a clean build all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.sphinx_ext.live.desk import BrokenError
from sphinx_restaction.sphinx_ext.live.draft import has_repeated_ids
from tests.live.studio import open_studio
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.live.studio import Studio

CONF = 'extensions = ["sphinx_restaction"]\nhtml_theme = "basic"\nrestaction_checks = "off"\ntemplates_path = ["own"]\n'


def operation(number: int, *rows: str, more: str = "") -> str:
    lines = "".join(f"   - {row}\n" for row in rows)
    return f"""\
Operation {number}
-----------

.. rest_method:: GET /operations/{number}

Does {number}.

.. rest_status_code:: success http-status.yaml

   - 200

.. rest_status_code:: error http-status.yaml

   - 404: gone
   - 409

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

{lines}
{more}"""


def definition(key: str, text: str, **fields: str) -> str:
    more = "".join(f"  {name}: {value}\n" for name, value in fields.items())
    return f'{key}:\n  in: body\n  type: string\n  required: true\n  description: "{text}"\n{more}'


#: Five operations have the same row of `id`; in the sixth it is a member of another row, and has another class.
PLAIN = [operation(number, "id: id", "name: name") for number in range(1, 6)]
MEMBER = operation(6, "thing: thing", "thing.id: id")
RESPONSE = """\
Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - thing: thing

.. literalinclude:: sample.json
   :language: json
"""
OTHER = operation(7, "name: name", more=RESPONSE)
FILES = {
    "index.rst": "Things\n======\n\n" + "\n".join([*PLAIN, MEMBER, OTHER]),
    "parameters.yaml": definition("id", "The id.") + definition("name", "The name.") + definition("thing", "The id."),
    "sample.json": '{"thing": "one"}\n',
    "http-status.yaml": (
        "200:\n  default: All is well.\n404:\n  default: Not there.\n  gone: Gone.\n409:\n  default: In use.\n"
    ),
}


def describe(old: str, new: str, name: str = "parameters.yaml") -> dict[str, str]:
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new, 1)}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("rows")
    with open_studio(Project.create(folder / "repository", FILES, CONF).source, folder / "live") as studio:
        yield studio


@pytest.fixture
def studio(opened: Studio) -> Studio:
    """Return the reference as it is at first."""
    opened.start_again(FILES)
    return opened


def ops(studio: Studio) -> list[str]:
    return [change["op"] for patch in studio.patches.values() for change in patch.changes]


@pytest.mark.parametrize(
    ("edit", "changed", "rendered"),
    [
        # The row is one of five, or a member of another one.
        (describe("The id.", "An *id*, see ``it`` -- or 'that'."), 6, 2),
        (describe("The name.", "A list:\\n\\n- one\\n- two\\n"), 6, 1),
        (describe("The name.", ""), 6, 1),
        # Of two that look the same only one has changed.
        (describe("The id.", "Two.\\n\\nParagraphs."), 6, 2),
        (describe("Gone.", "It is gone.", "http-status.yaml"), 7, 1),
        # The usual text of this code is in no row.
        (describe("Not there.", "Nowhere.", "http-status.yaml"), 0, 0),
        (describe("All is well.", "Well.", "http-status.yaml") | describe("The name.", "A name."), 7, 1),
        (describe("The id.", "An id.") | describe("In use.", "Taken.", "http-status.yaml"), 7, 2),
        # What needs more than rows.
        (describe("The id.", "An id.") | {"index.rst": FILES["index.rst"].replace("Does 1", "Is 1")}, 6, 3),
        (describe("type: string", "type: integer"), 6, 6),
        # Ids in a description stay with the first row.
        (describe("The name.", "A _`goner`."), 6, 6),
        # Tables in a table.
        (describe("The name.", "A grid:\\n\\n=  =\\na  b\\n=  =\\n"), 6, 6),
    ],
)
def test_each_row_is_rendered_once(studio: Studio, edit: dict[str, str], changed: int, rendered: int) -> None:
    studio.edit(edit)
    assert (len(ops(studio)), len(studio.rendered)) == (changed, rendered)
    assert studio.pages() == studio.clean()
    studio.edit({name: FILES[name] for name in edit})
    assert studio.pages() == studio.clean()


def test_a_browser_is_sent_rows_alone(studio: Studio) -> None:
    studio.edit(describe("The name.", "A name."))
    assert ops(studio) == ["rows"] * 6
    (patch,) = studio.patches.values()
    rows = [change["rows"] for change in patch.changes]
    assert [[(table, row) for table, row, _ in found] for found in rows] == [[(2, 1)]] * 5 + [[(2, 0)]]
    assert all("A name." in html and " id=" not in html for found in rows for _, _, html in found)


def test_a_row_that_only_some_units_show_is_not_put_into_others(studio: Studio) -> None:
    text = FILES["index.rst"].replace("   - name: name\n", "   - name: name\n   - note: name\n", 2)
    studio.edit({"index.rst": text})
    studio.edit(describe("The name.", "A name."))
    assert len(studio.rendered) == 2
    assert studio.pages() == studio.clean()


def test_a_table_that_is_left_out_is_no_other(studio: Studio) -> None:
    """Where the page lacks a table, none is taken for it, even if it looks the same."""
    hidden = ".. only:: never\n\n   .. rest_parameters:: parameters.yaml\n\n      - it: id\n\n"
    text = FILES["index.rst"].replace("Does 1.\n", f"Does 1.\n\n{hidden}").replace("- id: id", "- it: thing", 1)
    studio.edit({"index.rst": text})
    studio.edit(describe("The id.", "An id."))
    assert studio.pages() == studio.clean()


def test_own_templates_may_draw_rows_as_they_like(tmp_path: Path) -> None:
    template = (
        '<table class="rest-parameters">\n<tbody>\n{% for row, description, branch in rows %}\n'
        "<tr><td>{{ description }}</td></tr>\n{% endfor %}\n</tbody>\n</table>\n"
    )
    files = FILES | {"own/restaction/parameters.html": template}
    with open_studio(Project.create(tmp_path / "repository", files, CONF).source, tmp_path / "live") as studio:
        studio.edit(describe("The name.", "A name."))
        assert len(studio.rendered) == 6
        assert studio.pages() == studio.clean()


def test_findings_in_pages_need_all_documents(tmp_path: Path) -> None:
    conf = CONF.replace('"off"', '"recommended"') + "restaction_show_findings = True\n"
    with open_studio(Project.create(tmp_path / "repository", FILES, conf).source, tmp_path / "live") as studio:
        studio.edit(describe("The name.", "A name."))
        assert len(studio.rendered) < 6
        assert studio.pages() == studio.clean()
        # A definition that nothing says anything of is found where it is used.
        studio.edit(describe("The name.", ""))
        assert studio.pages() == studio.clean()


def test_a_catalogue_is_shown_before_documents_are_read(studio: Studio) -> None:
    desk = studio.desk
    for edit, is_early in (
        (describe("The name.", "A name."), True),
        (describe("Gone.", "Gone!", "http-status.yaml"), True),
        ({"index.rst": FILES["index.rst"].replace("Does 1", "Is 1")}, False),
    ):
        for name, text in edit.items():
            (studio.source / name).write_text(text, "utf-8")
        desk.forget(str(studio.source / name) for name in edit)
        draft = desk.draft()
        assert draft.is_early == is_early
        studio.edit({})
        assert studio.pages() == studio.clean()


def test_what_could_not_be_shown_is_not_passed_over(studio: Studio) -> None:
    """A broken file is looked at again with each change, whatever that is in."""
    with pytest.raises(BrokenError):
        studio.edit({"sample.json": "{"})
    with pytest.raises(BrokenError):
        studio.edit(describe("The name.", "A name."))
    studio.edit({"sample.json": '{"thing": "two"}\n'})
    assert studio.pages() == studio.clean()


def test_a_broken_catalogue_leaves_the_last_good_page(studio: Studio) -> None:
    before = studio.pages()
    with pytest.raises(BrokenError):
        studio.edit({"parameters.yaml": FILES["parameters.yaml"].replace('The name."', "The name.")})
    assert studio.pages() == before
    studio.edit(describe("The name.", "A name."))
    assert studio.pages() == studio.clean()


def test_units_that_were_rendered_apart_may_have_one_id() -> None:
    assert not has_repeated_ids({"a": {1: '<p id="x">', 2: '<p id="y"><p id="z">'}, "b": {1: '<p id="x">'}})
    assert has_repeated_ids({"a": {1: '<p id="x">', 2: '<p id="y"><p id="x">'}})
