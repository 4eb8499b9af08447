"""What to tell of an exception that has ended a build: in short, with the place in the reference that it comes from."""

from __future__ import annotations

import errno
import os
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError
from sphinx.errors import ConfigError, ExtensionError, SphinxError, ThemeError

from sphinx_restaction.sources.files import find_root, is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.sphinx_ext.live.warnings import Warned

#: What a full disk or a busy system says.
_PASSING = frozenset(
    {
        errno.ENOSPC,
        errno.EFBIG,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.EAGAIN,
        getattr(errno, "EDQUOT", errno.ENOSPC),
    }
)


def describe_problem(error: BaseException, source: str) -> dict[str, Any]:
    """Return the problem that *error* is, for a build of the reference in *source*."""
    causes = list(_causes(error))
    deepest = causes[-1]
    if isinstance(deepest, UnicodeDecodeError) and (undecodable := _find(deepest, source)):
        return undecodable
    file, line = _place(causes, find_root(source))
    if not file and any(isinstance(cause, (ConfigError, ExtensionError, ThemeError)) for cause in causes):
        file, line = os.path.join(source, "conf.py"), 1
    return {
        "message": _message(deepest, has_place=bool(file)),
        "file": file,
        "line": line,
        "is_passing": isinstance(deepest, OSError) and deepest.errno in _PASSING,
    }


def describe_warned(warned: Warned) -> dict[str, Any]:
    """Return a warning as a problem."""
    return {"message": " ".join(warned.message.split()), "file": warned.file, "line": warned.line}


def describe_fault(error: Exception) -> str:
    """Return what to say of a fault of our own."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"internal error: {type(error).__name__}: {error}{where}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _place(causes: list[BaseException], root: str) -> tuple[str, int]:
    """Return the innermost place of the reference's repository."""
    for cause in reversed(causes):
        if isinstance(cause, (SyntaxError, TemplateSyntaxError)) and cause.filename:
            file = os.path.abspath(cause.filename)  # noqa: PTH100  # symbolic links stay
            if os.path.isfile(file):
                return file, cause.lineno or 1
        for frame in reversed(traceback.extract_tb(cause.__traceback__)):
            file = frame.filename
            if is_inside(os.path.realpath(file), root) and os.path.isfile(file) and not _is_foreign(file):
                return file, frame.lineno or 1
    return "", 0


def _is_foreign(file: str) -> bool:
    return "site-packages" in file or is_inside(os.path.realpath(file), _PACKAGE)


def _find(error: UnicodeDecodeError, source: str) -> dict[str, Any] | None:
    """Return the problem with the file that could not be decoded, if it is one of *source*."""
    message = f"byte 0x{error.object[error.start]:02x} is not valid in UTF-8"
    for path in Path(source).rglob("*"):
        with suppress(OSError):
            if path.stat().st_size == len(error.object) and path.read_bytes() == error.object:
                line = error.object.count(b"\n", 0, error.start) + 1
                return {"message": message, "file": str(path), "line": line}
    return None


def _message(error: BaseException, *, has_place: bool) -> str:
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    text = str(error).strip()
    if isinstance(error, SphinxError) or (isinstance(error, OSError) and error.strerror):
        return text
    if has_place or not isinstance(error, Exception):
        return f"{type(error).__name__}: {text}" if text else type(error).__name__
    return describe_fault(error)


_PACKAGE = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))  # noqa: PTH120  # paths are strings
