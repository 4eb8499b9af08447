"""No builder fails on the largest reference, and what they write holds every operation and every row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.corpus.builds import build
from tests.corpus.markup import MARKUP_BUILDERS, read_output, squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpus.source import Source

pytestmark = pytest.mark.xdist_group("builders")

#: linkcheck is not here: it would ask the whole web.
OTHER_BUILDERS = ("dirhtml", "singlehtml", "epub", "json", "pickle", "pseudoxml", "gettext", "changes", "dummy")


#: What the checks find is not the builders' business.
NO_CHECKS = ("-D", "restaction_checks=off")

#: openstackdocstheme gives templates a value that JSON cannot hold, so that it stays away there.
PLAIN = ("-D", "extensions=sphinx_restaction", "-D", "html_theme=basic")


@pytest.mark.parametrize("builder", OTHER_BUILDERS)
def test_a_builder_succeeds(switched_nova: Source, tmp_path: Path, builder: str) -> None:
    done = build(switched_nova.folder, tmp_path / "build", builder, *NO_CHECKS, *(PLAIN if builder == "json" else ()))
    assert done.code == 0, done.output
    assert "Traceback" not in done.output
    assert [line for line in done.warnings if "restaction" in line] == []


@pytest.mark.parametrize("builder", MARKUP_BUILDERS)
def test_what_a_builder_writes_holds_all_operations_and_rows(
    switched_nova: Source, tmp_path: Path, builder: str
) -> None:
    done = build(switched_nova.folder, tmp_path / "build", builder, *NO_CHECKS)
    assert done.code == 0, done.output
    assert [line for line in done.warnings if "restaction" in line] == []
    text = read_output(builder, done.out)
    documents = switched_nova.documents()
    wanted = Counter(squeeze(one.method + one.url) for document in documents for one in document.operations)
    tables = (table for document in documents for table in document.tables if table.kind == "parameters")
    # The first word only: behind it come links, lists and notes, which every format has its own way with.
    wanted.update(
        squeeze(f"{row.name}({row.location},{row.type},{row.necessity}){''.join(row.words[:1])}")
        for table in tables
        for row in table.rows
    )
    assert {words: text.count(words) for words in wanted if text.count(words) < wanted[words]} == {}
