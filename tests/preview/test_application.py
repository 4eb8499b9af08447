"""What browsers get, over real connections."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import sphinx_restaction.preview
from sphinx_restaction.preview.application import make_application
from sphinx_restaction.preview.channel import Channel
from sphinx_restaction.preview.editor import Editor
from sphinx_restaction.preview.site import Site
from tests.preview.serving import Running, running

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><p>{}</p></body></html>"
CLIENT = Path(sphinx_restaction.preview.__file__).parent / "static"
EVENTS = "/-/restaction/events"
OPEN = "/-/restaction/open"
EXACT = "/-/restaction/exact"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a finished output, and a file beside it that is nobody's business."""
    folder = tmp_path / "output"
    for name in ("index.html", "servers/index.html", "a b.html"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(name))
    (folder / "page.css").write_text("p { color: red }")
    (folder / "é.txt").write_text("é", "utf-8")
    (tmp_path / "secret.html").write_text("secret")
    return folder


@pytest.fixture
def server(output: Path) -> Iterator[Running]:
    """Return a server of the output."""
    with running() as server:
        server.call(server.site.publish, output)
        yield server


def test_a_page_has_the_client_in_its_head(server: Running, output: Path) -> None:
    answer = server.ask("/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == PAGE.format("index.html").replace(
        "</head>",
        '<link rel="stylesheet" href="/-/restaction/preview.css">'
        '<script src="/-/restaction/preview.js" data-page="index.html" data-number="0" data-editor="false"'
        f' data-since="{server.channel.position}"></script></head>',
    )
    assert (output / "index.html").read_text() == PAGE.format("index.html")


def test_a_patched_page_says_how_new_it_is(server: Running) -> None:
    server.call(server.site.patch, "servers/index.html", PAGE.format("patched"), 17)
    text = server.ask("/servers/").text
    assert "<p>patched</p>" in text
    assert 'data-page="servers/index.html" data-number="17"' in text


def test_other_files_are_sent_again_only_if_they_changed(server: Running, output: Path) -> None:
    first = server.ask("/page.css")
    assert (first.status, first.text) == (200, "p { color: red }")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"]
    assert server.ask("/page.css", if_none_match=tag).status == 304
    (output / "page.css").write_text("p { color: blue }")
    assert server.ask("/page.css", if_none_match=tag).text == "p { color: blue }"


def test_the_client_is_served_whole(server: Running) -> None:
    files = sorted(path.name for path in CLIENT.iterdir() if path.suffix in {".js", ".css"})
    assert "preview.js" in files
    for name in files:
        answer = server.ask(f"/-/restaction/{name}", sec_fetch_site="same-origin")
        assert (answer.status, answer.body) == (200, (CLIENT / name).read_bytes()), name
        assert answer.headers["content-type"].partition(";")[0] in {"text/javascript", "text/css"}


def test_head_has_no_body(server: Running) -> None:
    for path in ("/", "/page.css", EVENTS):
        answer = server.ask(path, "HEAD")
        assert (answer.status, answer.body) == (200, b"")
    assert server.ask("/page.css", "HEAD").headers["content-length"] == "16"


def test_an_encoded_address(server: Running) -> None:
    assert "<p>a b.html</p>" in server.ask("/a%20b.html").text
    assert server.ask("/%C3%A9.txt").text == "é"


