"""Catalogues that are written plainly, as most are: keys with indented fields, each a line or a block of text.

One regular expression takes such a file apart, and nodes are made only of what is asked for. That takes a third of the
time that PyYAML takes, and spares its import. What is not known here, flow collections for instance, escapes, or
nesting below a field, is left to PyYAML. The nodes have the attributes of PyYAML's that this package reads, with the
same values; tests compare the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

TEXT_TAG = "tag:yaml.org,2002:str"
MERGE_TAG = "tag:yaml.org,2002:merge"
NULL_TAG = "tag:yaml.org,2002:null"
BOOL_TAG = "tag:yaml.org,2002:bool"
INT_TAG = "tag:yaml.org,2002:int"
FLOAT_TAG = "tag:yaml.org,2002:float"

#: Characters that YAML refuses or takes for line ends, and tabs, on which its versions disagree.
_ODD_RE = re.compile("[\x00-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
#: All of a text lies in some group: blank lines and comments; a key and the rest of its line; a field, in four parts:
#: indentation, name, the rest of the line, and the deeper lines below.
_TOKEN_RE = re.compile(
    r"^(?:((?: *(?:#[^\n]*)?\n)+)"
    r"|([A-Za-z0-9_](?:[A-Za-z0-9_.-]|:(?=[A-Za-z0-9_])){0,200})(:(?: +&[A-Za-z0-9_-]+)?(?: +#[^\n]*| *)\n)"
    r"|( +)(<<|[A-Za-z_][A-Za-z0-9_-]{0,99})(:(?: [^\n]*)?\n)((?:(?: *\n)*\4 +[^ \n][^\n]*\n)*))",
    re.MULTILINE,
)
_BLOCK_HEAD_RE = re.compile(r": +([|>])(-?)(?: +#.*| *)\n")
_QUOTED_RE = re.compile(r"""(?:'([^'\n]*)'|"([^"\\\n]*)")(?: +#.*| *)""")
_ALIAS_RE = re.compile(r": +\*([A-Za-z0-9_-]+)(?: +#.*| *)\n")
_START_RE = re.compile(r"-?[A-Za-z0-9_/(.]")
_INT_RE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT_RE = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_NUMERIC_RE = re.compile(r"[-+.0-9]\S*")
#: So many entries, at most, may merge one another in a row; of more PyYAML's nodes are measured.
_MAX_MERGES = 50

_WORDS = {
    **dict.fromkeys(("null", "Null", "NULL"), NULL_TAG),
    **dict.fromkeys((form for word in ("true", "yes", "on") for form in (word, word.title(), word.upper())), BOOL_TAG),
    **dict.fromkeys((form for word in ("false", "no", "off") for form in (word, word.title(), word.upper())), BOOL_TAG),
}


class Mark(NamedTuple):
    """A place in a text, counted from 0."""

    line: int
    column: int


class Scalar:
    """A text."""

    id: ClassVar = "scalar"
    __slots__ = ("end_mark", "start_mark", "style", "tag", "value")

    def __init__(self, tag: str, value: str, start_mark: Mark, end_mark: Mark, style: str | None = None) -> None:
        self.tag = tag
        self.value = value
        self.start_mark = start_mark
        self.end_mark = end_mark
        #: The sign of a block or a quoted text.
        self.style = style


class Field(NamedTuple):
    """A field of an entry, as it is written."""

    line: int
    indent: int
    name: str
    #: The rest of the line, from the colon on, and the deeper lines below.
    rest: str
    below: str


def block_text(rest: str, below: str) -> str | None:
    """Return the text of a field, if it is a literal block of the simplest form, as most descriptions are."""
    depth = len(below) - len(below.lstrip(" "))
    if rest != ": |\n" or not below or below[depth] == "\n":
        return None
    margin = "\n" + " " * depth
    blank = 0 if "\n\n" not in below else below.count("\n\n") if "\n\n\n" not in below else -1
    # Otherwise some line has white space alone, or less of it than the first.
    if below.count(margin) + blank != below.count("\n") - 1:
        return None
    return below[len(margin) - 1 :].replace(margin, "\n")


