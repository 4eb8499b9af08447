"""Finding what a source says in what a builder wrote, in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.corpus.facts import Codes, Operation, Sample, Table
from tests.outputs import HTML_BUILDERS, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.corpus.facts import Content, Row


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an output holds: letters in a row, and then words, between which a format may put its own."""

    head: str
    words: tuple[str, ...] = ()
    #: Whether it is the title of an operation.
    is_title: bool = False

    @property
    def is_end(self) -> bool:
        """Whether what stands before it ends here; a title may also be words of a text before."""
        return bool(self.head) and not self.is_title


def facts(contents: Iterable[Content], builder: str) -> Iterator[Fact]:
    """Yield what the output of *builder* holds of *contents*, in order."""
    for content in contents:
        if isinstance(content, Operation):
            yield Fact(squeeze(content.title), is_title=True)
            yield Fact(squeeze(content.method + content.url), content.versions)
        elif isinstance(content, Table):
            for row in content.rows:
                yield Fact(squeeze(_head(content, row, builder)), (*row.words, *row.versions, *_keywords(row)))
        elif isinstance(content, Codes):
            yield Fact("", content.words)
        elif isinstance(content, Sample):
            yield Fact(squeeze(content.text))


def _head(table: Table, row: Row, builder: str) -> str:
    if table.kind != "parameters":
        return row.name + HTTPStatus(int(row.name)).phrase
    facts = (row.necessity, row.location, row.type)
    return "".join((row.name, *(facts if builder in HTML_BUILDERS else (*facts[1:], facts[0]))))


def _keywords(row: Row) -> Iterator[str]:
    for name, value in row.keywords:
        yield f"{name}: {value}"


def lost(wanted: Iterable[Fact], text: str) -> list[str]:
    """Return what of *wanted* the squeezed *text* does not hold, or not in this order."""
    missing = []
    place = 0
    #: Facts whose words are still to be found, with the place where each begins.
    pending: list[tuple[Fact, int]] = []
    for fact in wanted:
        found = text.find(fact.head, place)
        if found < 0:
            missing.append(fact.head)
            continue
        if fact.is_end:
            missing += [word for other, start in pending for word in _lost_words(other, text[start:found])]
            pending = []
        place = found + len(fact.head)
        pending.append((fact, place))
    return missing + [word for other, start in pending for word in _lost_words(other, text[start:])]


def _lost_words(fact: Fact, text: str) -> list[str]:
    place = 0
    for word in map(squeeze, fact.words):
        found = text.find(word, place)
        if found < 0:
            return [f"{fact.head}: {word}"]
        place = found + len(word)
    return []
