"""The list of a table: a reader of lines that agrees with YAML where YAML can be agreed with."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.sources.rows import Row, read_rows

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


def read(text: str, *, key_needed: bool = True) -> tuple[list[Row], list[Diagnostic]]:
    """Read a list, with its faults."""
    faults: list[Diagnostic] = []
    lines = [(line, Location("index.rst", number)) for number, line in enumerate(text.split("\n"), 1)]
    return read_rows(lines, faults.append, key_needed=key_needed), faults


@given(NAMES, st.text("abcdefgh_", min_size=1))
def test_any_quoted_name_is_read_as_yaml_reads_it(name: str, key: str) -> None:
    item = yaml.safe_dump([{name: f"k{key}"}], allow_unicode=True, width=10_000, default_style="'")
    rows, faults = read(item)
    assert faults == []
    assert [(row.name, row.key) for row in rows] == [(name, f"k{key}")]


@given(st.text())
def test_no_text_is_lost_or_raises(text: str) -> None:
    rows, faults = read(text)
    content = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    assert bool(rows or faults) == bool(content)


def test_an_item_may_go_on_in_the_next_line() -> None:
    rows, faults = read("- name:\n    key\n- other\n  name: key")
    assert [(row.name, row.key, row.source.line) for row in rows] == [("name", "key", 1), ("other name", "key", 3)]
    assert faults == []


def test_a_name_ends_at_the_last_colon_with_a_blank() -> None:
    rows, _ = read("- OS-DCF:diskConfig: disk\n- a: b: c\n- spaced : d")
    assert [(row.name, row.key) for row in rows] == [("OS-DCF:diskConfig", "disk"), ("a: b", "c"), ("spaced", "d")]
