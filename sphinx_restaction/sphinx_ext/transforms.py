"""What happens to our nodes after reading: they move into place, and become standard nodes for all but HTML."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_restaction.sphinx_ext.changes import changes_of
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.fixed_version import setup_fixed_version
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
from sphinx_restaction.sphinx_ext.standard import (
    describe_changes,
    describe_method,
    describe_parameters,
    describe_statuses,
    describe_versions,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class PlaceFragments(SphinxTransform):
    """Puts the parsed descriptions of a document at its end, before any other transform looks at it."""

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401  # docutils' signature
        """Append the store, if the document has descriptions."""
        page = Page.of(self.env)
        if page.fragments:
            self.document += fragment_store("", *page.fragments.values())


class DrawStandardNodes(SphinxPostTransform):
    """Replaces our nodes by standard ones, which every builder can write."""

    # Behind the transforms that resolve references and drop what an `only` excludes.
    default_priority = 890

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the document."""
        fragments = fragments_of(self.document)
        self._add_changes()
        for method in list(self.document.findall(rest_method)):
            method.replace_self(describe_method(method))
        for table in list(self.document.findall(parameter_table)):
            table.replace_self(describe_parameters(table, fragments))
        for status in list(self.document.findall(status_table)):
            status.replace_self(describe_statuses(status, fragments))
        for control in list(self.document.findall(expand_all)):
            control.replace_self(describe_versions(control))
        for store in list(self.document.findall(fragment_store)):
            store.parent.remove(store)

    def _add_changes(self) -> None:
        if RestDomain.of(self.env).options.microversion:
            return
        for parts in shown_parts(self.document, self.env):
            changes = changes_of((table["rows"], role) for table, role in parts.tables)
            if changes:
                append(parts, describe_changes(changes))


class DrawOperations(SphinxPostTransform):
    """Makes a section with a method an `operation`, which HTML draws so that it opens and closes."""

    default_priority = 900

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the document."""
        all_parts = shown_parts(self.document, self.env)
        options = RestDomain.of(self.env).options
        for control in self.document.findall(expand_all):
            control.overview = overview_of(all_parts, options)
        numbers = count()
        for parts in all_parts:
            structure(parts, options, numbers)


def _add_drawing(app: Sphinx) -> None:
    """Add the transform for what is written: the builder is not known before.

    A builder that extracts messages takes them from the nodes that were read, each description once.
    """
    if app.builder.format == "html":
        app.add_post_transform(DrawOperations)
    elif app.builder.use_message_catalog:
        app.add_post_transform(DrawStandardNodes)


def setup_transforms(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(PlaceFragments)
    app.connect("builder-inited", _add_drawing)
    setup_fixed_version(app)
