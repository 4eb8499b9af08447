"""What reading a reference can find wrong: a file for each rule, with the text that explains it.

Rules that compare what was read stand in `sphinx_restaction.checks.rules`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule
    from sphinx_restaction.rules.ambiguous_reference import RULE as AMBIGUOUS_REFERENCE
    from sphinx_restaction.rules.duplicate_key import RULE as DUPLICATE_KEY
    from sphinx_restaction.rules.empty_catalogue import RULE as EMPTY_CATALOGUE
    from sphinx_restaction.rules.empty_sample import RULE as EMPTY_SAMPLE
    from sphinx_restaction.rules.empty_table import RULE as EMPTY_TABLE
    from sphinx_restaction.rules.excessive_aliases import RULE as EXCESSIVE_ALIASES
    from sphinx_restaction.rules.invalid_catalogue import RULE as INVALID_CATALOGUE
    from sphinx_restaction.rules.invalid_configuration import RULE as INVALID_CONFIGURATION
    from sphinx_restaction.rules.invalid_definition import RULE as INVALID_DEFINITION
    from sphinx_restaction.rules.invalid_microversion import RULE as INVALID_MICROVERSION
    from sphinx_restaction.rules.invalid_status_code import RULE as INVALID_STATUS_CODE
    from sphinx_restaction.rules.invalid_value import RULE as INVALID_VALUE
    from sphinx_restaction.rules.invalid_yaml import RULE as INVALID_YAML
    from sphinx_restaction.rules.malformed_row import RULE as MALFORMED_ROW
    from sphinx_restaction.rules.malformed_url import RULE as MALFORMED_URL
    from sphinx_restaction.rules.method_outside_section import RULE as METHOD_OUTSIDE_SECTION
    from sphinx_restaction.rules.missing_argument import RULE as MISSING_ARGUMENT
    from sphinx_restaction.rules.missing_field import RULE as MISSING_FIELD
    from sphinx_restaction.rules.missing_file import RULE as MISSING_FILE
    from sphinx_restaction.rules.missing_sample import RULE as MISSING_SAMPLE
    from sphinx_restaction.rules.missing_url import RULE as MISSING_URL
    from sphinx_restaction.rules.multiple_methods import RULE as MULTIPLE_METHODS
    from sphinx_restaction.rules.not_utf8 import RULE as NOT_UTF8
    from sphinx_restaction.rules.oversized_sample import RULE as OVERSIZED_SAMPLE
    from sphinx_restaction.rules.path_outside_root import RULE as PATH_OUTSIDE_ROOT
    from sphinx_restaction.rules.table_without_method import RULE as TABLE_WITHOUT_METHOD
    from sphinx_restaction.rules.unexpected_content import RULE as UNEXPECTED_CONTENT
    from sphinx_restaction.rules.unknown_definition import RULE as UNKNOWN_DEFINITION
    from sphinx_restaction.rules.unknown_field import RULE as UNKNOWN_FIELD
    from sphinx_restaction.rules.unknown_location import RULE as UNKNOWN_LOCATION
    from sphinx_restaction.rules.unknown_method import RULE as UNKNOWN_METHOD
    from sphinx_restaction.rules.unknown_reason import RULE as UNKNOWN_REASON
    from sphinx_restaction.rules.unknown_reference import RULE as UNKNOWN_REFERENCE
    from sphinx_restaction.rules.unknown_status_code import RULE as UNKNOWN_STATUS_CODE
    from sphinx_restaction.rules.unknown_status_kind import RULE as UNKNOWN_STATUS_KIND
    from sphinx_restaction.rules.unknown_type import RULE as UNKNOWN_TYPE
    from sphinx_restaction.rules.unreadable_file import RULE as UNREADABLE_FILE
    from sphinx_restaction.rules.unsorted_catalogue import RULE as UNSORTED_CATALOGUE

    READING_RULES: dict[str, tuple[Rule, ...]]
    RULES: tuple[Rule, ...]
    BUILD_RULES: frozenset[str]

__all__ = [
    "AMBIGUOUS_REFERENCE",
    "BUILD_RULES",
    "DUPLICATE_KEY",
    "EMPTY_CATALOGUE",
    "EMPTY_SAMPLE",
    "EMPTY_TABLE",
    "EXCESSIVE_ALIASES",
    "INVALID_CATALOGUE",
    "INVALID_CONFIGURATION",
    "INVALID_DEFINITION",
    "INVALID_MICROVERSION",
    "INVALID_STATUS_CODE",
    "INVALID_VALUE",
    "INVALID_YAML",
    "MALFORMED_ROW",
    "MALFORMED_URL",
    "METHOD_OUTSIDE_SECTION",
    "MISSING_ARGUMENT",
    "MISSING_FIELD",
    "MISSING_FILE",
    "MISSING_SAMPLE",
    "MISSING_URL",
    "MULTIPLE_METHODS",
    "NOT_UTF8",
    "OVERSIZED_SAMPLE",
    "PATH_OUTSIDE_ROOT",
    "READING_RULES",
    "RULES",
    "TABLE_WITHOUT_METHOD",
    "UNEXPECTED_CONTENT",
    "UNKNOWN_DEFINITION",
    "UNKNOWN_FIELD",
    "UNKNOWN_LOCATION",
    "UNKNOWN_METHOD",
    "UNKNOWN_REASON",
    "UNKNOWN_REFERENCE",
    "UNKNOWN_STATUS_CODE",
    "UNKNOWN_STATUS_KIND",
    "UNKNOWN_TYPE",
    "UNREADABLE_FILE",
    "UNSORTED_CATALOGUE",
]

#: The names of all rules of reading, by what they are about.
_GROUPS: dict[str, tuple[str, ...]] = {
    "Files": (
        "MISSING_FILE",
        "UNREADABLE_FILE",
        "NOT_UTF8",
        "PATH_OUTSIDE_ROOT",
        "INVALID_CONFIGURATION",
    ),
    "Catalogues": (
        "INVALID_YAML",
        "EMPTY_CATALOGUE",
        "INVALID_CATALOGUE",
        "EXCESSIVE_ALIASES",
        "DUPLICATE_KEY",
        "INVALID_DEFINITION",
        "MISSING_FIELD",
        "UNKNOWN_FIELD",
        "UNKNOWN_LOCATION",
        "UNKNOWN_TYPE",
        "INVALID_VALUE",
        "INVALID_MICROVERSION",
        "UNSORTED_CATALOGUE",
    ),
    "Tables": (
        "MISSING_ARGUMENT",
        "EMPTY_TABLE",
        "MALFORMED_ROW",
        "UNKNOWN_DEFINITION",
        "TABLE_WITHOUT_METHOD",
    ),
    "Operations": (
        "UNKNOWN_METHOD",
        "MISSING_URL",
        "MALFORMED_URL",
        "MULTIPLE_METHODS",
        "METHOD_OUTSIDE_SECTION",
        "UNEXPECTED_CONTENT",
    ),
    "Status codes": (
        "UNKNOWN_STATUS_KIND",
        "INVALID_STATUS_CODE",
        "UNKNOWN_STATUS_CODE",
        "UNKNOWN_REASON",
    ),
    "Samples": (
        "MISSING_SAMPLE",
        "EMPTY_SAMPLE",
        "OVERSIZED_SAMPLE",
    ),
    "Links": (
        "UNKNOWN_REFERENCE",
        "AMBIGUOUS_REFERENCE",
    ),
}


def __getattr__(name: str) -> object:
    """Load a rule when it is first named: most runs break none, and thirty files take time to load.

    `READING_RULES` has every rule of reading, by what it is about, and `RULES` all in a row. `BUILD_RULES` are the ids
    of those that only a build applies, when it writes pages: roles are read by docutils alone.
    """
    if name == "READING_RULES":
        value: object = {group: tuple(map(_load, names)) for group, names in _GROUPS.items()}
    elif name == "RULES":
        value = tuple(map(_load, _NAMES))
    elif name == "BUILD_RULES":
        value = frozenset(_load(one).id for one in _GROUPS["Links"])
    elif name in _NAMES:
        value = _load(name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


_NAMES = tuple(name for names in _GROUPS.values() for name in names)


def _load(name: str) -> Rule:
    return cast("Rule", import_module(f"{__name__}.{name.lower()}").RULE)
