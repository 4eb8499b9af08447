"""Check a reference in a process of its own, and print what Python opens and lists, and what the notes have of it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from sphinx_restaction.cache.footprint import Footprint
from sphinx_restaction.cli.checking import check_tree
from sphinx_restaction.cli.trees import Clock
from sphinx_restaction.sources.notes import Notes
from tests.cache.world import World

_EVENTS = ("open", "os.listdir", "os.scandir")


def main(source: str, root: str) -> None:
    """Check the reference in *source* of the repository *root* with all rules."""
    world = World.of(Path(source), Path(root), "strict")
    notes, found, is_open = Notes(), set[str](), True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if is_open and event in _EVENTS:
            found.add(os.path.normpath(os.fsdecode(arguments[0])))

    sys.addaudithook(hook)
    result, _ = check_tree(world.source, world.root, world.settings, Clock(), notes)
    is_open = False
    footprint = Footprint.of(notes)
    noted = {os.path.normpath(path) for path in (*footprint.files, *footprint.others, *footprint.folders)}
    below = {path for path in found if path.startswith(root + os.sep)}
    json.dump([sorted(below), sorted(noted), len(result.findings)], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
