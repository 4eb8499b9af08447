"""The stems of words for Sphinx's search, kept from one build to the next.

A page that is written is searched for words anew, and their stems were half of what that takes, for the stemmer is
Python. A reference has thousands of words, and an edit brings a few new ones.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from sphinx_restaction.sphinx_ext.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

#: The languages for which Sphinx asks a stemmer of snowball, and nothing else.
_LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "tr")
_MODULES = frozenset(f"sphinx.search.{name}" for name in _LANGUAGES)


class _Stems(Kept):
    """The stems of words, each found out when it is first asked for."""

    def __init__(self, app: Sphinx, language: Any) -> None:  # noqa: ANN401  # a `SearchLanguage` with a stemmer
        super().__init__(app, "stems", [language.lang, *_stamps(language.stemmer)])
        self._stem: Callable[[str], str] = language.stem

    def __missing__(self, word: str) -> str:
        return self.note(word, self._stem(word))


class _Memory:
    """The stems of one application."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []

    def lend(self, app: Sphinx, _document: nodes.document, _docname: str) -> None:
        """Have the search of what is written look up stems; Sphinx makes it after all else that it tells of."""
        language: Any = getattr(getattr(app.builder, "indexer", None), "lang", None)
        if _is_plain(language) and "stem" not in vars(language):
            stems = _Stems(app, language)
            self._kept.append(stems)
            language.stem = stems.__getitem__

    def save(self, _app: Sphinx, _error: Exception | None) -> None:
        """Keep what is new."""
        while self._kept:
            self._kept.pop().save()


def _is_plain(language: Any) -> bool:  # noqa: ANN401  # what Sphinx has there, or nothing
    return type(language).__module__ in _MODULES and hasattr(language, "stemmer")


def _stamps(stemmer: object) -> Iterator[tuple[str, int, int]]:
    """Yield what changes with the code of *stemmer*."""
    for base in type(stemmer).__mro__:
        path = getattr(sys.modules[base.__module__], "__file__", None)
        if path:
            status = os.stat(path)  # noqa: PTH116  # a path object would do no more
            yield path, status.st_mtime_ns, status.st_size


def setup_stems(app: Sphinx) -> None:
    """Register the handlers."""
    memory = _Memory()
    app.connect("doctree-resolved", memory.lend)
    app.connect("build-finished", memory.save)
