"""A reference of one microversion, ``restaction_microversion``: what that version does not have is left out.

It is left out of the document as it was read, before Sphinx looks for headings, so that no table of contents and no
builder shows it. The domain has seen the whole document by then, and the checks are about that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.model.microversion import Microversion, VersionRange
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.nodes import parameter_table, rest_method
from sphinx_restaction.sphinx_ext.parts import Parts, parts_of
from sphinx_restaction.sphinx_ext.sample_sets import missing_at
from sphinx_restaction.sphinx_ext.sample_units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_restaction.sphinx_ext.nodes import ParameterRow

#: Before Sphinx collects the table of contents.
_PRIORITY = 400


def setup_fixed_version(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("doctree-read", _show_one_version, priority=_PRIORITY)


def _show_one_version(app: Sphinx, document: nodes.document) -> None:
    domain = RestDomain.of(app.env)
    version = Microversion.parse(domain.options.microversion)
    if version is None:
        return
    all_parts = list(parts_of(document, domain.operations.get(app.env.docname, ())))
    for table in document.findall(parameter_table):
        _keep_rows(table, version)
    for parts in all_parts:
        _keep_samples(parts, version)
    for parts in all_parts:
        if version not in parts.operation.versions:
            _remove_operation(parts)
    if all_parts and domain.excerpt is None:
        _add_note(document, domain.words.fixed_version(str(version)))


def _keep_rows(table: parameter_table, version: Microversion) -> None:
    table["rows"] = tuple(row for row in table["rows"] if version in _versions(row))
    table.children = []
    table += nodes.Text(" ".join(row.name for row in table["rows"]))


def _versions(row: ParameterRow) -> VersionRange:
    return VersionRange(minimum=Microversion.parse(row.min_version), maximum=Microversion.parse(row.max_version))


def _keep_samples(parts: Parts, version: Microversion) -> None:
    missing = missing_at(version, (example for _, example in parts.samples))
    for block, example in parts.samples:
        if example in missing:
            _remove(unit_of(block))


def _remove_operation(parts: Parts) -> None:
    """Remove the section of an operation, or if that has other operations, what is only this one's."""
    section = parts.section
    others = section and any(method is not parts.method for method in section.findall(rest_method))
    if section is not None and not others:
        _remove([section])
        return
    if section is not None:
        section["ids"].remove(parts.operation.anchor)
    _remove(parts.nodes)


def _remove(unwanted: Iterable[nodes.Node]) -> None:
    for node in unwanted:
        if node.parent and node in node.parent.children:
            node.parent.remove(node)


def _add_note(document: nodes.document, text: str) -> None:
    note = nodes.note("", nodes.paragraph("", text), classes=["rest-fixed-version"])
    section = next((child for child in document.children if isinstance(child, nodes.section)), None)
    if section is not None:
        section.insert(1, note)
    else:
        document += note
