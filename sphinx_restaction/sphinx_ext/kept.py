"""What one build works out and the next would work out again, kept beside the doctrees.

Only what follows from its name alone is kept: the name holds all that the result depends on, or a digest of it. What
holds for all names of a file, such as versions, is its identity, and a file with another one counts as empty. So does a
file that is not as it was written, and one that a build without the last one's environment finds.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import sphinx

from sphinx_restaction.sources.replacing import replace_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What has more texts than this starts anew, for nobody knows which of them are not asked for any more.
_MOST = 100_000
_ENCODING = "ascii"


class Kept(dict[str, str]):
    """Texts by their names: those of the last build, and what `note` adds."""

    def __init__(self, app: Sphinx, name: str, identity: object) -> None:
        self._path = os.path.join(app.doctreedir, f"restaction-{name}.json")
        self._identity = repr((sphinx.__display_version__, identity))
        self._has_new = False
        super().__init__({} if _is_fresh(app) else self._load())

    def note(self, name: str, text: str) -> str:
        """Keep *text*, and return it."""
        self[name] = text
        self._has_new = True
        return text

    def save(self) -> None:
        """Write the file, if there is anything new."""
        if self._has_new:
            content = json.dumps({"identity": self._identity, "texts": self}).encode(_ENCODING)
            # It is no fault of the project if there is no room for it.
            with suppress(OSError):
                replace_file(self._path, (_digest(content), b"\n", content))
            self._has_new = False

    def _load(self) -> dict[str, str]:
        try:
            with open(self._path, "rb") as file:  # noqa: PTH123
                digest, content = file.readline().rstrip(), file.read()
            found = json.loads(content) if digest == _digest(content) else {}
        except (OSError, ValueError):
            return {}
        texts: dict[str, str] = found["texts"] if found.get("identity") == self._identity else {}
        return texts if len(texts) <= _MOST else {}


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode(_ENCODING)


def _is_fresh(app: Sphinx) -> bool:
    """Whether the environment is not that of the last build; who asks for a build from nothing means it."""
    return app.fresh_env_used is not False
