"""Catalogues are sorted and thinned out by whole lines: comments go where they belong, and nothing else changes."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_restaction import rules
from sphinx_restaction.checks.context import Context
from sphinx_restaction.diagnostics import Diagnostic, Location, Subject
from sphinx_restaction.fixes.edits import Fix, apply
from sphinx_restaction.fixes.entries import Entry, Layout, meaning, read_layout
from sphinx_restaction.fixes.fixer import Workspace
from sphinx_restaction.fixes.registry import FIXERS
from sphinx_restaction.fixes.texts import Text, Texts
from sphinx_restaction.model.definition import LOCATIONS
from sphinx_restaction.model.reference import Reference
from sphinx_restaction.rule import Rule
from sphinx_restaction.settings import Settings
from sphinx_restaction.sources.catalogues import load_catalogue
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from pathlib import Path

FILE = "/catalogue.yaml"
#: What may stand above an entry.
GAPS = st.lists(st.sampled_from(["\n", "# note\n", "# variables in query\n", "  # inside\n"]), max_size=3).map("".join)
UNUSED = Rule("unused-definition")


def workspace(text: str) -> Workspace:
    """Return a workspace that knows nothing but one catalogue."""
    reference = Reference(root="/", source="/", documents=(), catalogues={})
    context = Context(reference, Settings(), Library(Reader(root="/")))
    return Workspace(context=context, texts=Texts(changed={FILE: text}))


def propose(fixer: str, diagnostic: Diagnostic, text: str) -> str:
    """Return what the fixer makes of *text*, or its refusal in angle brackets."""
    fix = FIXERS[fixer].propose(diagnostic, workspace(text))
    return apply(text, fix.edits) if isinstance(fix, Fix) else f"<{fix}>"


def sort(text: str) -> str:
    """Return *text* sorted, or why it is not."""
    return propose("sort_catalogue", Diagnostic(rules.UNSORTED_CATALOGUE, "", Location(FILE)), text)


def drop(text: str, key: str) -> str:
    """Return *text* without the last entry *key*, or why it is there."""
    line = max(
        (n for n, line in enumerate(text.splitlines(), 1) if line.lstrip("\ufeff").startswith(f"{key}:")), default=1
    )
    diagnostic = Diagnostic(UNUSED, "", Location(FILE, line), subject=Subject(key=key, definition=Location(FILE, line)))
    return propose("drop_unused_definition", diagnostic, text)


def disorder(text: str) -> list[str]:
    """Return what is still out of order in *text*."""
    faults: list[Diagnostic] = []
    load_catalogue(text.removeprefix("\ufeff"), FILE, Location("index.rst"), faults.append)
    return [fault.message for fault in faults if fault.rule == rules.UNSORTED_CATALOGUE]


def entry(key: str, location: str = "body", extra: str = "") -> str:
    """Return an entry."""
    return f"{key}:\n  in: {location}\n  type: string\n  description: |\n    About {key}.\n{extra}"


def test_entries_are_sorted_by_location_and_key() -> None:
    parts = [entry("b"), entry("C"), entry("a"), entry("q", "query"), entry("h", "header"), entry("p", "path")]
    assert sort("".join(parts)) == "".join([parts[4], parts[5], parts[3], parts[2], parts[0], parts[1]])


def test_comments_travel_with_their_entries_and_the_header_stays() -> None:
    header = "# About this file.\n\n"
    a = "# a is new\n# and short\n" + entry("a", extra="  # the end of a\n")
    assert sort(header + entry("b") + a) == header + a + entry("b")


def test_a_licence_and_a_modeline_stay_on_top() -> None:
    top = "# yaml-language-server: $schema=parameters.schema.json\n# SPDX-License-Identifier: Apache-2.0\n"
    b = "# about b\n" + entry("b")
    assert sort(top + b + entry("a")) == top + entry("a") + b
    assert sort("---\n" + b + entry("a")) == "---\n" + entry("a") + b


def test_headings_stay_above_their_groups() -> None:
    text = (
        f"# variables in header\n\n# variables in path\n{entry('p', 'path')}{entry('z', 'query')}"
        f"\n# variables in body\n{entry('b')}# about a\n{entry('a')}{entry('q', 'query')}"
    )
    assert sort(text) == (
        f"# variables in header\n\n# variables in path\n{entry('p', 'path')}{entry('q', 'query')}{entry('z', 'query')}"
        f"\n# variables in body\n# about a\n{entry('a')}{entry('b')}"
    )


def test_a_heading_without_the_usual_words_is_known_by_its_place() -> None:
    text = f"{entry('h', 'header')}\n# -- Of the URL\n{entry('p', 'path')}{entry('o', 'path')}"
    assert sort(text) == f"{entry('h', 'header')}\n# -- Of the URL\n{entry('o', 'path')}{entry('p', 'path')}"


def test_blank_lines_between_entries_stay_between() -> None:
    assert sort(f"# variables in body\n{entry('b')}\n{entry('c')}\n{entry('a')}") == (
        f"# variables in body\n{entry('a')}\n{entry('b')}\n{entry('c')}"
    )


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = ("\ufeff" + entry("b") + entry("a")).replace("\n", "\r\n")
    assert sort(text) == ("\ufeff" + entry("a") + entry("b")).replace("\n", "\r\n")


def test_a_last_line_without_an_end_stays_one() -> None:
    assert sort(entry("b") + entry("a").rstrip()) == entry("a") + entry("b").rstrip()
    assert sort(entry("b") + entry("a") + "# the end") == entry("a") + entry("b") + "# the end"


def test_an_entry_without_a_location_stays_below_the_one_above() -> None:
    lost = "lost: no mapping\n"
    assert sort(entry("c") + lost + entry("b")) == entry("b") + entry("c") + lost
    assert sort(lost + entry("c") + entry("b")) == lost + entry("b") + entry("c")


def test_the_last_of_like_keys_stays_the_last() -> None:
    text = entry("a", "query") + entry("b") + entry("a", extra="  required: true\n") + entry("0")
    assert sort(text) == entry("0") + entry("a", "query") + entry("a", extra="  required: true\n") + entry("b")


def test_an_alias_waits_for_its_anchor() -> None:
    b = entry("b", extra="  enum: &words [x, y]\n")
    a = entry("a", extra="  enum: *words\n")
    assert sort(b + a).startswith("<an entry has an alias")
    assert sort(entry("c") + b + a) == b + a + entry("c")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{b: {in: body}, a: {in: body}}\n", "line of its own"),
        ("b: {in: body}\n? [a]\n: {in: body}\n", "no plain text"),
        ("b: &b {in: body}\n<<: {a: *b}\n", "merges another mapping"),
        ("b: [\n", "expected"),
        ("b: {in: body, description: 'x\u2028y'}\na: {in: body}\n", "line ends that only YAML knows"),
        ("b:\n  in: body\n  enum: |+\n    x\n\n\na:\n  in: body\n", "keeps the blank lines"),
        ("", "no entries"),
    ],
)
def test_what_cannot_be_sorted_by_lines_is_left(text: str, reason: str) -> None:
    result = sort(text)
    assert result.startswith("<")
    assert reason in result


def shuffled(text: str, seed: int) -> str:
    """Return a catalogue with the entries of each group in another order, each with the comments directly above it."""
    layout = read_layout(Text(text))
    assert isinstance(layout, Layout)
    lines = layout.text.lines
    order = list(layout.entries)
    random.Random(seed).shuffle(order)  # noqa: S311  # no secret
    order.sort(key=lambda one: LOCATIONS.index(one.location))
    made = lines[: layout.entries[0].lead]
    for place, one in zip(layout.entries, order, strict=True):
        made += [*lines[one.lead : one.end], *lines[place.end : _next_lead(layout, place)]]
    return "".join(made)


def _next_lead(layout: Layout, entry: Entry) -> int:
    return next((one.lead for one in layout.entries if one.line > entry.line), layout.tail)


@pytest.mark.parametrize("seed", range(5))
def test_our_own_catalogue_can_be_shuffled_and_sorted(repository: Path, seed: int) -> None:
    text = (repository / "api-ref" / "source" / "parameters.yaml").read_text("utf-8")
    mixed = shuffled(text, seed)
    assert disorder(mixed) != []
    assert sort(mixed) == text


@given(st.lists(st.tuples(st.sampled_from("abcAB"), st.sampled_from([*LOCATIONS, "nowhere"]), GAPS), min_size=2))
def test_sorting_keeps_every_line_and_the_meaning(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(gap + entry(key, location) for key, location, gap in parts)
    made = sort(text)
    if made.startswith("<"):
        return
    assert disorder(made) == []
    assert meaning(made) == meaning(text)
    lines = [line for line in text.splitlines() if line]
    assert Counter(line for line in made.splitlines() if line) == Counter(lines)
    assert sort(made).startswith("<")


def test_dropping_takes_the_comments_directly_above() -> None:
    text = f"# of the file\n\n{entry('a')}# about b\n{entry('b')}# about c\n{entry('c')}"
    assert drop(text, "b") == f"# of the file\n\n{entry('a')}# about c\n{entry('c')}"
    assert drop(text, "c") == f"# of the file\n\n{entry('a')}# about b\n{entry('b')}"


def test_dropping_keeps_headings_and_one_blank_line_between() -> None:
    text = f"# variables in query\n{entry('q', 'query')}\n# variables in body\n{entry('a')}{entry('b')}"
    assert drop(text, "a") == f"# variables in query\n{entry('q', 'query')}\n# variables in body\n{entry('b')}"
    assert drop(text, "q") == f"# variables in query\n\n# variables in body\n{entry('a')}{entry('b')}"
    spaced = f"{entry('a')}\n{entry('b')}\n{entry('c')}"
    assert drop(spaced, "a") == f"{entry('b')}\n{entry('c')}"
    assert drop(spaced, "b") == f"{entry('a')}\n{entry('c')}"


def test_an_entry_with_an_anchor_in_use_is_kept() -> None:
    b = entry("b", extra="  enum: &words [x, y]\n")
    a = entry("a", extra="  enum: *words\n")
    assert drop(b + a, "b") == "<another definition has an alias of an anchor in it>"
    assert drop(b + a, "a") == b
    assert drop(b, "b") == ""


def test_dropping_keeps_line_ends() -> None:
    text = ("\ufeff" + entry("a") + entry("b")).replace("\n", "\r\n")
    assert drop(text, "a") == ("\ufeff" + entry("b")).replace("\n", "\r\n")


ALPHABET = st.sampled_from(
    [*"\n\n  ab:-[]{},&*!|>'\"#%?\r\t<é\x00\x85\ufeff", "a: ", "<<: *a\n", "&a ", "*a", "in: body\n"]
)


@given(st.lists(ALPHABET, max_size=40).map("".join))
@example("a: b\n? ")
@example("\n  a: {in: body}\n  # b\n")
@example("--- a: b\n...\n")
def test_no_text_makes_a_fixer_raise(text: str) -> None:
    made = sort(text)
    assert made.startswith("<") or meaning(Text(made).plain) == meaning(Text(text).plain)
    drop(text, "a")
