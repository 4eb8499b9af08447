"""Reading a text file that a document names, with every way in which that can fail."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report
from sphinx_restaction.sources.notes import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.rule import Rule
    from sphinx_restaction.sources.notes import Notes

#: Files or folders whose presence marks the top of a repository or of an unpacked source archive.
ROOT_MARKERS = (".git", ".hg", ".svn", "PKG-INFO", "pyproject.toml", "setup.cfg", "setup.py")
#: Bytes of a file, at most; what is larger is no text that someone wrote.
MAX_SIZE = 16_000_000
#: Folders in folders that are looked up one by one.
_MAX_NESTED = 100


def find_root(start: str) -> str:
    """Return the repository that holds the folder *start*.

    That is the nearest folder upwards with one of `ROOT_MARKERS`. Where none has one, it is the folder two levels
    above, which is the repository in OpenStack's layout ``api-ref/source``.
    """
    top = os.path.realpath(start)
    for folder in (top, *folders_above(top)):
        if any(exists(os.path.join(folder, marker)) for marker in ROOT_MARKERS):
            return folder
    return os.path.split(os.path.split(top)[0])[0]


# pathlib takes as long to load as a small reference takes to read, so these stand in for it.
def exists(path: str) -> bool:
    """Whether there is something at *path*, links followed."""
    return os.path.exists(path)  # noqa: PTH110


def folders_above(folder: str) -> Iterator[str]:
    """Yield the folders that hold the absolute *folder*, the nearest first."""
    above = os.path.split(folder)[0]
    while above != folder:
        yield above
        folder, above = above, os.path.split(above)[0]


class Reader:
    """Reads the files that documents name, inside one repository."""

    def __init__(self, *, root: str, missing: Rule | None = None, notes: Notes | None = None) -> None:
        """Read nothing outside of *root*; *missing* is the rule for a file that is not there.

        Symbolic links are followed before the check. *notes* takes what is read.
        """
        self.root = root
        self.notes = notes
        self.missing = missing or rules.MISSING_FILE
        #: Folders without symbolic links, by how they are written.
        self._real_folders: dict[str, str] = {}

    def fresh(self, missing: Rule | None = None) -> Reader:
        """Return a reader of the same files that remembers nothing; *missing* replaces the rule."""
        return Reader(root=self.root, missing=missing or self.missing, notes=self.notes)

    def read(self, path: str, used_at: Location, report: Report, *, limit: int = -1) -> str | None:
        """Return the text of *path*, or report why it can't be had and return None.

        *used_at* is the place that names the file: a missing file is reported there, a damaged one in itself. With a
        *limit* no more than that many bytes are read.
        """
        found = self.look(path, limit=limit)
        if self.notes is not None:
            self.notes.note_file(path, limit, found)
        if isinstance(found, Fault):
            report(Diagnostic(found.rule, found.message, used_at))
            return None
        return decode(found, path, used_at, report, whole=len(found) != limit)

    def look(self, path: str, *, limit: int = -1) -> bytes | Fault:
        """Return the content of *path*, no more than *limit* bytes if there is one, or why it can't be had."""
        fault = self._fault(path)
        if fault:
            return fault
        try:
            return _read(path, limit)
        except OSError as error:
            return Fault(rules.UNREADABLE_FILE, f"{path} cannot be read: {error.strerror or error}")

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    def _fault(self, path: str) -> Fault | None:
        if "\0" in path:
            return Fault(self.missing, "the name of a file holds a NUL character")
        try:
            mode = os.lstat(path).st_mode
        except (OSError, ValueError):
            mode = 0
        real = real_path(path, self._real_folders, is_link=stat.S_ISLNK(mode))
        if not is_inside(real, self._real_root):
            return Fault(rules.PATH_OUTSIDE_ROOT, f"{real} lies outside of {self.root}; see the option restaction_root")
        if not mode:
            return Fault(self.missing, f"{path} does not exist")
        if not (stat.S_ISREG(mode) or os.path.isfile(path)):
            kind = "a directory" if os.path.isdir(path) else "no regular file"
            return Fault(rules.UNREADABLE_FILE, f"{path} is {kind}")
        return None


def _read(path: str, limit: int) -> bytes:
    # Thousands of samples are read: a Path, a buffer and a look at what is behind the end cost as much as the rest.
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        size = os.fstat(stream.fileno()).st_size
        if limit < 0:
            check_size(size)
        # Python sets aside as many bytes as it is asked for, however small the file is.
        if size > 0 and (limit < 0 or size < limit):
            data = stream.read(size + 1) or b""
            # What grows meanwhile, or is read in pieces, is read to its end.
            return data if len(data) == size else data + stream.readall()
        return stream.readall() if limit < 0 else stream.read(limit) or b""


def read_bytes(path: str) -> bytes:
    """Return the content of a file that belongs to no reference, such as a configuration.

    An OSError says why it can't be had. It is a regular file, for a pipe would have us wait, and a device has no end.
    """
    status = os.stat(path)  # noqa: PTH116  # a path is a string here
    if not stat.S_ISREG(status.st_mode):
        code = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(code, os.strerror(code) if code == errno.EISDIR else "it is no regular file", path)
    check_size(status.st_size)
    with open(path, "rb") as stream:  # noqa: PTH123
        return stream.read()


def check_size(size: int) -> None:
    """Raise an OSError if *size* is more than `MAX_SIZE`."""
    if size > MAX_SIZE:
        raise OSError(errno.EFBIG, f"it has {size} bytes, more than {MAX_SIZE}")


def real_path(path: str, known: dict[str, str], *, is_link: bool | None = None) -> str:
    """Return *path* without symbolic links; *known* keeps folders, so that each is looked up once.

    *is_link* says whether *path* itself is a link, if that is known already.
    """
    folder, name = os.path.split(path)
    if name in ("", ".", "..") or (os.path.islink(path) if is_link is None else is_link):  # noqa: PTH114  # a path is a string here
        return os.path.realpath(path)
    return os.path.join(_real_folder(folder, known), name)


def _real_folder(folder: str, known: dict[str, str]) -> str:
    """Return *folder* without symbolic links: what is above it was mostly looked up for another one."""
    real = known.get(folder)
    if real is not None:
        return real
    above, name = os.path.split(folder)
    if os.name == "nt" or not name or name == "." or folder.count(os.sep) > _MAX_NESTED:
        real = os.path.realpath(folder)
    elif name == "..":
        real = os.path.split(_real_folder(above, known))[0]
    else:
        real = os.path.join(_real_folder(above, known), name)
        if os.path.islink(real):  # noqa: PTH114
            real = os.path.realpath(real)
    known[folder] = real
    return real


def is_inside(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies in it; both are absolute and without symbolic links."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def decode(data: bytes, path: str, used_at: Location, report: Report, *, whole: bool = True) -> str | None:
    """Return *data* as text without a byte order mark and with plain line ends; None, reported, if it is not UTF-8.

    Unless *whole*, a character may be cut at the end, and is left out.
    """
    try:
        # A decoder that knows of cut characters costs more.
        text = data.decode("utf-8-sig") if whole else codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        report(
            Diagnostic(
                rules.NOT_UTF8,
                f"byte 0x{data[error.start]:02x} is not valid in UTF-8",
                Location(path, line, column),
                (Related(used_at, "used here"),),
            )
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
