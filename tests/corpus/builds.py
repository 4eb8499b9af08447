"""Building a reference by `sphinx-build`, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.corpus.fetch import fetch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpus.references import Reference

SOURCE = "api-ref/source"
OURS = "sphinx_restaction"
THEIRS = "os_api_ref"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build left behind."""

    #: The folder with ``conf.py``, and the one with the result.
    source: Path
    out: Path
    code: int
    #: All that the process printed.
    output: str
    #: The warnings, one a line.
    warnings: tuple[str, ...]


def copy_reference(reference: Reference, folder: Path) -> Path:
    """Copy *reference* to the new *folder* and return its source directory."""
    shutil.copytree(fetch(reference), folder)
    return folder / SOURCE


def switch_extension(source: Path) -> None:
    """Write our extension into ``conf.py`` in the place of os-api-ref."""
    conf = source / "conf.py"
    text = conf.read_text("utf-8")
    if text.count(f"'{THEIRS}'") != 1:
        raise ValueError(f"{conf} does not name {THEIRS} just once")
    conf.write_text(text.replace(f"'{THEIRS}'", f"'{OURS}'"), "utf-8")


def build(source: Path, folder: Path, builder: str, *options: str) -> Build:
    """Run *builder* on *source*, with all that it writes in the new *folder*."""
    folder.mkdir(parents=True)
    out, doctrees, warnings = folder / "out", folder / "doctrees", folder / "warnings"
    sphinx = [sys.executable, "-m", "sphinx", "-b", builder, "-q", "-N", "-E", "-d", str(doctrees)]
    command = [*sphinx, "-w", str(warnings), *options, str(source), str(out)]
    # An empty folder, so that the process finds the extension where it is installed and not next to these tests.
    (folder / "empty").mkdir()
    done = subprocess.run(command, cwd=folder / "empty", capture_output=True, text=True, check=False)
    lines = tuple(warnings.read_text("utf-8").splitlines()) if warnings.exists() else ()
    return Build(source=source, out=out, code=done.returncode, output=done.stdout + done.stderr, warnings=lines)
