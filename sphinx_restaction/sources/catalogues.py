"""Parameter catalogues: ``parameters.yaml`` in os-api-ref's format, with room for OpenAPI's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report, did_you_mean
from sphinx_restaction.model.definition import LOCATIONS, Catalogue, Definition, Text
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.model.schema_type import SPELLINGS, accepted_types
from sphinx_restaction.sources import yaml_nodes
from sphinx_restaction.sources.plain_yaml import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import yaml

    from sphinx_restaction.rule import Rule

#: Fields without which a definition says too little. ``required`` may be left out and means false.
NEEDED_FIELDS = ("in", "type", "description")
#: OpenAPI's fields, all optional and shown when present.
KEYWORDS = ("enum", "format", "nullable", "items", "additionalProperties", "default", "deprecated", "example")
#: Our own field: the name of the object, or the path of names, that holds a parameter of the body.
PARENT = "parent"
FIELDS = (*NEEDED_FIELDS, "required", "min_version", "max_version", PARENT, *KEYWORDS)


#: The usual values of some fields, by how they are written behind the name.
_USUAL: Mapping[str, Mapping[str, object]] = {
    "in": {f": {location}\n": location for location in LOCATIONS},
    # YAML takes "null" for no value at all.
    "type": {f": {spelling}\n": spelling for spelling in SPELLINGS if spelling != "null"},
    "required": {": true\n": True, ": false\n": False, ": True\n": True, ": False\n": False},
}
_VERSIONS = ("min_version", "max_version")
_VERSION_RE = re.compile(r": (\d{1,6}\.\d{1,6})\n", re.ASCII)


def load_catalogue(text: str, file: str, used_at: Location, report: Report) -> Catalogue | None:
    """Read the catalogue *text* of *file*; None, reported, if there is no mapping in it."""
    root = load_mapping(text, file, used_at, report)
    if root is None:
        return None
    entries = yaml_nodes.pairs(root, file, report)
    definitions = {}
    for key, node in entries:
        if yaml_nodes.is_mapping(node):
            usual = _usual(key.value, node, file) if isinstance(node, Entry) else None
            definitions[key.value] = usual or _Entry(key, file, report).read(node)
        else:
            message = f"'{key.value}' is {_kind(node)} where a mapping of fields is expected"
            report(Diagnostic(rules.INVALID_DEFINITION, message, yaml_nodes.location(key, file)))
    _check_order(definitions.values(), report)
    merged = yaml_nodes.repeated(root, entries) if "*" in text else frozenset()
    return Catalogue(file=file, definitions=MappingProxyType(definitions), merged=merged)


def load_mapping(text: str, file: str, used_at: Location, report: Report) -> yaml.MappingNode | None:
    """Return the YAML mapping that *text* is; None, reported, if it is something else."""
    faults: list[Diagnostic] = []
    root = yaml_nodes.compose_entries(text, file, faults.append)
    if root is not None and not yaml_nodes.is_mapping(root):
        message = f"the file holds {_kind(root)} where a mapping is expected"
        faults.append(Diagnostic(rules.INVALID_CATALOGUE, message, yaml_nodes.location(root, file)))
    elif not faults and (root is None or not root.value):
        faults.append(Diagnostic(rules.EMPTY_CATALOGUE, "the file defines nothing", Location(file)))
    for fault in faults:
        report(fault._replace(related=(*fault.related, Related(used_at, "used here"))))
    return root if root is not None and yaml_nodes.is_mapping(root) else None


class _Places(Mapping[str, Location]):
    """The places of an entry's values, found when the first is asked for: only findings need them."""

    __slots__ = ("_entry", "_file", "_found")

    def __init__(self, entry: Entry, file: str) -> None:
        self._entry = entry
        self._file = file
        self._found: dict[str, Location] | None = None

    @property
    def _places(self) -> dict[str, Location]:
        if self._found is None:
            marks = ((key.value, value.start_mark) for key, value in self._entry.value)
            self._found = {name: Location(self._file, mark.line + 1, mark.column + 1) for name, mark in marks}
        return self._found

    def __getitem__(self, name: str) -> Location:
        return self._places[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _usual(key: str, entry: Entry, file: str) -> Definition | None:
    """Return what `_Entry` makes of an entry, if that has nothing but what most have: each field once and well."""
    found: dict[str, object] = {}
    description, end = None, 0
    for line, _, name, rest, below in entry.fields:
        value: object = None
        if name in found:
            return None
        if name == "description":
            value = entry.texts.get(name)
            description = None if value is None else Text(value=str(value), source=Location(file, line + 2))
            end = line + 1 + below.count("\n") + entry.blank
        elif not below:
            version = _VERSION_RE.fullmatch(rest) if name in _VERSIONS else None
            value = version[1] if version else _USUAL.get(name, {}).get(rest)
            end = line + 1
        if value is None:
            return None
        found[name] = value
    if description is None or "in" not in found or "type" not in found:
        return None
    required = found.get("required")
    return Definition(
        key=key,
        source=Location(file, entry.start_mark.line + 1),
        location=str(found["in"]),
        type=str(found["type"]),
        required=required is True,
        description=description,
        min_version=str(found.get("min_version", "")),
        max_version=str(found.get("max_version", "")),
        values=_REQUIRED if required is True else _NOTHING if required is None else _OPTIONAL,
        places=_Places(entry, file),
        end=end,
    )


_NOTHING: Mapping[str, object] = MappingProxyType({})
_REQUIRED: Mapping[str, object] = MappingProxyType({"required": True})
_OPTIONAL: Mapping[str, object] = MappingProxyType({"required": False})


class _Entry:
    """Reads one definition."""

    __slots__ = ("file", "key", "keywords", "places", "report", "structured", "values")

    def __init__(self, key: yaml.ScalarNode, file: str, report: Report) -> None:
        self.key = key
        self.file = file
        self.report = report
        self.values: dict[str, object] = {}
        self.keywords: dict[str, str] = {}
        self.structured: dict[str, object] = {}
        self.places: dict[str, Location] = {}

    def read(self, node: yaml.MappingNode) -> Definition:
        for name_node, value in yaml_nodes.pairs(node, self.file, self.report):
            name = name_node.value
            if yaml_nodes.is_null(value) and name not in (*KEYWORDS, "required"):
                continue
            self.places[name] = yaml_nodes.location(value, self.file)
            reader = _READERS.get(name)
            if reader:
                reader(self, name, value)
            elif name in KEYWORDS:
                self.keywords[name] = yaml_nodes.as_text(value)
                self.structured[name] = yaml_nodes.as_value(value)
            else:
                self._fault(
                    rules.UNKNOWN_FIELD, f"has an unknown field '{name}'{did_you_mean(name, FIELDS)}", name_node
                )
        for name in NEEDED_FIELDS:
            if name not in self.places:
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
        if not yaml_nodes.is_scalar(node):
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
        line = yaml_nodes.content_line(node) if yaml_nodes.is_scalar(node) else node.start_mark.line + 1
        self.values["description"] = Text(value=text, source=Location(self.file, line))

    def _read_parent(self, name: str, node: yaml.Node) -> None:
        self.values[name] = self._scalar(name, node)

    def _read_version(self, name: str, node: yaml.Node) -> None:
        self.values[name] = text = self._scalar(name, node)
        if Microversion.parse(text) is None:
            self._fault(rules.INVALID_MICROVERSION, f"has '{text}' as its '{name}', which is no version N.M", node)


_READERS: Mapping[str, Callable[[_Entry, str, yaml.Node], None]] = {
    "in": _Entry._read_location,  # noqa: SLF001  # the class's own methods
    "type": _Entry._read_type,  # noqa: SLF001
    "required": _Entry._read_required,  # noqa: SLF001
    "description": _Entry._read_description,  # noqa: SLF001
    "min_version": _Entry._read_version,  # noqa: SLF001
    "max_version": _Entry._read_version,  # noqa: SLF001
    PARENT: _Entry._read_parent,  # noqa: SLF001
}


def _kind(node: yaml.Node) -> str:
    if yaml_nodes.is_mapping(node):
        return "a mapping"
    if yaml_nodes.is_sequence(node):
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
