"""Samples with their captions, as one node each: a page hides, labels and stacks them as wholes."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.sphinx_ext.json_markup import is_json
from sphinx_restaction.sphinx_ext.nodes import json_sample, sample, sample_set
from sphinx_restaction.sphinx_ext.sample_sets import SampleSet, set_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.model.operation import Example
    from sphinx_restaction.sphinx_ext.parts import Parts

#: What may stand between a caption and its sample.
_BETWEEN = (nodes.paragraph, nodes.Admonition, nodes.bullet_list, nodes.comment)
#: How many of these there may be.
_FARTHEST = 4


def wrap_samples(parts: Parts, numbers: Iterator[int]) -> None:
    """Put each sample of an operation into a `sample`, and neighbours of one set into a `sample_set`.

    The next of *numbers* is that of a set.
    """
    sets: dict[SampleSet, int] = {}
    made: list[sample] = []
    for block, example in parts.samples:
        number = sets.setdefault(set_of(example), next(numbers))
        made.append(_wrap(block, example, number))
    counts = Counter(unit["number"] for unit in made)
    for unit in made:
        unit["is_shared"] = counts[unit["number"]] > 1
    for _, run in groupby(_runs(made), key=lambda pair: pair[0]):
        neighbours = [unit for _, unit in run]
        if len(neighbours) > 1:
            _join(neighbours)


def _whole(block: nodes.literal_block) -> nodes.Element:
    """Return *block* with the caption that Sphinx's option gives it."""
    parent = block.parent
    return parent if isinstance(parent, nodes.container) and parent.get("literal_block") else block


def unit_of(block: nodes.literal_block) -> list[nodes.Node]:
    """Return a sample with the lines above it that belong to it."""
    whole = _whole(block)
    end = whole.parent.index(whole)
    return [*_caption(whole.parent.children[:end]), whole]


def unlabelled_version(block: nodes.literal_block, example: Example) -> str:
    """Return the version of a sample, an empty string if it has none or its caption says it."""
    version = str(example.microversion or "")
    caption = " ".join(node.astext() for node in unit_of(block)[:-1])
    return "" if version in caption else version


def place_before(block: nodes.literal_block, node: nodes.Node) -> None:
    """Put *node* between a sample and its caption."""
    whole = _whole(block)
    whole.parent.insert(whole.parent.index(whole), node)


def _wrap(block: nodes.literal_block, example: Example, number: int) -> sample:
    inner = unit_of(block)
    is_labelled = bool(unlabelled_version(block, example))
    parent, start = inner[0].parent, inner[0].parent.index(inner[0])
    unit = sample(role=example.role or "", version=str(example.microversion or ""), number=number)
    unit.example = example
    unit["is_labelled"] = is_labelled
    del parent[start : start + len(inner)]
    unit += inner
    parent.insert(start, unit)
    if is_json(block.get("language", ""), block.rawsource) and not _is_numbered(block):
        block.replace_self(json_sample(block.rawsource, block.rawsource, **block.attributes))
    return unit


def _is_numbered(block: nodes.literal_block) -> bool:
    """Whether *block* has numbers of lines, or lines that are set apart."""
    arguments: dict[str, object] = block.get("highlight_args") or {}
    return bool(block.get("linenos") or arguments.get("hl_lines"))


def _caption(before: list[nodes.Node]) -> list[nodes.Node]:
    """Return the end of *before* that belongs to the sample: a line in bold, and what explains it."""
    for count, node in enumerate(reversed(before[-_FARTHEST:]), 1):
        if not isinstance(node, _BETWEEN):
            break
        if isinstance(node, nodes.paragraph) and len(node) == 1 and isinstance(node[0], nodes.strong):
            return before[-count:]
    return []


def _runs(units: list[sample]) -> Iterator[tuple[int, sample]]:
    """Yield each unit with the number of its run: units of one set that follow one another in one parent."""
    run = 0
    before: sample | None = None
    for unit in units:
        if before is None or unit["number"] != before["number"] or _next(before) is not unit:
            run += 1
        yield run, unit
        before = unit


def _next(unit: sample) -> nodes.Node | None:
    siblings = unit.parent.children
    position = unit.parent.index(unit) + 1
    return siblings[position] if position < len(siblings) else None


def _join(units: list[sample]) -> None:
    parent, start = units[0].parent, units[0].parent.index(units[0])
    del parent[start : start + len(units)]
    joined = sample_set()
    joined += units
    parent.insert(start, joined)
