"""What a reference says: read once from its source and once from the pages, and then compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # noqa: RUF001  # what Sphinx makes of quotes
_WORD_RE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: the title of the section that declares it, and what it declares."""

    title: str
    method: str
    url: str
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of parameters or, with empty fields, of status codes."""

    name: str
    location: str = ""
    type: str = ""
    necessity: str = ""
    versions: tuple[str, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    #: The letters and digits of the description, in order.
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its kind (``parameters``, ``success`` or ``error``) and how many operations stand before it."""

    kind: str
    operations_before: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """A paragraph that lists status codes: its words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample that a document shows: its text."""

    text: str


Content = Operation | Table | Codes | Sample


@dataclass(frozen=True, slots=True)
class Document:
    """What one document (``v3/index``) holds, in reading order."""

    name: str
    operations: tuple[Operation, ...]
    tables: tuple[Table, ...]


def squash(text: str) -> str:
    """Return *text* with runs of white space as one blank and with straight quotes."""
    return " ".join(text.split()).translate(_QUOTES)


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*, without punctuation."""
    return tuple(_WORD_RE.findall(text))
