"""What a file holds, as far as it takes to tell whether that has changed."""

# Paths are strings: a survey makes thousands of calls, and path objects would take most of its time.
# ruff: noqa: PTH116

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass

#: A change of the first bytes, or of the size, is seen. No source of a reference is longer.
LONGEST = 64 * 1024 * 1024
_BLOCK = 1024 * 1024
#: Time stamps are as coarse as two seconds on some file systems: within that time, a file can be written
#: a second time and bear the same stamp.
_COARSEST = 2_000_000_000
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """What a file held when it was looked at."""

    #: Equal for equal contents. What is no file, or can't be read, has a digest, too.
    digest: bytes
    #: As long as the stamp is equal, the content is. None if the file has just been written.
    stamp: tuple[int, ...] | None = None
    #: When the file was written, renamed or created, in nanoseconds.
    written: int = 0
    #: The real path, if the path is that of a symbolic link.
    target: str | None = None


#: The content of a file that is not there. A dangling link is none, either.
ABSENT = Content(b"absent")


def content_of(path: str, before: Content = ABSENT) -> Content:
    """Return the content of a file now. The file is only read if its stamp is not that of *before*."""
    try:
        is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        target = os.path.realpath(path) if is_link else None
        status = os.stat(path) if is_link else os.lstat(path)
    except (OSError, ValueError):
        return ABSENT
    stamp = (status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if stamp == before.stamp and target == before.target:
        return before
    written = max(status.st_mtime_ns, status.st_ctime_ns)
    # The stamp is older than the digest: what is written meanwhile has another one.
    is_settled = written < time.time_ns() - _COARSEST
    return Content(_digest(path, status), stamp if is_settled else None, written, target)


def _digest(path: str, status: os.stat_result) -> bytes:
    """Return the digest of what is at a path: of a file's bytes, and of anything else, of what it is."""
    if not stat.S_ISREG(status.st_mode):
        return b"%o" % stat.S_IFMT(status.st_mode)
    try:
        return _hash(path)
    except FileNotFoundError:
        return ABSENT.digest
    except OSError:
        return b"unreadable"


def _hash(path: str) -> bytes:
    """Return the hash of a file's bytes."""
    hasher = hashlib.blake2b(digest_size=16)
    # Without blocking: the file may have become a pipe by now.
    descriptor = os.open(path, _OPEN)
    try:
        left = LONGEST
        while left > 0 and (block := os.read(descriptor, min(_BLOCK, left))):
            hasher.update(block)
            left -= len(block)
        if left <= 0:
            hasher.update(b"%d" % os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)
    return hasher.digest()
