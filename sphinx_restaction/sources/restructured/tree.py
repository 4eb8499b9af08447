"""The documents of a source directory, found as Sphinx finds them."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.sources.files import is_inside
from sphinx_restaction.sources.restructured.conf import integer, read_conf, source_suffixes, strings
from sphinx_restaction.sources.restructured.document import ReadDocument, read_document
from sphinx_restaction.sources.restructured.patterns import PathPatterns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx_restaction.sources.library import Library

#: What Sphinx always excludes.
_ALWAYS_EXCLUDED = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")
#: The options of conf.py that exclude files.
EXCLUDING = ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")
_INCLUDED_SUFFIX = ".inc"
#: How many folders outside of the source directory links may bring in; a link to ``/`` would bring in the whole disk.
_MOST_LINKED = 1_000


class SourceTree(NamedTuple):
    """A source directory that was read."""

    #: By name.
    documents: tuple[ReadDocument, ...]
    #: Absolute paths of text files that no document includes or shows.
    unincluded: tuple[str, ...]
    #: The literals of conf.py.
    conf: Mapping[str, object]


def read_sources(source_dir: str, library: Library) -> SourceTree:
    """Read all documents of *source_dir*."""
    source_dir = os.path.realpath(source_dir)
    conf = read_conf(source_dir, library.content)
    files = list(_files(source_dir, conf, library))
    limit = integer(conf, "restaction_max_sample_size", 1_000_000)
    known: dict[str, str] = {}
    documents = tuple(
        read_document(name, os.path.join(source_dir, path), source_dir, library, max_sample_size=limit, known=known)
        for name, path in sorted(find_documents(files, source_suffixes(conf)).items())
    )
    paths = [os.path.join(source_dir, path) for path in files]
    own = {document.file for document in documents}
    shown = {path for document in documents for path in (*document.files, *document.shown)}
    return SourceTree(documents=documents, unincluded=tuple(_unincluded(paths, own, shown, library)), conf=conf)


def find_unincluded(
    source_dir: str, conf: Mapping[str, object], own: Collection[str], shown: Collection[str], library: Library
) -> list[str]:
    """Return the source files of *source_dir* that no document includes; *conf* says which files count.

    *own* are the documents themselves, *shown* the files that they include or show; absolute paths.
    """
    source_dir = os.path.realpath(source_dir)
    files = _files(source_dir, conf, library)
    return list(_unincluded([os.path.join(source_dir, path) for path in files], own, shown, library))


def find_documents(files: Iterable[str], suffixes: Iterable[str]) -> dict[str, str]:
    """Return the documents among *files*: name to path; of two files with one name, the first counts."""
    found: dict[str, str] = {}
    for path in files:
        suffix = next((suffix for suffix in suffixes if path.endswith(suffix)), None)
        if suffix is not None:
            found.setdefault(path.removesuffix(suffix), path)
    return found


def _unincluded(paths: Iterable[str], own: Collection[str], shown: Collection[str], library: Library) -> Iterator[str]:
    """Yield the files of *paths* that are there to be included, by their suffix, and are in no document."""
    used = {*own, *shown}
    left = [path for path in paths if path.endswith(_INCLUDED_SUFFIX) and path not in used]
    if left:
        # The same file may have another name by a symbolic link.
        real = {library.real_path(path) for path in used if "\0" not in path}
        yield from (path for path in left if library.real_path(path) not in real)


def _files(source_dir: str, conf: Mapping[str, object], library: Library) -> Iterator[str]:
    """Yield the files of *source_dir* that are not excluded, relative to it and with slashes, sorted in each folder."""
    included = PathPatterns(strings(conf.get("include_patterns")) or ("**",))
    excluded = PathPatterns(
        (*(pattern for name in EXCLUDING for pattern in strings(conf.get(name))), *_ALWAYS_EXCLUDED)
    )
    seen: set[str] = set()
    linked = 0
    left = [""]
    while left:
        prefix = left.pop()
        folder = os.path.join(source_dir, prefix)
        real = library.real_path(folder)
        if real in seen:
            # A symbolic link that leads back.
            continue
        seen.add(real)
        linked += not is_inside(real, source_dir)
        if linked > _MOST_LINKED and not is_inside(real, source_dir):
            continue
        folders = []
        for entry in library.folder(folder):
            path = _name(prefix, entry.name)
            if excluded.match(path):
                continue
            if entry.is_folder:
                folders.append(f"{prefix}{entry.name}/")
            elif included.match(path):
                yield prefix + entry.name
        left += reversed(folders)


def _name(prefix: str, name: str) -> str:
    path = prefix + name
    return path if path.isascii() else unicodedata.normalize("NFC", path)
