"""A document is made of units that hold all of it, each with the lines that make just this unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.restructured.document import read_document
from sphinx_restaction.sources.restructured.units import Units
from tests.live.notebook import FILES
from tests.live.studio import write

if TYPE_CHECKING:
    from pathlib import Path

METHOD = ".. rest_method:: GET /notes\n"
#: A group with a note and two operations, the second one with a section in it.
GROUP = f"""\
Notes
=====

Few words.

List
----

{METHOD}
Lists.

Show
----

{METHOD.replace("notes", "note")}
Request
~~~~~~~

Text.

Remarks
-------

The end.
"""


def units_of(folder: Path, text: str, files: dict[str, str] | None = None) -> Units:
    write(folder, {"index.rst": text, **(files or {})})
    library = Library(Reader(root=str(folder)))
    return Units.of(read_document("index", str(folder / "index.rst"), str(folder), library))


def names(units: Units) -> list[tuple[str, bool]]:
    """Return the title of each unit, and whether it is whole."""
    return [(units.layout.titles[unit.first].text, unit.is_whole) for unit in units.units]


def unit_texts(units: Units) -> dict[str, list[str]]:
    """Return the lines of each unit that are not blank, by its title."""
    return {
        units.layout.titles[unit.first].text: [text for text in units.text_of(unit) if text] for unit in units.units
    }


def extracted(units: Units, *numbers: int) -> list[str]:
    lines, _ = units.extract(units.units[number] for number in numbers)
    return [text for text, _ in lines if text]


def test_an_operation_is_a_unit_with_its_sections_and_each_other_section_is_one_without(tmp_path: Path) -> None:
    units = units_of(tmp_path, GROUP)
    assert names(units) == [("Notes", False), ("List", True), ("Show", True), ("Remarks", False)]
    assert unit_texts(units)["Notes"] == ["Notes", "=====", "Few words."]
    assert unit_texts(units)["Show"][-3:] == ["Request", "~~~~~~~", "Text."]


def test_units_hold_each_line_once(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    units = units_of(tmp_path, FILES["index.rst"])
    ends = [unit.end for unit in units.units]
    assert [unit.start for unit in units.units[1:]] == ends[:-1]
    assert ends[-1] == len(units.layout.lines.texts)
    assert [unit.first for unit in units.units[1:]] == [unit.last for unit in units.units[:-1]]


def test_labels_belong_to_the_section_below(tmp_path: Path) -> None:
    text = GROUP.replace("Show\n", ".. _one:\n\n.. _`two words`:\n.. _three:\n\nShow\n")
    units = units_of(tmp_path, text)
    assert unit_texts(units)["Show"][:4] == [".. _one:", ".. _`two words`:", ".. _three:", "Show"]
    assert unit_texts(units)["List"][-1] == "Lists."


def test_a_link_with_an_address_is_no_label(tmp_path: Path) -> None:
    units = units_of(tmp_path, GROUP.replace("Show\n", ".. _one: https://example.org/\n\nShow\n"))
    assert unit_texts(units)["List"][-1] == ".. _one: https://example.org/"
    assert ".. _one: https://example.org/" in units.frame


def test_a_unit_may_go_from_one_file_to_the_next(tmp_path: Path) -> None:
    files = {
        "a.inc": f"List\n----\n\n{METHOD}",
        "b.inc": "Request\n~~~~~~~\n\n.. include:: c.inc\n",
        "c.inc": "Deep.\n",
    }
    units = units_of(tmp_path, "Notes\n=====\n\n.. include:: a.inc\n.. include:: b.inc\n\nEnd\n---\n", files)
    assert names(units) == [("Notes", False), ("List", True), ("End", False)]
    assert unit_texts(units)["List"][-3:] == ["Request", "~~~~~~~", "Deep."]
    assert not any("include::" in text or "end of inclusion" in text for text in extracted(units, 0, 1, 2))
    lines, _ = units.extract(units.units)
    assert ("Deep.", (str(tmp_path / "c.inc"), 1)) in lines


def test_lines_know_where_they_come_from(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    units = units_of(tmp_path, FILES["index.rst"])
    lines, _ = units.extract(units.units)
    for text, (file, number) in lines:
        if text:
            assert FILES[file.removeprefix(f"{tmp_path}/")].splitlines()[number - 1] == text


def test_where_an_included_file_ends_makes_no_difference(tmp_path: Path) -> None:
    whole = units_of(tmp_path, GROUP)
    head, tail = GROUP.split("Show\n")
    split = units_of(tmp_path, f"{head}.. include:: tail.inc\n", {"tail.inc": f"Show\n{tail}"})
    assert names(split) == names(whole)
    assert [split.text_of(unit) for unit in split.units] == [whole.text_of(unit) for unit in whole.units]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("One.", False),
        ("`One`_ and |two|.", False),
        (".. _one: https://example.org", False),
        (".. _one:\n\nOne.", True),
        ("It is _`one`.", True),
        (".. image:: one.png\n   :name: one", True),
    ],
)
def test_names_in_a_file_that_is_included_twice_need_the_whole(tmp_path: Path, text: str, *, needed: bool) -> None:
    # docutils makes up an id for the second of a name, which depends on all that stands before.
    group = f"{GROUP}\n.. include:: text.inc\n"
    once = units_of(tmp_path, group, {"text.inc": f"First.\n\n{text}\n"})
    assert not any(map(once.needs_whole, once.units))
    twice = units_of(tmp_path, group.replace("Lists.", ".. include:: text.inc"))
    assert [twice.needs_whole(unit) for unit in twice.units] == [False, needed, False, needed]


def test_what_stands_in_two_places_is_in_two_units(tmp_path: Path) -> None:
    both = f"{GROUP}\n.. include:: text.inc\n".replace("Lists.", ".. include:: text.inc")
    units = units_of(tmp_path, both, {"text.inc": "One.\n\nTwo.\n"})
    one, two = Location(str(tmp_path / "text.inc"), 1), Location(str(tmp_path / "text.inc"), 3)
    assert units.numbers_of([one, two, one, two]) == [1, 1, 3, 3]
    assert units.numbers_of([two, two, two, two]) == [1, 1, 3, 3]
    assert units.numbers_of([one, Location("elsewhere.rst", 1)]) == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        ".. rest_expand_all::",
        ".. contents::",
        ".. toctree::",
        "- .. contents::",
        ".. [#] A footnote",
        ".. [#name] A footnote",
        ".. [Name] A citation",
        "See [#]_ or",
        "See this. [*]_",
    ],
)
def test_what_shows_something_of_the_whole_needs_it(tmp_path: Path, text: str) -> None:
    units = units_of(tmp_path, GROUP.replace("Lists.", text))
    assert [units.needs_whole(unit) for unit in units.units] == [False, True, False, False]


@pytest.mark.parametrize("text", ["See [#name]_.", "``[1]``", ".. note:: Contents", "a list[*]", ".. a comment"])
def test_other_text_does_not(tmp_path: Path, text: str) -> None:
    units = units_of(tmp_path, GROUP.replace("Lists.", text))
    assert not any(map(units.needs_whole, units.units))


def test_what_any_part_may_refer_to_stands_above_each_unit(tmp_path: Path) -> None:
    definitions = ".. |name| replace:: text\n   that goes on\n\n   and on\n.. [#note] A note\n"
    units = units_of(tmp_path, f"{GROUP}\n{definitions}")
    lines = [".. |name| replace:: text", "   that goes on", "   and on", ".. [#note] A note"]
    assert extracted(units, 1) == [*lines, "Notes", "=====", "List", "----", METHOD.strip(), "Lists."]
    assert set(lines) <= set(units.frame)
    # It stands in the last unit, and there just once.
    assert extracted(units, 3) == ["Notes", "=====", "Remarks", "-------", "The end.", *lines]


def test_the_titles_above_stand_there_once(tmp_path: Path) -> None:
    units = units_of(tmp_path, GROUP)
    lines, titles = units.extract([units.units[1], units.units[2]])
    assert titles == [0, 1, 2, 3]
    assert [text for text, _ in lines if text][:4] == ["Notes", "=====", "List", "----"]
    assert [text for text, _ in lines].count("Notes") == 1
    assert "Few words." not in [text for text, _ in lines]


def test_a_title_in_a_directive_makes_no_unit(tmp_path: Path) -> None:
    text = "Lists.\n\n.. container::\n\n   Inner\n   -----\n\n   Text.\n\n   .. note::\n\n      More\n      ~~~~"
    units = units_of(tmp_path, GROUP.replace("Lists.", text))
    assert names(units) == names(units_of(tmp_path, GROUP))


def test_an_operation_in_a_directive_makes_its_section_whole(tmp_path: Path) -> None:
    units = units_of(tmp_path, GROUP.replace("The end.", f".. container::\n\n   {METHOD}"))
    assert names(units)[-1] == ("Remarks", True)


@pytest.mark.parametrize("text", ["", "\n\n", "Just text.\n", f"{METHOD}\nText.\n"])
def test_a_document_without_titles_has_no_units(tmp_path: Path, text: str) -> None:
    units = units_of(tmp_path, text)
    assert units.units == ()
    assert [line for line in units.frame if line] == [line for line in text.splitlines() if line]


def test_text_above_the_first_title_counts_for_all(tmp_path: Path) -> None:
    assert "Above." in units_of(tmp_path, f"Above.\n\n{GROUP}").frame
    assert "Few words." not in units_of(tmp_path, GROUP).frame


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n", "\r"), ("\n\n", "\n \t\n"), ("words.", "words. ")])
def test_line_ends_and_blanks_make_no_difference(tmp_path: Path, change: tuple[str, str]) -> None:
    plain, other = units_of(tmp_path, GROUP), units_of(tmp_path, GROUP.replace(*change))
    assert [other.text_of(unit) for unit in other.units] == [plain.text_of(unit) for unit in plain.units]
    assert other.units == plain.units


def test_tabs_are_blanks(tmp_path: Path) -> None:
    units = units_of(tmp_path, GROUP.replace("Few words.", "Few\twords::\n\n\tmore"))
    assert unit_texts(units)["Notes"][2:] == ["Few     words::", "        more"]


def test_a_title_may_be_overlined(tmp_path: Path) -> None:
    units = units_of(tmp_path, f"=====\nNotes\n=====\n\n{GROUP.replace('Notes', 'Inner')}")
    assert names(units)[:2] == [("Notes", False), ("Inner", False)]
    assert units.styles == ["==", "=", "-", "~"]
    assert extracted(units, 2)[:7] == ["=====", "Notes", "=====", "Inner", "=====", "List", "----"]
