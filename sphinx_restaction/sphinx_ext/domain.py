"""The ``rest`` domain: every document of the reference, with its operations and the catalogues it uses."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict, cast

from sphinx.domains import Domain

from sphinx_restaction import rules
from sphinx_restaction.model.reference import Document
from sphinx_restaction.resolve.operations import resolve_operations
from sphinx_restaction.resolve.reference import make_reference
from sphinx_restaction.sources.files import Reader, find_root
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.restructured.tree import EXCLUDING, find_unincluded
from sphinx_restaction.sphinx_ext.collect import collect_blocks
from sphinx_restaction.sphinx_ext.config import Options, get_options
from sphinx_restaction.sphinx_ext.findings import report_findings
from sphinx_restaction.sphinx_ext.identify import identify
from sphinx_restaction.sphinx_ext.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Reference


class _Data(TypedDict):
    #: Name of a document to what was read there; documents without anything of ours are left out.
    documents: dict[str, Document]


class RestDomain(Domain):
    """Operations across documents.

    What stands in ``data`` is cleared and merged with the documents it came from, so that incremental and parallel
    builds see what a clean one sees.
    """

    name = "rest"
    label = "REST"
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}}
    data: _Data  # type: ignore[assignment]  # a narrower type than Domain's dict

    @cached_property
    def options(self) -> Options:
        """The options of conf.py."""
        return get_options(self.env.config)

    @cached_property
    def root(self) -> str:
        """The folder that no input file may lie outside of."""
        return str(Path(self.env.srcdir, self.options.root)) if self.options.root else find_root(str(self.env.srcdir))

    @cached_property
    def library(self) -> Library:
        """The catalogues, status files and samples of this build."""
        return Library(Reader(root=self.root))

    @cached_property
    def sample_reader(self) -> Reader:
        """Reads samples."""
        return Reader(root=self.root, missing=rules.MISSING_SAMPLE)

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
            unincluded=self._unincluded(),
        )

    def _unincluded(self) -> list[str]:
        """Return the source files that no document includes or shows, whether the document has operations or not."""
        source = str(self.env.srcdir)
        own = {str(self.env.doc2path(name)) for name in self.env.found_docs}
        shown = (path for paths in self.env.dependencies.values() for path in paths)
        used = {os.path.normpath(os.path.join(source, path)) for path in shown}
        return find_unincluded(source, dict(_literals(self.env.config)), own, used)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take the operations out of a document that was read, and give them and their rows their ids."""
        found = list(collect_blocks(document))
        operations = resolve_operations(block for _, block in found)
        page = Page.of(env)
        if operations:
            identify(document, [node for node, _ in found], operations)
        if operations or page.uses or page.faults:
            self.documents[docname] = Document(
                name=docname,
                file=str(env.doc2path(docname)),
                operations=operations,
                uses=tuple(page.uses),
                files=(str(env.doc2path(docname)), *_included(document, str(env.doc2path(docname)))),
                faults=tuple(page.faults),
            )

    def clear_doc(self, docname: str) -> None:
        """Forget what came from *docname*."""
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read from *docnames*."""
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.documents[docname] = otherdata["documents"][docname]

    def check_consistency(self) -> None:
        """Report what is wrong with the reference, in the main process."""
        report_findings(self)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield nothing yet: operations are not objects of the inventory."""
        return iter(())


def _included(document: nodes.document, own: str) -> list[str]:
    """Return the absolute paths of the files that *document* includes, in order."""
    recorded = document.settings.record_dependencies
    # As `places.location` does, so that a line and the file that holds it agree.
    paths = (os.path.abspath(path) for path in (recorded.list if recorded else ()))  # noqa: PTH100
    return [path for path in dict.fromkeys(paths) if path != own]


def _literals(config: Config) -> Iterator[tuple[str, object]]:
    """Yield the options of conf.py that say which files of the source directory count."""
    for name in ("include_patterns", *EXCLUDING):
        yield name, config[name]


def _forget_files(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    RestDomain.of(env).library.clear()


def setup_domain(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(RestDomain)
    app.connect("env-before-read-docs", _forget_files)
