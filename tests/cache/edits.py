"""Edits of the files of a reference, of one line each: harmless ones, and those that only look so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: A paragraph, in which edits find the most places.
PARAGRAPH = ("Some words of prose", "that go on", "and end here.")
#: What may stand before a paragraph, and make something else of it or of its lines.
_BEFORE = (
    *("", "word::", "::", "..", "====", "| line", ">>> word", "1. one", "a. one", "- item", "term\n   definition"),
    *("   quote", "   quote\n\n   -- somebody", ".. note::", ".. restaction: ignore=unused-definition why", "__ word"),
    "=== ===\na   b\n=== ===\nc   d\n\n.. rest_method:: GET /inside",
    "+---+\n| a |\n+---+",
    "Title\n=====\t",
    "Title\n-----\n\nGET",
    *(".. only:: html\n\n   word", ".. list-table::\n\n   * - word", ".. figure:: word.png\n\n   word"),
)
#: What may stand behind it.
_BEHIND = ("", "   quote", "====", "=== ===", ".. rest_method:: GET /behind", "> quoted", "- item", "::\n\n   {}")

#: What a line of a document becomes.
_LINES = (
    *("Other words", "w", "ab", "ab,", "ab.", "a. letter", "IV) four", "(b) letter", "1. one", "#. any", "- item"),
    *("====", "----", "=", "--", "=== ===", "====  ====", "+---+", "+---+---+", "====\t", "----  ", "==== x"),
    *("word::", "word:", "::", "word :", "   indented", " word", "\tword", "word\t", "word ", ":field: word", "| line"),
    *(">>> word", "-o word", "--long word", "/V word", "__ word", "..", ".. word", ".. note::", ".. _label:"),
    *(".. note:: word", ".. rest_method:: GET /other", ".. include:: other.inc", ".. literalinclude:: other.json"),
    *(".. restaction: ignore=unused-definition why", "# restaction: ignore=unused-definition why", "restaction"),
    *("Normal response codes: 200", "Error response codes: badRequest(404)", "A sample (2.10)", "A sample (v2.10):"),
    *("Request", "Response", "Response example", "``literal``", "*emphasis", "`role", "word_", "\\", "naïve", "漢字"),
    *("", "\ufeffword", "word\x0cword", "word\u2028word", "word\x85word", "word\r", "word\xa0", "\xa0word", "word\x00"),
)
#: What is put into a line, at its beginning, in its middle and at its end.
_WORDS = (
    *("other ", "2", " 200 ", ":", "(", " (2.10) ", "*", "`", "``", "_", "\\", "|", "::", " ::", '"', "'", "#", " # "),
    *(" restaction ", "restaction: ignore=", "a. ", "- ", "> ", " ", "\t", "é", "=", "-", ".. ", "{", "[", ",", "%"),
)
#: The words of descriptions that rules look for, what may go wrong in YAML, and quotes.
_DESCRIPTIONS = (
    *("key-value", "key and value", "key/value", "key:value", "free form", "free-form", "arbitrary", "metadata"),
    *("mapping", "etc", "etc.", "dictionary of", "optional", "Optional.", "only when", "only if", "only returned"),
    *("only for", "only by", "only to", "Admin only", "admins-only", "may be omitted", "if present", "if set"),
    *("if available", "if specified", "or an integer", "or a number", "null", "None", "none", "string", "strings"),
    *("boolean values", "``literal``", '``"literal"``', "``id``", "``status``", "*auto*", '"auto"', "'none'", "`x`"),
    *("word: word", "# remark", " # remark", "word:", "- item", "- item: word", "key: value", "&anchor", "*alias"),
    *("? word", "{word}", "[word]", "%word", "@word", "!tag", "| word", "> word", "---", "...", "<<: *x", "in: path"),
    *("required: true", "description: |", "restaction", "restaction: ignore=unused-definition why", "New in 2.10", ""),
)
#: What a text of a sample becomes.
_TEXTS = (
    *("other", "", "12", "-1", "1.5", "1e5", "+", ".", "true", "False", "TRUE", "null", "None", "none", " ", " 12"),
    *(
        "auto",
        "none",
        "active",
        "error",
        "a",
        "b",
        "2024-01-01",
        "2024-01-01T00:00:00Z",
        "not-a-date",
        "10.0.0.1",
        "::1",
    ),
    *("http://example.org/", "a@b", "example.org", "00000000-0000-0000-0000-000000000000", "op", "path", "restaction"),
    *(
        "other\\n",
        '\\"',
        "\\u0041",
        "é",
        "漢字",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "x" * 40,
        "x\ty",
        "x\x7fy",
        "x\xa0y",
        "٣",
    ),
)
#: What follows a key and its colon becomes.
_VALUES = ("{}", "[]", '["other"]', "0", "1.5", "true", "null", '"other", "more": 1', '{"other": "more"}', "other")

_MEMBER_RE = re.compile(r'(.*?"[^"]*"\s*:\s*)(.+?)(,?)')
_ONE_LINE_RE = re.compile(r"^(?P<margin> +)(?P<name>description:) +(?P<text>[^ |>].*)$", re.MULTILINE)
_TEXT_RE = re.compile(r'"[^"]*"')


def edits_of(role: str, text: str) -> Iterator[str]:
    """Yield what *text*, of a file with the part *role* in a reference, becomes by edits of a line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for other in dict.fromkeys(edits_of_line(role, line)):
            if other != line:
                yield "\n".join((*lines[:number], other, *lines[number + 1 :]))


