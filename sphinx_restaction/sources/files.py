"""Reading a text file that a document names, with every way in which that can fail."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report

#: Files or folders whose presence marks the top of a repository or of an unpacked source archive.
ROOT_MARKERS = (".git", ".hg", ".svn", "PKG-INFO", "pyproject.toml", "setup.cfg", "setup.py")


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
    missing: rules.Rule = field(default=rules.MISSING_FILE)

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
            with Path(path).open("rb") as stream:
                # Python sets aside as many bytes as it is asked for, however small the file is.
                is_small = 0 < os.fstat(stream.fileno()).st_size < limit
                data = stream.read(-1 if is_small else limit)
        except OSError as error:
            report(Diagnostic(rules.UNREADABLE_FILE, f"{path} cannot be read: {error.strerror or error}", used_at))
            return None
        return decode(data, path, used_at, report, whole=len(data) != limit)

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    def _fault(self, path: str) -> tuple[rules.Rule, str] | None:
        if "\0" in path:
            return self.missing, "the name of a file holds a NUL character"
        real = os.path.realpath(path)
        if not is_inside(real, self._real_root):
            return rules.PATH_OUTSIDE_ROOT, f"{real} lies outside of {self.root}; see the option restaction_root"
        if not os.path.lexists(path):
            return self.missing, f"{path} does not exist"
        if not os.path.isfile(path):
            kind = "a directory" if os.path.isdir(path) else "no regular file"
            return rules.UNREADABLE_FILE, f"{path} is {kind}"
        return None


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
