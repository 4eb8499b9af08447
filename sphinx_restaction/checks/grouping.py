"""One wrong definition is one finding with its uses, not one for each use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Related

if TYPE_CHECKING:
    from collections.abc import Iterable


def group(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Merge the diagnostics of one rule and cause; what is equal in all that is shown counts once."""
    groups: dict[object, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.rule.id, diagnostic.cause) if diagnostic.cause else _shown(diagnostic)
        groups.setdefault(key, []).append(diagnostic)
    return [_merged(members) for members in groups.values()]


def _shown(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.rule.id, diagnostic.location, diagnostic.message


def _merged(members: list[Diagnostic]) -> Diagnostic:
    first = members[0]
    if len(members) == 1:
        return first
    places = {related.location: related for member in members for related in member.related}
    for member in members:
        if member.location != first.location:
            places.setdefault(member.location, Related(member.location, member.message))
    message = first.message
    uses = len({member.location if member.location != first.location else member.related[:1] for member in members})
    if uses > 1 and first.cause:
        message += f", here and in {uses - 1} more {'place' if uses == 2 else 'places'}"  # noqa: PLR2004  # one more
    return first._replace(message=message, related=tuple(places.values()))
