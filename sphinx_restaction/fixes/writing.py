"""Changed texts, shown as a diff or written."""

from __future__ import annotations

import difflib
import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: As ``patch`` sees it: a line ends at a line feed, and nowhere else.
_LINE_RE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a unified diff that ``patch -p1`` takes; *path* is how to name the file."""
    old, new = _LINE_RE.findall(before), _LINE_RE.findall(after)
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def write(path: str, text: str) -> None:
    """Put *text* in the place of the file *path* at once, with its mode: a reader sees the old file or the new one.

    An OSError leaves the old file as it was.
    """
    target = Path(path)
    mode = stat.S_IMODE(target.stat().st_mode)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
