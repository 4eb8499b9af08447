"""An editor is started for files of the reference alone, without a shell, and its absence is a message."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from sphinx_restaction.preview.editor import Editor, EditorError

WRITE = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))"


def arguments(out: Path, fields: str, file: str, line: int) -> list[str]:
    """Return the arguments that an editor with the arguments *fields* is started with."""
    editor = Editor.of(f'{sys.executable} -c "{WRITE}" {out} {fields}', lambda _: True)
    assert editor.open(file, line)
    for _ in range(400):
        if out.exists() and (text := out.read_text()):
            return text.split("\n")
        time.sleep(0.05)
    raise AssertionError("the editor was not started")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("-g {file}:{line}", ["-g", "/a/x.inc:12"]),
        ("+{line} {file}", ["+12", "/a/x.inc"]),
        ("--wait", ["--wait", "/a/x.inc"]),
        ("'two words' {file}", ["two words", "/a/x.inc"]),
        ("{column} {file}", ["{column}", "/a/x.inc"]),
    ],
)
def test_the_fields_of_a_command(tmp_path: Path, fields: str, expected: list[str]) -> None:
    assert arguments(tmp_path / "out", fields, "/a/x.inc", 12) == expected


@pytest.mark.parametrize("name", ["a b.inc", "$(touch x).inc", "'\"`;&|.inc", "{line}.inc", "é.inc"])
def test_a_name_of_a_file_is_one_argument(tmp_path: Path, name: str) -> None:
    assert arguments(tmp_path / "out", "{file} {line}", f"/a/{name}", 1) == [f"/a/{name}", "1"]


@pytest.mark.parametrize("file", ["/a/../etc/passwd", "/a//x.inc", "/a/./x.inc", "a/x.inc", "-c", "", "/a/x.inc\0"])
def test_a_file_that_is_not_named_plainly_is_refused(tmp_path: Path, file: str) -> None:
    editor = Editor.of(f"touch {tmp_path / 'started'}", lambda name: name.startswith("/a"))
    assert not editor.open(file, 1)
    assert editor.accepts("/a/x.inc")
    time.sleep(0.2)
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize("command", ["", "  ", "'code {file}"])
def test_a_command_that_cannot_be_read(command: str) -> None:
    with pytest.raises(EditorError, match=r"^the editor's command"):
        Editor.of(command, lambda _: True)


def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    program = tmp_path / "editor"
    program.write_text("#!/bin/sh\n")
    with pytest.raises(EditorError, match=r"cannot be started: Permission denied$"):
        Editor.of(str(program), lambda _: True).open("/a/x.inc", 1)
    with pytest.raises(EditorError, match=r"cannot be started: No such file or directory$"):
        Editor.of(str(tmp_path / "none"), lambda _: True).open("/a/x.inc", 1)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="tells by Linux's table of processes")
def test_an_editor_that_ends_leaves_nothing_in_the_table_of_processes(tmp_path: Path) -> None:
    shell = f"sh -c 'echo $$ > {tmp_path / 'pid'}'"
    Editor.of(shell, lambda _: True).open("/a/x.inc", 1)
    for _ in range(400):
        file = tmp_path / "pid"
        if file.exists() and (pid := file.read_text().strip()) and not Path("/proc", pid).exists():
            return
        time.sleep(0.05)
    raise AssertionError("it is still there")
