"""What comparing finds: a file for each rule, with the text that explains it and the check.

Rules that reading breaks stand in `sphinx_restaction.rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sphinx_restaction.checks.rules import (
    body_in_get,
    body_undocumented,
    body_without_content,
    children_undocumented,
    contradictory_definition,
    duplicate_definition,
    duplicate_row,
    empty_version_range,
    item_type_mismatch,
    malformed_silencer,
    misplaced_key,
    misplaced_status_code,
    missing_table,
    near_miss,
    null_not_allowed,
    null_undocumented,
    optional_path_parameter,
    request_parameter_in_response,
    required_missing,
    role_conflict,
    sample_duplicate_key,
    sample_not_json,
    sample_unrelated,
    status_name_mismatch,
    table_partial,
    type_mismatch,
    type_stringified,
    undocumented_key,
    undocumented_path_parameter,
    unincluded_source,
    unknown_path_parameter,
    unreferenced_sample,
    unregistered_status_code,
    unused_definition,
    unused_silencer,
    value_format_mismatch,
    value_not_in_enum,
    version_conflict,
    version_out_of_range,
    version_present,
    wrapper_undocumented,
    wrong_location,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.rule import Rule


class Check(Protocol):
    """A module of this package."""

    RULE: Rule

    def check(self, context: Context, /) -> Iterable[Diagnostic]:
        """Yield what breaks the rule."""


#: Every rule, by what it is about, in the order of the manual.
CHECK_GROUPS: Mapping[str, tuple[Check, ...]] = {
    "Samples": (
        sample_not_json,
        sample_duplicate_key,
        role_conflict,
        version_conflict,
        sample_unrelated,
        body_undocumented,
    ),
    "Names": (
        near_miss,
        wrong_location,
        table_partial,
        undocumented_key,
        required_missing,
        version_present,
        misplaced_key,
    ),
    "Values": (
        type_mismatch,
        type_stringified,
        item_type_mismatch,
        null_not_allowed,
        value_not_in_enum,
        value_format_mismatch,
    ),
    "Parameters": (
        undocumented_path_parameter,
        unknown_path_parameter,
        optional_path_parameter,
        body_in_get,
        request_parameter_in_response,
        duplicate_row,
    ),
    "Definitions": (
        unused_definition,
        duplicate_definition,
        contradictory_definition,
        empty_version_range,
        version_out_of_range,
    ),
    "Responses": (
        unregistered_status_code,
        status_name_mismatch,
        misplaced_status_code,
        body_without_content,
    ),
    "Completeness": (
        missing_table,
        wrapper_undocumented,
        children_undocumented,
        null_undocumented,
        unreferenced_sample,
        unincluded_source,
    ),
    "Silencers": (
        malformed_silencer,
        unused_silencer,
    ),
}
CHECKS: tuple[Check, ...] = tuple(check for checks in CHECK_GROUPS.values() for check in checks)
