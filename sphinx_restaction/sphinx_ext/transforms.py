"""What happens to our nodes after reading: they move into place, and become standard nodes for all but HTML."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_restaction.sphinx_ext.changes import changes_of
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.fixed_version import setup_fixed_version
from sphinx_restaction.sphinx_ext.lean_document import make_lean
from sphinx_restaction.sphinx_ext.nodes import (
    expand_all,
    fragment_store,
    fragments_of,
    parameter_table,
    rest_method,
    status_table,
)
from sphinx_restaction.sphinx_ext.operation_page import append, structure
from sphinx_restaction.sphinx_ext.overview import overview_of
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.parts import shown_parts
from sphinx_restaction.sphinx_ext.sample_units import place_before, unlabelled_version
from sphinx_restaction.sphinx_ext.standard import (
    describe_changes,
    describe_method,
    describe_parameters,
    describe_sample_version,
    describe_statuses,
    describe_versions,
    join_facts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_restaction.sphinx_ext.parts import Parts
    from sphinx_restaction.sphinx_ext.words import Words


class PlaceFragments(SphinxTransform):
    """Puts the parsed descriptions of a document at its end, before any other transform looks at it."""

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401  # docutils' signature
        """Append the store, if the document has descriptions; one with operations is large, and has to be lean."""
        page = Page.of(self.env)
        if page.methods or page.fragments:
            make_lean(self.document)
        if page.fragments:
            self.document += fragment_store("", *page.fragments.values())


class DrawStandardNodes(SphinxPostTransform):
    """Replaces our nodes by standard ones, which every builder can write."""

    # Behind the transforms that resolve references and drop what an `only` excludes.
    default_priority = 890

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the document."""
        words = RestDomain.of(self.env).words
        fragments = fragments_of(self.document)
        self._add_versions(words)
        for method in list(self.document.findall(rest_method)):
            method.replace_self(describe_method(method, words))
        for table in list(self.document.findall(parameter_table)):
            table.replace_self(describe_parameters(table, fragments, words))
        for status in list(self.document.findall(status_table)):
            status.replace_self(describe_statuses(status, fragments, words))
        for control in list(self.document.findall(expand_all)):
            control.replace_self(describe_versions(control, words))
        for store in list(self.document.findall(fragment_store)):
            store.parent.remove(store)

    def _add_versions(self, words: Words) -> None:
        """Say what each version changed, and which samples are those of a version."""
        is_fixed = bool(RestDomain.of(self.env).options.microversion)
        for parts in shown_parts(self.document, self.env):
            for block, example in parts.samples:
                version = unlabelled_version(block, example)
                if version:
                    place_before(block, describe_sample_version(version, words))
            changes = changes_of((table["rows"], role) for table, role in parts.tables)
            if changes and not is_fixed:
                append(parts, describe_changes(changes, words))


class JoinFacts(SphinxPostTransform):
    """Joins what stands beside the names of parameters: LaTeX would set it into the text behind, in brackets."""

    default_priority = 891
    formats = ("latex",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the tables of parameters."""
        for table in self.document.findall(nodes.definition_list):
            if "rest-parameters" in table["classes"]:
                for item in table.children:
                    join_facts(cast("nodes.definition_list_item", item))


class DrawOperations(SphinxPostTransform):
    """Makes a section with a method an `operation`, which HTML draws so that it opens and closes."""

    default_priority = 900

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the document."""
        all_parts = shown_parts(self.document, self.env)
        domain = RestDomain.of(self.env)
        for control in self.document.findall(expand_all):
            # What `split` leaves of a document lists what it took out.
            if control.overview is None:
                control.overview = overview_of(all_parts, domain.options, domain.words)
        for parts, numbers in _counted(all_parts):
            structure(parts, domain.options, numbers)


def _counted(all_parts: list[Parts]) -> list[tuple[Parts, Iterator[int]]]:
    """Return each operation with what counts its sets of samples.

    The count starts anew in each operation, so that its HTML says nothing of others. Operations within one that opens
    and closes count together, for the page looks for the samples of a set in there.
    """
    sections = {parts.section for parts in all_parts}
    counts: defaultdict[nodes.Node | None, Iterator[int]] = defaultdict(count)
    return [(parts, counts[_outermost(parts.method, sections)]) for parts in all_parts]


def _outermost(node: nodes.Node, sections: set[nodes.section | None]) -> nodes.Node | None:
    found = None
    while node := node.parent:
        if node in sections:
            found = node
    return found


def _add_drawing(app: Sphinx) -> None:
    """Add the transform for what is written: the builder is not known before.

    A builder that extracts messages takes them from the nodes that were read, each description once.
    """
    if app.builder.format == "html":
        app.add_post_transform(DrawOperations)
    elif app.builder.use_message_catalog:
        app.add_post_transform(DrawStandardNodes)
        app.add_post_transform(JoinFacts)


def setup_transforms(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(PlaceFragments)
    app.connect("builder-inited", _add_drawing)
    setup_fixed_version(app)
