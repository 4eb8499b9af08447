"""A web server of this machine alone, that compresses as the servers of documentation do."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@functools.lru_cache(maxsize=256)
def compressed(path: Path) -> bytes:
    """Return the file *path* as a server sends it."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        # A browser asks for this by itself, and would call its absence an error of the page.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        """Keep quiet: the browser's own record is what the tests look at."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve the files of *folder* and return the address of it."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
