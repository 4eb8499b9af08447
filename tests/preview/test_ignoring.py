"""What git, editors and tools ignore is no part of a reference."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.ignoring import Ignores

if TYPE_CHECKING:
    from pathlib import Path

RULES = {
    ".gitignore": "*.json\n!kept.json\n/api-ref/source/anchored.rst\nbuild/\n**/deep/*.inc\n\n# comment\n\\#hash.rst\n",
    ".git/info/exclude": "private.rst\n",
    "api-ref/.gitignore": "source/middle.rst\n",
    "api-ref/source/.gitignore": "local.rst\n!again.json\n*.yaml\n!good.yaml\n",
    "api-ref/source/inner/.gitignore": "*\n!.gitignore\n!only.rst\n",
    "api-ref/source/damaged/.gitignore": "/\n!\nlost.rst\n",
}
FILES = (
    *("one.rst", "one.json", "kept.json", "again.json", "anchored.rst", "middle.rst", "private.rst", "#hash.rst"),
    *("local.rst", "bad.yaml", "good.yaml", "inner/only.rst", "inner/other.rst", "inner/more/only.rst"),
    *("build/one.rst", "sub/build/kept.json", "sub/anchored.rst", "sub/local.rst", "sub/deep/one.inc", "sub/one.inc"),
    *("build.rst", "damaged/lost.rst", "damaged/found.rst", "é.rst"),
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "api-ref" / "source").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)  # noqa: S607
    for name, text in RULES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_the_same_files_are_ignored_as_by_git(repository: Path, tmp_path: Path) -> None:
    source = repository / "api-ref" / "source"
    for name in FILES:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("Text", "utf-8")
    run = subprocess.run(
        ["git", "check-ignore", "-z", "--stdin"],  # noqa: S607
        cwd=source,
        input="\0".join(FILES),
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    ignores = Ignores(str(source))
    ignored = {name for name in FILES if ignores.is_ignored(str(source / name))}
    assert ignored == set(run.stdout.strip("\0").split("\0"))


def test_folders_are_ignored_as_such(repository: Path) -> None:
    source = repository / "api-ref" / "source"
    ignores = Ignores(str(source))
    assert ignores.is_ignored(str(source / "build"), is_folder=True)
    assert not ignores.is_ignored(str(source / "build"))
    assert not ignores.is_ignored(str(source / "other"), is_folder=True)


def test_the_rules_outside_are_void_if_they_ignore_the_whole_source_directory(repository: Path) -> None:
    """The sources of a reference may be generated, into a folder that git ignores."""
    source = repository / "build" / "source"
    source.mkdir(parents=True)
    (source / ".gitignore").write_text("local.rst\n", "utf-8")
    ignores = Ignores(str(source))
    assert not ignores.is_ignored(str(source / "one.rst"))
    assert not ignores.is_ignored(str(source / "one.json"))
    assert ignores.is_ignored(str(source / "local.rst"))


def test_without_a_repository_only_the_rules_in_the_source_directory_count(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / ".gitignore").write_text("outer.rst\n", "utf-8")
    (source / ".gitignore").write_text("inner.rst\n", "utf-8")
    ignores = Ignores(str(source))
    assert not ignores.is_ignored(str(source / "outer.rst"))
    assert ignores.is_ignored(str(source / "inner.rst"))


def test_rules_are_read_anew_when_they_change(repository: Path) -> None:
    source = repository / "api-ref" / "source"
    file = str(source / "sub" / "new.rst")
    ignores = Ignores(str(source))
    assert not ignores.is_ignored(file)
    assert not ignores.renew()
    (source / "sub").mkdir()
    (source / "sub" / ".gitignore").write_text("new.rst\n", "utf-8")
    assert ignores.renew()
    assert ignores.is_ignored(file)
    (source / "sub" / ".gitignore").unlink()
    assert ignores.renew()
    assert not ignores.is_ignored(file)
    assert not ignores.renew()


EDITORS_FILES = (
    *(".servers.inc.swp", ".servers.inc.swo", ".servers.inc.swx", "4913", "servers.inc~"),
    *(".#servers.inc", "#servers.inc#", ".servers.inc.kate-swp", ".goutputstream-X1Y2Z3"),
    *("servers.inc___jb_tmp___", "servers.inc___jb_old___", "servers.inc.vsctmp", "servers.inc.tmp", ".DS_Store"),
    *(
        ".git/index",
        "__pycache__/conf.pyc",
        ".tox/log.rst",
        ".venv/one.rst",
        "a/node_modules/b/one.rst",
        "html/one.rst",
    ),
)


@pytest.mark.parametrize("name", EDITORS_FILES)
def test_what_editors_and_tools_write_is_ignored(tmp_path: Path, name: str) -> None:
    assert Ignores(str(tmp_path), [str(tmp_path / "html")]).is_ignored(str(tmp_path / name))


@pytest.mark.parametrize("name", ["servers.inc", "conf.py", "_static/x.css", "html.rst", "sub/html/one.rst", "49130"])
def test_other_files_count(tmp_path: Path, name: str) -> None:
    assert not Ignores(str(tmp_path), [str(tmp_path / "html")]).is_ignored(str(tmp_path / name))


def test_a_source_directory_in_a_folder_of_a_tool_counts(tmp_path: Path) -> None:
    source = tmp_path / ".tox" / "node_modules" / "source"
    source.mkdir(parents=True)
    assert not Ignores(str(source)).is_ignored(str(source / "one.rst"))
