"""The directives that are known, and how each splits its text into arguments, options and content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Kinds of values: any text, text that may not be empty, names with letters, nothing at all, a whole number, a whole
#: number or nothing.
ANY, TEXT, CLASS, FLAG, INT, OPTIONAL_INT = "any", "text", "class", "flag", "int", "optional int"


class Spec(NamedTuple):
    """What a directive takes; one that gets something else is dropped, as docutils drops it."""

    #: What to do with it: the key of a handler in `directives`.
    action: str
    required: int = 0
    optional: int = 0
    #: Whether the last argument may hold white space.
    is_long: bool = True
    #: Names of the options to the kinds of their values; None for a directive that takes every option.
    options: Mapping[str, str] | None = {}
    has_content: bool = True


_BLOCK = {"class": CLASS, "name": ANY}
_TABLE = {**_BLOCK, "align": ANY, "width": ANY, "widths": ANY}
_LIST_TABLE = {**_TABLE, "header-rows": INT, "stub-columns": INT}
_IMAGE = {**_BLOCK, **dict.fromkeys(("alt", "height", "width", "scale", "align", "target", "loading"), ANY)}
_FIGURE = {**_IMAGE, "figwidth": ANY, "figclass": CLASS, "figname": ANY}
_CODE = {**_BLOCK, "force": FLAG, "number-lines": OPTIONAL_INT}
_LISTING = {
    "force": FLAG,
    "linenos": FLAG,
    "dedent": OPTIONAL_INT,
    "lineno-start": INT,
    "emphasize-lines": TEXT,
    **_BLOCK,
}
_FILE_LISTING = {
    **_LISTING,
    **dict.fromkeys(("language", "encoding", "pyobject", "lines", "prepend", "append", "diff"), TEXT),
    **dict.fromkeys(("start-after", "end-before", "start-at", "end-at"), TEXT),
    "lineno-match": FLAG,
    "tab-width": INT,
    "caption": ANY,
}
_INCLUDE = {
    **_BLOCK,
    **dict.fromkeys(("encoding", "parser", "start-after", "end-before"), TEXT),
    **dict.fromkeys(("tab-width", "start-line", "end-line"), INT),
    "literal": FLAG,
    "code": ANY,
    "number-lines": OPTIONAL_INT,
}
_OBJECT = {
    **dict.fromkeys(("no-index", "no-index-entry", "no-contents-entry", "no-typesetting"), FLAG),
    **dict.fromkeys(("noindex", "noindexentry", "nocontentsentry"), FLAG),
    **dict.fromkeys(("type", "default", "value", "module", "canonical"), ANY),
    **dict.fromkeys(("async", "abstractmethod", "classmethod", "final", "property", "staticmethod"), FLAG),
}
_ADMONITION = Spec("content", options={**_BLOCK, "collapsible": ANY})
_VERSION = Spec("version", 1, 1)
_OBJECT_SPEC = Spec("object", 1, options=_OBJECT)
_ADMONITIONS = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "tip",
    "warning",
    "seealso",
    "todo",
)
_VERSIONS = ("added", "changed", "removed", "deprecated")
_OBJECTS = (
    *("function", "method", "classmethod", "staticmethod", "class", "exception", "attribute", "property", "data"),
    *("decorator", "option", "envvar", "confval", "describe", "object"),
)

SPECS: Mapping[str, Spec] = {
    "rest_method": Spec("method", options=None),
    "rest_parameters": Spec("parameters", optional=1, options=_TABLE),
    "rest_status_code": Spec("status", optional=1, options=_TABLE),
    "include": Spec("include", 1, options=_INCLUDE, has_content=False),
    "literalinclude": Spec("sample", 1, options=_FILE_LISTING, has_content=False),
    "code-block": Spec("code", 0, 1, is_long=False, options={**_LISTING, "caption": TEXT}),
    "sourcecode": Spec("code", 0, 1, is_long=False, options={**_LISTING, "caption": TEXT}),
    "code": Spec("needed code", 0, 1, is_long=False, options=_CODE),
    "parsed-literal": Spec("parsed", options=_BLOCK),
    **dict.fromkeys(_ADMONITIONS, _ADMONITION),
    "admonition": Spec("content", 1, options={**_BLOCK, "collapsible": ANY}),
    **{f"version{name}": _VERSION for name in _VERSIONS},
    **{f"version-{name}": _VERSION for name in _VERSIONS},
    "deprecated": _VERSION,
    "container": Spec("content", 0, 1, options={"name": ANY}),
    "compound": Spec("content", options=_BLOCK),
    "topic": Spec("aside", 1, options=_BLOCK),
    "sidebar": Spec("aside", 0, 1, options={**_BLOCK, "subtitle": TEXT}),
    "epigraph": Spec("quote"),
    "highlights": Spec("quote"),
    "pull-quote": Spec("quote"),
    **dict.fromkeys(_OBJECTS, _OBJECT_SPEC),
    "rst-class": Spec("content", 1),
    "figure": Spec("figure", 1, options=_FIGURE),
    "list-table": Spec("table", 0, 1, options=_LIST_TABLE),
    "table": Spec("drawn", 0, 1, options=_TABLE),
    "csv-table": Spec("drawn", 0, 1, options=None),
    "hlist": Spec("content", options={"columns": INT}),
    "acks": Spec("content"),
    "glossary": Spec("content", options={"sorted": FLAG}),
    "only": Spec("only", 1),
    "ifconfig": Spec("content", 1),
}
