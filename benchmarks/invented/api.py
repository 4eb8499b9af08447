"""The invented API: resources, their fields, and what one can do with them.

One step of `size` has what nova's reference has: 254 operations, 341 samples, about 1,000 definitions, about 380
tables with about 2,200 rows, and about 6,300 lines of samples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.invented import words
from benchmarks.invented.words import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

#: For each step of the size: the number of resources, and how many of them have a ninth operation.
RESOURCES, WITH_NINTH = 30, 14
#: And how many have a twelfth sample.
WITH_TWELFTH = 11
LATEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A field of an object: what it is called, and what it holds."""

    name: str
    #: ``string``, ``integer``, ``boolean``, ``array`` (of texts) or ``object``.
    type: str
    #: The minor number of the microversion that brought it; 1 has always been there.
    since: int = 1
    members: tuple[Property, ...] = ()
    description: tuple[str, ...] = ()

    def value(self, random: Random, version: int) -> object:
        """Return an example as of the microversion *version*."""
        if self.type == "object":
            return {one.name: one.value(random, version) for one in self.members if one.since <= version}
        if self.type == "array":
            return [f"{random.choice(words.ADJECTIVES)} {self.name}" for _ in range(random.randint(1, 3))]
        if self.type == "boolean":
            return random.random() < 1 / 2
        if self.type == "integer":
            return random.randint(1, 5000)
        return f"{random.choice(words.ADJECTIVES)} {random.choice(words.NOUNS)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A kind of things."""

    #: ``amber_lantern`` and ``amber_lanterns``.
    name: str
    plural: str
    properties: tuple[Property, ...]
    #: What one sends to make one, and to change one.
    creation: tuple[Property, ...]
    change: tuple[Property, ...]
    #: The verb of the action with values, the values, and the verb of the one without.
    action: str
    action_properties: tuple[Property, ...]
    bare_action: str
    #: The version of the second samples.
    version: int
    has_detail: bool
    has_second_creation: bool
    #: What its examples are drawn with.
    seed: str = field(repr=False)

    @property
    def title(self) -> str:
        """The name as a headline has it."""
        return self.name.replace("_", " ")

    def example(self, properties: tuple[Property, ...], version: int, salt: object = "") -> dict[str, object]:
        """Return an object with *properties*, as of the microversion *version*."""
        random = seeded(f"{self.seed} {version} {salt}")
        return {one.name: one.value(random, version) for one in properties if one.since <= version}


def make_api(size: int) -> list[Resource]:
    """Return the resources of an API that is *size* times as large as nova's."""
    resources = islice(_names(), size * RESOURCES)
    return [_make_resource(number, adjective, noun) for number, (adjective, noun) in enumerate(resources)]


def _names() -> Iterator[tuple[str, str]]:
    for adjective in words.ADJECTIVES:
        for noun in words.NOUNS:
            yield adjective, noun


def _make_resource(number: int, adjective: str, noun: str) -> Resource:
    name = f"{adjective}_{noun}"
    random = seeded(f"resource {name}")
    properties = tuple(_make_properties(random, noun))
    plain = [one for one in properties[1:] if one.type != "object" and one.since == 1]
    action, bare_action = random.sample(words.VERBS, 2)
    return Resource(
        name=name,
        plural=f"{name}s",
        properties=properties,
        creation=tuple(plain[: len(properties) * 2 // 3]),
        change=tuple(plain[:3]),
        action=action,
        action_properties=tuple(
            _make_property(random, one, f"{one} to {action} it with") for one in ("cloth", "speed")
        ),
        bare_action=bare_action,
        version=max(one.since for one in _all(properties)),
        has_detail=number % RESOURCES < WITH_NINTH,
        has_second_creation=number % RESOURCES < WITH_TWELFTH,
        seed=name,
    )


def _make_properties(random: Random, noun: str) -> Iterator[Property]:
    yield Property(name="id", type="string", description=(f"The id of the {noun}.",))
    names = random.sample(words.PROPERTIES, random.choice((4, 5, 6, 7, 8, 9, 10, 12)))
    for number, name in enumerate(names):
        # The first three have always been there, and the fourth is new, so that there are two samples.
        since = 1 if number < 3 else random.randint(2, LATEST) if number == 3 or random.random() < 1 / 6 else 1  # noqa: PLR2004
        yield _make_property(random, name, f"{name} of the {noun}", since)
    part = random.choice(words.PARTS)
    members = tuple(
        _make_property(random, f"{part}_{name}", f"{name} of the {part}")
        for name in random.sample(words.PROPERTIES, random.choice((1, 2, 3)))
    )
    yield Property(
        name=part, type="object", members=members, description=tuple(words.description(random, f"{part} of the {noun}"))
    )


def _make_property(random: Random, name: str, what: str, since: int = 1) -> Property:
    kind = random.choice(("string", "string", "string", "integer", "boolean", "array"))
    return Property(name=name, type=kind, since=since, description=tuple(words.description(random, what)))


def _all(properties: tuple[Property, ...]) -> Iterator[Property]:
    for one in properties:
        yield one
        yield from _all(one.members)
