"""The words of our own that builders write, in the language of the project.

Those of HTML alone stand in its templates and in its script, in English, which is what translators translate.
"""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_restaction.model.operation import Role

_PLACE_RE = re.compile(r"\{(\w+)\}")
#: What ``restaction.js`` says.
_OF_SCRIPT = (
    "Copied",
    "Copy",
    "Microversion",
    "No microversion:",
    "That does not exist in this microversion.",
    "first",
)


class Words:
    """The words in one language.

    They belong to one application, and are no global state as Sphinx's own are: two applications of one process may
    have different languages.
    """

    def __init__(self, translations: NullTranslations | None = None) -> None:
        translations = translations or NullTranslations()
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext

    def necessity(self, *, required: bool) -> str:
        """Return whether a parameter is required, in a word."""
        return self.gettext("required") if required else self.gettext("optional")

    def version_notes(self, minimum: str, maximum: str) -> tuple[str, ...]:
        """Return what the versions in which something exists say to a reader."""
        since = _fill(self.gettext("New in version {version}"), version=minimum) if minimum else ""
        until = _fill(self.gettext("Available until version {version}"), version=maximum) if maximum else ""
        return tuple(note for note in (since, until) if note)

    def version_range(self, minimum: str, maximum: str) -> str:
        """Return the range of microversions that a reference covers; an empty string if it has none."""
        if minimum and maximum:
            return _fill(self.gettext("Microversions {minimum} to {maximum}"), minimum=minimum, maximum=maximum)
        if minimum:
            return _fill(self.gettext("Microversions from {minimum}"), minimum=minimum)
        return _fill(self.gettext("Microversions up to {maximum}"), maximum=maximum) if maximum else ""

    def undefined(self, key: str) -> str:
        """Return what stands in the place of a definition that is not there."""
        return _fill(self.gettext("There is no definition of {key}."), key=key)

    def status_kind(self, kind: str) -> str:
        """Return the heading of a table of status codes."""
        return self.gettext("Success") if kind == "success" else self.gettext("Error")

    def object_type(self, name: str) -> str:
        """Return the name of what a search has found, as our domain calls it."""
        names = {
            "operation": self.gettext("operation"),
            "action": self.gettext("action"),
            "parameter": self.gettext("parameter"),
            "status code": self.gettext("status code"),
        }
        return names.get(name, name)

    def index(self, name: str) -> tuple[str, str]:
        """Return the title of an index of our domain, and its short form for the bars of a page."""
        if name == "paths":
            return self.gettext("Operations by path"), self.gettext("paths")
        return self.gettext("Actions"), self.gettext("actions")

    @property
    def changes(self) -> str:
        """The heading of what versions changed."""
        return self.gettext("Changed in")

    def until(self, version: str) -> str:
        """Return the name of the time up to the last version that has something."""
        return _fill(self.gettext("until {version}"), version=version)

    def change(self, role: Role | None, names: tuple[str, ...], *, gone: bool) -> str:
        """Return which rows are new, or were there for the last time."""
        return _fill(self._gone(role) if gone else self._new(role), names=", ".join(names))

    # Each is a sentence of its own, for a translator can't always put one together from words.
    def _new(self, role: Role | None) -> str:
        if role == "request":
            return self.gettext("new in the request: {names}")
        return self.gettext("new in the response: {names}") if role else self.gettext("new: {names}")

    def _gone(self, role: Role | None) -> str:
        if role == "request":
            return self.gettext("gone in the request: {names}")
        return self.gettext("gone in the response: {names}") if role else self.gettext("gone: {names}")

    def sample_version(self, version: str) -> str:
        """Return the label of a sample."""
        return _fill(self.gettext("Microversion {version}"), version=version)

    def fixed_version(self, version: str) -> str:
        """Return what stands at the top of a page that shows one version."""
        return _fill(self.gettext("This page shows microversion {version} alone."), version=version)

    def span(self, minimum: str, maximum: str) -> str:
        """Return the versions of something, short; an empty string if it has them all."""
        if minimum and maximum:
            return _fill(self.gettext("{minimum} to {maximum}"), minimum=minimum, maximum=maximum)
        if minimum:
            return _fill(self.gettext("from {minimum}"), minimum=minimum)
        return self.until(maximum) if maximum else ""

    def operations(self, count: int) -> str:
        """Return how many operations a page has."""
        return _fill(self.ngettext("{count} operation", "{count} operations", count), count=str(count))

    def of_script(self) -> dict[str, str]:
        """Return the words of the script that this language has others for."""
        translated = {text: self.gettext(text) for text in _OF_SCRIPT}
        return {text: other for text, other in translated.items() if other != text}


def choice(version: str, release: str) -> str:
    """Return what a list of versions shows of one."""
    return f"{version} - {release}" if release else version


def _fill(text: str, **values: str) -> str:
    """Put *values* into their places; what a translator has misspelt stays as it is."""
    return _PLACE_RE.sub(lambda match: values.get(match[1], match[0]), text)