class Entry:
    """The fields of a key."""

    id: ClassVar = "mapping"
    flow_style: ClassVar = False
    tag: ClassVar = "tag:yaml.org,2002:map"
    __slots__ = ("_pairs", "anchor", "blank", "depth", "fields", "merged", "start_mark", "texts")

    def __init__(self, start_mark: Mark, anchor: str) -> None:
        self.start_mark = start_mark
        self.anchor = anchor
        self.fields: list[Field] = []
        #: The texts of the fields that are simple blocks.
        self.texts: dict[str, str] = {}
        #: The entry that this one merges, and how many do so in a row.
        self.merged: Entry | None = None
        self.depth = 0
        #: How many blank lines follow the last field. If that is a block they are its own. Those behind other blocks
        #: would be theirs, but nobody asks where these end.
        self.blank = 0
        self._pairs: list[tuple[Scalar, Scalar | Entry]] | None = None

    @property
    def value(self) -> list[tuple[Scalar, Scalar | Entry]]:
        """The fields as nodes."""
        if self._pairs is None:
            last = len(self.fields) - 1
            self._pairs = [
                self._pair(field, self.blank if number == last else 0) for number, field in enumerate(self.fields)
            ]
        return self._pairs

    def _pair(self, field: Field, blank: int) -> tuple[Scalar, Scalar | Entry]:
        start, end = Mark(field.line, field.indent), Mark(field.line, field.indent + len(field.name))
        if self.merged and field.name == "<<":
            return Scalar(MERGE_TAG, field.name, start, end), self.merged
        return Scalar(TEXT_TAG, field.name, start, end), read_value(field, blank)


class Root:
    """A plainly written catalogue."""

    id: ClassVar = "mapping"
    flow_style: ClassVar = False
    start_mark: ClassVar = Mark(0, 0)
    __slots__ = ("merged", "value")

    def __init__(self) -> None:
        self.value: list[tuple[Scalar, Entry]] = []
        #: The keys of entries that others merge.
        self.merged: frozenset[str] = frozenset()


class _NotPlainError(Exception):
    """The text has something that only PyYAML reads."""


def compose_plain(text: str) -> yaml.MappingNode | None:
    """Return the root of a plainly written catalogue; None for any other text."""
    if not text.endswith("\n") or _ODD_RE.search(text):
        return None
    tokens = _TOKEN_RE.findall(text)
    if "".join(map("".join, tokens)) != text:
        return None
    try:
        root = _compose(tokens)
        words: set[str] = set()
        for _, entry in root.value:
            _check(entry, words)
    except _NotPlainError:
        return None
    # The two kinds of nodes are the same to who reads them.
    return cast("yaml.MappingNode", root)


def _compose(tokens: Sequence[tuple[str, ...]]) -> Root:
    root, line = Root(), 0
    entry: Entry | None = None
    indent = ""
    for skipped, key, rest, margin, name, value, below in tokens:
        if name:
            if not entry or (entry.fields and margin != indent):
                raise _NotPlainError
            indent = margin
            entry.blank = 0
            entry.fields.append(Field(line, len(margin), name, value, below))
            line += 1 + below.count("\n")
        elif key:
            entry = _entry(key, rest, line)
            root.value.append((Scalar(TEXT_TAG, key, Mark(line, 0), Mark(line, len(key))), entry))
            line += 1
        else:
            if entry:
                entry.blank = skipped.partition("#")[0].count("\n")
            line += skipped.count("\n")
    if not root.value:
        raise _NotPlainError
    _merge(root)
    return root


def _entry(key: str, rest: str, line: int) -> Entry:
    anchor = rest.partition(" #")[0].partition("&")
    return Entry(Mark(line, len(key) + len(anchor[0])), anchor[2].strip())


def _merge(root: Root) -> None:
    """Find the entries that others merge."""
    anchors: dict[str, tuple[str, Entry]] = {}
    merged = set()
    for key, entry in root.value:
        merges = [field for field in entry.fields if field.name == "<<"]
        if merges:
            alias = _ALIAS_RE.fullmatch(merges[0].rest)
            if len(merges) > 1 or not alias or alias[1] not in anchors or merges[0].below:
                raise _NotPlainError
            name, entry.merged = anchors[alias[1]]
            entry.depth = entry.merged.depth + 1
            merged.add(name)
        if entry.anchor:
            if entry.anchor in anchors or entry.depth > _MAX_MERGES:
                raise _NotPlainError
            anchors[entry.anchor] = key.value, entry
    if merged and len({key.value for key, _ in root.value}) < len(root.value):
        # Of two entries with one key only the last counts, and the other may be merged.
        raise _NotPlainError
    root.merged = frozenset(merged)


def _check(entry: Entry, words: set[str]) -> None:
    """Raise an error if some field can't be read here; *words* holds values that can."""
    if not entry.fields:
        raise _NotPlainError
    for field in entry.fields:
        _, _, name, rest, below = field
        if rest in words and not below:
            continue
        if not below and _WORD_RE.fullmatch(rest):
            words.add(rest)
            continue
        text = block_text(rest, below) if below else None
        if text is not None:
            entry.texts[name] = text
        elif name != "<<":
            read_value(field, 0)


