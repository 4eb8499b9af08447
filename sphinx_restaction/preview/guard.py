"""Who may ask: no site but the preview's own pages, under no name but the machine's own."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from sphinx_restaction.preview import PREFIX

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOCAL_NAME = "localhost"
#: ``none`` is an address that somebody typed.
_OWN_SITES = frozenset({"same-origin", "none"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # A page of another site could else load our scripts as its own, and so read the search index.
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets through what the machine's user asked for, and nothing that a foreign site made the browser ask for."""

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the application answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._refusal(scope["path"], Headers(scope=scope)) or self._app
        await answer(scope, receive, send_with_headers)

    def _refusal(self, path: str, headers: Headers) -> ASGIApp | None:
        if not is_own_name(headers.get("host", ""), self._host):
            return PlainTextResponse("This server does not go by that name.\n", 421)
        if path.startswith(PREFIX) and is_foreign(headers):
            return PlainTextResponse("Only the preview's own pages may ask for this.\n", 403)
        return None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches *host*, an address or a name; names are not looked up."""
    address = _address(host)
    return host.lower() == _LOCAL_NAME if address is None else address.is_loopback


def is_own_name(header: str, host: str) -> bool:
    """Whether the Host header *header* names a server that is bound to *host*.

    A foreign site can have its own name point to this machine, and so have a browser take our pages for its own. So
    what counts is the name. An address cannot be made to point elsewhere: a server for other machines answers to each,
    also to those by which a container or a router is reached. Any port is right, since it may be forwarded.
    """
    name = _host_name(header)
    if not name:
        return False
    if is_loopback(name) or name == host.lower():
        return True
    if is_loopback(host):
        return False
    own = socket.gethostname().lower()
    return _address(name) is not None or name in {own, f"{own}.local"}


def is_foreign(headers: Headers) -> bool:
    """Whether a request comes from a page of another site, or of another server of this machine."""
    if headers.get("sec-fetch-site", "none") not in _OWN_SITES:
        return True
    origin = headers.get("origin")
    return origin is not None and origin not in {f"{scheme}://{headers.get('host')}" for scheme in ("http", "https")}


def _host_name(header: str) -> str:
    """Return the name in *header*, without its port and brackets, or an empty string if it is malformed."""
    if any(character in header for character in "/?#@\\ "):
        return ""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port  # raises, too
    except ValueError:
        return ""
    return parts.hostname or ""


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    # What a socket for both protocols shows of the older one.
    return getattr(address, "ipv4_mapped", None) or address
