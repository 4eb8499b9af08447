"""Write an invented reference that is some times as large as nova's; its words are the same each time."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.invented.api import make_api
from benchmarks.invented.openapi import make_document
from benchmarks.invented.rest import MANY, ONE, write_reference


def main() -> None:
    """Write what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("--size", type=int, default=1, metavar="N", help="how many times nova's (default: 1)")
    parser.add_argument("--many", action="store_true", help="a document for each resource; otherwise there is one")
    parser.add_argument("--openapi", action="store_true", help="write openapi.json, the same API, and nothing else")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder")
    arguments = parser.parse_args()
    resources = make_api(arguments.size)
    if arguments.openapi:
        arguments.folder.mkdir(parents=True)
        path = arguments.folder / "openapi.json"
        path.write_text(json.dumps(make_document(resources), indent=2) + "\n", "utf-8")
        print(path)
    else:
        print(write_reference(arguments.folder, resources, MANY if arguments.many else ONE))


if __name__ == "__main__":
    main()