def test_a_folder_without_its_slash_leads_to_its_page(server: Running) -> None:
    answer = server.ask("/servers")
    assert (answer.status, answer.headers["location"]) == (307, "/servers/")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/servers/%2e%2e/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/%252e%252e/secret.html",
        "/..%5csecret.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/index.html%00",
        "/%00",
        "/%ff%fe.html",
        "//example.com",
        "/-/restaction/%2e%2e/site.py",
        "/-/restaction/../../secret.html",
    ],
)
def test_no_path_leads_out_of_the_output(server: Running, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert "secret" not in answer.text.replace("secret.html", "")
    assert "root:" not in answer.text


def test_a_missing_page_has_the_client_so_that_it_recovers(server: Running) -> None:
    answer = server.ask("/volumes/")
    assert answer.status == 404
    assert 'data-page="volumes/index.html"' in answer.text
    assert 'data-waiting="true"' in answer.text
    assert server.ask("/picture.png").text == "There is no such file.\n"


def test_until_there_is_an_output_every_page_waits(output: Path) -> None:
    with running() as server:
        for path in ("/", "/servers/", "/index.html"):
            answer = server.ask(path)
            assert answer.status == 503
            assert "Building the reference" in answer.text
            assert 'data-waiting="true"' in answer.text
        assert server.ask("/page.css").status == 503
        server.call(server.site.publish, output)
        answer = server.ask("/")
        assert answer.status == 200
        assert "data-waiting" not in answer.text


def test_events_arrive_as_they_are_sent(server: Running) -> None:
    server.send(type="state", state="building")
    with server.listen() as stream:
        assert stream.event()[1] == {"type": "state", "state": "building"}
        server.send(type="state", state="ready")
        server.send(type="findings", findings=[])
        assert [stream.event()[1]["type"], stream.event()[1]["type"]] == ["state", "findings"]
        assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.response.headers["cache-control"] == "no-store"


def test_who_comes_back_after_a_change_is_told_to_fetch_the_page(server: Running) -> None:
    server.send(type="state", state="ready")
    with server.listen() as stream:
        known, _ = stream.event()
    server.send(type="patch", page="index.html", number=1, changes=[])
    for arguments in ({"query": f"?since={known}"}, {"last_event_id": known}):
        with server.listen(**arguments) as stream:
            last, event = stream.event()
            assert event == {"type": "page", "pages": None}
    # What EventSource says is newer than what its address says.
    with server.listen(f"?since={known}", last_event_id=last) as stream:
        assert stream.event()[1]["type"] == "state"


def test_a_page_says_which_events_it_contains(server: Running) -> None:
    server.send(type="state", state="ready")
    since = server.ask("/").text.partition('data-since="')[2].partition('"')[0]
    with server.listen(f"?since={since}") as stream:
        assert stream.event()[1]["type"] == "state"
    server.send(type="patch", page="index.html", number=1, changes=[])
    with server.listen(f"?since={since}") as stream:
        assert stream.event()[1] == {"type": "page", "pages": None}


def test_a_browser_that_goes_is_forgotten(server: Running) -> None:
    server.send(type="state", state="ready")
    with server.listen() as stream:
        stream.event()
        assert server.channel.listeners == 1
        stream.response.close()
    # The server hears of it in its own time; requests give it some.
    for _ in range(1000):
        server.ask("/page.css")
        if not server.channel.listeners:
            break
    assert server.channel.listeners == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "localhost:8080", "127.0.0.1:1"])
def test_the_machines_own_names(server: Running, host: str) -> None:
    assert server.ask("/", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["example.com", "example.com:80", "127.0.0.1.example.com", "192.0.2.1", "", "a b", "["]
)
@pytest.mark.parametrize("path", ["/", EVENTS, "/page.css"])
def test_no_other_name(server: Running, host: str, path: str) -> None:
    assert server.ask(path, host=host).status == 421


CROSS = [
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": ""},
    {"origin": "https://example.com"},
    {"origin": "http://localhost:1"},
    {"origin": "null"},
    {"sec_fetch_site": "same-origin", "origin": "https://example.com"},
]


@pytest.mark.parametrize("headers", CROSS)
@pytest.mark.parametrize(("method", "path"), [("GET", EVENTS), ("POST", OPEN), ("POST", EXACT)])
def test_no_other_site_may_ask(headers: dict[str, str], method: str, path: str) -> None:
    builds: list[str] = []
    with running(build_exactly=lambda: builds.append("built")) as server:
        assert server.ask(path, method, "{}", **headers).status == 403
    assert builds == []


def test_the_own_pages_may_ask() -> None:
    builds: list[str] = []
    with running(build_exactly=lambda: builds.append("built")) as server:
        own = f"http://127.0.0.1:{server.port}"
        assert server.ask(EXACT, "POST", sec_fetch_site="same-origin", origin=own).status == 202
        assert server.ask(EXACT, "POST", sec_fetch_site="none").status == 202
        assert server.ask(EXACT, "POST").status == 202
    assert builds == ["built"] * 3


