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


def until(version: str) -> str:
    """Return the name of the time up to the last version that has something."""
    return f"until {version}"


def change(role: str | None, names: tuple[str, ...], *, gone: bool) -> str:
    """Return which rows are new, or were there for the last time."""
    verb = "gone" if gone else "new"
    return f"{verb} in the {role}: {', '.join(names)}" if role else f"{verb}: {', '.join(names)}"


def sample_version(version: str) -> str:
    """Return the label of a sample."""
    return f"Microversion {version}"


def fixed_version(version: str) -> str:
    """Return what stands at the top of a page that shows one version."""
    return f"This page shows microversion {version} alone."


def span(minimum: str, maximum: str) -> str:
    """Return the versions of something, short; an empty string if it has them all."""
    if minimum and maximum:
        return f"{minimum} to {maximum}"
    if minimum:
        return f"from {minimum}"
    return until(maximum) if maximum else ""


def choice(version: str, release: str) -> str:
    """Return what a list of versions shows of one."""
    return f"{version} - {release}" if release else version


CHANGES = "Changed in"
