"""The invented API as an OpenAPI document, with a schema and an example for each body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.invented.api import LATEST, Property, Resource
from benchmarks.invented.operations import QUERIES, Operation, Side, operations

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEMES = {"token": {"type": "apiKey", "in": "header", "name": "X-Token"}}


def make_document(resources: Iterable[Resource]) -> dict[str, object]:
    """Return the document. Actions have paths of their own, since OpenAPI has one operation for a path and method."""
    resources = list(resources)
    paths: dict[str, dict[str, object]] = {}
    for resource in resources:
        for operation in operations(resource):
            path = operation.path.replace("/action", f"/{operation.action}")
            paths.setdefault(path, {})[operation.method.lower()] = _operation(resource, operation)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "An invented service",
            "version": f"2.{LATEST}",
            "description": "A document that only measures something: nobody offers this service.",
            "contact": {"name": "Nobody", "url": "https://service.test", "email": "nobody@service.test"},
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": "https://service.test/v2"}],
        "security": [{"token": []}],
        "tags": [{"name": resource.name, "description": f"Each {resource.title}."} for resource in resources],
        "paths": paths,
        "components": {"securitySchemes": _SCHEMES, "schemas": _schemas(resources)},
    }


def _operation(resource: Resource, operation: Operation) -> dict[str, object]:
    found: dict[str, object] = {
        "operationId": operation.title.replace(" ", "-").replace("(", "").replace(")", ""),
        "summary": operation.title,
        "description": f"{operation.title}.",
        "tags": [resource.name],
        "parameters": _parameters(resource, operation),
        "responses": {
            str(operation.status): {"description": "It worked.", **_content(resource, operation.response)},
            "400": {"description": "It did not."},
        },
    }
    if operation.request.body:
        found["requestBody"] = {"required": True, **_content(resource, operation.request)}
    return found


def _parameters(resource: Resource, operation: Operation) -> list[dict[str, object]]:
    text = {"type": "string"}
    found: list[dict[str, object]] = []
    if "{" in operation.path:
        found.append({"name": f"{resource.name}_id", "in": "path", "required": True, "schema": text})
    if operation.response.is_list:
        found += [{"name": query, "in": "query", "schema": text, "description": query} for query in QUERIES]
    return found


def _content(resource: Resource, side: Side) -> dict[str, object]:
    if not side.body:
        return {}
    schema = {
        "type": "object",
        "required": list(side.body),
        "properties": {key: _part(resource, side, value) for key, value in side.body.items()},
    }
    content: dict[str, object] = {"schema": schema}
    if side.samples:
        content["examples"] = {
            f"v2.{sample.version}": {"summary": sample.name, "value": sample.content} for sample in side.samples
        }
    return {"content": {"application/json": content}}


def _part(resource: Resource, side: Side, value: tuple[Property, ...] | Property) -> dict[str, object]:
    if isinstance(value, Property):
        return _schema(value)
    if not value:
        return {"type": "object", "nullable": True}
    if value is resource.properties:
        reference: dict[str, object] = {"$ref": f"#/components/schemas/{resource.name}"}
        return {"type": "array", "items": reference} if side.is_list else reference
    return _object(value)


def _schemas(resources: Iterable[Resource]) -> dict[str, object]:
    return {resource.name: _object(resource.properties) for resource in resources}


def _object(properties: tuple[Property, ...]) -> dict[str, object]:
    return {
        "type": "object",
        "required": [one.name for one in properties if one.since == 1],
        "properties": {one.name: _schema(one) for one in properties},
    }


def _schema(one: Property) -> dict[str, object]:
    found: dict[str, object] = _object(one.members) if one.type == "object" else {"type": one.type}
    if one.type == "array":
        found["items"] = {"type": "string"}
    return {**found, "description": " ".join(line for line in one.description if line)}
