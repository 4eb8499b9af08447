"""Our nodes in standard docutils nodes: what PDF, man, text, Texinfo and XML show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.model.template import PathTemplate
from sphinx_restaction.sphinx_ext.words import necessity, undefined, version_notes, version_range

if TYPE_CHECKING:
    from sphinx_restaction.sphinx_ext.nodes import expand_all, parameter_row, rest_method, status_row


def describe_method(node: rest_method) -> nodes.paragraph:
    """Return "**GET** /servers/*{server_id}*" as a paragraph."""
    paragraph = nodes.paragraph(ids=node["ids"], classes=["rest-method"])
    paragraph += nodes.strong("", node["method"])
    paragraph += nodes.Text(" ")
    for piece, is_variable in PathTemplate.parse(node["url"]).pieces:
        paragraph += nodes.emphasis("", piece) if is_variable else nodes.Text(piece)
    for text in version_notes(node):
        paragraph += nodes.Text(f" ({text})")
    paragraph.source, paragraph.line = node.source, node.line
    return paragraph


def describe_parameter(row: parameter_row) -> nodes.definition_list_item:
    """Return a row as a term (name; place, type, required or optional) and its description."""
    term = nodes.term("", "", nodes.literal("", row.astext()), ids=row["ids"])
    item = nodes.definition_list_item("", term)
    if not row["defined"]:
        return _with_body(item, [nodes.paragraph("", undefined(row["key"]))])
    facts = [row["in"], row["type"], necessity(row)]
    item += [nodes.classifier("", fact) for fact in facts if fact]
    body = _copy(row)
    body += [nodes.paragraph("", "", nodes.strong("", text)) for text in version_notes(row)]
    body += [
        nodes.paragraph("", "", nodes.emphasis("", name), nodes.Text(f": {value}")) for name, value in row["keywords"]
    ]
    return _with_body(item, body)


def describe_status(row: status_row) -> nodes.definition_list_item:
    """Return a status code as a term and its reason."""
    text = row.astext() + (f" - {row['phrase']}" if row["phrase"] else "")
    term = nodes.term("", "", nodes.literal("", text), ids=row["ids"])
    return _with_body(nodes.definition_list_item("", term), _copy(row))


def describe_versions(node: expand_all) -> nodes.Node:
    """Return the range of microversions as a paragraph; a comment where conf.py gives none."""
    text = version_range(node["minimum"], node["maximum"])
    return nodes.paragraph("", text) if text else nodes.comment()


def _copy(row: parameter_row | status_row) -> list[nodes.Node]:
    """Return the row's description as nodes of its own; an id stays with the first copy."""
    if row.fragment is None:
        return []
    copy = row.fragment.deepcopy()
    for node in row.fragment.findall(nodes.Element):
        node["ids"] = []
    children: list[nodes.Node] = list(copy.children)
    return children


def _with_body(item: nodes.definition_list_item, body: list[nodes.Node]) -> nodes.definition_list_item:
    # A definition without content is no valid node, and some writers fail on it.
    item += nodes.definition("", *(body or [nodes.paragraph()]))
    return item