def test_a_link_from_another_site_leads_to_the_page(server: Running) -> None:
    assert server.ask("/", sec_fetch_site="cross-site").status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", OPEN), ("GET", EXACT), ("POST", EVENTS), ("POST", "/"), ("PUT", "/page.css"), ("OPTIONS", EXACT)],
)
def test_no_other_method(server: Running, method: str, path: str) -> None:
    assert server.ask(path, method).status == 405


def test_nobody_else_reads_or_guesses(server: Running) -> None:
    for path in ("/", "/page.css", "/missing", EXACT, "/-/restaction/none"):
        headers = server.ask(path, origin="https://example.com").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert not [name for name in headers if name.startswith("access-control-")]


@pytest.fixture
def with_editor(tmp_path: Path) -> Iterator[tuple[Running, Path]]:
    """Return a server with an editor that writes what it is asked for, and the file that it may open."""
    opened = tmp_path / "opened"
    editor = Editor.of(f"sh -c 'echo \"$1\" > {opened}' sh {{file}}:{{line}}", lambda file: file == "/a/x.inc")
    with running(editor=editor) as server:
        yield server, opened


def test_a_place_opens_in_the_editor(with_editor: tuple[Running, Path]) -> None:
    server, opened = with_editor
    assert 'data-editor="true"' in server.ask("/").text
    assert server.ask(OPEN, "POST", '{"file": "/a/x.inc", "line": 12}').status == 204
    assert _content(opened) == "/a/x.inc:12\n"


@pytest.mark.parametrize("file", ["/etc/passwd", "/a/../a/x.inc", "a/x.inc", "", "/a/x.inc\\u0000"])
def test_no_other_file_opens(with_editor: tuple[Running, Path], file: str) -> None:
    server, opened = with_editor
    assert server.ask(OPEN, "POST", f'{{"file": "{file}", "line": 1}}').status == 404
    assert not opened.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "null",
        '{"file": "/a/x.inc"}',
        '{"file": 1, "line": 1}',
        '{"file": "/a/x.inc", "line": "1"}',
        '{"file": "/a/x.inc", "line": 0}',
        '{"file": "/a/x.inc", "line": true}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_a_malformed_place(with_editor: tuple[Running, Path], body: str) -> None:
    server, opened = with_editor
    assert server.ask(OPEN, "POST", body).status == 400
    assert not opened.exists()


def test_without_an_editor_nothing_opens(server: Running) -> None:
    assert server.ask(OPEN, "POST", '{"file": "/a/x.inc", "line": 12}').status == 404
    assert server.ask(EXACT, "POST").status == 404


@pytest.mark.parametrize(("address", "expected"), [("127.0.0.1", 204), ("::1", 204), ("192.0.2.7", 404)])
def test_only_who_sits_at_this_machine_opens_its_editor(address: str, expected: int) -> None:
    editor = Editor.of(f"{sys.executable} -c pass", lambda _: True)
    application = make_application(Site(), Channel(), host="0.0.0.0", editor=editor)  # noqa: S104
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b'{"file": "/a/x.inc", "line": 12}', "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": OPEN, "headers": [(b"host", b"192.0.2.1")], "query_string": b""}
    asyncio.run(application({**scope, "client": (address, 1)}, receive, send))
    assert sent[0]["status"] == expected


def test_an_editor_that_is_not_there_is_a_message() -> None:
    editor = Editor.of("no-such-editor-at-all", lambda _: True)
    with running(editor=editor) as server:
        answer = server.ask(OPEN, "POST", '{"file": "/a/x.inc", "line": 12}')
    assert answer.status == 500
    assert answer.text == "the editor 'no-such-editor-at-all' cannot be started: No such file or directory\n"


def test_a_failure_of_our_own_says_so_and_the_server_goes_on(output: Path) -> None:
    def fail() -> None:
        raise KeyError("x")

    with running(build_exactly=fail) as server:
        server.call(server.site.publish, output)
        answer = server.ask(EXACT, "POST")
        assert (answer.status, answer.text.partition("\n")[0]) == (500, "internal error: KeyError: 'x'")
        assert server.ask("/").status == 200


def _content(file: Path) -> str:
    """Return what another process writes into *file*."""
    for _ in range(200):
        if file.exists() and (text := file.read_text()):
            return text
        time.sleep(0.05)
    raise AssertionError(f"{file} stays away")
