"""Edits of a large reference, of each kind that an author makes, spread over all of it."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: A definition counts as common from so many operations on, and as rare up to so many.
COMMON, RARE = 51, 2
STATUSES = "http-status.yaml"
#: Stands in a template for the word of an edit.
WORD = "<word>"
_INCLUDE = re.compile(r"^\.\. include:: (\S+\.inc)$", re.MULTILINE)
_LABEL = re.compile(r"^\.\. _([\w-]+):$", re.MULTILINE)
_METHOD = re.compile(r"^\.\. rest_method:: .*\n(?:[ \t]+\S.*\n)*", re.MULTILINE)
_OPERATION = re.compile(r"^(?P<title>[A-Z][\w ]+)\n(?P<line>=+|-+)\n\n\.\. rest_method:: ", re.MULTILINE)
_PROSE = re.compile(r"(?<=\n\n)[A-Z][\w ,']{20,}\.\n")
_ROW = re.compile(r"^ +- [^\s:]+ *: *([\w.-]+)$", re.MULTILINE)
_SAMPLE = re.compile(r"^\.\. literalinclude:: (\S+\.json)$", re.MULTILINE)
_VALUE = re.compile(r'"[\w:-]+": "[^"\\]*"')
_DEFINITION = re.compile(r"^(?P<name>[\w.-]+):\n  description: \|\n    (?P<text>[A-Z][\w ,']+)", re.MULTILINE)


@dataclass(slots=True)
class Place:
    """A text of a file, and what it becomes; `edit` may be repeated."""

    path: Path
    #: What stands there now.
    text: str
    #: With `WORD` for the word that the edit puts there.
    template: str
    #: What the page shows there before the first edit.
    shown: str

    def edit(self, word: str, scratch: Path) -> None:
        """Put *word* there, as an editor saves: by a new file, made in the folder *scratch*, in the old one's place."""
        before = self.path.read_text("utf-8")
        if self.text not in before:
            raise ValueError(f"{self.path} has no longer: {self.text}")
        after = self.template.replace(WORD, word)
        draft = scratch / "draft"
        draft.write_text(before.replace(self.text, after, 1), "utf-8")
        draft.replace(self.path)
        self.text = after


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edits, and where they are made."""

    key: str
    title: str
    places: tuple[Place, ...]
    #: The most that the median may take, in seconds, and the 95th percentile.
    median: float
    p95: float

    def place(self, number: int) -> Place:
        """Return the place of the edit *number* of this kind."""
        return self.places[number % len(self.places)]


def kinds_of(source: Path, count: int) -> list[Kind]:
    """Return all kinds, each with *count* places or as many as there are, in the reference that is in *source*.

    Few references have a file of statuses, nova's has none, so one is added: every tenth operation has the same text,
    and each has to be there before anything is built.
    """
    documents = included(source)
    add_statuses(documents, source)
    rare, common = definitions(source / "parameters.yaml", documents)
    operations = list(_operations(documents))
    quick, slow = (0.5, 1.0), (2.0, 2.0)
    found = (
        ("word", "a word in an .inc", _words(documents), quick),
        ("rare", f"a description, used by {RARE} operations at most", rare, quick),
        ("common", f"a description, used by {COMMON} operations or more", common, quick),
        ("sample", "a value in a sample", _samples(documents), quick),
        ("status", "a status text, of every tenth operation", _statuses(source), quick),
        ("operation", "a new operation", map(_new_operation, operations[::2]), slow),
        ("heading", "a renamed heading", map(_new_title, operations[1::2]), slow),
        ("label", "a changed label", _labels(documents), slow),
    )
    return [Kind(key, title, spread(list(places), count), *most) for key, title, places, most in found]


def spread(places: Sequence[Place], count: int) -> tuple[Place, ...]:
    """Return *count* of *places*, or all, evenly from the first to the last."""
    if not places:
        raise ValueError("the reference has no place for an edit of some kind")
    count = min(count, len(places))
    return tuple(places[number * len(places) // count] for number in range(count))


def included(source: Path) -> list[Path]:
    """Return the files that the index of *source* includes."""
    names = _INCLUDE.findall((source / "index.rst").read_text("utf-8"))
    return [source / name for name in names]


def add_statuses(documents: Iterable[Path], source: Path) -> None:
    """Give the first operation, and every tenth after it, a table of status codes."""
    table = f"\n.. rest_status_code:: success {STATUSES}\n\n   - 200\n"
    numbers = itertools.count()
    for path in documents:
        text = path.read_text("utf-8")
        path.write_text(_METHOD.sub(lambda found: found[0] + ("" if next(numbers) % 10 else table), text), "utf-8")
    (source / STATUSES).write_text("200:\n  default: |\n    It was done as asked.\n", "utf-8")


def definitions(catalogue: Path, documents: Iterable[Path]) -> tuple[list[Place], list[Place]]:
    """Return the descriptions of the definitions that are rare, and of those that are common."""
    users: dict[str, set[tuple[Path, int]]] = defaultdict(set)
    for path in documents:
        for number, part in enumerate(_METHOD.split(path.read_text("utf-8"))[1:]):
            for name in _ROW.findall(part):
                users[name].add((path, number))
    rare, common = [], []
    for found in _DEFINITION.finditer(catalogue.read_text("utf-8")):
        count = len(users[found["name"]])
        place = Place(catalogue, found[0], f"{found[0]} {WORD}", found["text"])
        if count >= COMMON:
            common.append(place)
        elif 1 <= count <= RARE:
            rare.append(place)
    return rare, common


def _once(path: Path, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches in a file whose text it has nowhere else."""
    text = path.read_text("utf-8")
    return (found for found in pattern.finditer(text) if text.count(found[0]) == 1)


