"""The spellings of types that real catalogues use, and the JSON types each accepts."""

from __future__ import annotations

import re
from functools import lru_cache

ANY = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})

#: What each spelling accepts, null aside; measured on 5,203 definitions of eleven references.
SPELLINGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("string", "str", "uuid", "enum"), frozenset({"string"})),
    **dict.fromkeys(("integer", "int"), frozenset({"integer"})),
    **dict.fromkeys(("float", "number"), frozenset({"integer", "number"})),
    **dict.fromkeys(("boolean", "bool"), frozenset({"boolean"})),
    **dict.fromkeys(("object", "dict", "dictionary"), frozenset({"object"})),
    **dict.fromkeys(("array", "list"), frozenset({"array"})),
    **dict.fromkeys(("none", "null"), frozenset({"null", "object", "string"})),
    **dict.fromkeys(("json", "any", "absent"), ANY),
}
_UNION_RE = re.compile(r"\s+or\s+|[|/,]")
_PREFIXES = (("list of ", "array"), ("array of ", "array"), ("key-only", "none"))


@lru_cache(maxsize=1_000)
def accepted_types(spelling: str) -> frozenset[str] | None:
    """Return the JSON types that a catalogue's ``type: spelling`` accepts, or None if the spelling is unknown.

    Unions are written ``a or b``, ``a|b``, ``a/b`` or ``a,b``. A union with an unknown part accepts anything, as long
    as one part is known.
    """
    text = " ".join(spelling.lower().split())
    for prefix, stands_for in _PREFIXES:
        if text.startswith(prefix):
            return SPELLINGS[stands_for]
    if text in SPELLINGS:
        return SPELLINGS[text]
    parts = [SPELLINGS.get(part.strip()) for part in _UNION_RE.split(text)]
    if len(parts) == 1 or not any(parts):
        return None
    return frozenset().union(*(ANY if part is None else part for part in parts))
