"""The code of Jinja's templates, kept from one build to the next: ours, the theme's and Sphinx's own.

Jinja has a place for that, and Sphinx leaves it empty. To compile a theme takes longer than to draw a page with it.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_restaction.sphinx_ext.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from sphinx.application import Sphinx

#: Whose filters and tests are known by the versions of their packages. Jinja calls some while it compiles.
_KNOWN = frozenset({"_operator", "builtins", "jinja2", "markupsafe", "operator", "sphinx"})
#: What the code of a template depends on beside its text.
_FACTS = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "autoescape",
    "is_async",
    "sandboxed",
    "newstyle_gettext",
)


class TemplateCache(BytecodeCache):
    """The code of the templates of one application."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._kept: Kept | None = None

    @property
    def kept(self) -> Kept:
        """What is kept; it is read when the first template is."""
        if self._kept is None:
            self._kept = Kept(self._app, "templates", [sys.version, jinja2.__version__])
        return self._kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, if that is kept."""
        text = self.kept.get(_name(bucket)) if _is_known(bucket.environment) else None
        if text is not None:
            bucket.bytecode_from_string(base64.b64decode(text))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*."""
        if _is_known(bucket.environment):
            self.kept.note(_name(bucket), base64.b64encode(bucket.bytecode_to_string()).decode("ascii"))

    def lend(self, app: Sphinx) -> None:
        """Have Sphinx's own templates look here, too."""
        bridge = getattr(app.builder, "templates", None)
        if type(bridge) is BuiltinTemplateLoader and bridge.environment.bytecode_cache is None:
            bridge.environment.bytecode_cache = self

    def save(self, _app: Sphinx, _error: Exception | None) -> None:
        """Write down what is new."""
        if self._kept is not None:
            self._kept.save()


def _name(bucket: Bucket) -> str:
    environment = bucket.environment
    facts = [getattr(environment, name, None) for name in _FACTS]
    whole = repr((bucket.key, facts, sorted(environment.extensions), _functions(environment)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _functions(environment: Environment) -> list[str]:
    pairs = sorted([*environment.filters.items(), *environment.tests.items()], key=lambda pair: pair[0])
    return [f"{name}={_module(function)}.{getattr(function, '__qualname__', '')}" for name, function in pairs]


def _module(function: Callable[..., object]) -> str:
    return str(getattr(function, "__module__", ""))


def _is_known(environment: Environment) -> bool:
    """Whether nothing of the project's own has a say in what *environment* compiles."""
    functions = [*environment.filters.values(), *environment.tests.values()]
    return (
        not callable(environment.autoescape)
        and environment.finalize is None
        and all(_module(function).partition(".")[0] in _KNOWN for function in functions)
        and all(name.startswith("jinja2.") for name in environment.extensions)
    )


def setup_templates(app: Sphinx) -> TemplateCache:
    """Register the handlers, and return the cache for templates of our own."""
    cache = TemplateCache(app)
    app.connect("builder-inited", cache.lend)
    app.connect("build-finished", cache.save)
    return cache