def _words(documents: Iterable[Path]) -> Iterator[Place]:
    for path in documents:
        for found in _once(path, _PROSE):
            line = found[0].strip()
            yield Place(path, line, f"{line[:-1]} {WORD}.", line)


def _samples(documents: Iterable[Path]) -> Iterator[Place]:
    seen = set()
    for document in documents:
        for name in _SAMPLE.findall(document.read_text("utf-8")):
            path = (document.parent / name).resolve()
            found = next(_once(path, _VALUE), None) if path.is_file() and path not in seen else None
            seen.add(path)
            if found:
                yield Place(path, found[0], f'{found[0][:-1]} {WORD}"', path.read_text("utf-8").strip())


def _statuses(source: Path) -> Iterator[Place]:
    text = "It was done as asked"
    yield Place(source / STATUSES, text, f"{text} {WORD}", text)


def _operations(documents: Iterable[Path]) -> Iterator[tuple[Path, re.Match[str]]]:
    for path in documents:
        text = path.read_text("utf-8").lower()
        # Who renames a title has to mend what refers to it, which makes two edits.
        yield from ((path, found) for found in _once(path, _OPERATION) if f"`{found['title'].lower()}`_" not in text)


def _new_operation(found: tuple[Path, re.Match[str]]) -> Place:
    path, match = found
    new = f"Do {WORD}\n{match['line'][0] * 30}\n\n.. rest_method:: PUT /added/{WORD}\n\nIt was added.\n\n"
    return Place(path, match[0], new + match[0], match["title"])


def _new_title(found: tuple[Path, re.Match[str]]) -> Place:
    path, match = found
    # A line below a title may be longer than it.
    old, new = f"{match['title']}\n", f"{match['title']} {WORD}\n{match['line'][0] * 20}"
    return Place(path, match[0], match[0].replace(old, new, 1), match["title"])


def _labels(documents: Iterable[Path]) -> Iterator[Place]:
    for path in documents:
        for found in _once(path, _LABEL):
            yield Place(path, found[0], f".. _{found[1]}-{WORD}:", found[1])
