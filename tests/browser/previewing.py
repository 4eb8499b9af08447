"""The real command `restaction preview` on a copy of our own reference, and a browser that shows it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.builds import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

    from tests.browser.chromium import Browser

#: Seconds after which a test gives up; a machine may have much else to do.
PATIENCE = 60.0
_UI = 'document.querySelector("#restaction-preview")?.shadowRoot'
_TEXT = f"""
const part = {_UI}?.querySelector(arguments[0]);
return part && part.checkVisibility() ? part.innerText : "";
"""


@dataclass(slots=True)
class Author:
    """Somebody who edits a copy of our own reference in *top*, and looks at its preview."""

    top: Path
    browser: Browser
    port: int = 0
    #: What the command gets beside its port.
    options: tuple[str, ...] = ()

    @property
    def source(self) -> Path:
        """The source directory."""
        return self.top / "api-ref" / "source"

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file below *top* with *new* in the place of *old*, as editors do: a new file takes its name."""
        path = self.top / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        draft = self.top / "draft"
        draft.write_text(text.replace(old, new), "utf-8")
        draft.replace(path)

    @contextmanager
    def preview(self) -> Iterator[None]:
        """Run the command; a second time it serves at the port of the first."""
        log = self.top / "log"
        command = [sys.executable, "-m", "sphinx_restaction", "preview", "--port", str(self.port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, *self.options, self.source], cwd=self.top, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            self.port = _port_in(log)
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGINT)
            process.wait(PATIENCE)

    def open(self, query: str = "") -> None:
        """Open the page, and wait until it is that of a whole build."""
        self.browser.open(f"http://127.0.0.1:{self.port}/index.html{query}")
        self.wait_until_exact()

    def wait_for(self, script: str, *arguments: object) -> None:
        """Wait until the expression *script* is true."""
        end = time.monotonic() + PATIENCE
        while not self.browser.run(f"return {script}", *arguments):
            assert time.monotonic() < end, f"never true: {script}, {arguments}; {(self.top / 'log').read_text('utf-8')}"
            time.sleep(0.05)

    def sees(self, text: str) -> None:
        """Wait until the page has *text*."""
        self.wait_for("document.querySelector('.body')?.textContent.includes(arguments[0])", text)

    def says(self, name: str, text: str) -> None:
        """Wait until what the preview shows in its part *name* contains *text*."""
        script = f"(function () {{{_TEXT}}})(arguments[0]).includes(arguments[1])"
        self.wait_for(script, f".restaction-preview-{name}", text)

    def wait_until_exact(self) -> None:
        """Wait until the page says that it is that of a whole build."""
        self.says("status", ", exact")

    def text(self, name: str) -> str:
        """Return what the preview shows in its part *name*; nothing if that is not to be seen."""
        return str(self.browser.run(_TEXT, f".restaction-preview-{name}"))

    def part(self, name: str) -> WebElement:
        """Return a part of what the preview shows."""
        host = self.browser.one("#restaction-preview")
        return host.shadow_root.find_element("css selector", f".restaction-preview-{name}")


def author(top: Path, browser: Browser) -> Author:
    """Return an author with a fresh copy of our own reference and its samples."""
    for name in ("api-ref", "doc/api_samples"):
        shutil.copytree(REPOSITORY / name, top / name)
    # This is what a repository is known by.
    (top / "setup.cfg").touch()
    # A browser asks for this by itself, and would call its absence an error of the page.
    (top / "icons").mkdir()
    (top / "icons" / "favicon.ico").touch()
    conf = top / "api-ref" / "source" / "conf.py"
    conf.write_text(conf.read_text("utf-8") + '\nhtml_extra_path = ["../../icons"]\n', "utf-8")
    return Author(top, browser)


def _port_in(log: Path) -> int:
    end = time.monotonic() + PATIENCE
    while not (found := re.search(r"^Serving http://127\.0\.0\.1:(\d+)/$", log.read_text("utf-8"), re.MULTILINE)):
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.05)
    return int(found[1])
