"""The words of our own that every builder writes; those of HTML alone stand in its templates."""

from __future__ import annotations

REQUIRED = "required"
OPTIONAL = "optional"


def necessity(*, required: bool) -> str:
    """Return whether a parameter is required, in a word."""
    return REQUIRED if required else OPTIONAL


def version_notes(minimum: str, maximum: str) -> tuple[str, ...]:
    """Return what the versions in which something exists say to a reader."""
    notes = (f"New in version {minimum}" if minimum else "", f"Available until version {maximum}" if maximum else "")
    return tuple(note for note in notes if note)


def version_range(minimum: str, maximum: str) -> str:
    """Return the range of microversions that a reference covers; an empty string if it has none."""
    if minimum and maximum:
        return f"Microversions {minimum} to {maximum}"
    if minimum:
        return f"Microversions from {minimum}"
    return f"Microversions up to {maximum}" if maximum else ""


def undefined(key: str) -> str:
    """Return what stands in the place of a definition that is not there."""
    return f"There is no definition of {key}."
