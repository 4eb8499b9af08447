"""A second reader of references' sources, which shares no code with the extension and knows no docutils.

It is simpler than reST: it reads what stands at the left margin, which in references is every heading, include and
directive of interest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from tests.corpus.facts import Codes, Document, Operation, Row, Sample, Table, squash, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.corpus.facts import Content

_DIRECTIVE_RE = re.compile(r"\.\. ([a-z_]+)::(.*)")
_CODES_RE = re.compile(r"(?:Normal|Error) response codes?:")
_LABEL_RE = re.compile(r"\.\. _([^:]+):")
_UNDERLINE_RE = re.compile(r"([!-/:-@\[-`{-~])\1+\s*")
_VERSION_RE = re.compile(r"(min_version|max_version):(.*)")
#: In this order: literals, so that nothing is markup in them; roles; links and other text in single backquotes.
_INLINE_RE = re.compile(r"``(.+?)``|:[a-z:-]+:`([^`]+)`|`([^`]+)`_{0,2}", re.DOTALL)
_TARGET_RE = re.compile(r"(.+?)\s*<([^>]+)>", re.DOTALL)
_BULLET_RE = re.compile(r"^\s*(?:[-*+]|(?:\d+|#)\.)\s+", re.MULTILINE)
_CODE_BLOCK_RE = re.compile(r"^\s*\.\. code-block::.*$", re.MULTILINE)
_SUBSTITUTION_RE = re.compile(r"\.\. \|(.+?)\| (replace|raw)::(.*)")
_USED_SUBSTITUTION_RE = re.compile(r"\|([\w-]+)\|")
_ADMONITION_RE = re.compile(r"^\s*\.\. (note|warning)::", re.MULTILINE)
#: OpenAPI's fields of a definition.
_KEYWORDS = ("enum", "format", "nullable", "items", "default", "deprecated", "example")
_FALSE = ("false", "no", "off")

Definition = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Directive:
    name: str
    #: The words behind the colons, and the lines of the block below them.
    argument: str
    block: list[str]

    def goes_on(self, line: str) -> bool:
        """Tell whether *line* belongs to the block: it is indented or, of a paragraph, not empty."""
        return bool(line.strip()) if self.name == "codes" else not line.strip() or line.startswith(" ")

    def split_block(self) -> tuple[list[str], list[str]]:
        """Return the argument's words (which may go on below) and the list of rows."""
        first = next((index for index, line in enumerate(self.block) if line.lstrip().startswith("- ")), 0)
        return " ".join((self.argument, *self.block[:first])).split(), self.block[first:]


@dataclass(frozen=True)
class Source:
    """The folder that holds ``conf.py``."""

    folder: Path
    _catalogues: dict[Path, Mapping[str, Definition]] = field(default_factory=dict)

    def documents(self) -> list[Document]:
        """Return what each document says, by its name."""
        return [self._document(path) for path in self._paths()]

    def _paths(self) -> list[Path]:
        return sorted(self.folder.rglob("*.rst"))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """The titles of sections by the labels before them."""
        found = {}
        for path in self._paths():
            pending: list[str] = []
            for item in _items(self._lines(path, path)):
                if isinstance(item, str):
                    found.update(dict.fromkeys(pending, item))
                    pending = []
                elif item.name == "label":
                    pending.append(item.argument)
        return found

    @cached_property
    def _substitutions(self) -> Mapping[str, str]:
        """The texts for ``|names|``; references define each of them once."""
        found = {}
        for item in (item for path in self._paths() for item in _items(self._lines(path, path))):
            kind, _, name = ("", "", "") if isinstance(item, str) else item.name.partition(" ")
            if name and isinstance(item, _Directive):
                # What is raw holds tags and no text.
                found[name] = "" if kind == "raw" else "\n".join((item.argument, *item.block))
        return found

    def contents(self, name: str = "index") -> Iterator[Content]:
        """Yield what the document *name* holds, in reading order."""
        path = self.folder / f"{name}.rst"
        title, count = "", 0
        for item in _items(self._lines(path, path)):
            if isinstance(item, str):
                title = self._prose(item)
            elif item.name == "rest_method":
                count += 1
                yield _operation(title, item)
            elif item.name in ("rest_parameters", "rest_status_code"):
                yield self._table(item, path, count)
            elif item.name == "codes":
                yield Codes(words(self._prose(" ".join((item.argument, *item.block)))))
            elif item.name == "literalinclude" and count:
                # The name may stand on the next line.
                name = next(word for line in (item.argument, *item.block) for word in line.split())
                yield Sample(self._path(name, path).read_text("utf-8"))

    def _document(self, path: Path) -> Document:
        name = path.relative_to(self.folder).with_suffix("").as_posix()
        contents = list(self.contents(name))
        operations = tuple(content for content in contents if isinstance(content, Operation))
        return Document(name, operations, tuple(content for content in contents if isinstance(content, Table)))

    def _lines(self, file: Path, document: Path) -> Iterator[str]:
        """Yield the lines of *file* and of the files that it includes."""
        for line in file.read_text("utf-8").splitlines():
            include = re.fullmatch(r"\.\. include::\s*(\S+)\s*", line)
            if include:
                # docutils, too, sets what it includes apart from the lines around.
                yield from ("", *self._lines(self._path(include[1], document), document), "")
            else:
                yield line

    def _path(self, argument: str, document: Path) -> Path:
        """Return the file that *argument* means: it is relative to the document, not to a file included there."""
        return self.folder / argument[1:] if argument.startswith("/") else document.parent / argument

    def _table(self, directive: _Directive, document: Path, operations_before: int) -> Table:
        arguments, rows = directive.split_block()
        path = self._path(arguments[-1], document)
        items = yaml.load("\n".join(rows), yaml.BaseLoader)  # noqa: S506  # makes nothing but text
        if directive.name == "rest_parameters":
            catalogue = self._catalogue(path)
            pairs = (pair for item in items for pair in item.items())
            made = [self._parameter(name, catalogue[key]) for name, key in pairs]
            return Table("parameters", operations_before, tuple(made))
        pairs = (pair for item in items for pair in (item if isinstance(item, dict) else {item: "default"}).items())
        made = [self._status(code, self._catalogue(path)[code][reason]) for code, reason in pairs]
        return Table(arguments[0], operations_before, tuple(made))

    def _catalogue(self, path: Path) -> Mapping[str, Definition]:
        path = path.resolve()
        if path not in self._catalogues:
            loaded = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # makes nothing but text
            self._catalogues[path] = {key: _merged(definition) for key, definition in loaded.items()}
        return self._catalogues[path]

    def _parameter(self, name: str, definition: Definition) -> Row:
        return Row(
            name=name,
            location=definition.get("in", ""),
            type=definition.get("type", ""),
            necessity="optional" if definition.get("required", "false").lower() in _FALSE else "required",
            versions=_versions(definition),
            keywords=tuple((key, definition[key]) for key in definition if key in _KEYWORDS),
            words=words(self._prose(definition.get("description", ""))),
        )

    def _status(self, code: str, reason: str) -> Row:
        return Row(name=code, words=words(self._prose(reason)))

    def _prose(self, text: str) -> str:
        """Return *text* as a reader sees it: without inline markup, bullets, and the targets of links and roles."""
        text = self._substitute(text).replace("\\ ", "")
        text = _CODE_BLOCK_RE.sub("", _ADMONITION_RE.sub(lambda match: match[1].capitalize(), text))
        return squash(_INLINE_RE.sub(self._inline, _BULLET_RE.sub("", text)))

    def _substitute(self, text: str) -> str:
        """Return *text* with its ``|names|`` replaced, and those of what replaces them."""
        known = self._substitutions
        return _USED_SUBSTITUTION_RE.sub(
            lambda match: self._substitute(known[match[1]]) if match[1] in known else match[0], text
        )

    def _inline(self, match: re.Match[str]) -> str:
        literal, role, link = match.groups()
        if literal is not None:
            return literal
        text = role if role is not None else link
        explicit = _TARGET_RE.fullmatch(text)
        if explicit:
            return explicit[1]
        return self._labels.get(text, text) if match[0].startswith(":ref:") else text


