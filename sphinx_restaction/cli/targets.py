"""From the paths of a command line to the source directories that hold them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.cli.failure import Failure
from sphinx_restaction.sources.files import exists, find_root, folders_above, is_inside, read_bytes
from sphinx_restaction.sources.restructured.conf import read_conf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: Where projects keep their references, below the top of the repository; the first that is one counts.
USUAL_FOLDERS = (
    "api-ref/source",
    "api-ref",
    "doc/api-ref/source",
    "doc/api-ref",
    "doc/source",
    "docs/source",
    "doc",
    "docs",
    "source",
)
_EXTENSION_RE = re.compile(r"\b(?:sphinx_restaction|os_api_ref)\b")
_DOCUMENT_SUFFIXES = (".rst", ".inc")


class Target(NamedTuple):
    """A source directory, and the part of its findings that is asked for; absolute paths without symbolic links."""

    source: str
    root: str
    #: Files and folders; empty for the whole tree.
    only: tuple[str, ...] = ()

    def asks_for(self, file: str) -> bool:
        """Whether findings in *file* are asked for."""
        return not self.only or any(is_inside(file, path) for path in self.only)


def find_targets(paths: Sequence[str], configured: Callable[[str, str], Iterable[str]]) -> list[Target]:
    """Return the targets of *paths*, each source directory once; without paths, that of the working directory.

    *configured* returns the source directories that the configuration for a folder names, given its repository.
    A `Failure` names a path that does not exist or belongs to no reference.
    """
    targets: dict[str, Target] = {}
    for path in paths or [os.curdir]:
        for target in _targets(path, configured, whole=not paths):
            known = targets.get(target.source, target)
            # The whole tree covers each part of it.
            is_whole = not (known.only and target.only)
            only = () if is_whole else tuple(dict.fromkeys(known.only + target.only))
            targets[target.source] = target._replace(only=only)
    return list(targets.values())


def _targets(path: str, configured: Callable[[str, str], Iterable[str]], *, whole: bool) -> Iterator[Target]:
    if "\0" in path or not exists(path):
        raise Failure(f"{path!r} does not exist")
    real = os.path.realpath(path)
    folder = real if os.path.isdir(real) else os.path.split(real)[0]
    root = find_root(folder)
    sources = list(_sources(folder, root, configured, whole=whole))
    if not sources:
        raise Failure(
            f"there is no reference at {path!r}: no conf.py from there up to {root} names the extension"
            " sphinx_restaction or os_api_ref; name the source directory"
        )
    for source in sources:
        only = () if whole or is_inside(source, real) else (real,)
        yield Target(source=source, root=_root(source), only=only)


def _root(source: str) -> str:
    """Return the folder that nothing outside of is read, as the build has it."""
    root = read_conf(source).get("restaction_root")
    if not isinstance(root, str) or not root:
        return find_root(source)
    try:
        return os.path.realpath(os.path.join(source, root))
    except ValueError as error:
        # It has a NUL, or half of a character.
        raise Failure(f"restaction_root in {os.path.join(source, 'conf.py')} is no path: {error}") from error


def _sources(folder: str, root: str, configured: Callable[[str, str], Iterable[str]], *, whole: bool) -> Iterable[str]:
    """Return the source directories that *folder* stands for; if *whole*, the configuration goes before all."""
    names_ours = [above for above in _upwards(folder, root) if _is_source(above)]
    named = [os.path.realpath(source) for source in configured(folder, root)]
    if named and (whole or not names_ours):
        return named
    if names_ours:
        return names_ours[:1]
    for above in _upwards(folder, root):
        for below in USUAL_FOLDERS:
            if _is_source(os.path.join(above, below)):
                return [os.path.realpath(os.path.join(above, below))]
    return [folder] if _has_documents(folder) else []


def _upwards(folder: str, root: str) -> Iterator[str]:
    for above in (folder, *folders_above(folder)):
        if not is_inside(above, root):
            return
        yield above


def _is_source(folder: str) -> bool:
    """Whether the conf.py of *folder* names one of the extensions that define our directives."""
    try:
        text = read_bytes(os.path.join(folder, "conf.py")).decode("utf-8", "replace")
        return bool(_EXTENSION_RE.search(text))
    except OSError:
        return False


def _has_documents(folder: str) -> bool:
    """Whether *folder* itself could be a source directory, though no conf.py of ours says so."""
    names = os.listdir(folder)  # noqa: PTH208  # paths are strings here
    is_configured = os.path.isfile(os.path.join(folder, "conf.py"))
    return is_configured or any(os.path.splitext(name)[1] in _DOCUMENT_SUFFIXES for name in names)  # noqa: PTH122
