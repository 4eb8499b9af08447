"""What a run has looked at, and what of it is different now."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction.sources.files import Reader, read_bytes, real_path
from sphinx_restaction.sources.notes import Fault, list_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_restaction.sources.notes import Notes

#: A limit, a digest and a size; or a limit, an empty text and the message of a fault.
_File = tuple[Any, ...]


class Footprint(NamedTuple):
    """What a run has looked at, in what JSON can hold."""

    #: By path, what came of each way to read it: with a limit of bytes, or -1 for none.
    files: Mapping[str, Sequence[_File]]
    #: Digests of other files by path; an empty text for one that could not be had.
    others: Mapping[str, str]
    links: Mapping[str, str]
    #: By path: names, whether they are folders, and where they lead.
    folders: Mapping[str, Sequence[Sequence[object]]]

    @classmethod
    def of(cls, notes: Notes) -> Footprint:
        """Return what *notes* hold."""
        files: dict[str, list[_File]] = {}
        for (path, limit), found in notes.files.items():
            files.setdefault(path, []).append((limit, *_describe(found)))
        return cls(
            files=files,
            others={path: "" if data is None else digest(data) for path, data in notes.others.items()},
            links=notes.links,
            folders={path: [list(entry) for entry in entries] for path, entries in notes.folders.items()},
        )

    def edited(self, root: str) -> dict[str, bytes] | None:
        """Return the new contents of the files that have changed; None if more has changed than what is in files.

        *root* is the folder that nothing outside of is read.
        """
        # The cheapest comes first, and folders show what is new and gone.
        if not (self._has_same_folders() and self._has_same_links() and self._has_same_others()):
            return None
        reader = Reader(root=root)
        found: dict[str, bytes] = {}
        for path, known in self.files.items():
            for limit, *old in known:
                now = reader.look(path, limit=limit)
                if _describe(now) == tuple(old):
                    continue
                # What could not be read before, or can't be now, is no edit; nor is what is not read to its end now.
                if isinstance(now, Fault) or isinstance(old[1], str) or len(now) == limit:
                    return None
                found[path] = now
        return found

    def digest_of(self, path: str) -> str:
        """Return the digest of a file that was read."""
        return str(self.files[path][0][1])

    def _has_same_folders(self) -> bool:
        return all([list(entry) for entry in list_folder(path)] == entries for path, entries in self.folders.items())

    def _has_same_links(self) -> bool:
        known: dict[str, str] = {}
        return all(real_path(path, known) == real for path, real in self.links.items())

    def _has_same_others(self) -> bool:
        return all(_digest_of_other(path) == old for path, old in self.others.items())


def digest(data: bytes) -> str:
    """Return what stands for *data*: contents that agree in it are the same."""
    return hashlib.sha256(data).hexdigest()


def cut_files(notes: Notes) -> Iterator[str]:
    """Yield the files that were not read to their ends, of which a footprint does not know the rest."""
    for (path, limit), found in notes.files.items():
        if not isinstance(found, Fault) and len(found) == limit:
            yield path


def _describe(found: bytes | Fault) -> tuple[str, int | str]:
    if isinstance(found, Fault):
        # The rule depends on who reads, and the message tells what is the matter.
        return "", found.message
    return digest(found), len(found)


def _digest_of_other(path: str) -> str:
    try:
        return digest(read_bytes(path))
    except OSError:
        return ""
