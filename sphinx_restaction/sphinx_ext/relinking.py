"""Documents with links are written anew when what they lead to has another address, though they have not changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.sphinx_ext.objects import RestObject


def fingerprint(objects: Iterable[RestObject]) -> str:
    """Return what changes when any name leads to another place."""
    text = "\n".join(f"{one.kind} {one.name} {one.docname}#{one.anchor}" for one in objects)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
