"""A reader of built HTML pages: ours, and as far as it is compared with them, os-api-ref's."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import lxml.html

from tests.corpus.facts import Document, Operation, Row, Table, squash, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements whose text is set apart from what follows, whether there is white space in the file or not.
_BLOCKS = ("dd", "dt", "li", "p")


@dataclass(frozen=True)
class Page:
    """A page, as it is in the browser."""

    root: HtmlElement

    @classmethod
    def load(cls, path: Path) -> Page:
        """Read the page *path*."""
        return cls.parse(path.read_bytes().decode())

    @classmethod
    def parse(cls, text: str) -> Page:
        """Read the page, or part of a page, *text*."""
        # The parser takes no text that declares an encoding.
        return cls(lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")))

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """The elements by their ids; of several with one id the first, which is the one that a browser goes to."""
        found: dict[str, HtmlElement] = {}
        for element in self.root.xpath("//*[@id]"):
            found.setdefault(element.get("id", ""), element)
        return found

    def document(self, name: str) -> Document:
        """Return what our page shows of the document *name*."""
        operations: list[Operation] = []
        tables: list[Table] = []
        for element in self.root.iter():
            if has_class(element, "rest-method"):
                operations.append(read_operation(element))
            elif element.tag == "table" and _kind(element):
                rows = tuple(_row(row) for row in element.xpath("./tbody/tr"))
                tables.append(Table(_kind(element), len(operations), rows))
        return Document(name, tuple(operations), tuple(tables))

    def descriptions(self) -> Iterator[str]:
        """Yield the text of each description of a parameter, versions included, of our page or os-api-ref's."""
        for table in self.root.iter("table"):
            if [squash(head.text_content()) for head in table.iter("th")] == ["Name", "In", "Type", "Description"]:
                for row in table.xpath("./tbody/tr"):
                    yield _text(row.xpath("./td")[3], without="rest-keyword")

    def old_operations(self) -> dict[str, Operation]:
        """Return the operations of os-api-ref's page by their ids."""
        return {
            section.get("id", ""): Operation(
                title=_old(section, "url-subtitle"), method=_old(section, "badge"), url=_old(section, "endpoint-url")
            )
            for section in self.root.iter("section")
            if has_class(section, "detail-control")
        }


def has_class(element: HtmlElement, name: str) -> bool:
    """Tell whether *element* has the class *name*."""
    return name in (element.get("class") or "").split()


def section_title(element: HtmlElement) -> str | None:
    """Return the heading of the nearest section around (or at) *element*; None outside of every section."""
    section = next(element.iterancestors("section"), None) if element.tag != "section" else element
    if section is None:
        return None
    heading = _heading(section)
    if heading is not None:
        return _text(heading, without="headerlink")
    # os-api-ref takes the title of an operation out of its section, into one before that has the method.
    control = section if has_class(section, "detail-control") else section.getprevious()
    return _old(control, "url-subtitle")


def _heading(section: HtmlElement) -> HtmlElement | None:
    for parent in (section, *section.xpath("./details/summary")):
        for child in parent:
            if child.tag in _HEADINGS:
                return child
    return None


def read_operation(element: HtmlElement) -> Operation:
    """Return the operation that the element with the class ``rest-method`` of our page shows."""
    return Operation(
        title=section_title(element) or "",
        method=_inner(element, "rest-badge"),
        url=_inner(element, "rest-url"),
        versions=_all(element, "rest-version"),
    )


def _kind(table: HtmlElement) -> str:
    """Return the kind of a table, an empty string if it is none of ours."""
    if has_class(table, "rest-parameters"):
        return "parameters"
    if has_class(table, "rest-statuses"):
        return next((kind for kind in ("success", "error") if has_class(table, f"rest-{kind}")), "neither")
    return ""


def _row(row: HtmlElement) -> Row:
    name, *cells = row.xpath("./td")
    description = cells[-1]
    is_parameter = len(cells) == len(("in", "type", "description"))
    return Row(
        name=squash(name.xpath("string(./code)")),
        location=squash(cells[0].text_content()) if is_parameter else "",
        type=squash(cells[1].text_content()) if is_parameter else "",
        necessity=squash(name.xpath("string(./b | ./i)")),
        versions=_all(description, "rest-version"),
        keywords=tuple(_keyword(text) for text in _all(description, "rest-keyword")),
        words=words(_text(description, without="rest-keyword", also_without="rest-version")),
    )


def _keyword(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    return name, value.strip()


def _text(element: HtmlElement, *, without: str, also_without: str = "") -> str:
    """Return the text of *element* but for that of inner elements of the given classes."""
    clone = copy.deepcopy(element)
    for inner in list(clone.iter()):
        if inner.tag in _BLOCKS:
            inner.tail = " " + (inner.tail or "")
        if has_class(inner, without) or has_class(inner, also_without):
            inner.drop_tree()
    return squash(clone.text_content())


def _all(element: HtmlElement, name: str) -> tuple[str, ...]:
    """Return the texts of the elements of the class *name* in *element*."""
    return tuple(squash(inner.text_content()) for inner in element.iter() if has_class(inner, name))


def _inner(element: HtmlElement, name: str) -> str:
    """Return the text of the one element of the class *name* in *element*."""
    (text,) = _all(element, name)
    return text


def _old(section: HtmlElement | None, name: str) -> str:
    return " ".join(_all(section, name)) if section is not None else ""
