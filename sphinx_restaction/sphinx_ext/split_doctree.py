"""One document becomes several: an index and its parts, each a document that Sphinx can write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_restaction.sphinx_ext.nodes import (
    expand_all,
    fragment_store,
    fragments_of,
    moved_anchors,
    rest_method,
    rest_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_restaction.sphinx_ext.nodes import fragment
    from sphinx_restaction.sphinx_ext.split_plan import Part


#: What a target has that only names another place; nothing of it is written.
_ELSEWHERE = frozenset({"refuri", "refid", "refname"})


@dataclass(frozen=True, slots=True)
class Split:
    """The documents that one was split into."""

    docname: str
    #: What is left of the document itself.
    index: nodes.document
    pages: dict[str, nodes.document] = field(default_factory=dict)
    #: Each id that has moved, and its page.
    places: dict[str, str] = field(default_factory=dict)


def split(document: nodes.document, docname: str, parts: dict[str, Part], link: Callable[[str, str], str]) -> Split:
    """Split *document*, which is changed, into the pages that *parts* name.

    *link* returns the relative URI from one document to another.
    """
    made = Split(docname, document)
    fragments = fragments_of(document)
    for store in list(document.findall(fragment_store)):
        store.parent.remove(store)
    control = next(document.findall(expand_all), None)
    _add_toctree(next(iter(parts.values())).sections[0], docname, list(parts))
    for name, part in parts.items():
        page = document.copy()
        for section in part.sections:
            section.parent.remove(section)
            page += section
        if control is not None:
            part.sections[0].insert(1, control.copy())
        made.pages[name] = page
    _place_fragments(made, fragments)
    for name, page in made.pages.items():
        made.places.update((anchor, name) for anchor in _anchors(page))
    for name, page in (*made.pages.items(), (docname, document)):
        _adopt(page)
        _relink(page, name, made, link)
    moved = moved_anchors()
    moved.targets = [(anchor, f"{link(docname, name)}#{anchor}") for anchor, name in made.places.items()]
    document += moved
    return made


def _add_toctree(first: nodes.section, docname: str, names: list[str]) -> None:
    """Put a list of the pages *names* before the first section that moves."""
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in names],
        includefiles=names,
        maxdepth=1,
        caption=None,
        glob=False,
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    wrapper = nodes.compound("", toctree, classes=["toctree-wrapper"])
    first.parent.insert(first.parent.index(first), wrapper)


def _place_fragments(made: Split, fragments: dict[str, fragment]) -> None:
    """Give each document the descriptions that it shows; an id stays on the first page that has it."""
    seen: set[str] = set()
    for document in (made.index, *made.pages.values()):
        keys = dict.fromkeys(row.fragment for table in document.findall(rest_table) for row in table["rows"])
        copies = [fragments[key].deepcopy() for key in keys if key in fragments]
        for copied in copies:
            if copied["key"] in seen:
                for node in copied.findall(nodes.Element):
                    node["ids"] = []
            seen.add(copied["key"])
        if copies:
            document.append(fragment_store("", *copies))


def _adopt(page: nodes.document) -> None:
    """Let no node know another document, which would be stored with it."""
    for node in page.findall():
        node.document = page


def _anchors(page: nodes.document) -> Iterator[str]:
    """Yield the ids that HTML gives to what *page* holds."""
    for node in page.findall(nodes.Element):
        if not (isinstance(node, nodes.target) and _ELSEWHERE & set(node.attributes)):
            yield from node["ids"]
        if isinstance(node, rest_table):
            yield from (row.id for row in node["rows"] if row.id)
        elif isinstance(node, nodes.section) and any(isinstance(child, rest_method) for child in node.children):
            yield from (f"{node['ids'][0]}-detail", f"{node['ids'][0]}-detail-btn")


def _relink(page: nodes.document, name: str, made: Split, link: Callable[[str, str], str]) -> None:
    """Let links lead to where their targets are now."""
    for node in list(page.findall(nodes.Element)):
        if node.get("refdoc") == made.docname:
            node["refdoc"] = name
        if isinstance(node, nodes.footnote | nodes.citation):
            node["backrefs"] = [anchor for anchor in node["backrefs"] if made.places.get(anchor, made.docname) == name]
        owner = made.places.get(node.get("refid", ""), made.docname)
        if "refid" in node and owner != name:
            _lead(node, f"{link(name, owner)}#{node['refid']}")


def _lead(node: nodes.Element, uri: str) -> None:
    """Let *node*, which names an id of another page, lead to *uri*."""
    if isinstance(node, nodes.footnote_reference):
        # Its own label is a child that only the writers of such nodes draw in brackets.
        node.replace_self(nodes.reference("", f"[{node.astext()}]", internal=True, refuri=uri, ids=node["ids"]))
    elif isinstance(node, nodes.reference):
        del node["refid"]
        node["refuri"], node["internal"] = uri, True
    elif isinstance(node, nodes.title):
        # A title leads back to a list of contents, which is of no use from another page.
        del node["refid"]
