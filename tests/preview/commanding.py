"""The command ``restaction preview`` on a small reference, and what a browser and a terminal see of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: Seconds after which a test gives up. Only one that fails waits so long.
PATIENCE = 60
CONF = """\
extensions = ["sphinx_restaction"]
project = "Weather"
html_theme = "basic"
templates_path = ["templates"]
html_static_path = ["static"]
restaction_root = ".."
"""
FILES: Mapping[str, str] = {
    "index.rst": """\
Weather
=======

.. include:: clouds.inc

.. include:: drops.inc

.. toctree::

   more
""",
    "more.rst": "More\n====\n\nMore is to come.\n",
    "clouds.inc": """\
Clouds
------

Clouds hang in the sky.

List clouds
~~~~~~~~~~~

.. rest_method:: GET /clouds

Lists all clouds.

.. rest_status_code:: success status.yaml

   - 200

Request
.......

.. rest_parameters:: parameters.yaml

   - limit: limit

Response
........

.. rest_parameters:: parameters.yaml

   - clouds: clouds

.. literalinclude:: ../samples/clouds.json
   :language: json
""",
    "drops.inc": """\
Drops
-----

Show a drop
~~~~~~~~~~~

.. rest_method:: GET /drops/{drop_id}

Shows a drop of rain.

.. rest_status_code:: success status.yaml

   - 200

Request
.......

.. rest_parameters:: parameters.yaml

   - drop_id: drop_id
""",
    "parameters.yaml": """\
drop_id:
  description: |
    The id of the drop.
  in: path
  required: true
  type: string
limit:
  description: |
    How many clouds there are on a page.
  in: query
  required: false
  type: integer
clouds:
  description: |
    The clouds of today.
  in: body
  required: true
  type: array
