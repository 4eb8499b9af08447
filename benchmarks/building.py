"""A reference as the benchmarks build it: with os-api-ref, with this extension, and without any block of theirs."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Cost, run
from tests.corpus.builds import OURS, THEIRS, copy_reference, switch_extension

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.corpus.references import Reference

#: The source with all ``rest_*`` blocks taken out: what no extension of this kind can be faster than.
PLAIN = "no rest_* block"
VARIANTS = (OURS, THEIRS, PLAIN)
#: What tables call os-api-ref.
PEER = "os-api-ref"
_BLOCK = re.compile(r"^\.\. rest_\w+::.*\n(?:[ \t]+\S.*\n|[ \t]*\n)*", re.MULTILINE)


def prepare(reference: Reference, folder: Path, variants: Iterable[str] = VARIANTS) -> dict[str, Path]:
    """Copy *reference* into *folder* once for each of *variants*, and return the source directories."""
    sources = {}
    for variant in variants:
        sources[variant] = copy_reference(reference, folder / variant.partition(" ")[0])
        change(variant, sources[variant])
    return sources


def change(variant: str, source: Path) -> None:
    """Change *source*, a copy that is built with os-api-ref, to what *variant* builds."""
    if variant == OURS:
        switch_extension(source)
    elif variant == PLAIN:
        leave_out(source, THEIRS)


def leave_out(source: Path, extension: str) -> None:
    """Take *extension* out of ``conf.py``, and all of its blocks out of the documents."""
    conf = source / "conf.py"
    conf.write_text(re.sub(rf"""['"]{extension}['"],?""", "", conf.read_text("utf-8")), "utf-8")
    for path in documents(source):
        path.write_text(without_blocks(path.read_text("utf-8")), "utf-8")


def documents(source: Path) -> list[Path]:
    """Return the files below *source* that hold text of documents, in the order of their names."""
    return sorted(path for path in source.rglob("*") if path.suffix in {".rst", ".inc"})


def without_blocks(text: str) -> str:
    """Return the document *text* without ``rest_*`` directives and their contents."""
    return _BLOCK.sub("", text)


def build_command(source: Path, out: Path, *options: str) -> list[str]:
    """Return the command that builds *source* as HTML in *out*, which keeps the doctrees, too."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-d", str(out / "doctrees"), *options]
    return [*command, str(source), str(out / "html")]


def build(source: Path, *options: str) -> Cost:
    """Build *source* from nothing and return what it took."""
    with tempfile.TemporaryDirectory() as folder:
        return build_in(source, Path(folder), *options)


def build_in(source: Path, folder: Path, *options: str) -> Cost:
    """Build *source* in *folder*, where an earlier build may have left its doctrees."""
    # The folder is the process's own, so that Python finds the extension where it is installed.
    return run(build_command(source, folder, *options), folder=folder)


def lint_command(*arguments: str | Path) -> list[str | Path]:
    """Return the command that lints what *arguments* name."""
    return [sys.executable, "-m", "sphinx_restaction", "lint", *arguments]


def has_cache() -> bool:
    """Return whether the linter keeps anything from one run to the next."""
    return "--cache-dir" in subprocess.run(lint_command("--help"), capture_output=True, text=True, check=True).stdout


def without_cache() -> tuple[str, ...]:
    """Return the options by which the linter neither reads nor writes a cache."""
    return ("--no-cache",) if has_cache() else ()


def lint(*arguments: str | Path) -> Cost:
    """Lint, and return what it took. That there are findings is no failure."""
    with tempfile.TemporaryDirectory() as folder:
        return run(lint_command(*arguments), folder=Path(folder), codes=(0, 1))
