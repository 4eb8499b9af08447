"""What is served: a folder of finished output, and above it the pages that were patched since."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath

#: Python's own table, so that no machine's registry or ``mime.types`` decides what a browser does with a script.
_TYPES = MimeTypes()
for _type, _suffix in (
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
    ("application/json", ".map"),
    ("font/woff", ".woff"),
    ("font/woff2", ".woff2"),
):
    _TYPES.add_type(_type, _suffix)
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The content of one address."""

    #: The file, relative to the output and with slashes, such as ``servers/index.html``.
    name: str
    content: bytes
    media_type: str
    #: The number of the last patch that the content of a page contains; 0 if there is none.
    number: int = 0

    @property
    def is_page(self) -> bool:
        """Whether this is an HTML page."""
        return self.media_type == "text/html"


class Site:
    """What is served.

    To be used from the thread of the event loop alone. Whoever changes it and tells browsers so does both without
    an ``await`` in between, and changes it first.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._patched: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}

    @property
    def is_published(self) -> bool:
        """Whether there is a finished output."""
        return self._folder is not None

    def publish(self, folder: Path) -> None:
        """Serve the output in *folder* from now on, which replaces all patched pages.

        The folder stays as it is until another one has been published. Numbers of patches go on.
        """
        self._folder = folder.resolve()
        self._patched.clear()

    def patch(self, page: str, html: str, number: int) -> None:
        """Make *html* the text of *page*, such as ``servers/index.html``; *number* counts the patches of that page."""
        self._patched[page] = html.encode("utf-8", "xmlcharrefreplace")
        self._numbers[page] = number

    def get(self, path: str) -> Found | None:
        """Return what the address *path*, decoded and without the leading slash, shows.

        The path of a folder ends with a slash, or is empty, and shows its ``index.html``. There is nothing outside
        of the output, whatever the path or a symbolic link says.
        """
        name = file_name(path)
        if name is None:
            return None
        content = self._patched.get(name)
        if content is None and self._folder is not None:
            content = read_inside(self._folder, name)
        if content is None:
            return None
        return Found(name=name, content=content, media_type=media_type(name), number=self._numbers.get(name, 0))


def file_name(path: str) -> str | None:
    """Return the name of the file that the address *path* shows, or None if the address can name no file."""
    name = path + "index.html" if path.endswith("/") or not path else path
    if "\0" in name or "\\" in name or any(part in {"", ".", ".."} for part in name.split("/")):
        return None
    return name


def media_type(name: str) -> str:
    """Return the media type of the file *name*; one that is compressed is only that."""
    kind, encoding = _TYPES.guess_type(PurePosixPath(name).name)
    return kind if kind and not encoding else _UNKNOWN


def read_inside(folder: Path, name: str) -> bytes | None:
    """Return the content of a regular file in *folder*, a real path; None if there is none, or it lies elsewhere."""
    try:
        file = (folder / name).resolve(strict=True)
        # Opening a pipe would wait for whoever writes into it.
        if file.is_relative_to(folder) and stat.S_ISREG(file.stat().st_mode):
            return file.read_bytes()
    except (OSError, ValueError, RuntimeError):
        # A loop of links is a RuntimeError before Python 3.13; a name that the file system cannot hold a ValueError.
        return None
    return None
