"""What happens to our nodes after reading: they move into place, and become standard nodes for all but HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_restaction.sphinx_ext.nodes import (
    expand_all,
    fragment_store,
    fragments_of,
    operation,
    operation_title,
    parameter_table,
    rest_method,
    status_table,
)
from sphinx_restaction.sphinx_ext.page import Page
from sphinx_restaction.sphinx_ext.standard import (
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


class DrawOperations(SphinxPostTransform):
    """Makes a section with a method an `operation`, which HTML draws so that it opens and closes."""

    default_priority = 900

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401
        """Rewrite the document."""
        for method in list(self.document.findall(rest_method)):
            section = method.parent
            if type(section) is nodes.section and isinstance(section.children[0], nodes.title):
                _make_operation(section, section.children[0])


def _make_operation(section: nodes.section, title: nodes.title) -> None:
    title.replace_self(operation_title("", "", *title.children, **title.attributes))
    made = operation("", **section.attributes)
    made.source, made.line = section.source, section.line
    section.replace_self(made)
    made += section.children


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
