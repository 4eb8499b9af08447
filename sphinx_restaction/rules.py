"""The rules that reading a reference can break: the only home of their ids.

An id names the bad thing, so that "ignore unknown-definition" reads well. It is at once the subtype of the Sphinx
warning (``suppress_warnings = ["restaction.unknown-definition"]``), the heading in the manual's list of rules and the
name of the folder ``tests/rules/<id>`` that holds its examples; a test keeps the three sets equal.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A named kind of fault."""

    #: The id in kebab case.
    id: str
    #: What is wrong, in one sentence.
    summary: str


# -- files
MISSING_FILE = Rule("missing-file", "A catalogue or status file that a directive names is not there.")
UNREADABLE_FILE = Rule("unreadable-file", "A file is a directory, may not be read, or is not a regular file.")
NOT_UTF8 = Rule("not-utf8", "A file is not encoded in UTF-8.")
PATH_OUTSIDE_ROOT = Rule("path-outside-root", "A path leads out of the repository.")

# -- catalogues
INVALID_YAML = Rule("invalid-yaml", "A catalogue is not YAML.")
EMPTY_CATALOGUE = Rule("empty-catalogue", "A catalogue defines nothing.")
INVALID_CATALOGUE = Rule("invalid-catalogue", "A catalogue is not a mapping.")
EXCESSIVE_ALIASES = Rule("excessive-aliases", "YAML aliases repeat or contain each other without bounds.")
DUPLICATE_KEY = Rule("duplicate-key", "A YAML mapping has the same key twice; the last one counts.")
INVALID_DEFINITION = Rule("invalid-definition", "An entry of a catalogue is not a mapping of fields.")
MISSING_FIELD = Rule("missing-field", "A definition lacks a field it must have.")
UNKNOWN_FIELD = Rule("unknown-field", "A definition has a field that means nothing.")
UNKNOWN_LOCATION = Rule("unknown-location", "The field 'in' is none of header, path, query and body.")
UNKNOWN_TYPE = Rule("unknown-type", "The field 'type' is no known spelling of a type.")
INVALID_VALUE = Rule("invalid-value", "A field has a value of the wrong kind.")
INVALID_MICROVERSION = Rule("invalid-microversion", "A version is not written N.M.")
UNSORTED_CATALOGUE = Rule("unsorted-catalogue", "A definition stands out of the catalogue's order.")

# -- rest_parameters
MISSING_ARGUMENT = Rule("missing-argument", "A directive lacks the file or word it must be given.")
EMPTY_TABLE = Rule("empty-table", "A table has no rows.")
MALFORMED_ROW = Rule("malformed-row", "A row is not of the form '- name: key'.")
UNKNOWN_DEFINITION = Rule("unknown-definition", "A row names a definition that its catalogue does not have.")
TABLE_WITHOUT_METHOD = Rule("table-without-method", "A table stands before any rest_method of its document.")

# -- rest_method
UNKNOWN_METHOD = Rule("unknown-method", "The method of an operation is no HTTP method.")
MISSING_URL = Rule("missing-url", "An operation has no URL.")
MALFORMED_URL = Rule("malformed-url", "The braces or brackets of a URL's variables do not pair.")
MULTIPLE_METHODS = Rule("multiple-methods", "A section holds more than one rest_method.")
METHOD_OUTSIDE_SECTION = Rule("method-outside-section", "A rest_method does not stand directly in a section.")
UNEXPECTED_CONTENT = Rule("unexpected-content", "A directive has content that it does not understand.")

# -- rest_status_code
UNKNOWN_STATUS_KIND = Rule("unknown-status-kind", "A status code table is neither 'success' nor 'error'.")
INVALID_STATUS_CODE = Rule("invalid-status-code", "A status code is not a number from 100 to 599.")
UNKNOWN_STATUS_CODE = Rule("unknown-status-code", "A status code is not listed in its file.")
UNKNOWN_REASON = Rule("unknown-reason", "A status code has no reason of that name.")

# -- samples
MISSING_SAMPLE = Rule("missing-sample", "A sample file is not there.")
EMPTY_SAMPLE = Rule("empty-sample", "A sample file is empty.")
OVERSIZED_SAMPLE = Rule("oversized-sample", "A sample file is too large to be shown whole.")

#: Every rule, in the order of the manual.
RULES: tuple[Rule, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Rule))
