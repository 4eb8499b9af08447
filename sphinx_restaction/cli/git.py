"""The few things that `--since` asks of git."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The mode of a symbolic link in a tree.
_LINK = "120000"
#: Set where git itself started us, in a hook; then the folder would not tell the repository.
_HOOK_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file of a commit."""

    #: Relative to the top of the repository, with the separators of this machine.
    path: str
    name: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree."""

    #: The top of the working tree, without symbolic links.
    top: str

    @classmethod
    def holding(cls, folder: str) -> Repository:
        """Return the repository that holds *folder*, or raise a `Failure`."""
        top = _git(folder, "rev-parse", "--show-toplevel", failure=f"--since: {folder} lies in no git repository")
        return cls(os.path.realpath(os.fsdecode(top.rstrip(b"\r\n"))))

    def commit(self, revision: str) -> str:
        """Return the name of the commit *revision*; a `Failure` says why there is none."""
        if revision.startswith("-"):
            raise Failure(f"--since: {revision!r} is no revision")
        failure = f"--since: there is no revision {revision!r} in {self.top}"
        if _git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true":
            failure += (
                ", which is a shallow clone; fetch the revision first, for instance with 'git fetch --unshallow', "
                "or with 'fetch-depth: 0' of actions/checkout"
            )
        name = _git(self.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", failure=failure)
        return name.decode().strip()

    def blobs(self, commit: str) -> dict[str, Blob]:
        """Return the files of *commit*, by their paths."""
        listing = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for line in filter(None, listing.split(b"\0")):
            head, _, path = line.partition(b"\t")
            mode, kind, name = head.decode().split()
            blob = Blob(path=os.path.normpath(os.fsdecode(path)), name=name, is_link=mode == _LINK)
            # git makes no path that leads out, but a commit can be made without git.
            if kind == "blob" and Path(blob.path).parts[0] not in {os.pardir, os.sep}:
                found[blob.path] = blob
        return found

    def write(self, blobs: Iterable[Blob], folder: str) -> None:
        """Write *blobs* into *folder*, which plays the top of the repository."""
        # Links come last, so that no file is written through one.
        wanted = sorted(blobs, key=lambda blob: blob.is_link)
        names = "".join(f"{blob.name}\n" for blob in wanted).encode()
        # Not `git archive`: it leaves out what .gitattributes says, and its command line would be too long.
        contents = _contents(_git(self.top, "cat-file", "--batch", data=names))
        for blob, content in zip(wanted, contents, strict=True):
            path = Path(folder, blob.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            if not blob.is_link:
                path.write_bytes(content)
            elif not path.exists():
                path.symlink_to(os.fsdecode(content))


def _contents(output: bytes) -> Iterator[bytes]:
    """Yield what ``git cat-file --batch`` prints: for each file a line with its size, its bytes, and a line end."""
    start = 0
    while start < len(output):
        head, _, _ = output[start : start + 200].partition(b"\n")
        size = int(head.split()[2])
        first = start + len(head) + 1
        yield output[first : first + size]
        start = first + size + 1


def _git(folder: str, *arguments: str, failure: str = "", data: bytes | None = None) -> bytes:
    """Return what git prints; if it fails, raise a `Failure` of *failure* and git's own words."""
    environment = {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES}
    command = ["git", "-C", folder, *arguments]
    try:
        run = subprocess.run(command, input=data, capture_output=True, check=False, env=environment)  # noqa: S603  # no shell
    except OSError as error:
        raise Failure(f"--since needs git, which does not start: {error.strerror or error}") from error
    if run.returncode:
        words = " ".join(run.stderr.decode("utf-8", "replace").split())
        raise Failure((failure or f"--since: git {arguments[0]} failed") + (f" ({words})" if words else ""))
    return run.stdout
