"""What the preview answers to which request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from sphinx_restaction.preview import PREFIX
from sphinx_restaction.preview.editor import EditorError
from sphinx_restaction.preview.guard import Guard, is_loopback
from sphinx_restaction.preview.pages import client_tags, inject, missing_page, waiting_page
from sphinx_restaction.preview.site import file_name, media_type, read_inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from sphinx_restaction.preview.channel import Channel
    from sphinx_restaction.preview.editor import Editor
    from sphinx_restaction.preview.site import Site

_STATIC = Path(__file__).resolve().parent / "static"
_CLIENT = ("preview.js", "preview.css", "morph.js", "view.js", "panel.js", "markers.js")
_NO_STORE = {"Cache-Control": "no-store"}


def make_application(
    site: Site,
    channel: Channel,
    *,
    host: str = "127.0.0.1",
    editor: Editor | None = None,
    build_exactly: Callable[[], None] | None = None,
) -> Starlette:
    """Return the application that serves *site*, and the events of *channel*.

    *host* is what the server is bound to, and decides under which names it answers. *build_exactly* is called when a
    user asks for a build of the whole tree, and returns at once.
    """
    answers = _Answers(site, channel, editor, build_exactly)
    own = [
        Route("/events", answers.events),
        Route("/open", answers.open, methods=["POST"]),
        Route("/exact", answers.exact, methods=["POST"]),
        *(Route(f"/{name}", answers.client) for name in _CLIENT),
    ]
    return Starlette(
        routes=[Mount(PREFIX.rstrip("/"), routes=own), Route("/{path:path}", answers.file)],
        middleware=[Middleware(Guard, host=host)],
        exception_handlers={Exception: _apologise},
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers to all requests."""

    site: Site
    channel: Channel
    editor: Editor | None
    build_exactly: Callable[[], None] | None

    async def file(self, request: Request) -> Response:
        """Answer with a file of the output, and a page with the client."""
        path = request.path_params["path"]
        found = self.site.get(path)
        if found is None:
            return self._without_file(request, path)
        if found.is_page:
            tags = self._tags(request, page=found.name, number=found.number)
            return HTMLResponse(inject(found.content, tags), headers=_NO_STORE)
        return _revalidated(request, found.content, found.media_type)

    async def events(self, request: Request) -> Response:
        """Answer with the stream of events."""
        headers = {**_NO_STORE, "Content-Type": "text/event-stream; charset=utf-8"}
        if request.method == "HEAD":
            return Response(headers=headers)
        since = request.headers.get("last-event-id") or request.query_params.get("since")
        return StreamingResponse(self.channel.subscribe(since), headers=headers)

    async def open(self, request: Request) -> Response:
        """Open a place in the editor."""
        place = _place(await request.body())
        if place is None:
            return PlainTextResponse('This needs {"file": "/absolute/path", "line": 1}.\n', 400)
        try:
            editor = self._editor_for(request)
            is_open = editor is not None and editor.open(*place)
        except EditorError as error:
            return PlainTextResponse(f"{error}\n", 500)
        return Response(status_code=204) if is_open else PlainTextResponse("No editor opens this file.\n", 404)

    async def exact(self, request: Request) -> Response:  # noqa: ARG002  # the signature is Starlette's
        """Have the whole tree built."""
        if self.build_exactly is None:
            return PlainTextResponse("There is no such build.\n", 404)
        self.build_exactly()
        return Response(status_code=202)

    async def client(self, request: Request) -> Response:
        """Answer with the client's script or style."""
        name = PurePosixPath(request.url.path).name
        content = read_inside(_STATIC, name)
        return Response(status_code=404) if content is None else _revalidated(request, content, media_type(name))

    def _without_file(self, request: Request, path: str) -> Response:
        if not path.endswith("/") and self.site.get(f"{path}/"):
            # The links of a folder's page are relative to the folder.
            return RedirectResponse(f"/{quote(path)}/", headers=_NO_STORE)
        is_ready = self.site.is_published
        status = 404 if is_ready else 503
        if not _looks_like_page(path):
            return PlainTextResponse("There is no such file.\n", status, headers=_NO_STORE)
        html = missing_page(path) if is_ready else waiting_page()
        tags = self._tags(request, page=file_name(path) or "", is_waiting=True)
        return HTMLResponse(inject(html, tags), status, headers=_NO_STORE)

    def _tags(self, request: Request, *, page: str, number: int = 0, is_waiting: bool = False) -> str:
        has_editor = self._editor_for(request) is not None
        since = self.channel.position
        return client_tags(page=page, number=number, since=since, has_editor=has_editor, is_waiting=is_waiting)

    def _editor_for(self, request: Request) -> Editor | None:
        """Return the editor, which opens on this machine, for a user who sits at it."""
        return self.editor if request.client is not None and is_loopback(request.client.host) else None


def _revalidated(request: Request, content: bytes, kind: str) -> Response:
    """Answer with *content*, or with nothing if the browser has it."""
    tag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=kind)


def _place(body: bytes) -> tuple[str, int] | None:
    """Return the file and the line that *body* names, or None if it is malformed."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    file, line = data.get("file"), data.get("line")
    return (file, line) if isinstance(file, str) and type(line) is int and line > 0 else None


def _looks_like_page(path: str) -> bool:
    """Whether what asks for *path* most likely wants a page, and not a style or a picture of one."""
    return not path or path.endswith("/") or PurePosixPath(path).suffix in {"", ".html", ".htm"}


async def _apologise(request: Request, error: Exception) -> Response:  # noqa: ARG001  # the signature is Starlette's
    return PlainTextResponse(
        f"internal error: {type(error).__name__}: {error}\n"
        "This is a fault of restaction, not of your reference. Please report it.\n",
        500,
    )
