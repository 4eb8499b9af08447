"""Which sections of a document get pages of their own, and how these are named."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.sphinx_ext.nodes import expand_all, rest_method

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

#: One page stands for a whole; less than two take nothing off it.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring sections that move to a page of their own."""

    #: What the page is named after.
    stem: str
    sections: list[nodes.section]


def plan(document: nodes.document, mode: str, file: str) -> list[Part]:
    """Return the parts of *document*, which was read from *file*, by the mode "include" or "group"."""
    parts: dict[str, Part] = {}
    for section in _candidates(document):
        key, stem = _group(section) if mode == "group" else _file(section, file)
        if key:
            parts.setdefault(key, Part(nodes.make_id(stem) or "part", [])).sections.append(section)
    has_operations = any(_has(part, rest_method) for part in parts.values())
    return list(parts.values()) if has_operations and len(parts) >= _FEWEST else []


def _candidates(document: nodes.document) -> Iterator[nodes.section]:
    """Yield the outermost sections, below the title if there is one title for all."""
    outermost = [node for node in document.children if isinstance(node, nodes.section)]
    holder = outermost[0] if len(outermost) == 1 else document
    for node in holder.children:
        if isinstance(node, nodes.section) and not any(True for _ in node.findall(expand_all)):
            yield node


def _group(section: nodes.section) -> tuple[str, str]:
    """Return what tells the page of *section* from others and what it is named after, nothing if it stays."""
    has_operation = any(True for _ in section.findall(rest_method))
    # An id may be a number, which changes with every edit above.
    return (section["ids"][0], section[0].astext()) if has_operation else ("", "")


def _file(section: nodes.section, file: str) -> tuple[str, str]:
    source = next((node.source for node in section.findall(nodes.Element) if node.source), "")
    # As `places.location` does, so that two names of one file agree.
    path = os.path.abspath(source) if source else file  # noqa: PTH100
    return ("", "") if path == file else (path, PurePath(path).stem)


def _has(part: Part, kind: type[nodes.Node]) -> bool:
    return any(True for section in part.sections for _ in section.findall(kind))


def name_pages(docname: str, stems: Iterable[str], taken: Collection[str]) -> list[str]:
    """Return the names of the pages that *docname* is split into, none of which is in *taken*."""
    folder = posixpath.dirname(docname) if posixpath.basename(docname) == "index" else docname
    # Of two names that differ in their case, some file systems make one file.
    used = {name.casefold() for name in taken}
    names = []
    for stem in stems:
        base = posixpath.join(folder, stem)
        spelt = (base if number == 1 else f"{base}-{number}" for number in count(1))
        name = next(name for name in spelt if name.casefold() not in used)
        used.add(name.casefold())
        names.append(name)
    return names
