"""Where the files are that a document names, found without a look at each folder of each path.

Sphinx resolves every path anew, with all its folders, and a reference names hundreds of samples in a few folders.
"""

from __future__ import annotations

import os

#: What stands for no file of that name.
_SPECIAL = frozenset({"", ".", ".."})


class Folders:
    """Resolves paths; a folder that is no symbolic link is looked at once."""

    def __init__(self) -> None:
        self._plain: set[str] = set()

    def resolve(self, folder: str, argument: str) -> str | None:
        """Return the absolute path of the file that *argument* names in *folder*, an absolute path.

        None where there is a symbolic link, or anything else that is for Sphinx to tell.
        """
        names = argument.split("/")
        above = next((number for number, name in enumerate(names) if name != ".."), len(names))
        if os.sep != "/" or "\0" in argument or not _SPECIAL.isdisjoint(names[above:]) or above == len(names):
            return None
        if not self._is_plain(folder):
            return None
        for _ in range(above):
            folder = os.path.dirname(folder)  # noqa: PTH120  # path objects are what takes long, here and below
        path = os.path.join(folder, *names[above:])
        if os.path.islink(path) or not self._is_plain(os.path.dirname(path)):  # noqa: PTH114, PTH120
            return None
        return path

    def _is_plain(self, folder: str) -> bool:
        """Whether neither *folder* nor any folder around it is a symbolic link."""
        if folder not in self._plain:
            around = os.path.dirname(folder)  # noqa: PTH120
            if os.path.islink(folder) or not (around == folder or self._is_plain(around)):  # noqa: PTH114
                return False
            self._plain.add(folder)
        return True
