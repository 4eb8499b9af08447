"""What ``conf.py`` says, as far as it says it in literals. It is never executed."""

from __future__ import annotations

import ast
import os
import warnings
from typing import TYPE_CHECKING

from sphinx_restaction.sources.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: What Sphinx calls reStructuredText.
_PARSERS = frozenset({"restructuredtext", "rst", "rest", "restx", "rtxt", "rstx"})
_DEFAULT_SUFFIX = ".rst"


def read_conf(folder: str, read: Callable[[str], bytes] = read_bytes) -> dict[str, object]:
    """Return what the top level of ``conf.py`` in *folder* gives to names, but for what is no literal.

    A missing or damaged file gives none. *read* returns the content of a file, or raises an OSError.
    """
    try:
        with warnings.catch_warnings():
            # Python warns of odd escapes where it runs the file, and that is not here.
            warnings.simplefilter("ignore")
            module = ast.parse(read(os.path.join(folder, "conf.py")))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    values: dict[str, object] = {}
    for statement in module.body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)) and statement.value:
            targets, value = [statement.target], statement.value
        else:
            continue
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            values.pop(name, None)
            if not isinstance(statement, ast.AugAssign):
                _set_literal(values, name, value)
    return values


def _set_literal(values: dict[str, object], name: str, value: ast.expr) -> None:
    try:
        values[name] = ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return


def source_suffixes(conf: Mapping[str, object]) -> tuple[str, ...]:
    """Return the endings of the names of documents in reStructuredText."""
    value = conf.get("source_suffix") or _DEFAULT_SUFFIX
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict):
        return tuple(
            str(suffix) for suffix, parser in value.items() if parser is None or str(parser).lower() in _PARSERS
        )
    return strings(value) or (_DEFAULT_SUFFIX,)


def strings(value: object) -> tuple[str, ...]:
    """Return the texts of a list."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(item for item in value if isinstance(item, str))
    return ()


def integer(conf: Mapping[str, object], name: str, default: int) -> int:
    """Return a number, or the default if there is none."""
    value = conf.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default
