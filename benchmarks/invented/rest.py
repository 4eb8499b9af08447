"""The invented API as a reference: documents, catalogue and samples, in the layout of OpenStack's projects."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.invented import words
from benchmarks.invented.api import LATEST, Property, Resource
from benchmarks.invented.operations import QUERIES, Operation, operations
from benchmarks.invented.words import seeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.invented.operations import Sample, Side

SOURCE, SAMPLES = "api-ref/source", "doc/api_samples"
ONE, MANY = "one document", "many documents"
SHAPES = (ONE, MANY)
_CONF = """\
extensions = ["sphinx_restaction"]
project = "An invented service"
html_theme = "alabaster"
"""
_PROJECT = f"""\
[tool.restaction]
unversioned-samples-are = "2.1"
min-microversion = "2.1"
max-microversion = "2.{LATEST}"
"""
_INTRODUCTION = """\
An invented service
===================

A reference that only measures something: nobody offers this service.
"""
_SENT = {"_create": ("What it is to have from the beginning.",), "_change": ("What it is to have from now on.",)}
_ERRORS = "badRequest(400), unauthorized(401), forbidden(403), itemNotFound(404)"


def write_reference(folder: Path, resources: Iterable[Resource], shape: str) -> Path:
    """Write the reference into *folder* and return its source directory."""
    source = folder / SOURCE
    source.mkdir(parents=True)
    resources = list(resources)
    (folder / "pyproject.toml").write_text(_PROJECT, "utf-8")
    (source / "conf.py").write_text(_CONF, "utf-8")
    (source / "index.rst").write_text("\n".join(_index(resources, shape)), "utf-8")
    (source / "parameters.yaml").write_text("\n".join(_catalogue(resources)) + "\n", "utf-8")
    ending = ".inc" if shape == ONE else ".rst"
    for resource in resources:
        text = "\n".join(_document(resource))
        (source / f"{resource.name}{ending}").write_text(text, "utf-8")
        _write_samples(folder / SAMPLES / resource.name, resource)
    return source


def _index(resources: list[Resource], shape: str) -> Iterator[str]:
    yield _INTRODUCTION
    yield from (".. rest_expand_all::", "")
    if shape == ONE:
        yield from (f".. include:: {resource.name}.inc" for resource in resources)
    else:
        yield from (".. toctree::", "", *(f"   {resource.name}" for resource in resources))
    yield ""


def _document(resource: Resource) -> Iterator[str]:
    random = seeded(f"document {resource.name}")
    title = f"{resource.title.capitalize()}s"
    yield from (title, "=" * len(title), "", words.sentence(random), words.sentence(random), "")
    for operation in operations(resource):
        yield from (operation.title, "-" * len(operation.title), "")
        yield from (f".. rest_method:: {operation.method} {operation.path}", "")
        yield from ((words.sentence(random)) for _ in range(random.randint(1, 4)))
        yield from ("", f"Normal response codes: {operation.status}", "", f"Error response codes: {_ERRORS}", "")
        yield from _side(resource, "Request", operation.request, operation)
        yield from _side(resource, "Response", operation.response, operation)


def _side(resource: Resource, headline: str, side: Side, operation: Operation) -> Iterator[str]:
    if not side.rows:
        return
    yield from (headline, "~" * len(headline), "", ".. rest_parameters:: parameters.yaml", "")
    yield from (f"   - {row.name}: {row.key}" for row in side.rows)
    for sample in side.samples:
        version = "" if sample.version == 1 else f" (v2.{sample.version})"
        yield from ("", f"**Example {operation.title}{version}: JSON {headline.lower()}**", "")
        path = f"{'../' * len(SOURCE.split('/'))}{SAMPLES}/{resource.name}/{_place(sample)}"
        yield from (f".. literalinclude:: {path}", "   :language: json")
    yield ""


def _place(sample: Sample) -> str:
    return sample.name if sample.version == 1 else f"v2.{sample.version}/{sample.name}"


def _write_samples(folder: Path, resource: Resource) -> None:
    for operation in operations(resource):
        for sample in (*operation.request.samples, *operation.response.samples):
            path = folder / _place(sample)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(sample.content, indent=4) + "\n", "utf-8")


def _catalogue(resources: Iterable[Resource]) -> Iterator[str]:
    """Yield the lines of the catalogue in the order that os-api-ref asks for: by place, then by name."""
    found: dict[str, dict[str, list[str]]] = {place: {} for place in ("path", "query", "body")}
    for resource in resources:
        for place, key, lines in _definitions(resource):
            found[place].setdefault(key, lines)
    for place, definitions in found.items():
        yield f"# in {place}"
        for key in sorted(definitions):
            yield from definitions[key]


def _definitions(resource: Resource) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the place, the key and the text of each definition of *resource*."""
    name, title = resource.name, resource.title
    yield _define("path", f"{name}_id_path", Property(name="id", type="string", description=(f"The id of a {title}.",)))
    for query in QUERIES:
        what = Property(name=query, type="string", description=(f"The {query} of a list of {title}s.",))
        yield _define("query", f"{name}_{query}_query", what, required=False)
    yield _define("body", name, Property(name=name, type="object", description=(f"A {title}.",)))
    yield _define("body", resource.plural, Property(name=name, type="array", description=(f"The {title}s.",)))
    yield _define("body", f"{name}_tags", Property(name="tags", type="array", description=(f"Tags of the {title}.",)))
    yield from _define_all(resource, resource.properties)
    yield from _define_all(resource, resource.creation, "_create")
    yield from _define_all(resource, resource.change, "_change")
    for verb, kind in ((resource.action, "object"), (resource.bare_action, "none")):
        what = Property(name=verb, type=kind, description=(f"The action to {verb} the {title}.",))
        yield _define("body", f"{name}_{verb}", what)
    yield from _define_all(resource, resource.action_properties)


def _define_all(
    resource: Resource, properties: Iterable[Property], kind: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    # In a request they may be left out; if they said the same as the others, one would do.
    for one in properties:
        what = replace(one, description=(*_SENT[kind], *one.description)) if kind else one
        yield _define("body", f"{resource.name}_{one.name}{kind}", what, required=not kind)
        yield from _define_all(resource, one.members, kind)


def _define(place: str, key: str, what: Property, *, required: bool = True) -> tuple[str, str, list[str]]:
    lines = [f"{key}:", "  description: |", *(f"    {line}".rstrip() for line in what.description)]
    lines += [f"  in: {place}", f"  required: {str(required).lower()}", f"  type: {what.type}"]
    if what.since > 1:
        lines.append(f"  min_version: 2.{what.since}")
    return place, key, lines
