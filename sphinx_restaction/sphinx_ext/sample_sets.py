"""Which samples are one sample in several microversions, and which of them a version has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.model.microversion import Microversion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.model.operation import Example, Role

_VERSION_FOLDER_RE = re.compile(r"(?<=/)v\d+\.\d+/")
#: A sample without a version is older than all that have one.
_OLDEST = Microversion(0, 0)


class SampleSet(NamedTuple):
    """What samples of a set have in common."""

    role: Role | None
    #: The path without its folder of a version; for a code block, which is alone, its place.
    name: str


def set_of(example: Example) -> SampleSet:
    """Return the set that *example* belongs to."""
    if example.file is None:
        return SampleSet(example.role, str(example.source))
    return SampleSet(example.role, _VERSION_FOLDER_RE.sub("", example.file.replace("\\", "/")))


def missing_at(version: Microversion, examples: Iterable[Example]) -> list[Example]:
    """Return those of *examples* that a reader of *version* does not see: of a set only the newest one is left."""
    examples = list(examples)
    newest: dict[SampleSet, Microversion] = {}
    for example in examples:
        own = example.microversion or _OLDEST
        if own <= version:
            key = set_of(example)
            newest[key] = max(own, newest.get(key, own))
    return [example for example in examples if (example.microversion or _OLDEST) != newest.get(set_of(example))]
