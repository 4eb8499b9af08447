"""JSON samples: their values, what is wrong with them, and where each value stands."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

_STRING_RE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
#: The same without the quote at its end: in a text that is no JSON, looking for one from each quote would take forever.
_STRING_START_RE = re.compile(_STRING_RE.pattern + "?", re.DOTALL)
_SCALAR_RE = re.compile(r'[^\s,\]}"\[{]+')
_BRACKET_RE = re.compile(r"[\[\]{}]")
_MAX_DEPTH = 100
_BLANK_RE = re.compile(r"[\s]*")


class JsonText:
    """A text, read as JSON."""

    __slots__ = ("_places", "duplicates", "fault", "text", "value")

    def __init__(self, text: str, value: Any = None, fault: tuple[str, int, int] | None = None) -> None:  # noqa: ANN401  # any JSON value
        self.text = text
        #: The value; None if the text is no JSON, which `fault` tells.
        self.value = value
        #: Why the text is no JSON, with line and column; None if it is.
        self.fault = fault
        #: Keys that an object has twice: the JSON Pointer of each.
        self.duplicates: tuple[str, ...] = ()
        #: Pointers to places, if they are known already.
        self._places: dict[str, tuple[int, int]] | None = None

    def place(self, pointer: str) -> tuple[int, int]:
        """Return line and column, from 1, of the key (or, in a list, of the value) that *pointer* names."""
        if self._places is not None:
            return self._places.get(pointer, (1, 1))
        position = _position(self.text, pointer) if self.fault is None else None
        if position is None:
            return 1, 1
        return self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position)


def read_json(text: str) -> JsonText:
    """Read *text*; never fails."""
    has_duplicates = False

    def make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_duplicates
        made = dict(pairs)
        has_duplicates = has_duplicates or len(made) < len(pairs)
        return made

    if _is_too_deep(text):
        return JsonText(text, fault=(f"values nest deeper than {_MAX_DEPTH} levels", 1, 1))
    try:
        value = json.loads(text, object_pairs_hook=make_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return JsonText(text, fault=(error.msg[:1].lower() + error.msg[1:], error.lineno, error.colno))
    except ValueError as error:
        # A constant that JSON does not have, or a number with thousands of digits.
        return JsonText(text, fault=(str(error), 1, 1))
    read = JsonText(text, value)
    if has_duplicates:
        places: dict[str, tuple[int, int]] = {}
        scanner = _Scanner(text, places)
        scanner.value(0, "")
        read.duplicates = tuple(scanner.duplicates)
        read._places = places  # noqa: SLF001  # the text was scanned already
    return read


def _is_too_deep(text: str) -> bool:
    """Whether values nest so deeply that walking over them would exhaust Python's stack."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKET_RE.findall(_STRING_START_RE.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


def escape(key: str) -> str:
    """Return *key* as a part of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def _position(text: str, pointer: str) -> int | None:
    """Return where the key or the item of *pointer* stands in a text that is known to be JSON; None if it has none.

    Python's own decoder passes over what is not on the way.
    """
    parts = pointer.split("/")[1:]
    found, value = None, _skip(text, 0)
    for part in parts:
        step = _step(text, value, part)
        if step is None:
            return None
        found, value = step
    return found


def _step(text: str, position: int, part: str) -> tuple[int, int] | None:
    """Return where the member *part* of the value at *position* stands, and where its value does."""
    opening, number = text[position : position + 1], 0
    found = None
    position = _skip(text, position + 1)
    while opening in ("{", "[") and text[position : position + 1] not in ("}", "]", ""):
        start, name = position, str(number)
        if opening == "{":
            key, position = _DECODER.raw_decode(text, position)
            name = escape(key)
            position = _skip(text, _skip(text, position) + 1)
        if name == part:
            found = start, position
        position = _skip(text, _DECODER.raw_decode(text, position)[1])
        position = _skip(text, position + 1) if text[position : position + 1] == "," else position
        number += 1
    return found


def _skip(text: str, position: int) -> int:
    match = _BLANK_RE.match(text, position)
    return match.end() if match else position


_DECODER = json.JSONDecoder()


class _Scanner:
    """Walks over a text that is known to be JSON and notes where keys and items stand."""

    def __init__(self, text: str, places: dict[str, tuple[int, int]]) -> None:
        self._text = text
        self._places = places
        self.duplicates: list[str] = []
        self._line, self._line_start, self._counted = 1, 0, 0

    def _note(self, pointer: str, position: int) -> None:
        """Note a place; positions only grow, so that lines are counted once."""
        breaks = self._text.count("\n", self._counted, position)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", 0, position) + 1
        self._counted = position
        if pointer in self._places:
            self.duplicates.append(pointer)
        self._places[pointer] = self._line, position - self._line_start + 1

    def _skip(self, position: int) -> int:
        match = _BLANK_RE.match(self._text, position)
        return match.end() if match else position

    def value(self, position: int, pointer: str) -> int:
        """Note what lies in the value at *position*; return where it ends."""
        position = self._skip(position)
        first = self._text[position : position + 1]
        if first == "{":
            return self._members(position + 1, pointer)
        if first == "[":
            return self._items(position + 1, pointer)
        match = (_STRING_RE if first == '"' else _SCALAR_RE).match(self._text, position)
        return match.end() if match else len(self._text)

    def _members(self, position: int, pointer: str) -> int:
        while True:
            position = self._skip(position)
            match = _STRING_RE.match(self._text, position)
            if not match:
                return position + 1
            quoted = match[0]
            key = json.loads(quoted, strict=False) if "\\" in quoted else quoted[1:-1]
            inner = f"{pointer}/{escape(key)}"
            self._note(inner, position)
            position = self._skip(self.value(self._skip(match.end()) + 1, inner))
            if self._text[position : position + 1] != ",":
                return position + 1
            position += 1

    def _items(self, position: int, pointer: str) -> int:
        number = 0
        while True:
            position = self._skip(position)
            if self._text[position : position + 1] in ("]", ""):
                return position + 1
            self._note(f"{pointer}/{number}", position)
            position = self._skip(self.value(position, f"{pointer}/{number}"))
            if self._text[position : position + 1] != ",":
                return position + 1
            position += 1
            number += 1