""",
    "status.yaml": "200:\n  default: |\n    All went well.\n",
    "../samples/clouds.json": '{"clouds": ["cumulus"]}\n',
    "templates/layout.html": '{% extends "!layout.html" %}\n{% block footer %}<p>Fair weather</p>{% endblock %}\n',
    "static/own.css": "p { color: black }\n",
}
_CLIENT_RE = re.compile(r'<link rel="stylesheet" href="/-/restaction/preview.css"><script[^>]*></script>')


def make_reference(top: Path, files: Mapping[str, str] | None = None, conf: str = CONF) -> Project:
    """Make a small reference in the repository *top*."""
    return Project.create(top, {**FILES, **(files or {})}, conf)


class Preview:
    """The running command, with all that it has printed and all events that it has sent."""

    def __init__(self, process: subprocess.Popen[str], project: Project) -> None:
        self.process = process
        self.project = project
        self.lines: list[str] = []
        self.events: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.wait(lambda: self._served() or process.poll() is not None)
        self.url = self._served()
        self.port = int(self.url.rstrip("/").rpartition(":")[2] or 0) if self.url else 0
        if self.port:
            threading.Thread(target=self._listen, daemon=True).start()

    def wait(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until *condition* holds."""
        end = time.monotonic() + seconds
        while not condition():
            told = "\n".join([*self.lines[-20:], *(str(event)[:400] for event in self.events[-8:])])
            assert time.monotonic() < end, f"nothing came:\n{told}"
            time.sleep(0.02)

    def ask(self, path: str = "/") -> tuple[int, str]:
        """Return the status and the text of what the server answers, without the client's tags."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, _CLIENT_RE.sub("", answer.read().decode())

    def page(self, name: str = "index.html") -> str:
        """Return the text of a page that is there."""
        status, text = self.ask(f"/{name}")
        assert status == 200
        return text

    def shows(self, text: str, page: str = "index.html") -> None:
        """Wait until *page* has *text*."""
        self.wait(lambda: text in self.ask(f"/{page}")[1])

    @property
    def state(self) -> dict[str, Any]:
        """The last event of how things are."""
        return self.states()[-1]

    def states(self, since: int = 0) -> list[dict[str, Any]]:
        """Return the events of how things are, from the event number *since* on."""
        return [event for event in self.events[since:] if event["type"] == "state"]

    def is_exact(self) -> bool:
        """Whether what is shown is the whole as it was built last."""
        return bool(self.states()) and self.state["state"] == "ready" and self.state["exact"]

    def settles(self, since: int = 0) -> None:
        """Wait until something has been shown after the event number *since*, and then the whole is built."""
        self.wait(lambda: self.states(since) and self.is_exact())

    def reacts(self, since: int) -> None:
        """Wait until a change is shown, or told why not."""
        self.wait(lambda: self.states(since) and self.state["state"] != "building")

    def hurries(self, since: int) -> None:
        """Wait like `settles`, but have the whole built as soon as a change is seen, as a key of the page does."""
        self.wait(lambda: self.states(since))
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", "/-/restaction/exact")
            assert connection.getresponse().status == 202
        self.settles(since)

    def fails(self, since: int = 0) -> dict[str, Any]:
        """Wait for a problem after the event number *since*, which may be over by now, and return the last one."""
        self.wait(lambda: self._problems(since))
        return self._problems(since)[-1]

    def _problems(self, since: int) -> list[dict[str, Any]]:
        return [event["problem"] for event in self.states(since) if event["state"] == "failed"]

    def findings(self) -> list[dict[str, Any]]:
        """Return the findings as they were told last."""
        told = [event["findings"] for event in self.events if event["type"] == "findings"]
        return told[-1] if told else []

    def rules(self) -> list[str]:
        """Return the rules of the findings."""
        return [finding["rule"] for finding in self.findings()]

    @contextmanager
    def edited(self, name: str, old: str, new: str) -> Iterator[int]:
        """Replace a text in a file, yield the number of the next event, and in the end put the file back and wait."""
        with self.written(name, read(self.project, name).replace(old, new)) as since:
            yield since

    @contextmanager
    def written(self, name: str, text: str) -> Iterator[int]:
        """Write a file, yield the number of the next event, and in the end put the file back and wait."""
        path = self.project.source / name
        before = path.read_bytes() if path.exists() else None
        since = len(self.events)
        self.project.write(name, text)
        try:
            yield since
        finally:
            since = len(self.events)
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        self.hurries(since)

    def equals_clean_build(self, *pages: str, since: int = 0) -> None:
        """Have the whole built, and compare pages with those of a clean build of the same sources."""
        self.wait(lambda: self.states(since))
        if not self.is_exact():
            self.hurries(since)
        build = self.project.build(out="clean", fresh=True)
        for page in pages or ("index.html", "more.html"):
            assert self.page(page) == build.text(page)

    def processes(self) -> list[int]:
        """Return the processes below this one, and those that they have left behind."""
        return [pid for pid in pids() if self._marker in environment_of(pid) and pid != self.process.pid]

    @property
    def _marker(self) -> bytes:
        return f"RESTACTION_TEST={self.project.top}".encode()

    def builders(self) -> list[int]:
        """Return the processes that build, each of which leads a group of its own."""
        return [pid for pid in self.processes() if group_of(pid) == pid]

    def end(self, number: int = signal.SIGINT) -> tuple[int, float]:
        """Send a signal; return the exit code and how many seconds it took."""
        started = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        return code, time.monotonic() - started

    def deafen(self) -> None:
        """Close our end of what it prints to, after the next line."""
        assert self.process.stdout
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, self.process.stdout.fileno())
        os.close(null)

    def leaves_nothing(self) -> None:
        """Wait until no process of it is there any more, nor a temporary file."""
        temporary = temporary_of(self.project)
        self.wait(lambda: not self.processes() and not list(temporary.iterdir()))

    def _served(self) -> str:
        return next((line.removeprefix("Serving ") for line in self.lines if line.startswith("Serving ")), "")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def _listen(self) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE * 5)) as connection:
            try:
                connection.request("GET", "/-/restaction/events")
                for line in connection.getresponse():
                    if line.startswith(b"data: "):
                        self.events.append(json.loads(line[6:]))
            except (OSError, ValueError):
                # The server has ended.
                return


@contextmanager
def previewing(
    project: Project, *options: str, source: str | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Preview]:
    """Run the command on *project*, and kill it in the end."""
    command = [sys.executable, "-m", "sphinx_restaction", "preview", source or str(project.source), *options]
    if "--port" not in options:
        command += ["--port", "0"]
    temporary = temporary_of(project)
    temporary.mkdir(exist_ok=True)
    process = subprocess.Popen(
        command,
        env={
            **os.environ,
            "TMPDIR": str(temporary),
            "RESTACTION_TEST": str(project.top),
            **(environment or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with process:
        preview = Preview(process, project)
        try:
            yield preview
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
                for pid in preview.processes():
                    os.kill(pid, signal.SIGKILL)
                shutil.rmtree(temporary, ignore_errors=True)


def temporary_of(project: Project) -> Path:
    """Return the folder for the temporary files of the command on *project*."""
    # Short, as sockets want it.
    return Path(tempfile.gettempdir(), f"restaction-test-{zlib.crc32(os.fsencode(project.top)):08x}")


def read(project: Project, name: str) -> str:
    """Return the text of a file of the reference."""
    return (project.source / name).read_text("utf-8")


def pids() -> list[int]:
    """Return the numbers of all processes."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def environment_of(pid: int) -> bytes:
    """Return the environment that a process was started with; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def group_of(pid: int) -> int:
    """Return the group of a process; 0 if it has ended."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
