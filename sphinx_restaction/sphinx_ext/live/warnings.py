"""What Sphinx and docutils report while something is built or rendered."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass

_COLOUR_RE = re.compile(r"\x1b\[[0-9;]*m")
_WARNING_RE = re.compile(
    r"(?:(?P<file>.+?):(?P<line>\d*): )?(?P<level>WARNING|ERROR|CRITICAL|SEVERE): "
    r"(?P<text>.*?)(?: \[(?P<kind>[\w.-]+)\])?$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning; file and line are "" and 0 where nothing tells them."""

    message: str
    file: str = ""
    line: int = 0
    #: ``warning`` or ``error``.
    severity: str = "warning"
    #: Type and subtype, such as ``restaction.unused-definition``.
    kind: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What it is known by, wherever its line moves."""
        return self.file, self.message


class Warnings(io.StringIO):
    """A stream for an application's warnings, which takes each apart."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Warned] = []

    def write(self, text: str) -> int:
        """Take a warning; Sphinx writes each in one piece."""
        warned = _parse(_COLOUR_RE.sub("", text).strip())
        if warned:
            self.found.append(warned)
        return len(text)

    def take(self) -> list[Warned]:
        """Return what was found since this was called before."""
        found, self.found = self.found, []
        return found


def _parse(text: str) -> Warned | None:
    match = _WARNING_RE.match(text)
    if not match:
        return Warned(text) if text else None
    # docutils quotes the source below its message.
    message = match["text"].partition("\n\n")[0].strip()
    file = os.path.abspath(match["file"]) if match["file"] else ""  # noqa: PTH100  # symbolic links stay
    severity = "warning" if match["level"] == "WARNING" else "error"
    return Warned(message, file, int(match["line"] or 0), severity, match["kind"] or "")
