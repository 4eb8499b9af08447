"""The listening socket, and the server behind it."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import uvicorn

from sphinx_restaction.preview.guard import is_loopback

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from starlette.types import ASGIApp

    from sphinx_restaction.preview.channel import Channel

#: How long browsers that do not read may delay the end, in seconds.
_PATIENCE = 1
_PORTS = range(2**16)


class ListenError(Exception):
    """No browser could reach us; the text says why."""


class PortInUseError(ListenError):
    """Somebody else listens there."""


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens at *host*, a name or an address; port 0 means any that is free.

    Raises a `ListenError` if there can be none.
    """
    if port not in _PORTS:
        raise ListenError(f"{port} is no port: ports go from {_PORTS[0]} to {_PORTS[-1]}")
    failure = f"there is no address {host!r}"
    for family, address in _addresses(host, port):
        is_dual = family == socket.AF_INET6 and socket.has_dualstack_ipv6()
        try:
            return socket.create_server(address, family=family, dualstack_ipv6=is_dual)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUseError(f"port {port} of {host} is in use; --port 0 picks a free one") from None
            failure = f"cannot listen at port {port} of {host}: {os.strerror(error.errno or 0)}"
    raise ListenError(failure)


def url_of(listener: socket.socket) -> str:
    """Return the address by which a browser on this machine reaches *listener*."""
    host, port = listener.getsockname()[:2]
    address = ip_address(host.partition("%")[0])
    if address.is_unspecified:
        host = "127.0.0.1" if address.version == 4 else "::1"  # noqa: PLR2004  # the version of IP
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def exposure_warning(host: str) -> str | None:
    """Return what to tell a user who serves at *host*, or None if only this machine reaches it."""
    if is_loopback(host):
        return None
    return (
        f"listening at {host}: every machine that reaches this one can read the reference, and see its findings "
        "with the paths of its files. Without --host only this machine can. Editors open for this machine alone."
    )


async def serve(application: ASGIApp, listener: socket.socket, channel: Channel) -> None:
    """Answer requests at *listener* until cancelled; then end all streams of *channel*, and close everything."""
    server = _Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
    try:
        await server.serve(sockets=[listener])
    except asyncio.CancelledError:
        channel.close()
        if server.started:
            await server.shutdown(sockets=[listener])
        raise
    finally:
        listener.close()


def run(program: Coroutine[Any, Any, None]) -> None:
    """Run *program* to its end; Ctrl-C and the signal TERM cancel it, and then raise a `KeyboardInterrupt`.

    A `KeyboardInterrupt` that Python raises itself would strike whatever runs at that moment. Before Python 3.11
    `asyncio.run` does no more, and a request that is struck takes it for its own failure.
    """

    async def cancellable() -> None:
        task = asyncio.ensure_future(program)
        # Windows has no such handlers.
        with suppress(NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await task

    try:
        asyncio.run(cancellable())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


class _Server(uvicorn.Server):
    """A server that leaves signals to the program around it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _addresses(host: str, port: int) -> Iterator[tuple[socket.AddressFamily, Any]]:
    """Yield the addresses of *host*, as the sockets of their family want them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        return
    for family, _, _, _, address in found:
        yield family, address
