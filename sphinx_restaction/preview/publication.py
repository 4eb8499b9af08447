"""What browsers are shown: the output of the last build of the whole, with what was patched since."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_restaction.preview.output import Snapshot, Snapshots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_restaction.preview.channel import Channel
    from sphinx_restaction.preview.messages import Built, Findings, Problem
    from sphinx_restaction.preview.site import Site


class Publication:
    """Changes a site, and tells browsers of it."""

    def __init__(self, folder: Path, site: Site, channel: Channel) -> None:
        """Publish what is built in *folder*, in copies beside it."""
        self._site, self._channel = site, channel
        self._snapshots = Snapshots(folder / "build" / "output", folder)
        #: What the shown build depends on, what concerns every page of it, and its errors.
        self.files: frozenset[str] = frozenset()
        self.frame: frozenset[str] = frozenset()
        self._errors: frozenset[tuple[str, str]] = frozenset()
        #: The patched pages, with the number of the last patch of each.
        self._numbers: Counter[str] = Counter()
        self._patched: set[str] = set()

    def has_file(self, path: str) -> bool:
        """Whether the shown build depends on *path*."""
        return path in self.files or os.path.realpath(path) in self.files

    def new_errors(self, built: Built) -> list[Problem]:
        """Return the errors of another build that the shown one does not have."""
        return [error for error in built.errors if error.identity not in self._errors]

    async def copy(self) -> Snapshot:
        """Return a copy of what is built; raises an OSError if the disk is full, say."""
        return await asyncio.to_thread(self._snapshots.take)

    def publish(self, snapshot: Snapshot, built: Built) -> None:
        """Serve *snapshot* from now on. It is still to be kept, as soon as there is time for that."""
        was_published = self._site.is_published
        changed = self._serve(snapshot)
        self.files, self.frame = frozenset(built.files), frozenset(built.frame)
        self._errors = frozenset(error.identity for error in built.errors)
        if changed or not was_published:
            self._channel.send({"type": "page", "pages": changed if was_published else None})

    async def keep(self, snapshot: Snapshot) -> None:
        """Delete the copies before *snapshot*."""
        await asyncio.to_thread(self._snapshots.keep, snapshot)

    async def drop(self, snapshot: Snapshot) -> None:
        """Delete *snapshot*, which is not served."""
        await asyncio.to_thread(self._snapshots.drop, snapshot)

    def patch(self, patches: Iterable[tuple[str, str, list[dict[str, Any]]]]) -> None:
        """Change pages, each given by its name, its text and the changes."""
        for page, html, changes in patches:
            self._numbers[page] += 1
            self._patched.add(page)
            self._site.patch(page, html, self._numbers[page])
            self._channel.send({"type": "patch", "page": page, "number": self._numbers[page], "changes": changes})

    def tell_findings(self, message: Findings) -> None:
        """Tell what is wrong with what is shown."""
        self._channel.send({"type": "findings", "root": message.root, "findings": message.findings})

    def _serve(self, snapshot: Snapshot) -> list[str]:
        """Serve *snapshot*, and return the pages that are others now."""
        names = {*snapshot.copied, *snapshot.gone, *self._patched}
        pages = sorted(name for name in names if name.endswith(".html"))
        before = [self._site.get(page) for page in pages]
        self._site.publish(snapshot.folder)
        self._patched.clear()
        after = [self._site.get(page) for page in pages]
        pairs = zip(pages, before, after, strict=True)
        return [page for page, one, other in pairs if (one and one.content) != (other and other.content)]
