"""The text of a patched page and what a browser makes of its changes are the same page, and the one that was wanted.

The pages here are made by hand, so that every way in which sections can move and swap ids is tried; that real pages are
so is what `test_edits` sees.
"""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import lxml.html
import pytest

from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sphinx_ext.live.markup import Sections
from sphinx_restaction.sphinx_ext.live.patch import Patch, cut, make_patch
from sphinx_restaction.sphinx_ext.live.plan import plan
from sphinx_restaction.sphinx_ext.live.reading import read
from tests.live.browser import changed, markup
from tests.live.studio import write

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_restaction.sphinx_ext.live.reading import ReadPage

#: A group: its title, and its operations, each a title and a text.
Group = tuple[str, list[tuple[str, str]]]


def source(groups: list[Group]) -> str:
    parts = []
    for title, operations in groups:
        parts.append(f"{title}\n{'=' * len(title)}\n")
        parts += (f"{name}\n{'-' * len(name)}\n\n.. rest_method:: GET /{name}\n\n{text}\n" for name, text in operations)
    return "\n".join(parts)


def page(groups: list[Group]) -> str:
    """Return a page as it would be built, with ids that are the titles."""
    parts = ["<body><h1>Page</h1>"]
    for title, operations in groups:
        parts.append(f'<section id="{title}">\n<h1>{title}</h1>')
        parts += (drawn(name, text) for name, text in operations)
        parts.append("</section>")
    return "\n".join([*parts, "</body>"])


def drawn(name: str, text: str) -> str:
    return f'<section id="{name}">\n<h2>{name}</h2><p>{text}</p>\n</section>'


def readings(folder: Path, *texts: str) -> list[ReadPage]:
    found = []
    for text in texts:
        write(folder, {"conf.py": "", "index.rst": text})
        found.append(read(str(folder), str(folder), Library(Reader(root=str(folder)))).pages["index"])
    return found


def patched(folder: Path, old: list[Group], new: list[Group]) -> Patch:
    """Return the patch of the page of *old* that makes it the one of *new*."""
    before, after = readings(folder, source(old), source(new))
    made = plan(before, after)
    assert made is not None
    wanted = page(new)
    numbers = [(number, after.units.units[number]) for number in made.rendered]
    rendered = cut(wanted, list(range(len(after.units.layout.titles))), numbers)
    return make_patch(Sections.of(page(old)), before, after, made, rendered)


def check(folder: Path, old: list[Group], new: list[Group]) -> Patch:
    patch = patched(folder, old, new)
    assert patch.html == page(new)
    assert markup(changed(page(old), patch.changes)) == markup(lxml.html.document_fromstring(page(new)))
    return patch


OLD: list[Group] = [("One", [("a", "1"), ("b", "2"), ("c", "3")]), ("Two", [("d", "4")]), ("Three", [])]


def with_first(*operations: tuple[str, str]) -> list[Group]:
    return [("One", list(operations)), *OLD[1:]]


@pytest.mark.parametrize(
    ("new", "ops"),
    [
        (with_first(("a", "1"), ("b", "two"), ("c", "3")), ["replace"]),
        (with_first(("a", "1"), ("new", "2"), ("c", "3")), ["replace"]),
        (with_first(("a", "1"), ("c", "3")), ["remove"]),
        (with_first(), ["remove", "remove", "remove"]),
        (with_first(("x", "0"), ("a", "1"), ("b", "2"), ("c", "3")), ["insert"]),
        (with_first(("a", "1"), ("b", "2"), ("c", "3"), ("x", "0"), ("y", "0")), ["insert", "insert"]),
        # A name goes from one to the other, so that an id would tell the wrong one for a moment.
        (with_first(("b", "one"), ("a", "two"), ("c", "3")), ["remove", "remove", "insert", "insert"]),
        (with_first(("b", "one"), ("c", "two"), ("a", "three")), ["remove"] * 3 + ["insert"] * 3),
        ([*OLD[:2], ("Four", [])], ["head"]),
        ([*OLD[:2], ("Three", [("x", "0")])], ["insert"]),
    ],
)
def test_a_browser_gets_to_the_page_that_was_built(tmp_path: Path, new: list[Group], ops: list[str]) -> None:
    assert [change["op"] for change in check(tmp_path, OLD, new).changes] == ops


def test_operations_may_take_any_order(tmp_path: Path) -> None:
    operations = OLD[0][1]
    for order in permutations(operations):
        check(tmp_path, OLD, with_first(*order))


def test_operations_may_come_and_go_and_move_and_swap_names(tmp_path: Path) -> None:
    randomness = random.Random(5)  # noqa: S311  # no secret
    names = "abcdefghij"
    shown = OLD
    for _ in range(60):
        new: list[Group] = [(title, []) for title, _ in shown]
        for name in randomness.sample(names, randomness.randrange(2, 8)):
            randomness.choice(new)[1].append((name, randomness.choice("123")))
        check(tmp_path, shown, new)
        shown = new


def test_what_looks_the_same_is_no_change(tmp_path: Path) -> None:
    before, after = readings(tmp_path, source(OLD), source(with_first(("a", "1"), ("b", "two"), ("c", "3"))))
    made = plan(before, after)
    assert made is not None
    patch = make_patch(Sections.of(page(OLD)), before, after, made, {2: drawn("b", "2")})
    assert (patch.changes, patch.html) == ([], page(OLD))


def test_groups_that_swap_names_can_not_be_told_apart(tmp_path: Path) -> None:
    old: list[Group] = [("One", [("a", "1")]), ("Two", [("b", "2")])]
    with pytest.raises(ValueError, match="group"):
        patched(tmp_path, old, [("Two", [("a", "1")]), ("One", [("b", "2")])])


def test_a_fragment_with_other_sections_is_refused(tmp_path: Path) -> None:
    (read_page,) = readings(tmp_path, source(OLD))
    with pytest.raises(ValueError, match="other sections"):
        cut(page(OLD), [0, 1], [(0, read_page.units.units[0])])
