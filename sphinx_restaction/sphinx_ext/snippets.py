"""A request as a command of ``curl``, of which our script makes the message of HTTP."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from urllib.parse import quote

_CONTROL_RE = re.compile(r"[\x00-\x1f\x7f]+")
#: Everything printable that is ASCII stays as it is written, braces of variables included.
_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))
#: What curl takes for a pattern, unless it is told not to.
_GLOB = set("{}[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request, as the texts of a reference give it."""

    method: str
    #: The address of the service: ``https://api.example.org/v2``.
    endpoint: str
    #: The path, with its variables in braces.
    path: str
    #: Lines ``Name: value``.
    headers: tuple[str, ...] = ()
    body: str = ""
    #: The microversion that `headers` ask for, if any.
    version: str = ""

    @classmethod
    def of(cls, *, method: str, endpoint: str, path: str, body: str, header: str, version: str) -> Request:
        """Return a request; *header* is a line in which ``{version}`` stands for *version*."""
        headers = [header.replace("{version}", version)] if header and version else []
        if body:
            headers.append("Content-Type: application/json")
        return cls(
            method=_one_line(method),
            endpoint=endpoint.rstrip("/"),
            path=quote(_one_line(path), safe=_PRINTABLE),
            headers=tuple(_one_line(line) for line in headers),
            body=body.strip("\n"),
            version=version if header else "",
        )

    def as_curl(self) -> str:
        """Return a command for a POSIX shell."""
        address = self.endpoint + self.path
        verb = {"GET": "", "HEAD": "--head "}.get(self.method, f"--request {shlex.quote(self.method)} ")
        glob = "--globoff " if _GLOB & set(address) else ""
        parts = [f"curl {glob}{verb}{shlex.quote(address)}"]
        parts += [f"--header {shlex.quote(line)}" for line in self.headers]
        if self.body:
            parts.append(f"--data-raw {shlex.quote(self.body)}")
        return " \\\n  ".join(parts)


def _one_line(text: str) -> str:
    """Return *text* without what would begin another line of a message."""
    return _CONTROL_RE.sub(" ", text).strip()
