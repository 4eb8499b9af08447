"""The same breaks, made in files and found by the command ``restaction lint``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.recall.judging import Said, Verdict, news

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.recall.breaks import Break, Kind
    from benchmarks.recall.pairs import Pair, Tree

_CONFIGURATION = "restaction.toml"


def configure(tree: Tree) -> None:
    """Write the settings of *tree*, which is a copy, into its folder."""
    version = tree.settings.unversioned_samples_are
    text = f'unversioned-samples-are = "{version}"\n' if version else ""
    Path(tree.settings.folder, _CONFIGURATION).write_text(text, "utf-8")


def lint(tree: Tree) -> list[Said]:
    """Run the command on *tree*, as it stands in its files."""
    command = [sys.executable, "-m", "sphinx_restaction", "lint", "--format", "json", tree.reference.source]
    folder = tree.settings.folder
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the command fails: {done.stderr}")
    return [_said(finding, Path(folder)) for finding in json.loads(done.stdout)["findings"]]


def judge_files(pair: Pair, kind: Kind, broken: Break, before: list[Said]) -> Verdict:
    """Make the break in the file, run the command, and put the file back; *before* is what it says without."""
    path = Path(broken.change.file)
    kept = path.read_bytes()
    try:
        # Line ends stay as they are.
        path.write_bytes(broken.change.edit(kept.decode("utf-8")).encode("utf-8"))
        after = lint(pair.whole)
    finally:
        path.write_bytes(kept)
    return Verdict(kind=kind, pair=pair, broken=broken, said=news(before, after))


def _said(finding: dict[str, Any], folder: Path) -> Said:
    places = [finding, *finding["related"]]
    return Said(
        rule=finding["rule"],
        fingerprint=finding["fingerprint"],
        message=finding["message"],
        places=tuple(_places(places, folder)),
    )


def _places(places: list[dict[str, Any]], folder: Path) -> Iterator[tuple[str, int]]:
    for place in places:
        yield str(folder / place["file"]), place["line"]
