"""The ``rest`` domain: every document of the reference, and the objects that can be linked."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypedDict, cast

from sphinx.domains import Domain

from sphinx_restaction.model.reference import Document
from sphinx_restaction.resolve.operations import resolve_operations
from sphinx_restaction.resolve.reference import make_reference
from sphinx_restaction.sources.files import Reader, find_root
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sphinx_ext.collect import collect_blocks
from sphinx_restaction.sphinx_ext.config import Options, get_options
from sphinx_restaction.sphinx_ext.findings import report_findings
from sphinx_restaction.sphinx_ext.identify import identify
from sphinx_restaction.sphinx_ext.indices import INDICES
from sphinx_restaction.sphinx_ext.links import Links
from sphinx_restaction.sphinx_ext.names import canonical, without_part
from sphinx_restaction.sphinx_ext.objects import OBJECT_TYPES, inventory, make_objects
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.relinking import fingerprint
from sphinx_restaction.sphinx_ext.resolving import Resolver
from sphinx_restaction.sphinx_ext.roles import ROLES
from sphinx_restaction.sphinx_ext.shown import shown_members
from sphinx_restaction.sphinx_ext.source_files import included_files, unincluded_files
from sphinx_restaction.sphinx_ext.translations import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Index, ObjType
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.sphinx_ext.objects import RestObject
    from sphinx_restaction.sphinx_ext.shown import Shown
    from sphinx_restaction.sphinx_ext.words import Words


#: After what `fixed_version` leaves out is left out.
_PRIORITY = 450


class _Data(TypedDict):
    #: Name of a document to what was read there; documents without anything of ours are left out.
    documents: dict[str, Document]
    #: Name of a document to what it shows of its operations.
    shown: dict[str, Shown]
    #: The documents with links by our roles, and what these could lead to when they were last written.
    linking: set[str]
    targets: str


class Excerpt(NamedTuple):
    """A document of which only a part is read."""

    document: Document
    #: The operations of the part, in order.
    operations: tuple[Operation, ...]


class RestDomain(Domain):
    """Operations across documents.

    What stands in ``data`` is cleared and merged with the documents it came from, so that incremental and parallel
    builds see what a clean one sees.
    """

    name = "rest"
    label = "REST"
    object_types: ClassVar[dict[str, ObjType]] = OBJECT_TYPES
    roles: ClassVar[dict[str, Any]] = ROLES
    indices: ClassVar[list[type[Index]]] = INDICES
    data_version = 4
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}, "shown": {}, "linking": set(), "targets": ""}
    data: _Data  # type: ignore[assignment]  # a narrower type than Domain's dict
    #: What `findings_of` has worked out in this build.
    findings: list[Finding] | None = None
    #: What is read, when that is no whole document; see `live`.
    excerpt: Excerpt | None = None

    @cached_property
    def options(self) -> Options:
        """The options of conf.py."""
        return get_options(self.env.config)

    @cached_property
    def words(self) -> Words:
        """Our own words, in the language of the project."""
        return words_of(self.env.config, self.env.srcdir)

    def name_indices(self) -> None:
        """Name the indices in the language of the project, which Sphinx does not know yet when it makes a domain."""
        named = [(index, *self.words.index(index.name)) for index in INDICES]
        self.indices = [  # type: ignore[misc]  # those of this project
            type(index.__name__, (index,), {"localname": title, "shortname": short}) for index, title, short in named
        ]
        self.setup()

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002, FBT001, FBT002
        """Return what the search calls an object."""
        name = self.words.object_type(str(type.lname))
        return name if primary else f"{self.label} {name}"

    @cached_property
    def root(self) -> str:
        """The folder that no input file may lie outside of."""
        if self.options.root:
            return str(Path(self.env.srcdir, self.options.root).resolve())
        return find_root(str(self.env.srcdir))

    @cached_property
    def library(self) -> Library:
        """The catalogues, status files and samples of this build."""
        return Library(Reader(root=self.root))

    @classmethod
    def of(cls, env: BuildEnvironment) -> RestDomain:
        """Return the domain of *env*."""
        domain = env.get_domain(cls.name)
        return cast("RestDomain", domain)

    @property
    def documents(self) -> dict[str, Document]:
        """The documents that use our directives, by name."""
        return self.data["documents"]

    @property
    def operations(self) -> dict[str, tuple[Operation, ...]]:
        """The operations of each document, in reading order."""
        return {name: document.operations for name, document in self.documents.items() if document.operations}

    @property
    def reference(self) -> Reference:
        """The whole reference, as the checks look at it."""
        return make_reference(
            self.documents.values(),
            self.library,
            root=self.root,
            source=str(self.env.srcdir),
            unincluded=unincluded_files(self.env, self.library),
        )

    @property
    def shown(self) -> dict[str, Shown]:
        """What documents show of their operations, by name."""
        return self.data["shown"]

    @cached_property
    def objects(self) -> list[RestObject]:
        """All that can be linked."""
        return make_objects(self.documents, self.shown)

    @cached_property
    def links(self) -> Links:
        """The objects by their names."""
        return Links(self.objects)

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves references to the objects."""
        return Resolver(self)

    def _forget_objects(self) -> None:
        for name in ("objects", "links", "resolver"):
            self.__dict__.pop(name, None)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take the operations out of a document that was read, and give them and their rows their ids."""
        found = list(collect_blocks(document))
        operations = resolve_operations(block for _, block in found)
        page = Page.of(env)
        if self.excerpt is not None:
            known = self.excerpt.operations
            if [one.source for one in operations] != [one.source for one in known]:
                raise ValueError(f"{docname} has other operations than it was said to have")
            page.found = [node for node, _ in found]
            identify(document, page.found, known)
            self.documents[docname] = self.excerpt.document
            return
        if operations:
            page.found = [node for node, _ in found]
            identify(document, page.found, operations)
        if operations or page.uses or page.faults:
            self.documents[docname] = Document(
                name=docname,
                file=str(env.doc2path(docname)),
                operations=operations,
                uses=tuple(page.uses),
                files=(str(env.doc2path(docname)), *included_files(document, str(env.doc2path(docname)))),
                faults=tuple(page.faults),
            )

    def note_shown(self, docname: str) -> None:
        """Take the objects of the document *docname*, of which now only that is left which the build shows."""
        if docname in self.operations and self.excerpt is None:
            found = Page.of(self.env).found
            self.shown[docname] = shown_members(found, self.operations[docname], self.options.microversion)
            self._forget_objects()

    def note_link(self, docname: str) -> None:
        """Remember that the document *docname* has a link by one of our roles."""
        self.data["linking"].add(docname)

    def clear_doc(self, docname: str) -> None:
        """Forget what came from *docname*."""
        self.documents.pop(docname, None)
        self.shown.pop(docname, None)
        self.data["linking"].discard(docname)
        self._forget_objects()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read from *docnames*."""
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.documents[docname] = otherdata["documents"][docname]
            if docname in otherdata["shown"]:
                self.shown[docname] = otherdata["shown"][docname]
        self.data["linking"] |= otherdata["linking"] & docnames
        self._forget_objects()

    def check_consistency(self) -> None:
        """Report what is wrong with the reference, in the main process."""
        report_findings(self)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects for inventories and for the search."""
        return inventory(self.objects)

    def get_full_qualified_name(self, node: Element) -> str:
        """Return the name by which intersphinx looks for what *node* wants, if it has not found that as it stands."""
        name = canonical(node["reftarget"])
        return name if name != node["reftarget"] else without_part(name)

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002  # Sphinx's signature
        fromdocname: str,
        builder: Builder,
        typ: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link that *node* wants, None if there is nothing of the name."""
        return self.resolver.resolve(node, builder, fromdocname, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return what *target* may mean to the role ``any``."""
        return self.resolver.resolve_any(target, builder, fromdocname, contnode)

    def outdated_links(self) -> list[str]:
        """Return the documents with links by our roles, if what these can lead to has changed since the last build."""
        before, self.data["targets"] = self.data["targets"], fingerprint(self.objects) if self.data["linking"] else ""
        return sorted(self.data["linking"]) if self.data["targets"] != before else []


def _forget_files(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    domain = RestDomain.of(env)
    domain.library.clear()
    domain.findings = None


def _note_shown(app: Sphinx, _document: nodes.document) -> None:
    RestDomain.of(app.env).note_shown(app.env.docname)


def _report_missing(_app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    if not isinstance(domain, RestDomain):
        return None
    domain.resolver.report_missing(node)
    return True


def setup_domain(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(RestDomain)
    app.connect("builder-inited", lambda app: RestDomain.of(app.env).name_indices())
    app.connect("env-before-read-docs", _forget_files)
    app.connect("doctree-read", _note_shown, priority=_PRIORITY)
    app.connect("env-updated", lambda _app, env: RestDomain.of(env).outdated_links())
    app.connect("warn-missing-reference", _report_missing)
