"""Names under which a server answers that other machines reach, and which of them only this machine does."""

from __future__ import annotations

import socket

import pytest
from starlette.datastructures import Headers

from sphinx_restaction.preview.guard import is_foreign, is_loopback, is_own_name


@pytest.mark.parametrize(
    ("header", "host", "expected"),
    [
        # Bound to this machine alone: its own names.
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("127.0.0.2", "127.0.0.2", True),
        ("192.0.2.1", "127.0.0.1", False),
        ("docs.example.com", "localhost", False),
        # Bound elsewhere: also that name, and addresses, which nobody can make point elsewhere.
        ("docs.example.com:8000", "docs.example.com", True),
        ("DOCS.example.com", "docs.Example.com", True),
        ("192.0.2.1:8000", "0.0.0.0", True),  # noqa: S104
        ("[2001:db8::1]:8000", "::", True),
        ("localhost:8000", "0.0.0.0", True),  # noqa: S104
        ("docs.example.com", "0.0.0.0", False),  # noqa: S104
        ("docs.example.com.evil.example", "docs.example.com", False),
        # Malformed.
        ("", "0.0.0.0", False),  # noqa: S104
        (":8000", "0.0.0.0", False),  # noqa: S104
        ("localhost:x", "127.0.0.1", False),
        ("localhost/", "127.0.0.1", False),
        ("evil.example@localhost", "127.0.0.1", False),
        ("[::1", "::1", False),
    ],
)
def test_the_names_of_a_server(header: str, host: str, expected: bool) -> None:  # noqa: FBT001
    assert is_own_name(header, host) is expected


def test_the_machines_name_is_one_of_a_server_for_others() -> None:
    assert is_own_name(f"{socket.gethostname()}:8000", "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.0.2.1", False),
        ("127.0.0.1.example.com", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_what_only_this_machine_reaches(host: str, expected: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is expected


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_tunnel_may_change_the_port_and_the_scheme(scheme: str) -> None:
    headers = Headers(
        {"host": "localhost:9000", "origin": f"{scheme}://localhost:9000", "sec-fetch-site": "same-origin"}
    )
    assert not is_foreign(headers)
