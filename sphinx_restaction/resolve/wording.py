"""What headings, captions, titles and file names tell: roles, versions and actions ("Comparing", 1 and 3)."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING

from sphinx_restaction.model.microversion import Microversion

if TYPE_CHECKING:
    from sphinx_restaction.model.operation import Role

_REQUEST_RE = re.compile(r"\brequests?\b", re.IGNORECASE)
_RESPONSE_RE = re.compile(r"\bresponses?\b", re.IGNORECASE)
_ROLE_TOKEN_RE = re.compile(r"(?:^|[-_.])(req|request|resp|response)(?=[-_.]|$)")
#: Headings that belong to the operation before them, whatever their level.
_PART_RE = re.compile(r"\s*(requests?|responses?|parameters|examples?|status codes?)\b", re.IGNORECASE)
_DIRECTORY_VERSION_RE = re.compile(r"(?:^|/)v(\d+\.\d+)(?=/)")
_NAME_VERSION_RE = re.compile(r"(?:^|[-_])v?(\d+\.\d+)(?=[-_.]|$)")
_CAPTION_VERSION_RE = re.compile(r"\(\s*v?(\d+\.\d+)\s*\)")
_TITLE_ACTION_RE = re.compile(r"\(\s*([\w:.-]+)\s+action\s*\)", re.IGNORECASE)


def heading_role(text: str) -> Role | None:
    """Return the role that a heading gives to what stands below it; None if it names neither or both."""
    request, response = bool(_REQUEST_RE.search(text)), bool(_RESPONSE_RE.search(text))
    if request == response:
        return None
    return "request" if request else "response"


def file_role(path: str) -> Role | None:
    """Return the role in a file's name: ``create-req.json``; the last wins where it holds both."""
    tokens = _ROLE_TOKEN_RE.findall(posixpath.basename(path.replace("\\", "/")).lower())
    if not tokens:
        return None
    return "request" if tokens[-1].startswith("req") else "response"


def is_part_heading(text: str) -> bool:
    """Whether a heading opens a part of the operation above it ("Response Parameters"), not something new."""
    return bool(_PART_RE.match(text))


def sample_versions(path: str | None, caption: str, heading: str) -> tuple[Microversion, ...]:
    """Return the versions that a sample's directory, file name, caption and heading give, each once."""
    path = (path or "").replace("\\", "/")
    stem = posixpath.splitext(posixpath.basename(path))[0]
    versions: dict[Microversion, None] = {}
    for pattern, text in (
        (_DIRECTORY_VERSION_RE, path),
        (_NAME_VERSION_RE, stem),
        (_CAPTION_VERSION_RE, caption),
        (_CAPTION_VERSION_RE, heading),
    ):
        found = pattern.findall(text)
        version = Microversion.parse(found[-1]) if found else None
        if version:
            versions[version] = None
    return tuple(versions)


def title_action(title: str) -> str | None:
    """Return ``reboot`` of the title "Reboot Server (reboot Action)"."""
    match = _TITLE_ACTION_RE.search(title)
    return match[1] if match else None


def root_key(text: str) -> str | None:
    """Return the only key of the JSON object *text*, None for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return next(iter(value)) if isinstance(value, dict) and len(value) == 1 else None
