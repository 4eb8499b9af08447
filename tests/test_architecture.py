"""Data flows one way, and only one folder knows Sphinx."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import sphinx_restaction

PACKAGE = Path(sphinx_restaction.__file__).parent
#: What each part may import of the package, itself aside.
ALLOWED = {
    "rule": set(),
    "rules": {"rule"},
    "diagnostics": {"rule"},
    "garbage": set(),
    "model": {"diagnostics"},
    "settings": {"diagnostics", "rule", "model"},
    "sources": {"diagnostics", "rule", "rules", "model", "settings"},
    "resolve": {"diagnostics", "rules", "model", "sources"},
    "checks": {"diagnostics", "rule", "rules", "model", "settings", "sources"},
    "fixes": {"diagnostics", "rule", "rules", "model", "settings", "sources", "resolve", "checks"},
    "schemas": set(),
    "cache": {"__version__", "diagnostics", "rule", "rules", "model", "settings", "sources", "checks"},
    "cli": {
        "__version__",
        "diagnostics",
        "garbage",
        "rule",
        "rules",
        "model",
        "settings",
        "sources",
        "resolve",
        "checks",
        "cache",
        "fixes",
        "schemas",
        "preview",
    },
    "preview": set(),
    "sphinx_ext": {"diagnostics", "garbage", "rule", "rules", "model", "settings", "sources", "resolve", "checks"},
    "__init__": {"sphinx_ext"},
    "__main__": {"cli"},
}
FOREIGN = {"sphinx", "docutils", "jinja2", "markupsafe"}


def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports, in functions and for types, too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def part_of(path: Path) -> str:
    """Return the part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_no_part_imports_a_later_one() -> None:
    for path in PACKAGE.rglob("*.py"):
        part = part_of(path)
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("sphinx_restaction.")}
        assert ours - {part} <= ALLOWED[part], path


def test_only_one_folder_knows_sphinx() -> None:
    for path in PACKAGE.rglob("*.py"):
        if part_of(path) not in {"sphinx_ext", "__init__"}:
            assert {name.split(".")[0] for name in imported(path)} & FOREIGN == set(), path


def test_reading_a_reference_loads_no_sphinx() -> None:
    code = (
        "import sys, sphinx_restaction, sphinx_restaction.resolve.operations, sphinx_restaction.sources.library\n"
        "print([name for name in ('sphinx', 'docutils', 'jinja2') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_modules_stay_small() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > 500} == {}
