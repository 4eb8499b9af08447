"""Rendering some units of a document, as if the whole document had been built.

This spoils the application: its environment takes the fragment for the document. So it happens in a process of its
own, a fork of the one that keeps the last build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.statemachine import StringList

from sphinx_restaction.sphinx_ext.domain import Excerpt, RestDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Document
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sources.restructured.units import PlacedLine

_DIRECTIVE = "restaction-fragment"
_LAST_DIRECTIVE = "restaction-fragment-end"
_AUTOMATIC_RE = re.compile(r"id(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the rest of a document has taken: ids, and names that can be referred to."""

    ids: frozenset[str]
    #: Name to id; None where several have the name.
    names: Mapping[str, str | None]
    #: Name to address.
    addresses: Mapping[str, str]
    #: The ids of footnotes and citations.
    notes: frozenset[str]

    @classmethod
    def of(cls, document: nodes.document) -> Names:
        """Return what *document* has taken, but for footnotes, which every fragment has."""
        targets = [target for target in document.findall(nodes.target) if "refuri" in target]
        addresses = {name: target["refuri"] for target in targets for name in target["names"]}
        notes = {name for note in _notes(document) for name in note["ids"]}
        names = {
            name: target for name, target in document.nameids.items() if name not in addresses and target not in notes
        }
        return cls(ids=frozenset(document.ids), names=names, addresses=addresses, notes=frozenset(notes))

    def without(self, own: Iterable[str], others: Iterable[str]) -> Names:
        """Return these and the ids *others* of the page as it is shown, but for what has an id of *own*.

        docutils counts the ids that it makes up. Those up to the highest stay taken, whether the page has them or not;
        a fragment names those that its sections had before.
        """
        own = frozenset(own)
        free = frozenset(name for name in own | self.notes if not _AUTOMATIC_RE.fullmatch(name))
        taken = self.ids | frozenset(others)
        highest = max((int(match[1]) for name in taken if (match := _AUTOMATIC_RE.fullmatch(name))), default=0)
        counted = (f"id{number}" for number in range(1, highest + 1))
        names = {name: target for name, target in self.names.items() if target not in own}
        ids = frozenset((*taken, *counted)) - free
        return Names(ids=ids, names=names, addresses=self.addresses, notes=self.notes)


def _notes(document: nodes.document) -> Iterator[nodes.Element]:
    yield from document.findall(nodes.footnote)
    yield from document.findall(nodes.citation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Some units of a document, and what has to be known of the whole."""

    docname: str
    lines: list[PlacedLine]
    styles: list[str]
    #: What is taken by what is not rendered.
    names: Names
    #: For each section in the lines, the id that docutils made up for it before, if it did.
    section_ids: Sequence[str | None]
    #: The ids that docutils made up for references to footnotes, in order.
    reference_ids: Sequence[str]
    #: The whole document as it now is, and those of its operations that the fragment has, in order.
    document: Document | None
    operations: Sequence[Operation]
    library: Library
    #: What the page shows of findings, if it does.
    findings: list[Finding] | None


def render(app: Sphinx, fragment: Fragment) -> str:
    """Return the HTML of *fragment*. After this *app* is good for nothing else."""
    domain = RestDomain.of(app.env)
    # The links are those of the last build; what the fragment adds comes with the next one.
    _ = domain.resolver
    if fragment.document:
        domain.excerpt = Excerpt(fragment.document, tuple(fragment.operations))
    domain.__dict__["library"] = fragment.library
    domain.findings = fragment.findings
    _Insert.fragment = fragment
    directives.register_directive(_DIRECTIVE, _Insert)
    directives.register_directive(_LAST_DIRECTIVE, _InsertAddresses)
    app.connect("source-read", _replace_source)
    builder: Any = app.builder
    kept: dict[str, Any] = {}
    builder.write_doctree = lambda _name, doctree, **_options: kept.update(doctree=doctree)
    builder.get_doc_context = lambda _name, body, _metatags: {"body": body}
    builder.handle_page = lambda _name, context, *_arguments, **_options: kept.update(body=context["body"])
    builder.read_doc(fragment.docname)
    doctree = app.env.get_and_resolve_doctree(fragment.docname, builder, doctree=kept["doctree"])
    builder.write_doc(fragment.docname, doctree)
    body: str = kept["body"]
    return body


def _replace_source(_app: Sphinx, _docname: str, source: list[str]) -> None:
    source[0] = f".. {_DIRECTIVE}::\n"


class _Insert(Directive):
    """Puts the lines of the fragment in its place; each has the file and the number that it comes from."""

    fragment: ClassVar[Fragment]

    def run(self) -> list[nodes.Node]:
        fragment = self.fragment
        self.state.memo.title_styles[:] = [_style(style) for style in fragment.styles]
        _reserve(self.state.document, fragment)
        items: list[tuple[str, int]] = [(file, number - 1) for _, (file, number) in fragment.lines]
        lines = [text for text, _ in fragment.lines]
        last = ["", f".. {_LAST_DIRECTIVE}::", ""]
        items += [("fragment", 0)] * len(last)
        self.state_machine.insert_input(StringList([*lines, *last], items=items), "fragment")
        return []


class _InsertAddresses(Directive):
    """Stands behind the fragment, so that an address in it goes before the one that it had."""

    def run(self) -> list[nodes.Node]:
        addresses = _Insert.fragment.names.addresses
        return [nodes.target("", names=[name], refuri=uri) for name, uri in addresses.items()]


def _style(style: str) -> str | tuple[str, str]:
    """Return what docutils makes of a style: a pair for a title that is overlined, too."""
    return (style[0], style[1]) if len(style) > 1 else style


def _reserve(document: nodes.document, fragment: Fragment) -> None:
    elsewhere = nodes.target()
    elsewhere["names"] = _Tolerant()
    elsewhere["ids"] = [""]
    names = fragment.names
    document.ids.update(dict.fromkeys(names.ids, elsewhere))
    nameids: dict[str, str | None] = document.nameids  # type: ignore[assignment]  # the stubs don't know None
    nameids.update(names.names)
    document.nametypes.update(dict.fromkeys(names.names, False))
    set_id, sections, references = document.set_id, iter(fragment.section_ids), iter(fragment.reference_ids)

    def set_known_id(node: nodes.Element, *arguments: Any, **options: Any) -> str:  # noqa: ANN401  # docutils' own
        name = None
        if isinstance(node, nodes.section) and not node["ids"]:
            name = next(sections, None)
            if nodes.make_id("".join(node["names"][:1])) not in {"", *document.ids}:
                # What had the id of this title before has it no longer.
                name = None
        elif isinstance(node, nodes.footnote_reference):
            name = next(references, None)
        if name:
            document.ids.pop(name, None)
            node["ids"].append(name)
        return set_id(node, *arguments, **options)

    document.set_id = set_known_id  # type: ignore[method-assign]  # of this document alone


class _Tolerant(list[str]):
    """Names of what stands elsewhere; docutils takes one away when it is used again."""

    def remove(self, name: str) -> None:
        """Take nothing away."""
