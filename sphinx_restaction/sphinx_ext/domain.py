"""The ``rest`` domain: the operations of every document, and the catalogues they use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict, cast

from sphinx.domains import Domain

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related
from sphinx_restaction.resolve.operations import resolve_operations
from sphinx_restaction.sources.files import Reader, find_root
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sphinx_ext.collect import collect_blocks
from sphinx_restaction.sphinx_ext.config import Options, get_options
from sphinx_restaction.sphinx_ext.identify import identify
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.model.operation import Operation

#: How many of the places that use a broken catalogue a warning names.
_SHOWN_USES = 3


class _Data(TypedDict):
    #: Document to its operations.
    operations: dict[str, tuple[Operation, ...]]
    #: Document to (kind of file, path, where it is used).
    uses: dict[str, list[tuple[str, str, Location]]]


class RestDomain(Domain):
    """Operations across documents.

    What stands in ``data`` is cleared and merged with the documents it came from, so that incremental and parallel
    builds see what a clean one sees.
    """

    name = "rest"
    label = "REST"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"operations": {}, "uses": {}}
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
        """The catalogues and status files of this build."""
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
    def operations(self) -> dict[str, tuple[Operation, ...]]:
        """The operations of each document, in reading order."""
        return self.data["operations"]

    def note_use(self, kind: str, path: str, used_at: Location) -> None:
        """Record that the document being read uses the file *path* as a catalogue (``parameters`` or ``statuses``)."""
        self.data["uses"].setdefault(self.env.docname, []).append((kind, path, used_at))

    def process_doc(self, _env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take the operations out of a document that was read, and give them and their rows their ids."""
        found = list(collect_blocks(document))
        operations = resolve_operations(block for _, block in found)
        if operations:
            self.operations[docname] = operations
            identify(document, [node for node, _ in found], operations)

    def clear_doc(self, docname: str) -> None:
        """Forget what came from *docname*."""
        self.operations.pop(docname, None)
        self.data["uses"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read from *docnames*."""
        for docname in docnames:
            for name in ("operations", "uses"):
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def check_consistency(self) -> None:
        """Report what is wrong with the catalogues, once for each, in the main process."""
        for (kind, path), places in sorted(self._uses().items()):
            for diagnostic in self._diagnostics(kind, path, places[0]):
                report(_with_uses(diagnostic, places))

    def _uses(self) -> dict[tuple[str, str], list[Location]]:
        uses: dict[tuple[str, str], list[Location]] = {}
        for docname in sorted(self.data["uses"]):
            for kind, path, used_at in self.data["uses"][docname]:
                uses.setdefault((kind, path), []).append(used_at)
        return uses

    def _diagnostics(self, kind: str, path: str, used_at: Location) -> tuple[Diagnostic, ...]:
        if kind == "parameters":
            return self.library.catalogue_diagnostics(path, used_at)
        return self.library.status_diagnostics(path, used_at)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield nothing yet: operations are not objects of the inventory."""
        return iter(())


def _with_uses(diagnostic: Diagnostic, places: list[Location]) -> Diagnostic:
    """Add the other uses to a fault that is reported at the first of them."""
    if diagnostic.location != places[0] or len(places) == 1:
        return diagnostic
    shown = [Related(place, "used here, too") for place in places[1 : 1 + _SHOWN_USES]]
    more = len(places) - 1 - len(shown)
    message = f"{diagnostic.message} (and {more} more uses)" if more else diagnostic.message
    return Diagnostic(diagnostic.rule, message, diagnostic.location, (*diagnostic.related, *shown))


def _forget_files(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    RestDomain.of(env).library.clear()


def setup_domain(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(RestDomain)
    app.connect("env-before-read-docs", _forget_files)
