"""The server starts at once, is quiet, and ends at once, whoever still listens."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.server import (
    ListenError,
    PortInUseError,
    exposure_warning,
    open_socket,
    url_of,
)
from tests.preview.serving import PATIENCE, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A program that serves until Ctrl-C; its first line is its address.
PROGRAM = """
import sys
from sphinx_restaction.preview.application import make_application
from sphinx_restaction.preview.channel import Channel
from sphinx_restaction.preview.server import open_socket, run, serve, url_of
from sphinx_restaction.preview.site import Site

async def main():
    site, channel = Site(), Channel()
    site.patch("index.html", "x" * 20_000_000, 1)
    channel.send({"type": "state", "state": "ready"})
    listener = open_socket("127.0.0.1", 0)
    print(url_of(listener), flush=True)
    await serve(make_application(site, channel, build_exactly=lambda: 1 / 0), listener, channel)

try:
    run(main())
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Return a running program and its port."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        url = process.stdout.readline().strip()
        yield process, int(url.rpartition(":")[2].rstrip("/"))
        process.kill()


def interrupt(process: subprocess.Popen[str], number: int = signal.SIGINT) -> tuple[int, str, str]:
    """Press Ctrl-C, or send another signal, and return the exit code and what the program still says."""
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def connect(port: int, path: str) -> HTTPConnection:
    """Ask for *path*, and read nothing."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    return connection


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_quietly(program: tuple[subprocess.Popen[str], int], number: int) -> None:
    process, port = program
    with closing(connect(port, "/missing.css")) as connection:
        assert connection.getresponse().status == 503
        assert interrupt(process, number) == (130, "", "")


def test_ctrl_c_ends_streams_properly(program: tuple[subprocess.Popen[str], int]) -> None:
    process, port = program
    with closing(connect(port, "/-/restaction/events")) as connection:
        response = connection.getresponse()
        while b"ready" not in response.readline():
            pass
        process.send_signal(signal.SIGINT)
        # An IncompleteRead would say that the connection broke off.
        assert response.read() == b"\n"
        assert interrupt(process) == (130, "", "")


def test_a_browser_that_does_not_read_delays_the_end_by_a_moment_only(
    program: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = program
    with closing(connect(port, "/")):
        with closing(connect(port, "/missing.css")) as other:
            assert other.getresponse().status == 503
        # By itself it would wait for as long as the browser stays.
        assert interrupt(process)[0] == 130


def test_what_is_no_request_and_what_fails_leave_no_word(program: tuple[subprocess.Popen[str], int]) -> None:
    process, port = program
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as plain:
        plain.sendall(b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
        assert plain.recv(12) == b"HTTP/1.1 400"
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("POST", "/-/restaction/exact")
        assert connection.getresponse().status == 500
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/", headers={"Connection": "Upgrade", "Upgrade": "websocket"})
        assert connection.getresponse().status == 200
    assert interrupt(process) == (130, "", "")


def test_cancelling_ends_all_streams() -> None:
    with running() as server:
        streams = [server.listen() for _ in range(20)]
        opened = [stream.__enter__() for stream in streams]
    assert [stream.is_over() for stream in opened] == [True] * 20
    for stream in streams:
        stream.__exit__(None, None, None)


def test_the_port_is_free_again_at_once() -> None:
    with running() as server:
        server.ask("/")
        port = server.port
    open_socket("127.0.0.1", port).close()


def test_a_quiet_stream_says_that_it_lives() -> None:
    with running(heartbeat=0.05) as server, server.listen() as stream:
        assert [stream.block(), stream.block()] == [[": still here"]] * 2


def test_a_stream_that_nobody_reads_holds_up_nobody() -> None:
    with running() as server:
        stuck = connect(server.port, "/-/restaction/events")
        with closing(stuck), server.listen() as stream:
            html = "x" * 1_000_000
            for number in range(100):
                server.send(type="patch", page="index.html", number=number, html=html)
                assert stream.event()[1]["number"] == number
            assert server.ask("/").status == 503
            # Who reads at last is told to fetch the page, and is up to date.
            response = stuck.getresponse()
            kinds = []
            while b'"number":99' not in (line := response.readline().replace(b" ", b"")):
                kinds.append(b'"pages":null' in line)
            assert any(kinds)


def test_a_port_in_use_says_what_helps() -> None:
    with closing(open_socket("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortInUseError) as raised:
            open_socket("127.0.0.1", port)
    assert str(raised.value) == f"port {port} of 127.0.0.1 is in use; --port 0 picks a free one"


@pytest.mark.parametrize(
    ("host", "port", "text"),
    [
        ("no.such.host.invalid", 0, "there is no address 'no.such.host.invalid'"),
        ("x" * 300, 0, f"there is no address '{'x' * 300}'"),
        ("127.0.0.1", 65536, "65536 is no port: ports go from 0 to 65535"),
        ("127.0.0.1", -1, "-1 is no port: ports go from 0 to 65535"),
        ("192.0.2.1", 0, "cannot listen at port 0 of 192.0.2.1: Cannot assign requested address"),
    ],
)
def test_an_address_that_cannot_be_had(host: str, port: int, text: str) -> None:
    with pytest.raises(ListenError) as raised:
        open_socket(host, port)
    assert str(raised.value) == text


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "http://127.0.0.1:{}/"), ("0.0.0.0", "http://127.0.0.1:{}/")],  # noqa: S104
)
def test_the_address_for_a_browser(host: str, expected: str) -> None:
    with closing(open_socket(host, 0)) as listener:
        assert url_of(listener) == expected.format(listener.getsockname()[1])


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no such addresses")
def test_the_address_for_a_browser_in_the_other_protocol() -> None:
    try:
        listener = open_socket("::1", 0)
    except ListenError:
        pytest.skip("this machine has no such addresses")
    with closing(listener):
        assert url_of(listener) == f"http://[::1]:{listener.getsockname()[1]}/"


def test_a_warning_where_other_machines_can_read() -> None:
    assert exposure_warning("127.0.0.1") is None
    assert exposure_warning("localhost") is None
    warning = exposure_warning("0.0.0.0")  # noqa: S104
    assert warning is not None
    assert warning.startswith("listening at 0.0.0.0: every machine that reaches this one can read the reference")


def test_who_is_cancelled_before_it_starts_closes_the_socket() -> None:
    from sphinx_restaction.preview.application import make_application  # noqa: PLC0415
    from sphinx_restaction.preview.channel import Channel  # noqa: PLC0415
    from sphinx_restaction.preview.server import serve  # noqa: PLC0415
    from sphinx_restaction.preview.site import Site  # noqa: PLC0415

    async def run() -> None:
        listener, channel = open_socket("127.0.0.1", 0), Channel()
        task = asyncio.create_task(serve(make_application(Site(), channel), listener, channel))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert listener.fileno() == -1

    asyncio.run(run())
