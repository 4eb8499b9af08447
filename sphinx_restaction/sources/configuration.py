"""The configuration of a project's checks: ``[tool.restaction]`` of pyproject.toml, or ``restaction.toml``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, did_you_mean
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.rule import PRESETS, SEVERITIES
from sphinx_restaction.settings import Settings
from sphinx_restaction.sources.files import folders_above, is_inside
from sphinx_restaction.sources.toml_text import parse_toml, place_in_toml, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sphinx_restaction.diagnostics import Report

#: The file of our own, whose keys stand at the top.
OWN_NAME = "restaction.toml"
#: The file that projects share, and the table of it that is ours.
SHARED_NAME = "pyproject.toml"
SHARED_TABLE = ("tool", "restaction")


def load_settings(start: str, root: str, ids: Collection[str]) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Return the settings for the source directory *start*, and what is wrong with them.

    They stand in the nearest `OWN_NAME` or `SHARED_NAME` with our table, from *start* up to the repository *root*.
    Both are absolute. Where there is none, the defaults hold. *ids* are those of all rules. What is wrong counts as
    left out.
    """
    faults: list[Diagnostic] = []
    for folder in _upwards(start, root):
        for name in (OWN_NAME, SHARED_NAME):
            path = os.path.join(folder, name)
            settings = read_settings(path, ids, faults.append) if os.path.lexists(path) else None
            if settings or faults:
                return settings or Settings(folder=folder), tuple(faults)
    return Settings(folder=root), ()


def read_settings(path: str, ids: Collection[str], report: Report) -> Settings | None:
    """Return the settings that the file *path* holds; None, perhaps reported, if it holds none."""
    text = read_toml(path, report)
    is_shared = os.path.split(path)[1] == SHARED_NAME
    if text is None or (is_shared and SHARED_TABLE[1] not in text):
        return None
    values: object = parse_toml(text, path, report)
    prefix = SHARED_TABLE if is_shared else ()
    for key in prefix:
        values = values.get(key) if isinstance(values, dict) else None
    if values is None:
        return None
    source = _Source(path=path, text=text, prefix=prefix, ids=ids, report=report)
    if not isinstance(values, dict):
        source.fault("this is no table", ())
        return None
    return Settings(folder=source.folder, **_read(source, values))


def _upwards(start: str, root: str) -> Iterator[str]:
    """Yield *start* and the folders above it, up to *root*."""
    yield start
    for folder in folders_above(start):
        if not is_inside(folder, root):
            return
        yield folder


class _Source(NamedTuple):
    """A table of a file that is being read."""

    path: str
    text: str
    prefix: Sequence[str]
    ids: Collection[str]
    report: Report

    def fault(self, message: str, keys: Sequence[str], word: str = "") -> None:
        """Report a fault of the value of *keys*, at *word* in it."""
        place = place_in_toml(self.text, self.path, [*self.prefix, *keys], word)
        self.report(Diagnostic(rules.INVALID_CONFIGURATION, message, place))

    @property
    def folder(self) -> str:
        """The folder of the file, absolute."""
        return os.path.split(os.path.realpath(self.path))[0]

    def absolute(self, path: str) -> str:
        """Return a path of this file as an absolute one."""
        return os.path.normpath(os.path.join(self.folder, path))


def _read(source: _Source, values: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments of `Settings` that *values* give."""
    found = {}
    for key, value in values.items():
        reader = _READERS.get(key)
        if reader is None:
            source.fault(f"there is no key '{key}'{did_you_mean(key, _READERS)}", [key])
            continue
        read = reader(source, key, value)
        if read is not None:
            found[key.replace("-", "_")] = read
    return found


def _choice(source: _Source, keys: Sequence[str], value: object, choices: Sequence[str]) -> str | None:
    if isinstance(value, str) and value in choices:
        return value
    hint = did_you_mean(value, choices) if isinstance(value, str) else ""
    source.fault(f"'{keys[-1]}' is one of {', '.join(choices)}{hint}", keys, str(value))
    return None


def _preset(source: _Source, key: str, value: object) -> str | None:
    return _choice(source, [key], value, PRESETS)


def _fail_on(source: _Source, key: str, value: object) -> str | None:
    return _choice(source, [key], value, SEVERITIES)


def _texts(source: _Source, keys: Sequence[str], value: object) -> list[str]:
    """Return a text or a list of texts as a list."""
    values: list[Any] = value if isinstance(value, list) else [value]
    if all(isinstance(item, str) for item in values):
        return values
    source.fault(f"'{keys[-1]}' is a text, or a list of texts", keys)
    return []


def _ids(source: _Source, keys: Sequence[str], value: object, others: Collection[str] = ()) -> frozenset[str]:
    """Return ids of rules; *others* are words that may stand in their place."""
    found = _texts(source, keys, value)
    unknown = [one for one in found if one not in source.ids and one not in others]
    for one in unknown:
        source.fault(f"there is no rule '{one}'{did_you_mean(one, source.ids)}", keys, one)
    return frozenset(found).difference(unknown)


def _rules(source: _Source, key: str, value: object) -> frozenset[str]:
    return _ids(source, [key], value)


def _table(source: _Source, key: str, value: object) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    source.fault(f"'{key}' is a table", [key])
    return {}


def _severities(source: _Source, key: str, value: object) -> dict[str, str]:
    found = {}
    for rule, severity in _table(source, key, value).items():
        if rule not in source.ids:
            source.fault(f"there is no rule '{rule}'{did_you_mean(rule, source.ids)}", [key, rule])
        elif chosen := _choice(source, [key, rule], severity, SEVERITIES):
            found[rule] = chosen
    return found


def _per_file_ignores(source: _Source, key: str, value: object) -> dict[str, frozenset[str]]:
    table = _table(source, key, value)
    return {pattern: _ids(source, [key, pattern], ignored, ("*",)) for pattern, ignored in table.items()}


def _version(source: _Source, key: str, value: object) -> Microversion | None:
    if not isinstance(value, str):
        # 2.10 without quotes is a number, and the same as 2.1.
        source.fault(f"'{key}' is a version N.M in quotes", [key])
        return None
    version = Microversion.parse(value)
    if version is None:
        source.fault(f"'{value}' is no version N.M", [key], value)
    return version


def _path(source: _Source, key: str, value: object) -> str | None:
    if isinstance(value, str):
        return source.absolute(value) if value else ""
    source.fault(f"'{key}' is the path of a file", [key])
    return None


def _folders(source: _Source, key: str, value: object) -> tuple[str, ...]:
    folders = tuple(source.absolute(path) for path in _texts(source, [key], value))
    for folder in folders:
        if not os.path.isdir(folder):
            source.fault(f"{folder} is no folder", [key])
    return folders


_READERS: Mapping[str, Callable[[_Source, str, object], object]] = {
    "preset": _preset,
    "select": _rules,
    "extend-select": _rules,
    "ignore": _rules,
    "severities": _severities,
    "per-file-ignores": _per_file_ignores,
    "unversioned-samples-are": _version,
    "min-microversion": _version,
    "max-microversion": _version,
    "baseline": _path,
    "source": _folders,
    "fail-on": _fail_on,
}

#: The keys of a configuration.
KEYS = tuple(_READERS)
