"""What a browser makes of a page by the changes that it is sent, as the preview's script does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement


def changed(html: str, changes: Iterable[Mapping[str, Any]]) -> HtmlElement:
    """Return the page *html* after *changes*."""
    page = lxml.html.document_fromstring(html)
    for change in changes:
        _CHANGES[change["op"]](page, change)
    return page


def outline(page: HtmlElement) -> list[tuple[str, str]]:
    """Return the ids of all sections of a page, each with the text of the section, in order."""
    return [(section.get("id", ""), " ".join(section.text_content().split())) for section in page.iter("section")]


def markup(page: HtmlElement) -> list[str]:
    """Return the outermost sections of a page, without white space that makes no difference."""
    sections = page.xpath("//section[not(ancestor::section)]")
    for section in sections:
        section.tail = None
        for element in section.iter():
            element.text = _blank(element.text)
            element.tail = _blank(element.tail)
    return [lxml.html.tostring(section, encoding="unicode") for section in sections]


def _blank(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _find(page: HtmlElement, name: str) -> HtmlElement:
    """Return the first element with an id, as a browser does."""
    found: HtmlElement = page.xpath("//*[@id=$name]", name=name)[0]
    if found.tag != "section":
        raise ValueError(f"{name} is no section")
    return found


def _replace(page: HtmlElement, change: Mapping[str, Any]) -> None:
    old, new = _find(page, change["id"]), lxml.html.fragment_fromstring(change["html"])
    new.tail = old.tail
    old.getparent().replace(old, new)


def _head(page: HtmlElement, change: Mapping[str, Any]) -> None:
    old, new = _find(page, change["id"]), lxml.html.fragment_fromstring(change["html"])
    sections = [child for child in old if child.tag == "section"]
    if any(child.tag == "section" for child in new):
        raise ValueError("a head has no sections")
    old.clear(keep_tail=True)
    for name, value in new.attrib.items():
        old.set(name, value)
    old.text = new.text
    old.extend([*new, *sections])


def _rows(page: HtmlElement, change: Mapping[str, Any]) -> None:
    tables = [
        table
        for table in _find(page, change["id"]).iter("table")
        if {"rest-parameters", "rest-statuses"} & set(table.get("class", "").split())
    ]
    for number, place, html in change["rows"]:
        row = tables[number].xpath("./tbody/tr")[place]
        (fresh,) = lxml.html.document_fromstring(f"<table>{html}</table>").iter("tr")
        row[:] = [*fresh]


def _insert(page: HtmlElement, change: Mapping[str, Any]) -> None:
    new = lxml.html.fragment_fromstring(change["html"])
    if change["before"]:
        follower = _find(page, change["before"])
        follower.getparent().insert(follower.getparent().index(follower), new)
    else:
        _find(page, change["parent"]).append(new)


def _remove(page: HtmlElement, change: Mapping[str, Any]) -> None:
    _find(page, change["id"]).drop_tree()


_CHANGES = {"replace": _replace, "head": _head, "insert": _insert, "remove": _remove, "rows": _rows}