def edits_of_line(role: str, line: str) -> Iterator[str]:
    """Yield what a *line* becomes of a file with the part *role* in a reference."""
    return _EDITS[role](line)


def with_paragraphs(text: str) -> Iterator[str]:
    """Yield the document *text* with `PARAGRAPH` at places between two lines, and all kinds of things around it."""
    lines = text.split("\n")
    for number, before in enumerate(_BEFORE * (1 + len(lines) // len(_BEFORE))):
        place, behind = number % len(lines), _BEHIND[number % len(_BEHIND)]
        added = ("", before, "", *PARAGRAPH, "", behind, "")
        yield "\n".join((*lines[:place], *added, *lines[place:]))


def with_blocks(text: str, sign: str) -> str:
    """Return the catalogue *text* with its one-line descriptions as blocks of text, which *sign* announces."""
    return _ONE_LINE_RE.sub(rf"\g<margin>\g<name> {sign}\n\g<margin>  \g<text>\n\g<margin>  And more words.", text)


def _insertions(line: str, words: Sequence[str]) -> Iterator[str]:
    middle = line.find(" ", len(line) // 2)
    for place in {len(line) - len(line.lstrip()), max(middle, 0), len(line)}:
        yield from (line[:place] + word + line[place:] for word in words)


def _edits_of_prose(line: str) -> Iterator[str]:
    yield from _LINES
    yield from _insertions(line, _WORDS)
    yield from (line[1:], line[:-1], line.upper())


def _edits_of_catalogue(line: str) -> Iterator[str]:
    margin = line[: len(line) - len(line.lstrip())]
    yield from (margin + word for word in _DESCRIPTIONS)
    yield from _insertions(line, [f" {word} " for word in _DESCRIPTIONS])
    yield from _insertions(line, _WORDS)
    yield from (f" {line}", line[1:], line[:-1])


def _edits_of_sample(line: str) -> Iterator[str]:
    member = _MEMBER_RE.fullmatch(line)
    if member:
        yield from (f'{member[1]}"{text}"{member[3]}' for text in _TEXTS)
        yield from (f"{member[1]}{value}{member[3]}" for value in _VALUES)
    for match in _TEXT_RE.finditer(line):
        yield from (f'{line[: match.start()]}"{text}"{line[match.end() :]}' for text in _TEXTS)
    yield from _insertions(line, _WORDS)


_EDITS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "document": _edits_of_prose,
    "catalogue": _edits_of_catalogue,
    "sample": _edits_of_sample,
    "statuses": _edits_of_catalogue,
}
