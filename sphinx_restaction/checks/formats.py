"""The formats of OpenAPI 3.1 and JSON Schema 2020-12 (section 7.3) that samples are checked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_restaction.checks.positions import Value

_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#: Python compiles them when they are used, and keeps them: few references name a format.
_PATTERNS: Mapping[str, str] = {
    "date": _DATE,
    "date-time": rf"{_DATE}[Tt ]{_TIME}",
    "time": _TIME,
    "uuid": r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*",
    "email": r"[^\s@]+@[^\s@]+",
    "hostname": rf"{_LABEL}(?:\.{_LABEL})*\.?",
}
_BITS: Mapping[str, int] = {"int32": 31, "int64": 63}


def has_format(value: Value, name: str) -> bool:
    """Whether *value* is of the format *name*; a format that is not checked, or of another type, is met."""
    if name in _BITS:
        return value.type != "integer" or -(2 ** _BITS[name]) <= value.value < 2 ** _BITS[name]
    if value.type != "string":
        return True
    if name in _PATTERNS:
        return re.fullmatch(_PATTERNS[name], value.value) is not None
    return name not in _ADDRESSES or _ADDRESSES[name](value.value)


def _is_ipv4(text: str) -> bool:
    import ipaddress  # noqa: PLC0415  # few references use the format

    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _is_ipv6(text: str) -> bool:
    import ipaddress  # noqa: PLC0415  # few references use the format

    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


_ADDRESSES: Mapping[str, Callable[[str], bool]] = {"ipv4": _is_ipv4, "ipv6": _is_ipv6}
