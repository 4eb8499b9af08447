"""What one can do with the things of the invented API: operations with their tables and samples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.invented.api import Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.invented.api import Resource

#: The names of query parameters that lists have.
QUERIES = ("limit", "marker", "sort_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: the name in the document, and the key of its definition."""

    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file with an example, in the folder of its resource."""

    name: str
    content: object
    #: The minor number of the microversion, in the name of its folder; 1 has no folder.
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A request or a response: what the table has, and what the samples show."""

    rows: tuple[Row, ...] = ()
    samples: tuple[Sample, ...] = ()
    #: The same as a schema: the object around, and the properties of what is in it.
    body: dict[str, tuple[Property, ...] | Property] = field(default_factory=dict)
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that one can do."""

    title: str
    method: str
    path: str
    status: int
    #: The key of the body that tells actions on one path apart.
    action: str = ""
    request: Side = Side()
    response: Side = Side()


def operations(resource: Resource) -> Iterator[Operation]:
    """Yield the operations of *resource*, in the order in which they are described."""
    path, one = f"/{resource.plural}", f"/{resource.plural}/{{{resource.name}_id}}"
    title = resource.title
    yield _listing(resource, f"List {title}s", path, "list")
    if resource.has_detail:
        yield _listing(resource, f"List {title}s with details", f"{path}/detail", "detail")
    yield Operation(
        title=f"Create a {title}",
        method="POST",
        path=path,
        status=201,
        request=_creation(resource),
        response=_whole(resource, "create"),
    )
    yield Operation(
        title=f"Show a {title}",
        method="GET",
        path=one,
        status=200,
        request=_id(resource),
        response=_whole(resource, "show", both=True),
    )
    yield Operation(
        title=f"Change a {title}",
        method="PUT",
        path=one,
        status=200,
        request=_part(resource, "change", resource.change),
        response=_whole(resource, "change"),
    )
    yield Operation(title=f"Delete a {title}", method="DELETE", path=one, status=204, request=_id(resource))
    for verb, properties in ((resource.action, resource.action_properties), (resource.bare_action, ())):
        yield Operation(
            title=f"{verb.capitalize()} a {title} ({verb} action)",
            method="POST",
            path=f"{one}/action",
            status=202,
            action=verb,
            request=_action(resource, verb, properties),
        )
    yield Operation(
        title=f"List the tags of a {title}",
        method="GET",
        path=f"{one}/tags",
        status=200,
        request=_id(resource),
        response=_tags(resource),
    )


def rows_of(resource: Resource, properties: tuple[Property, ...], prefix: str = "", kind: str = "") -> Iterator[Row]:
    """Yield a row for each of *properties* and of their members; *kind* chooses among definitions."""
    for one in properties:
        yield Row(name=prefix + one.name, key=f"{resource.name}_{one.name}{kind}")
        yield from rows_of(resource, one.members, f"{prefix}{one.name}.", kind)


def _id_row(resource: Resource) -> Row:
    return Row(name=f"{resource.name}_id", key=f"{resource.name}_id_path")


def _id(resource: Resource) -> Side:
    return Side(rows=(_id_row(resource),))


def _listing(resource: Resource, title: str, path: str, name: str) -> Operation:
    def sample(version: int) -> Sample:
        things = [resource.example(resource.properties, version, number) for number in range(3)]
        return Sample(name=f"{resource.name}-{name}-resp.json", content={resource.plural: things}, version=version)

    queries = tuple(Row(name=query, key=f"{resource.name}_{query}_query") for query in QUERIES)
    rows = (
        Row(name=resource.plural, key=resource.plural),
        *rows_of(resource, resource.properties, f"{resource.plural}."),
    )
    # A list with details has as many samples as an operation that it takes the place of would have.
    samples = (sample(1), sample(resource.version)) if name == "list" else ()
    body: dict[str, tuple[Property, ...] | Property] = {resource.plural: resource.properties}
    response = Side(rows=rows, samples=samples, body=body, is_list=True)
    return Operation(title=title, method="GET", path=path, status=200, request=Side(rows=queries), response=response)


def _creation(resource: Resource) -> Side:
    side = _part(resource, "create", resource.creation, has_id=False)
    if not resource.has_second_creation:
        return side
    content = {resource.name: resource.example(resource.creation, resource.version)}
    second = Sample(name=f"{resource.name}-create-req.json", content=content, version=resource.version)
    return Side(rows=side.rows, samples=(*side.samples, second), body=side.body)


def _part(resource: Resource, name: str, properties: tuple[Property, ...], *, has_id: bool = True) -> Side:
    """Return a request with some *properties*, in definitions that say that they may be left out."""
    content = {resource.name: resource.example(properties, 1, name)}
    rows = (
        *([_id_row(resource)] if has_id else ()),
        Row(name=resource.name, key=resource.name),
        *rows_of(resource, properties, f"{resource.name}.", f"_{name}"),
    )
    sample = Sample(name=f"{resource.name}-{name}-req.json", content=content)
    return Side(rows=rows, samples=(sample,), body={resource.name: properties})


def _whole(resource: Resource, name: str, *, both: bool = False) -> Side:
    samples = [
        Sample(
            name=f"{resource.name}-{name}-resp.json",
            content={resource.name: resource.example(resource.properties, version, name)},
            version=version,
        )
        for version in ((1, resource.version) if both else (1,))
    ]
    rows = (
        Row(name=resource.name, key=resource.name),
        *rows_of(resource, resource.properties, f"{resource.name}."),
    )
    return Side(rows=rows, samples=tuple(samples), body={resource.name: resource.properties})


def _action(resource: Resource, verb: str, properties: tuple[Property, ...]) -> Side:
    content = {verb: resource.example(properties, 1, verb) if properties else None}
    rows = (
        _id_row(resource),
        Row(name=verb, key=f"{resource.name}_{verb}"),
        *rows_of(resource, properties, f"{verb}."),
    )
    sample = Sample(name=f"{resource.name}-{verb}-req.json", content=content)
    return Side(rows=rows, samples=(sample,), body={verb: properties})


def _tags(resource: Resource) -> Side:
    content = {"tags": [f"{resource.title} {number}" for number in range(2)]}
    sample = Sample(name=f"{resource.name}-tags-resp.json", content=content)
    tags = Property(name="tags", type="array")
    return Side(rows=(Row(name="tags", key=f"{resource.name}_tags"),), samples=(sample,), body={"tags": tags})
