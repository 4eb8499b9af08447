"""Highlighted code blocks, kept from one build to the next: HTML by the text of a block and its options.

Only what Pygments' own lexers make of a text is kept, and only if there was nothing to warn of.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from logging import Filter, LogRecord, getLogger
from typing import TYPE_CHECKING, Any

import pygments  # type: ignore[import-untyped]
from pygments.lexers import LEXERS  # type: ignore[import-untyped]
from sphinx.highlighting import PygmentsBridge, lexer_classes, lexers

from sphinx_restaction.sphinx_ext.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

#: What Sphinx falls back to, or takes a text for that it is told nothing else of.
_FALLBACKS = ("none", "python", "pycon")
_SYNONYMS = {"py": "python", "py3": "python", "python3": "python", "default": "python", "pycon3": "pycon"}
_LOGGER = getLogger("sphinx.sphinx.highlighting")


class _Ear(Filter):
    """Hears whether anything is reported."""

    has_heard = False

    def filter(self, record: LogRecord) -> bool:  # noqa: ARG002  # the signature of the base class
        """Let everything pass."""
        self.has_heard = True
        return True


class _Highlighter:
    """`PygmentsBridge.highlight_block` with a memory."""

    def __init__(self, app: Sphinx, bridge: PygmentsBridge) -> None:
        self._app = app
        self._bridge = bridge
        self._highlight: Callable[..., str] = bridge.highlight_block
        #: None until the first block is written.
        self.kept: Kept | None = None

    def _load(self) -> Kept:
        style = self._bridge.formatter_args["style"]
        return Kept(self._app, "highlighting", [pygments.__version__, style.__module__, style.__qualname__])

    def __call__(
        self,
        source: str,
        lang: str,
        opts: dict[str, Any] | None = None,
        force: bool = False,  # noqa: FBT001, FBT002  # Sphinx's signature
        location: object = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> str:
        """Return *source* highlighted."""
        if self.kept is None:
            self.kept = self._load()
        name = _name(source, lang, opts or {}, {"force": force, **kwargs})
        known = self.kept.get(name)
        if known is not None:
            return known
        ear = _Ear()
        _LOGGER.addFilter(ear)
        try:
            made = self._highlight(source, lang, opts=opts, force=force, location=location, **kwargs)
        finally:
            _LOGGER.removeFilter(ear)
        return made if ear.has_heard or not name else self.kept.note(name, made)


def _name(source: str, lang: str, options: dict[str, Any], arguments: dict[str, Any]) -> str:
    """Return the name of what these give; an empty string if that may depend on something else."""
    if not all(_is_of_pygments(one) for one in (*_FALLBACKS, lang)):
        return ""
    try:
        facts = json.dumps([source, lang, options, arguments], sort_keys=True)
    except (TypeError, ValueError):
        return ""
    return hashlib.sha256(facts.encode("ascii")).hexdigest()


def _is_of_pygments(lang: str) -> bool:
    """Whether the lexer of *lang* comes with Pygments: a project and other packages can have their own."""
    lang = _SYNONYMS.get(lang, lang)
    if lang in lexers:
        return False
    made: Any = lexer_classes.get(lang)
    if made is None:
        return lang.lower() in _aliases()
    return str(getattr(made, "func", made).__module__).startswith("pygments.")


@cache
def _aliases() -> frozenset[str]:
    return frozenset(alias.lower() for _, _, aliases, _, _ in LEXERS.values() for alias in aliases)


class _Memory:
    """What one application has highlighted."""

    def __init__(self) -> None:
        self._highlighters: list[_Highlighter] = []

    def lend(self, app: Sphinx) -> None:
        """Have the builder look up what it highlights."""
        bridge = getattr(app.builder, "highlighter", None)
        if type(bridge) is PygmentsBridge and bridge.dest == "html" and _is_plain(bridge):
            self._highlighters.append(_Highlighter(app, bridge))
            bridge.highlight_block = self._highlighters[-1]  # type: ignore[method-assign]

    def save(self, _app: Sphinx, _error: Exception | None) -> None:
        """Keep what is new."""
        for highlighter in self._highlighters:
            if highlighter.kept is not None:
                highlighter.kept.save()


def _is_plain(bridge: PygmentsBridge) -> bool:
    formatter: Any = getattr(bridge.formatter, "__origin__", bridge.formatter)
    return str(formatter.__module__).startswith("pygments.") and bridge.formatter_args.keys() == {"style"}


def setup_highlighting(app: Sphinx) -> None:
    """Register the handlers."""
    memory = _Memory()
    app.connect("builder-inited", memory.lend)
    app.connect("build-finished", memory.save)
