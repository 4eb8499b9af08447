"""The linters that ours is compared with are pinned, with all that they need."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import npm

PEERS = Path(npm.__file__).parent / "peers"


def test_every_package_has_its_hash() -> None:
    lock = json.loads((PEERS / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((PEERS / "package.json").read_text("utf-8"))["dependencies"]
    assert lock.pop("")["dependencies"] == wanted
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in lock.values())


def test_each_has_its_command() -> None:
    for name in npm.NAMES:
        command = npm.lint_command(Path("folder"), name, Path("openapi.json"))
        assert Path(command[3]).is_file()
        assert command[-1] == "openapi.json"
