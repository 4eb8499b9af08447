"""Files of our own that several runs may write and read at once."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def replace_file(path: str, parts: Iterable[bytes]) -> None:
    """Put *parts* in the place of the file *path* at once: who reads it has the old content or the new one.

    Of two runs that write at once, the last one's content stays. An OSError leaves the old file as it was. What a run
    that was killed leaves behind has the name of the file, a full stop and digits.
    """
    scratch = f"{path}.{os.getpid()}"
    try:
        with open(scratch, "wb") as stream:  # noqa: PTH123  # a path is a string here, and below
            stream.writelines(parts)
        os.replace(scratch, path)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            os.unlink(scratch)  # noqa: PTH108
        raise
