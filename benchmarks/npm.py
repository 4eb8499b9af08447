"""The linters of OpenAPI documents that ours is compared with: programs of npm, which the repository does not have."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.corpus.fetch import cache_folder

_PINS = Path(__file__).parent / "peers"
#: They neither report home nor look for newer versions while they are measured.
_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_UPDATE_NOTIFIER": "1"}
_PACKAGES = {"redocly": "@redocly/cli", "spectral": "@stoplight/spectral-cli"}
NAMES = {"redocly": "Redocly CLI", "spectral": "Spectral"}


def is_there() -> bool:
    """Return whether this machine has npm."""
    return shutil.which("npm") is not None


def install() -> Path:
    """Return a folder that has the programs: the cache's, or one that npm fills now.

    ``package-lock.json`` pins every package with its sha512, which npm compares. No script of any package runs.
    """
    lock = (_PINS / "package-lock.json").read_bytes()
    kept = cache_folder() / f"npm-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            folder = Path(scratch, "peers")
            shutil.copytree(_PINS, folder)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=folder, check=True)
            folder.rename(kept)
    return kept


def lint_command(folder: Path, name: str, document: Path) -> list[str]:
    """Return the command by which *name*, installed in *folder*, lints *document*, examples included."""
    settings = {"redocly": "--config", "spectral": "--ruleset"}[name]
    program = folder / "node_modules" / ".bin" / name
    return [str(program), "lint", settings, str(_PINS / f"{name}.yaml"), str(document)]


def versions() -> dict[str, str]:
    """Return the pinned versions, and that of Node.js."""
    pinned = json.loads((_PINS / "package.json").read_text("utf-8"))["dependencies"]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
    return {**{NAMES[name]: pinned[package] for name, package in _PACKAGES.items()}, "Node.js": node.removeprefix("v")}


def environment() -> dict[str, str]:
    """Return the environment that the programs run in."""
    return {**os.environ, **_QUIET}
