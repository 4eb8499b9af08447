"""Our nodes in standard docutils nodes: what PDF, man, text, Texinfo and XML show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.model.template import PathTemplate
from sphinx_restaction.sphinx_ext.words import CHANGES, undefined, version_notes, version_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_restaction.sphinx_ext.changes import Change
    from sphinx_restaction.sphinx_ext.nodes import (
        ParameterRow,
        StatusRow,
        expand_all,
        fragment,
        parameter_table,
        rest_method,
        rest_table,
        status_table,
    )

    Fragments = Mapping[str, fragment]


def describe_method(node: rest_method) -> nodes.paragraph:
    """Return "**GET** /servers/*{server_id}*" as a paragraph."""
    paragraph = nodes.paragraph(ids=node["ids"], classes=["rest-method"])
    paragraph += nodes.strong("", node["method"])
    paragraph += nodes.Text(" ")
    for piece, is_variable in PathTemplate.parse(node["url"]).pieces:
        paragraph += nodes.emphasis("", piece) if is_variable else nodes.Text(piece)
    for text in version_notes(node["min_version"], node["max_version"]):
        paragraph += nodes.Text(f" ({text})")
    paragraph.source, paragraph.line = node.source, node.line
    return paragraph


def describe_parameters(table: parameter_table, fragments: Fragments) -> nodes.Node:
    """Return a table as a list of terms (name; place, type, required or optional) with their descriptions."""
    return _definition_list(table, [_describe_parameter(row, fragments) for row in table["rows"]])


def describe_statuses(table: status_table, fragments: Fragments) -> list[nodes.Node]:
    """Return a table as its kind and a list of codes with their reasons."""
    items = [_describe_status(row, fragments) for row in table["rows"]]
    return [nodes.rubric("", table["kind"].capitalize()), _definition_list(table, items)]


def _definition_list(table: rest_table, items: list[nodes.definition_list_item]) -> nodes.Node:
    if not items:
        return nodes.comment("", "an empty table")
    return nodes.definition_list("", *items, ids=table["ids"], classes=["rest-parameters", *table["classes"]])


def _describe_parameter(row: ParameterRow, fragments: Fragments) -> nodes.definition_list_item:
    item = _item(row, row.name)
    if row.undefined:
        return _with_body(item, [nodes.paragraph("", undefined(row.undefined))])
    item += [nodes.classifier("", fact) for fact in (row.location, row.type, row.necessity) if fact]
    body = _copy(row, fragments)
    body += [nodes.paragraph("", "", nodes.strong("", text)) for text in row.version_notes]
    body += [
        nodes.paragraph("", "", nodes.emphasis("", name), nodes.Text(f": {value}")) for name, value in row.keywords
    ]
    return _with_body(item, body)


def _describe_status(row: StatusRow, fragments: Fragments) -> nodes.definition_list_item:
    item = _item(row, f"{row.name} - {row.phrase}" if row.phrase else row.name)
    return _with_body(item, _copy(row, fragments))


def _item(row: ParameterRow | StatusRow, text: str) -> nodes.definition_list_item:
    ids = [row.id] if row.id else []
    return nodes.definition_list_item("", nodes.term("", "", nodes.literal("", text), ids=ids))


def describe_versions(node: expand_all) -> nodes.Node:
    """Return the range of microversions as a paragraph; a comment where conf.py gives none."""
    text = version_range(node["minimum"], node["maximum"])
    return nodes.paragraph("", text) if text else nodes.comment()


def describe_changes(changes: Iterable[Change]) -> nodes.definition_list:
    """Return what each version changed: "Changed in" and a list of versions."""
    inner = [_item_of(change.when, [nodes.paragraph("", text) for text in change.what]) for change in changes]
    return nodes.definition_list("", _item_of(CHANGES, [nodes.definition_list("", *inner)]), classes=["rest-changes"])


def _item_of(term: str, body: list[nodes.Node]) -> nodes.definition_list_item:
    return nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *body))


def _copy(row: ParameterRow | StatusRow, fragments: Fragments) -> list[nodes.Node]:
    """Return the row's description as nodes of its own; an id stays with the first copy."""
    original = fragments.get(row.fragment or "")
    if original is None:
        return []
    copy = original.deepcopy()
    for node in original.findall(nodes.Element):
        node["ids"] = []
    return list(copy.children)


def _with_body(item: nodes.definition_list_item, body: list[nodes.Node]) -> nodes.definition_list_item:
    # A definition without content is no valid node, and some writers fail on it.
    item += nodes.definition("", *(body or [nodes.paragraph()]))
    return item
