"""Opening a place of the reference in the user's editor."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD_RE = re.compile(r"\{(file|line)\}")


class EditorError(Exception):
    """The editor cannot be started; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """An editor, and the files that it may be started with."""

    words: tuple[str, ...]
    #: Whether a file, by its absolute path, is one of the reference's.
    accepts: Callable[[str], bool]

    @classmethod
    def of(cls, command: str, accepts: Callable[[str], bool]) -> Editor:
        """Return the editor of a value of ``--editor``, such as ``code -g {file}:{line}``.

        Words are divided and quoted as a shell does. Without ``{file}`` the file is appended, and without its line:
        that opens it in every program, while each has its own way to name a line. Raises an `EditorError` if the
        command cannot be understood.
        """
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise EditorError(f"the editor's command {command!r} cannot be read: {error}") from None
        if not words:
            raise EditorError("the editor's command is empty")
        if not any("{file}" in word for word in words):
            words.append("{file}")
        return cls(words=tuple(words), accepts=accepts)

    def open(self, file: str, line: int) -> bool:
        """Start the editor at *line* of *file*, and return whether the file is one that may be opened.

        Raises an `EditorError` if the program cannot be started.
        """
        # A file that is accepted by its folder must not climb out of it.
        is_plain = Path(file).is_absolute() and os.path.normpath(file) == file and "\0" not in file
        if not is_plain or not self.accepts(file):
            return False
        values = {"file": file, "line": str(line)}
        _start([_FIELD_RE.sub(lambda match: values[match[1]], word) for word in self.words])
        return True


def _start(words: list[str]) -> None:
    """Start a program that outlives us, and that has no part in our terminal."""
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  # the user's own command, without a shell
            words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError as error:
        raise EditorError(f"the editor {words[0]!r} cannot be started: {error.strerror}") from None
    # Somebody has to ask for its end, or it stays in the table of processes.
    threading.Thread(target=process.wait, name="editor", daemon=True).start()
