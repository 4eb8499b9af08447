"""References that were written for os-api-ref lose nothing, and gain diagnostics with a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.page import has_class, read_operation, section_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.corpus.conftest import Comparison
    from tests.corpus.page import Page

#: What docutils numbers as it goes, with what os-api-ref derives from that; any edit above changes these.
_AUTOMATIC_RE = re.compile(r"id\d+(-detail(-btn)?)?")
_OURS_RE = re.compile(r"(?P<path>.+?):(?P<line>\d+): .* \[restaction\.[a-z0-9-]+\]")


def test_the_build_succeeds(comparison: Comparison) -> None:
    assert comparison.theirs.code == 0, comparison.theirs.output
    assert comparison.ours.code == 0, comparison.ours.output
    assert "Traceback" not in comparison.ours.output


def test_every_warning_of_ours_has_a_file_and_a_line(comparison: Comparison) -> None:
    for warning in comparison.ours.warnings:
        if "[restaction." in warning:
            match = _OURS_RE.fullmatch(warning)
            assert match, warning
            lines = Path(match["path"]).read_text("utf-8").splitlines()
            assert 1 <= int(match["line"]) <= len(lines), warning


def test_everything_else_is_reported_as_with_os_api_ref(comparison: Comparison) -> None:
    """What Sphinx says of the sources must not change; of os-api-ref's own warnings there are none here."""

    def messages(warnings: tuple[str, ...], source: Path) -> set[str]:
        return {line.replace(str(source), "") for line in warnings if "[restaction." not in line}

    ours, theirs = comparison.ours, comparison.theirs
    assert messages(ours.warnings, ours.source) == messages(theirs.warnings, theirs.source)


def test_the_pages_say_what_the_sources_say(comparison: Comparison) -> None:
    """Each method stands under its title, and each table, with every row and field of it, where it is in the source."""
    assert sum(len(document.operations) for document in comparison.documents) > 0
    for document, (name, page, _) in zip(comparison.documents, comparison.pages(), strict=True):
        found = page.document(name)
        # In this order, so that a failure shows the smallest thing that differs.
        assert found.operations == document.operations
        for shown, written in zip(found.tables, document.tables, strict=True):
            assert (shown.kind, shown.operations_before) == (written.kind, written.operations_before)
            for shown_row, written_row in zip(shown.rows, written.rows, strict=True):
                assert shown_row == written_row


def test_every_id_of_os_api_ref_leads_to_the_same_place(comparison: Comparison) -> None:
    for name, ours, theirs in comparison.pages():
        stable = {key: element for key, element in theirs.ids.items() if not _AUTOMATIC_RE.fullmatch(key)}
        assert sorted(stable.keys() - ours.ids.keys()) == [], name
        statuses = {key: stable.pop(key) for key in ("Success", "Error") if key in stable}
        assert {key: section_title(ours.ids[key]) for key in stable} == {
            key: section_title(element) for key, element in stable.items()
        }
        for key in statuses:
            # os-api-ref wraps each of these tables in a section of its own; ours has the id itself.
            assert ours.ids[key] is _status_tables(ours, key.lower())[0]


def test_an_id_of_an_operation_leads_to_that_operation(comparison: Comparison) -> None:
    for _, ours, theirs in comparison.pages():
        for key, old in theirs.old_operations().items():
            # Where os-api-ref gave an id to two elements, a browser goes to the first one.
            if has_class(theirs.ids[key], "detail-control") and not _AUTOMATIC_RE.fullmatch(key):
                new = read_operation(_method(ours.ids[key]))
                assert (new.title, new.method, new.url) == (old.title, old.method, old.url)


def test_descriptions_read_as_they_did(comparison: Comparison) -> None:
    for _, ours, theirs in comparison.pages():
        assert list(ours.descriptions()) == list(theirs.descriptions())


def _method(element: HtmlElement) -> HtmlElement:
    """Return the first method in *element*, which may be it, or else the one of the operation around it."""
    for place in (element, *element.iterancestors("section")):
        for inner in place.iter():
            if has_class(inner, "rest-method"):
                return inner
    raise AssertionError(f"no operation at {element.get('id')}")


def _status_tables(page: Page, kind: str) -> list[HtmlElement]:
    return [table for table in page.root.iter("table") if has_class(table, f"rest-{kind}")]
