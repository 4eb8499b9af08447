"""A plan names the units that an edit changes, and no others; what can't be told needs the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sphinx_ext.live.plan import plan
from sphinx_restaction.sphinx_ext.live.reading import read
from tests.live.studio import write

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_restaction.sphinx_ext.live.plan import Plan


def operation(title: str, line: str = "-") -> str:
    return f"{title}\n{line * len(title)}\n\n.. rest_method:: GET /{title}\n\nAbout {title}.\n\n"


def group(title: str, *parts: str) -> str:
    return f"{title}\n{'=' * len(title)}\n\nIn {title}.\n\n{''.join(parts)}"


A, B, C, D = map(operation, "ABCD")
SECTION = "Text\n----\n\nJust this.\n\n"


def planned(folder: Path, old: str, new: str, files: dict[str, str] | None = None) -> Plan | None:
    """Return the plan from the text *old* to *new*; *files* come with the new one."""
    library = Library(Reader(root=str(folder)))
    readings = []
    for changed in ({"conf.py": "", "index.rst": old}, {"index.rst": new, **(files or {})}):
        write(folder, changed)
        library.forget({str(folder / name) for name in changed})
        readings.append(read(str(folder), str(folder), library).pages["index"])
    return plan(*readings)


def test_nothing_that_changes_is_no_plan(tmp_path: Path) -> None:
    text = group("One", A, B)
    assert not planned(tmp_path, text, text)
    assert not planned(tmp_path, text, text.replace("\n\n\n", "\n\n\n\n"))


@pytest.mark.parametrize(
    ("old", "new", "replaced"),
    [
        ("About B", "Of B", [(2, 2)]),
        ("In One", "About One", [(0, 0)]),
        ("GET /A", "PUT /A", [(1, 1)]),
        ("B\n-", "Bee\n---", [(2, 2)]),
        ("A\n-", ".. _a:\n\nA\n-", [(1, 1)]),
        ("About A.", "About A.\n\nMore\n~~~~\n\nText.", [(1, 1)]),
        ("Just this", "This", [(3, 3)]),
    ],
)
def test_what_changes_is_replaced(tmp_path: Path, old: str, new: str, replaced: list[tuple[int, int]]) -> None:
    text = group("One", A, B, SECTION)
    made = planned(tmp_path, text, text.replace(old, new))
    assert made is not None
    assert (made.replaced, made.removed, made.inserted, made.is_partial) == (replaced, [], [], False)
    assert made.rendered == [new for _, new in replaced]


@pytest.mark.parametrize(
    ("new", "removed", "inserted"),
    [
        (group("One", D, A, B, C), [], [(1, 0)]),
        (group("One", A, D, B, C), [], [(2, 1)]),
        (group("One", A, B, C, D), [], [(4, 3)]),
        (group("One", A, B, C) + operation("D", "="), [], [(4, 3)]),
        (group("One", B, C), [1], []),
        (group("One", A, B), [3], []),
        (group("One"), [1, 2, 3], []),
        (group("One", B, A, C), [2], [(1, 0)]),
    ],
)
def test_operations_come_and_go(tmp_path: Path, new: str, removed: list[int], inserted: list[tuple[int, int]]) -> None:
    made = planned(tmp_path, group("One", A, B, C), new)
    assert made is not None
    if not made.removed or made.removed == removed:
        assert (made.removed, made.inserted) == (removed, inserted)
    else:
        # Of two that are swapped either one may be what moves.
        assert (made.removed, made.inserted) == ([1], [(2, 2)])
    assert made.replaced == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Groups and other sections come and go.
        (group("One", A), group("One", A) + group("Two", B)),
        (group("One", A) + group("Two", B), group("One", A)),
        (group("One", A), group("One", A, SECTION)),
        (group("One", A, SECTION), group("One", A)),
        # A section is an operation, or no longer.
        (group("One", A, SECTION), group("One", A, SECTION.replace("Just", ".. rest_method:: GET /t\n\nJust"))),
        (group("One", A), group("One", A.replace(".. rest_method::", ".. a comment:"))),
        # Titles, and what can be referred to from everywhere.
        (group("One", A), group("One", A).replace("===", "***")),
        (group("One", A), group("One", A, ".. |name| replace:: text\n")),
        (group("One", A), group("One", A, ".. [#f] A footnote\n")),
        (group("One", A), group("One", A, ".. _name: https://example.org/\n")),
        ("Text.\n\n" + group("One", A), "Texts.\n\n" + group("One", A)),
        # The first one has nothing before it that it could stand behind.
        (operation("A", "="), operation("B", "=") + operation("A", "=")),
        ("Text.\n", "Texts.\n"),
    ],
)
def test_what_concerns_all_needs_the_whole(tmp_path: Path, old: str, new: str) -> None:
    assert planned(tmp_path, old, new) is None
    assert planned(tmp_path, old, old) is not None


def test_what_can_only_be_shown_by_the_whole_is_left_out(tmp_path: Path) -> None:
    text = group("One", A, B).replace("In One.", ".. rest_expand_all::\n\nIn One.")
    made = planned(tmp_path, text, text.replace("In One", "About One").replace("About B", "Of B"))
    assert made is not None
    assert (made.replaced, made.is_partial) == ([(2, 2)], True)


def test_what_can_only_be_shown_by_the_whole_is_not_put_in(tmp_path: Path) -> None:
    with_contents = C.replace("About", ".. contents::\n\nAbout")
    assert planned(tmp_path, group("One", A, B), group("One", A, with_contents, B)) is None


TABLE = "About B.\n\n.. rest_parameters:: p.yaml\n\n   - id: id\n\n"
CODES = "About B.\n\n.. rest_status_code:: error s.yaml\n\n   - 404\n\n"
SAMPLE = "About B.\n\n.. literalinclude:: s.json\n\n"


@pytest.mark.parametrize(
    ("text", "name", "old", "new", "unused"),
    [
        (
            TABLE,
            "p.yaml",
            "id:\n  in: body\n  type: a\nno:\n  type: a\n",
            ("  type: a\nno", "  type: b\nno"),
            ("no:\n  type: a", "no:\n  type: b"),
        ),
        (
            CODES,
            "s.yaml",
            "404:\n  default: a\n409:\n  default: a\n",
            ("404:\n  default: a", "404:\n  default: b"),
            ("409:\n  default: a", "409:\n  default: b"),
        ),
        (SAMPLE, "s.json", "{}\n", ("{}", "[]"), ("", "")),
    ],
)
def test_a_unit_changes_with_what_it_shows_of_other_files(  # a case has many parts
    tmp_path: Path, text: str, name: str, old: str, new: tuple[str, str], unused: tuple[str, str]
) -> None:
    write(tmp_path, {name: old})
    page = group("One", A, B, C).replace("About B.\n\n", text)
    assert not planned(tmp_path, page, page, {name: old.replace(*unused)})
    write(tmp_path, {name: old})
    made = planned(tmp_path, page, page, {name: old.replace(*new)})
    assert made is not None
    assert made.replaced == [(2, 2)]


def test_titles_are_known_by_those_that_they_had(tmp_path: Path) -> None:
    made = planned(tmp_path, group("One", A, B, C), group("One", D, A.replace("About", "Of"), B, C))
    assert made is not None
    assert made.titles[0] == 0
    assert (made.titles[3], made.titles[4]) == (2, 3)
