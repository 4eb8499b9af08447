"""Reading a text file that a document names, with every way in which that can fail."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule

#: Files or folders whose presence marks the top of a repository or of an unpacked source archive.
ROOT_MARKERS = (".git", ".hg", ".svn", "PKG-INFO", "pyproject.toml", "setup.cfg", "setup.py")
#: Bytes of a file, at most; what is larger is no text that someone wrote.
MAX_SIZE = 16_000_000


def find_root(start: str) -> str:
    """Return the repository that holds the folder *start*.

    That is the nearest folder upwards with one of `ROOT_MARKERS`. Where none has one, it is the folder two levels
    above, which is the repository in OpenStack's layout ``api-ref/source``.
    """
    top = Path(start).resolve()
    for folder in (top, *top.parents):
        if any((folder / marker).exists() for marker in ROOT_MARKERS):
            return str(folder)
    return str(top.parent.parent)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads the files that documents name, inside one repository."""

    #: Nothing outside of this folder is read; symbolic links are followed before the check.
    root: str
    #: The rule for a file that is not there.
    missing: Rule = field(default=rules.MISSING_FILE)
    #: Folders without symbolic links, by how they are written.
    _real_folders: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, path: str, used_at: Location, report: Report, *, limit: int = -1) -> str | None:
        """Return the text of *path*, or report why it can't be had and return None.

        *used_at* is the place that names the file: a missing file is reported there, a damaged one in itself. With a
        *limit* no more than that many bytes are read.
        """
        fault = self._fault(path)
        if fault:
            report(Diagnostic(fault[0], fault[1], used_at))
            return None
        try:
            with open(path, "rb") as stream:  # noqa: PTH123  # thousands of samples are read, and a Path costs as much
                size = os.fstat(stream.fileno()).st_size
                if limit < 0:
                    check_size(size)
                # Python sets aside as many bytes as it is asked for, however small the file is.
                data = stream.read(-1 if 0 < size < limit else limit)
        except OSError as error:
            report(Diagnostic(rules.UNREADABLE_FILE, f"{path} cannot be read: {error.strerror or error}", used_at))
            return None
        return decode(data, path, used_at, report, whole=len(data) != limit)

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    def _fault(self, path: str) -> tuple[Rule, str] | None:
        if "\0" in path:
            return self.missing, "the name of a file holds a NUL character"
        real = real_path(path, self._real_folders)
        if not is_inside(real, self._real_root):
            return rules.PATH_OUTSIDE_ROOT, f"{real} lies outside of {self.root}; see the option restaction_root"
        if not os.path.lexists(path):
            return self.missing, f"{path} does not exist"
        if not os.path.isfile(path):
            kind = "a directory" if os.path.isdir(path) else "no regular file"
            return rules.UNREADABLE_FILE, f"{path} is {kind}"
        return None


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


def real_path(path: str, known: dict[str, str]) -> str:
    """Return *path* without symbolic links; *known* keeps folders, so that each is looked up once."""
    folder, name = os.path.split(path)
    if name in ("", ".", "..") or os.path.islink(path):  # noqa: PTH114  # a path is a string here
        return os.path.realpath(path)
    if folder not in known:
        known[folder] = os.path.realpath(folder)
    return os.path.join(known[folder], name)


def is_inside(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies in it; both are absolute and without symbolic links."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def decode(data: bytes, path: str, used_at: Location, report: Report, *, whole: bool = True) -> str | None:
    """Return *data* as text without a byte order mark and with plain line ends; None, reported, if it is not UTF-8.

    Unless *whole*, a character may be cut at the end, and is left out.
    """
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(data, final=whole)
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
    return text.replace("\r\n", "\n").replace("\r", "\n")
