"""Our nodes in standard docutils nodes: what PDF, man, text, Texinfo and XML show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.model.template import PathTemplate

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
    from sphinx_restaction.sphinx_ext.words import Words

    Fragments = Mapping[str, fragment]


def describe_method(node: rest_method, words: Words) -> nodes.paragraph:
    """Return "**GET** /servers/*{server_id}*" as a paragraph."""
    paragraph = nodes.paragraph(ids=node["ids"], classes=["rest-method"])
    paragraph += nodes.strong("", node["method"])
    paragraph += nodes.Text(" ")
    for piece, is_variable in PathTemplate.parse(node["url"]).pieces:
        paragraph += nodes.emphasis("", piece) if is_variable else nodes.Text(piece)
    for text in words.version_notes(node["min_version"], node["max_version"]):
        paragraph += nodes.Text(f" ({text})")
    paragraph.source, paragraph.line = node.source, node.line
    return paragraph


def describe_parameters(table: parameter_table, fragments: Fragments, words: Words) -> nodes.Node:
    """Return a table as a list of terms (name; place, type, required or optional) with their descriptions."""
    return _definition_list(table, [_describe_parameter(row, fragments, words) for row in table["rows"]])


def describe_statuses(table: status_table, fragments: Fragments, words: Words) -> list[nodes.Node]:
    """Return a table as its kind and a list of codes with their reasons."""
    items = [_describe_status(row, fragments) for row in table["rows"]]
    return [nodes.rubric("", words.status_kind(table["kind"])), _definition_list(table, items)]


def _definition_list(table: rest_table, items: list[nodes.definition_list_item]) -> nodes.Node:
    if not items:
        return nodes.comment("", "an empty table")
    return nodes.definition_list("", *items, ids=table["ids"], classes=["rest-parameters", *table["classes"]])


def _describe_parameter(row: ParameterRow, fragments: Fragments, words: Words) -> nodes.definition_list_item:
    item = _item(row, row.name)
    if row.undefined:
        return _with_body(item, [nodes.paragraph("", words.undefined(row.undefined))])
    facts = (row.location, row.type, words.necessity(required=row.required))
    item += [nodes.classifier("", fact) for fact in facts if fact]
    body = _copy(row, fragments)
    notes = words.version_notes(row.min_version, row.max_version)
    body += [nodes.paragraph("", "", nodes.strong("", text)) for text in notes]
    body += [
        nodes.paragraph("", "", nodes.emphasis("", name), nodes.Text(f": {value}")) for name, value in row.keywords
    ]
    return _with_body(item, body)


def join_facts(item: nodes.definition_list_item) -> None:
    """Put the facts of a parameter into its term, as "name (path, string, required)"."""
    facts = [child for child in item.children if isinstance(child, nodes.classifier)]
    text = ", ".join(fact.astext() for fact in facts)
    for term in item.findall(nodes.term):
        if facts and term.parent is item:
            term += [nodes.Text(" ("), nodes.emphasis("", text), nodes.Text(")")]
    for fact in facts:
        item.remove(fact)


def _describe_status(row: StatusRow, fragments: Fragments) -> nodes.definition_list_item:
    item = _item(row, f"{row.name} - {row.phrase}" if row.phrase else row.name)
    return _with_body(item, _copy(row, fragments))


def _item(row: ParameterRow | StatusRow, text: str) -> nodes.definition_list_item:
    ids = [row.id] if row.id else []
    return nodes.definition_list_item("", nodes.term("", "", nodes.literal("", text), ids=ids))


def describe_versions(node: expand_all, words: Words) -> nodes.Node:
    """Return the range of microversions, with the releases, as a paragraph; a comment where conf.py gives none."""
    text = words.version_range(node["minimum"], node["maximum"])
    releases = ", ".join(f"{name.capitalize()}: {version}" for version, name in node["releases"])
    return nodes.paragraph("", f"{text} ({releases})" if releases else text) if text else nodes.comment()


def describe_sample_version(version: str, words: Words) -> nodes.paragraph:
    """Return what tells the version of a sample."""
    return nodes.paragraph("", "", nodes.emphasis("", words.sample_version(version)))


def describe_changes(changes: Iterable[Change], words: Words) -> nodes.definition_list:
    """Return what each version changed: "Changed in" and a list of versions."""
    inner = [
        _item_of(change.when(words), [nodes.paragraph("", text) for text in change.what(words)]) for change in changes
    ]
    whole = _item_of(words.changes, [nodes.definition_list("", *inner)])
    return nodes.definition_list("", whole, classes=["rest-changes"])


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
