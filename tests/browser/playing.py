"""A page that the preview's server serves and changes, as told by a test."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.preview.serving import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sphinx_restaction.preview.editor import Editor
    from tests.preview.serving import Running

PAGE = "index.html"
_TAG_RE = re.compile(r"<(/?)section\b[^>]*>")


@dataclass(slots=True)
class Player:
    """The server's side of one page. *html* is what it shows, *number* that of its last patch."""

    server: Running
    html: str
    number: int = 0

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.server.port}/{PAGE}"

    def section(self, name: str) -> str:
        """Return the HTML of the section with the id *name*."""
        start = re.search(rf'<section [^>]*id="{re.escape(name)}"[^>]*>', self.html)
        assert start, name
        depth = 0
        for tag in _TAG_RE.finditer(self.html, start.start()):
            depth += -1 if tag[1] else 1
            if not depth:
                return self.html[start.start() : tag.end()]
        raise AssertionError(name)

    def edit(self, name: str, *changes: tuple[str, str], op: str = "replace") -> None:
        """Change texts in a section, and send that."""
        old = self.section(name)
        new = changed(old, *changes)
        self.send({"op": op, "id": name, "html": new}, html=self.html.replace(old, new))

    def send(self, *changes: Mapping[str, object], html: str) -> None:
        """Send *changes*, by which the page becomes *html*."""
        self.store(html)
        self.server.send(type="patch", page=PAGE, number=self.number, changes=list(changes))

    def replace(self, *changes: tuple[str, str]) -> None:
        """Change texts anywhere in the page, and tell that it is another one."""
        self.store(changed(self.html, *changes))
        self.server.send(type="page", pages=[PAGE])

    def store(self, html: str) -> None:
        """Serve *html* from now on, and tell nobody."""
        self.html = html
        self.number += 1
        self.server.call(self.server.site.patch, PAGE, html, self.number)

    def state(self, state: str = "ready", **more: object) -> None:
        """Tell how the build is."""
        fields = {"exact": False, "cause": "index.rst", "seconds": 0.31, "progress": "", "problem": None}
        self.server.send(type="state", state=state, **fields | more)

    def findings(self, *findings: Mapping[str, object]) -> None:
        """Tell what is wrong."""
        self.server.send(type="findings", root="/repository", findings=list(findings))


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return *text* with changes, each of which has to have a place in it."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def finding(message: str, severity: str = "warning", *, line: int = 12, **target: object) -> dict[str, object]:
    """Return a finding in a file; *target* is where the page shows it."""
    place = {"file": "/repository/api-ref/source/index.rst", "path": "api-ref/source/index.rst", "line": line}
    targets = [{"page": PAGE, **target}] if target else []
    fields: dict[str, object] = {
        "rule": "type-mismatch",
        "severity": severity,
        "message": message,
        "url": None,
        "related": [],
    }
    return {**fields, **place, "targets": targets}


@contextmanager
def playing(
    folder: Path,
    *,
    editor: Editor | None = None,
    build_exactly: Callable[[], None] | None = None,
    port: int = 0,
) -> Iterator[Player]:
    """Serve the pages in *folder*."""
    with running(editor=editor, build_exactly=build_exactly, port=port) as server:
        server.call(server.site.publish, folder)
        yield Player(server, (folder / PAGE).read_text("utf-8"))