def _items(lines: Iterator[str]) -> Iterator[str | _Directive]:
    """Yield the headings (as text), directives, labels and lists of codes (as directives) of a document."""
    before, last = "", ""
    directive: _Directive | None = None
    for line in lines:
        if directive and directive.goes_on(line):
            directive.block.append(line)
            continue
        if directive:
            yield directive
        directive = _begin(line)
        if directive:
            pass
        elif match := _LABEL_RE.match(line):
            yield _Directive("label", match[1], [])
        elif _is_heading(before, last, line):
            yield last.strip()
        before, last = last, line
    if directive:
        yield directive


def _begin(line: str) -> _Directive | None:
    """Return what *line* begins that may go on in the next one."""
    if match := _DIRECTIVE_RE.match(line):
        return _Directive(match[1], match[2], [])
    if match := _SUBSTITUTION_RE.match(line):
        return _Directive(f"{match[2]} {match[1]}", match[3], [])
    return _Directive("codes", line, []) if _CODES_RE.match(line) else None


def _is_heading(before: str, text: str, line: str) -> bool:
    """Tell whether *line* makes *text* a title: it underlines all of it, and no paragraph stands before."""
    if not _UNDERLINE_RE.fullmatch(line) or not text.strip() or _UNDERLINE_RE.fullmatch(text):
        return False
    starts = not before.strip() or _UNDERLINE_RE.fullmatch(before) or before.startswith(".. ")
    return bool(starts) and len(line.strip()) >= min(len(text.rstrip()), 4)


def _operation(title: str, directive: _Directive) -> Operation:
    lines = [line.strip() for line in (directive.argument, *directive.block) if line.strip()]
    versions = {match[1]: match[2].strip() for line in lines if (match := _VERSION_RE.fullmatch(line))}
    method, url = " ".join(line for line in lines if not _VERSION_RE.fullmatch(line)).split(None, 1)
    return Operation(title, method, url, _versions(versions))


def _versions(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the pages say of the fields ``min_version`` and ``max_version``."""
    sentences = {"min_version": "New in version", "max_version": "Available until version"}
    return tuple(f"{sentence} {fields[name]}" for name, sentence in sentences.items() if fields.get(name))


def _merged(definition: Mapping[str, Any]) -> Definition:
    """Return *definition* with what ``<<`` merges into it, which `BaseLoader` leaves alone."""
    merged: Definition = {}
    for name, value in definition.items():
        if name != "<<":
            merged[name] = str(value)
            continue
        for other in value if isinstance(value, list) else [value]:
            for key, inherited in _merged(other).items():
                merged.setdefault(key, inherited)
    return {**merged, **{name: str(value) for name, value in definition.items() if name != "<<"}}