#: What the rest of a line may be: a colon, a blank, and a text that is nothing but that text.
_WORD_RE = re.compile(r": [A-Za-z_]+\n")


def read_value(field: Field, blank: int) -> Scalar:
    """Return the value of a field behind which so many *blank* lines stand; raise an error if only PyYAML can."""
    shown = field.rest[1:].strip(" \n")
    if shown and shown[0] in "|>":
        return _block(field, blank)
    column = field.indent + len(field.name)
    if not shown or shown[0] == "#":
        return _below(field, Mark(field.line, column + 1))
    start = Mark(field.line, column + field.rest.index(shown[0]))
    if shown[0] in "'\"":
        return _quoted(field, shown, start)
    return _plain([shown, *field.below.split("\n")[:-1]], start)


def _quoted(field: Field, shown: str, start: Mark) -> Scalar:
    quoted = _QUOTED_RE.fullmatch(shown)
    if not quoted or field.below:
        raise _NotPlainError
    value = quoted[1] if quoted[1] is not None else quoted[2]
    return Scalar(TEXT_TAG, value, start, Mark(start.line, start.column + len(value) + 2), shown[0])


def _below(field: Field, nothing: Mark) -> Scalar:
    """Return the text without quotes that begins below the name of a field, if one does."""
    lines = field.below.split("\n")[:-1]
    if not lines:
        return Scalar(NULL_TAG, "", nothing, nothing)
    if not lines[0].strip():
        raise _NotPlainError
    first = lines[0].lstrip()
    return _plain([first.rstrip(), *lines[1:]], Mark(field.line + 1, len(lines[0]) - len(first)))


def _plain(lines: list[str], start: Mark) -> Scalar:
    """Return a text without quotes, which may have several lines."""
    value, breaks = "", 0
    end = start
    for number, line in enumerate(lines):
        text = line.strip()
        if ": " in text or text.endswith(":") or " #" in text or text.startswith("#"):
            text = _without_remark(text, is_last=number == len(lines) - 1)
        if text:
            value += ("\n" * breaks or " ") + text if value else text
            column = start.column if number == 0 else len(line) - len(line.lstrip())
            end = Mark(start.line + number, column + len(text))
        breaks = 0 if text else breaks + 1
    if not _START_RE.match(value):
        raise _NotPlainError
    return Scalar(_tag(value), value, start, end)


def _without_remark(text: str, *, is_last: bool) -> str:
    """Return the last line of a text without the comment behind it; a comment ends a text."""
    text, remark, _ = text.partition(" #")
    text = text.rstrip()
    if ": " in text or text.endswith(":") or text.startswith("#") or (remark and not is_last):
        raise _NotPlainError
    return text


def _block(field: Field, blank: int) -> Scalar:
    """Return a block of text, literal or folded."""
    lines = field.below.split("\n")[:-1]
    end = Mark(field.line + 1 + len(lines) + blank, 0)
    simple = block_text(field.rest, field.below)
    if simple is not None:
        return Scalar(TEXT_TAG, simple, Mark(field.line, field.indent + len(field.name) + 2), end, "|")
    head = _BLOCK_HEAD_RE.fullmatch(field.rest)
    if not head or not lines or not lines[0].strip():
        raise _NotPlainError
    depth = len(lines[0]) - len(lines[0].lstrip())
    if any(len(line) > depth if not line.strip() else line[:depth].strip() for line in lines):
        # White space alone is content where it is deeper than the margin, and what is less deep is an error.
        raise _NotPlainError
    value = _joined([line[depth:] for line in lines], head[1]) + ("" if head[2] == "-" else "\n")
    start = Mark(field.line, field.indent + len(field.name) + field.rest.index(head[1]))
    return Scalar(TEXT_TAG, value, start, end, head[1])


def _joined(lines: list[str], style: str) -> str:
    """Return the text of a block, without the end of its last line."""
    if style == "|":
        return "\n".join(lines)
    value, breaks = lines[0], 0
    for line in lines[1:]:
        if line.startswith(" "):
            raise _NotPlainError
        if line:
            value += ("\n" * breaks or " ") + line
        breaks = 0 if line else breaks + 1
    return value


def _tag(value: str) -> str:
    """Return the tag of a text without quotes, as far as it is looked at: dates are texts here."""
    if value in _WORDS:
        return _WORDS[value]
    if not _NUMERIC_RE.fullmatch(value):
        return TEXT_TAG
    if _INT_RE.fullmatch(value):
        return INT_TAG
    if _FLOAT_RE.fullmatch(value):
        return FLOAT_TAG
    raise _NotPlainError
