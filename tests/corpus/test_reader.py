"""What the reader without Sphinx finds in real references is what a build finds there."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from sphinx_restaction.resolve.tree import read_tree
from sphinx_restaction.sources.files import Reader, find_root
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from sphinx_restaction.model.reference import Document
    from tests.corpus.builds import Build
    from tests.corpus.conftest import Comparison


def built_documents(build: Build) -> dict[str, Document]:
    """Return what the ``rest`` domain of a build holds, by document."""
    with (build.out.parent / "doctrees" / "environment.pickle").open("rb") as stream:
        env = pickle.load(stream)  # noqa: S301  # our own build wrote it
    documents: dict[str, Document] = env.domaindata["rest"]["documents"]
    return documents


def test_documents_are_read_as_the_build_reads_them(comparison: Comparison) -> None:
    source = str(comparison.ours.source)
    root = find_root(source)
    reference = read_tree(source, root, Library(Reader(root=root)))
    built = built_documents(comparison.ours)
    assert sum(len(document.operations) for document in built.values()) > 0
    read = {one.name: one for one in reference.documents if one.operations or one.uses or one.faults}
    assert read.keys() == built.keys()
    for name, document in built.items():
        # In this order, so that a failure shows the smallest thing that differs.
        for ours, theirs in zip(read[name].operations, document.operations, strict=False):
            assert ours == theirs
        assert len(read[name].operations) == len(document.operations)
        assert read[name] == document
