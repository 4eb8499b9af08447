"""Getting a reference: through pip into a cache, and out of the archive into a folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.references import COMMON_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.corpus.references import Reference


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that archives are kept in, outside of the repository."""
    own = environ.get("RESTACTION_CACHE")
    if own:
        return Path(own)
    # The specification says that an XDG path that is not absolute counts as not set.
    shared = Path(environ.get("XDG_CACHE_HOME", ""))
    return (shared if shared.is_absolute() else Path.home() / ".cache") / "sphinx-restaction"


def fetch(reference: Reference) -> Path:
    """Return a folder that holds the unpacked *reference*; it is shared, so copy it before writing to it.

    Several processes may do this at once: archives and folders come into the cache whole, by being renamed.
    """
    archive = fetch_archive(reference)
    members = (*COMMON_MEMBERS, *reference.members)
    # Another pin or another choice of members is another folder.
    key = hashlib.sha256("\n".join((reference.sha256, *members)).encode()).hexdigest()[:12]
    folder = cache_folder() / f"{reference.name}-{reference.version}-{key}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=cache_folder()) as scratch:
            unpack(archive, members, Path(scratch, "unpacked"))
            _move_folder(Path(scratch, "unpacked"), folder)
    return folder


def fetch_archive(reference: Reference) -> Path:
    """Return the archive of *reference*, downloaded if the cache has none or a damaged one."""
    kept = cache_folder() / reference.archive
    if kept.is_file() and _sha256(kept) == reference.sha256:
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        loaded = _download(reference, Path(scratch))
        if _sha256(loaded) != reference.sha256:
            raise ValueError(f"{reference.archive} does not have the pinned sha256")
        loaded.replace(kept)
    return kept


def _download(reference: Reference, folder: Path) -> Path:
    """Download an archive into *folder* with pip, which checks its hash before it runs anything of it."""
    requirement = folder / "requirement.txt"
    requirement.write_text(f"{reference.name}=={reference.version} --hash=sha256:{reference.sha256}\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    # Not ":all:", which would hold for what pip needs to read the archive's metadata, too.
    source_only = ["--no-deps", "--no-binary", reference.name]
    subprocess.run([*pip, *source_only, "--require-hashes", "-r", str(requirement), "-d", str(folder)], check=True)
    return folder / reference.archive


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(archive: Path, members: tuple[str, ...], folder: Path) -> None:
    """Unpack *members* (files; folders end in a slash) of *archive*, without its top folder, into *folder*."""
    folders = tuple(member for member in members if member.endswith("/"))
    wanted = []
    with tarfile.open(archive) as stream:
        if hasattr(tarfile, "data_filter"):
            # Python before 3.11.4 has none, and the archive has the pinned sha256.
            stream.extraction_filter = tarfile.data_filter
        for member in stream:
            member.name = member.name.partition("/")[2]
            if member.name in members or member.name.startswith(folders):
                wanted.append(member)
        stream.extractall(folder, members=wanted)  # noqa: S202  # see above
    missing = [member for member in members if not (folder / member).exists() and member not in COMMON_MEMBERS]
    if missing or not (folder / "api-ref/source/conf.py").is_file():
        raise ValueError(f"{archive} lacks {missing or 'api-ref/source/conf.py'}")


def _move_folder(source: Path, target: Path) -> None:
    """Rename *source* to *target*, unless another process was faster."""
    try:
        source.rename(target)
    except OSError:
        if not target.is_dir():
            raise
