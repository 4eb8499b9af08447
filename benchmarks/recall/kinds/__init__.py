"""The kinds of breaks, by what they break."""

from __future__ import annotations

from benchmarks.recall.breaks import Kind
from benchmarks.recall.kinds import definitions, keys, rows, samples, values

_ADDED = frozenset({"undocumented-key", "table-partial"})
#: A required row may be a variable of the URL, too; the rule that says so speaks of the same row.
_ABSENT = frozenset({"required-missing", "wrong-location"})
_NAMES = _ADDED | _ABSENT | {"near-miss", "sample-unrelated"}
_TYPES = frozenset({"type-mismatch", "type-stringified"})
_ELSEWHERE = _ADDED | {
    "wrong-location",
    "body-undocumented",
    "sample-unrelated",
    "request-parameter-in-response",
    "unknown-path-parameter",
}
_VERSIONS = frozenset({"version-present"})

KINDS = (
    Kind("key-misspelt", "a letter of a key is left out, doubled, changed or swapped", keys.misspelt, _NAMES),
    Kind("row-misspelt", "the same in the name of a row", rows.misspelt, _NAMES),
    Kind("key-renamed", "a key becomes another word", keys.renamed, _NAMES),
    Kind("key-removed", "a key that is always required is taken away", keys.removed, _ABSENT),
    Kind("key-added", "an object gets one more key", keys.added, _ADDED),
    Kind("value-retyped", "a value becomes one of another type", values.retyped, _TYPES),
    Kind("type-changed", "the ``type`` of a definition becomes another one", definitions.retyped, _TYPES),
    Kind("in-changed", "a definition of the body goes into path, query or header", definitions.moved, _ELSEWHERE),
    Kind("outdated", "``max_version`` becomes the version before the sample's", definitions.outdated, _VERSIONS),
    Kind("premature", "``min_version`` becomes the version after the sample's", definitions.premature, _VERSIONS),
    Kind("sample-swapped", "the sample of another path is shown", samples.swapped, _NAMES | _TYPES),
    Kind("action-swapped", "the sample of another action is shown", samples.other_action, _NAMES | _TYPES),
    Kind("comma-dropped", "a sample lacks a comma", samples.comma_dropped, frozenset({"sample-not-json"})),
)
