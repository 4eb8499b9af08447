"""Parameter catalogues: ``parameters.yaml`` in os-api-ref's format, with room for OpenAPI's words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report, did_you_mean
from sphinx_restaction.model.definition import LOCATIONS, Catalogue, Definition, Text
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.model.schema_type import accepted_types
from sphinx_restaction.sources import yaml_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_restaction.rule import Rule

#: Fields without which a definition says too little. ``required`` may be left out and means false.
NEEDED_FIELDS = ("in", "type", "description")
#: OpenAPI's fields, all optional and shown when present.
KEYWORDS = ("enum", "format", "nullable", "items", "additionalProperties", "default", "deprecated", "example")
#: Our own field: the name of the object, or the path of names, that holds a parameter of the body.
PARENT = "parent"
FIELDS = (*NEEDED_FIELDS, "required", "min_version", "max_version", PARENT, *KEYWORDS)


def load_catalogue(text: str, file: str, used_at: Location, report: Report) -> Catalogue | None:
    """Read the catalogue *text* of *file*; None, reported, if there is no mapping in it."""
    entries = load_mapping(text, file, used_at, report)
    if entries is None:
        return None
    definitions = {}
    for key, node in entries:
        if isinstance(node, yaml.MappingNode):
            definitions[key.value] = _Entry(key, file, report).read(node)
        else:
            message = f"'{key.value}' is {_kind(node)} where a mapping of fields is expected"
            report(Diagnostic(rules.INVALID_DEFINITION, message, yaml_nodes.location(key, file)))
    _check_order(definitions.values(), report)
    merged = yaml_nodes.repeated(entries) if "*" in text else frozenset()
    return Catalogue(file=file, definitions=MappingProxyType(definitions), merged=merged)


def load_mapping(text: str, file: str, used_at: Location, report: Report) -> list[yaml_nodes.Pair] | None:
    """Return the entries of the YAML mapping *text*; None, reported, if it is something else."""
    faults: list[Diagnostic] = []
    root = yaml_nodes.compose(text, file, faults.append)
    if root is not None and not isinstance(root, yaml.MappingNode):
        message = f"the file holds {_kind(root)} where a mapping is expected"
        faults.append(Diagnostic(rules.INVALID_CATALOGUE, message, yaml_nodes.location(root, file)))
    elif not faults and (root is None or not root.value):
        faults.append(Diagnostic(rules.EMPTY_CATALOGUE, "the file defines nothing", Location(file)))
    for fault in faults:
        report(replace(fault, related=(*fault.related, Related(used_at, "used here"))))
    return yaml_nodes.pairs(root, file, report) if isinstance(root, yaml.MappingNode) else None


@dataclass(slots=True)
class _Entry:
    """Reads one definition."""

    key: yaml.ScalarNode
    file: str
    report: Report
    values: dict[str, object] = field(default_factory=dict)
    keywords: dict[str, str] = field(default_factory=dict)
    structured: dict[str, object] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)

    def read(self, node: yaml.MappingNode) -> Definition:
        readers: Mapping[str, Callable[[str, yaml.Node], None]] = {
            "in": self._read_location,
            "type": self._read_type,
            "required": self._read_required,
            "description": self._read_description,
            "min_version": self._read_version,
            "max_version": self._read_version,
            PARENT: self._read_parent,
        }
        present = set()
        for name_node, value in yaml_nodes.pairs(node, self.file, self.report):
            name = name_node.value
            if yaml_nodes.is_null(value) and name not in (*KEYWORDS, "required"):
                continue
            present.add(name)
            self.places[name] = yaml_nodes.location(value, self.file)
            if name in readers:
                readers[name](name, value)
            elif name in KEYWORDS:
                self.keywords[name] = yaml_nodes.as_text(value)
                self.structured[name] = yaml_nodes.as_value(value)
            else:
                self._fault(
                    rules.UNKNOWN_FIELD, f"has an unknown field '{name}'{did_you_mean(name, FIELDS)}", name_node
                )
        for name in NEEDED_FIELDS:
            if name not in present:
                self._fault(rules.MISSING_FIELD, f"has no field '{name}'", self.key)
        return Definition(
            key=self.key.value,
            source=yaml_nodes.location(self.key, self.file),
            keywords=MappingProxyType(self.keywords),
            values=MappingProxyType(self.structured),
            places=MappingProxyType(self.places),
            end=yaml_nodes.last_line(node),
            **self.values,  # type: ignore[arg-type]  # each reader stores a value of its field's type
        )

    def _fault(self, rule: Rule, message: str, node: yaml.Node) -> None:
        self.report(Diagnostic(rule, f"'{self.key.value}' {message}", yaml_nodes.location(node, self.file)))

    def _scalar(self, name: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fault(rules.INVALID_VALUE, f"has {_kind(node)} as its '{name}' where text is expected", node)
        return yaml_nodes.as_text(node)

    def _read_location(self, name: str, node: yaml.Node) -> None:
        self.values["location"] = text = self._scalar(name, node)
        if text not in LOCATIONS:
            allowed = ", ".join(LOCATIONS)
            hint = did_you_mean(text, LOCATIONS)
            self._fault(rules.UNKNOWN_LOCATION, f"is in '{text}', which is none of {allowed}{hint}", node)

    def _read_type(self, name: str, node: yaml.Node) -> None:
        self.values["type"] = text = self._scalar(name, node)
        if accepted_types(text) is None:
            words = ("string", "integer", "number", "float", "boolean", "object", "array", "none")
            self._fault(rules.UNKNOWN_TYPE, f"has the unknown type '{text}'{did_you_mean(text, words)}", node)

    def _read_required(self, name: str, node: yaml.Node) -> None:
        value = yaml_nodes.as_bool(node)
        if value is None:
            text = self._scalar(name, node)
            self._fault(rules.INVALID_VALUE, f"has '{text}' as its '{name}' where true or false is expected", node)
            # The incumbent draws anything but a false as required.
            value = True
        else:
            self.structured["required"] = value
        self.values["required"] = value

    def _read_description(self, name: str, node: yaml.Node) -> None:
        text = self._scalar(name, node)
        line = yaml_nodes.content_line(node) if isinstance(node, yaml.ScalarNode) else node.start_mark.line + 1
        self.values["description"] = Text(value=text, source=Location(self.file, line))

    def _read_parent(self, name: str, node: yaml.Node) -> None:
        self.values[name] = self._scalar(name, node)

    def _read_version(self, name: str, node: yaml.Node) -> None:
        self.values[name] = text = self._scalar(name, node)
        if Microversion.parse(text) is None:
            self._fault(rules.INVALID_MICROVERSION, f"has '{text}' as its '{name}', which is no version N.M", node)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "nothing" if yaml_nodes.is_null(node) else f"the text '{node.value[:40]}'"


def _check_order(definitions: Iterable[Definition], report: Report) -> None:
    """Report definitions that stand before one they should follow: by location, then by lower-cased key.

    The order is os-api-ref's, which checks each entry against the one before.
    """
    last: Definition | None = None
    for definition in definitions:
        if definition.location not in LOCATIONS:
            continue
        if last and _order(definition) < _order(last):
            message = f"'{definition.key}' (in {definition.location}) belongs before '{last.key}' (in {last.location})"
            related = (Related(last.source, f"'{last.key}' stands here"),)
            report(Diagnostic(rules.UNSORTED_CATALOGUE, message, definition.source, related))
        last = definition


def _order(definition: Definition) -> tuple[int, str]:
    return LOCATIONS.index(definition.location), definition.key.lower()
