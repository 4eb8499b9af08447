"""``restaction fix`` on small trees: what it mends, what it leaves, and that a second run changes nothing."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = """\
Notes
=====

Show a note
-----------

.. rest_method:: GET /notes/{note_id}

"""
RESPONSE = """
Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

"""
SAMPLE = "\n.. literalinclude:: note.json\n   :language: javascript\n"
CATALOGUE = """\
# variables in path
note_id:
  description: |
    The number of the note.
  in: path
  required: true
  type: integer

# variables in body
colour:
  description: |
    The colour of the paper.
  in: body
  required: true
  type: string
# The note itself.
note:
  description: |
    A note.
  in: body
  required: true
  type: object
text:
  description: |
    What is written on the note.
  in: body
  required: true
  type: string
"""
REQUEST = """
Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id
"""


@dataclass(frozen=True)
class Tree:
    """A reference of one page."""

    source: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        """Write a file with the line ends of *text*."""
        path = self.source / name
        path.write_bytes(text.encode("utf-8"))
        return path

    def read(self, name: str) -> str:
        """Return a file with its line ends."""
        return (self.source / name).read_bytes().decode("utf-8")

    def page(self, rows: str, sample: str, catalogue: str = CATALOGUE) -> None:
        """Write the page with these rows of the response."""
        self.write("index.rst", HEAD + REQUEST + RESPONSE + rows + SAMPLE)
        self.write("note.json", sample)
        self.write("parameters.yaml", catalogue)

    def fix(self, *options: str) -> tuple[int, list[str]]:
        """Run the command; return the exit code and its lines, without what it may say of other rules."""
        code = main(["fix", "--isolated", *options, str(self.source)])
        return code, self.capsys.readouterr().out.splitlines()

    def lint(self, *rules: str) -> int:
        """Return the exit code of the linter."""
        code = main(["lint", "--isolated", "--fail-on", "info", "--select", ",".join(rules), str(self.source)])
        self.capsys.readouterr()
        return code


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tree:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "setup.cfg").write_text("")
    monkeypatch.chdir(source)
    made = Tree(source, capsys)
    made.write("conf.py", 'extensions = ["sphinx_restaction"]\n')
    return made


ROWS = "   - note: note\n   - text: text\n   - colour: colour\n"
GOOD = '{"note": {"text": "Buy milk", "colour": "blue"}}\n'


def test_nothing_to_fix_changes_nothing(tree: Tree) -> None:
    tree.page(ROWS, GOOD)
    before = tree.read("index.rst"), tree.read("parameters.yaml")
    assert tree.fix("--unsafe") == (0, ["0 fixed in 0 files"])
    assert (tree.read("index.rst"), tree.read("parameters.yaml")) == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_catalogue_is_sorted(tree: Tree, end: str) -> None:
    parts = CATALOGUE.partition("colour:\n")
    colour, *rest = parts[2].partition("# The note itself.\n")
    mixed = parts[0] + "".join(rest) + "colour:\n" + colour
    tree.page(ROWS, GOOD, mixed.replace("\n", end))
    assert tree.lint("unsorted-catalogue") == 1
    assert tree.fix() == (
        0,
        ["parameters.yaml:23: sorts the catalogue [unsorted-catalogue]", "1 fixed in 1 file"],
    )
    assert tree.read("parameters.yaml") == CATALOGUE.replace("\n", end)
    assert tree.lint("unsorted-catalogue") == 0


def test_an_unused_definition_is_dropped_with_its_comment(tree: Tree) -> None:
    unused = "# Not on this page.\npaper:\n  description: |\n    The paper.\n  in: body\n  type: string\n"
    tree.page(ROWS, GOOD, CATALOGUE.replace("text:\n", unused + "text:\n"))
    code, lines = tree.fix("--select", "unused-definition")
    assert (code, lines) == (0, ["parameters.yaml:24: drops 'paper' [unused-definition]", "1 fixed in 1 file"])
    assert tree.read("parameters.yaml") == CATALOGUE
    assert tree.lint("unused-definition") == 0


def test_an_unused_definition_stays_if_a_file_that_may_use_it_is_missing(tree: Tree) -> None:
    tree.page(ROWS.replace("   - colour: colour\n", ""), '{"note": {"text": "Buy milk"}}\n')
    tree.write("index.rst", tree.read("index.rst") + "\n.. include:: more.inc\n")
    code, lines = tree.fix("--select", "unused-definition")
    assert code == 1
    assert "not fixed: a file of the reference cannot be read, and may use it [unused-definition]" in lines[0]
    assert tree.read("parameters.yaml") == CATALOGUE


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_duplicate_row_is_removed(tree: Tree, end: str) -> None:
    tree.page(ROWS, GOOD)
    text = tree.read("index.rst").replace("\n", end)
    tree.write(
        "index.rst", text.replace(f"   - colour: colour{end}", f"   - colour: colour{end}   - text:{end}     text{end}")
    )
    code, lines = tree.fix()
    assert (code, lines) == (0, ["index.rst:25: removes the second row 'text' [duplicate-row]", "1 fixed in 1 file"])
    assert tree.read("index.rst") == text


MORE = '{"note": {"text": "Buy milk", "lines": 1, "colour": "blue"}}\n'


def test_a_missing_row_is_added_with_a_definition_at_its_place(tree: Tree) -> None:
    tree.page(ROWS, MORE)
    assert tree.fix() == (0, ["0 fixed in 0 files; 1 more may be fixed with --unsafe"])
    code, lines = tree.fix("--unsafe")
    assert code == 0
    assert lines == [
        "index.rst:20: adds a row for 'lines' and its definition, of type integer [undocumented-key]",
        "parameters.yaml: TODO: describe 'lines'",
        "1 fixed in 2 files",
    ]
    assert "   - text: text\n   - lines: lines\n   - colour: colour\n" in tree.read("index.rst")
    new = "lines:\n  description: |\n    TODO: describe ``lines``.\n  in: body\n  required: true\n  type: integer\n"
    assert tree.read("parameters.yaml") == CATALOGUE.replace("# The note itself.\n", new + "# The note itself.\n")
    assert tree.lint("undocumented-key", "unsorted-catalogue", "unused-definition") == 0
    assert tree.fix("--unsafe") == (0, ["0 fixed in 0 files"])


def test_a_definition_that_fits_is_used_again(tree: Tree) -> None:
    lines = "lines:\n  description: |\n    How many lines.\n  in: body\n  required: false\n  type: int\n"
    catalogue = CATALOGUE.replace("# The note itself.\n", lines + "# The note itself.\n")
    tree.page(ROWS, MORE, catalogue)
    code, output = tree.fix("--unsafe")
    assert (code, output[0]) == (0, "index.rst:20: adds the row 'lines: lines' [undocumented-key]")
    assert tree.read("parameters.yaml") == catalogue


def test_a_definition_that_does_not_fit_is_not_used(tree: Tree) -> None:
    lines = "lines:\n  description: |\n    The lines.\n  in: body\n  required: false\n  type: array\n"
    tree.page(ROWS, MORE, CATALOGUE.replace("# The note itself.\n", lines + "# The note itself.\n"))
    tree.fix("--unsafe", "--select", "undocumented-key")
    assert "   - lines: lines_response\n" in tree.read("index.rst")
    assert "lines_response:\n  description: |\n    TODO: describe ``lines``.\n" in tree.read("parameters.yaml")


UNTOLD = "the samples show no value that tells its type, or values of several types"


def test_many_missing_rows_are_added_in_the_order_of_the_sample(tree: Tree) -> None:
    sample = (
        '{"note": {"text": "", "c": 1.5, "b": true, "a": [], "colour": "", "size": "", "place": "", "OS:d": null}}\n'
    )
    known = "   - size: text\n   - place: colour\n"
    tree.page(ROWS + known, sample)
    code, lines = tree.fix("--unsafe", "--select", "undocumented-key")
    assert code == 1
    assert [line.partition(": ")[2] for line in lines if "not fixed" in line] == [
        f"not fixed: {UNTOLD} [undocumented-key]"
    ]
    assert "   - text: text\n   - c: c\n   - b: b\n   - a: a\n   - colour: colour\n" in tree.read("index.rst")
    keys = [line for line in tree.read("parameters.yaml").splitlines() if line.endswith(":") and line[0] not in " #"]
    assert keys == ["note_id:", "a:", "b:", "c:", "colour:", "note:", "text:"]
    types = [line.split()[-1] for line in tree.read("parameters.yaml").splitlines() if line.startswith("  type:")]
    assert types == ["integer", "array", "boolean", "number", "string", "object", "string"]


def test_a_key_that_is_not_always_there_is_not_required(tree: Tree) -> None:
    sample = '{"note": [{"text": "x", "colour": "blue", "pages": 2}, {"text": "y", "colour": "red"}]}\n'
    tree.page(ROWS, sample, CATALOGUE.replace("type: object", "type: array"))
    tree.fix("--unsafe")
    new = "pages:\n  description: |\n    TODO: describe ``pages``.\n  in: body\n  required: false\n  type: integer\n"
    assert new in tree.read("parameters.yaml")


def test_a_near_miss_is_renamed(tree: Tree) -> None:
    tree.page(ROWS.replace("- colour:", "- color:"), GOOD)
    code, lines = tree.fix("--unsafe")
    assert (code, lines) == (0, ["index.rst:24: renames the row 'color' to 'colour' [near-miss]", "1 fixed in 1 file"])
    assert ROWS in tree.read("index.rst")


def test_the_type_of_a_definition_is_corrected(tree: Tree) -> None:
    tree.page(
        ROWS,
        '{"note": {"text": "Buy milk", "colour": 7}}\n',
        CATALOGUE.replace("type: string\n#", 'type: "string"  # ?\n#'),
    )
    code, lines = tree.fix("--unsafe")
    assert code == 0
    assert lines[0] == "parameters.yaml:15: makes the type of 'colour' integer, not string [type-mismatch]"
    assert tree.read("parameters.yaml") == CATALOGUE.replace("type: string\n#", 'type: "integer"  # ?\n#')


SECOND = HEAD.replace("Notes\n=====\n", "").replace(
    "Show a note\n-----------", "Show the last note\n------------------"
)


def test_a_type_on_which_samples_do_not_agree_is_left(tree: Tree) -> None:
    tree.page(ROWS, '{"note": {"text": "Buy milk", "colour": 7}}\n')
    other = SECOND.replace("{note_id}", "last") + RESPONSE + ROWS + SAMPLE.replace("note.json", "last.json")
    tree.write("index.rst", tree.read("index.rst") + other)
    tree.write("last.json", GOOD)
    code, lines = tree.fix("--unsafe")
    assert (code, lines[-1]) == (1, "0 fixed in 0 files; 1 left")
    assert "do not agree on one type [type-mismatch]" in lines[0]
    assert tree.read("parameters.yaml") == CATALOGUE


def test_a_fix_that_would_break_another_rule_is_dropped(tree: Tree) -> None:
    tree.page(ROWS, '{"notes": [{"text": "Buy milk", "colour": "blue"}]}\n')
    assert tree.lint("near-miss", "type-mismatch") == 1
    code, lines = tree.fix("--unsafe", "--select", "near-miss")
    assert (code, lines[-1].partition(";")[0]) == (1, "0 fixed in 0 files")
    assert "would break another rule [near-miss]" in lines[0]
    assert ROWS in tree.read("index.rst")


def test_a_bad_fix_does_not_keep_a_good_one_away(tree: Tree) -> None:
    tree.page(ROWS.replace("- colour:", "- color:"), '{"notes": [{"text": "Buy milk", "colour": "blue"}]}\n')
    code, lines = tree.fix("--unsafe", "--select", "near-miss")
    assert (code, lines[-1].partition(";")[0]) == (1, "1 fixed in 1 file")
    assert "renames the row 'color' to 'colour'" in lines[0]
    assert "would break another rule [near-miss]" in lines[1]
    assert ROWS in tree.read("index.rst")
    assert tree.fix("--unsafe", "--select", "near-miss")[1][0] == lines[1]


def test_a_diff_writes_nothing_and_can_be_applied(tree: Tree) -> None:
    tree.page(ROWS, MORE)
    before = tree.read("index.rst"), tree.read("parameters.yaml")
    code = main(["fix", "--isolated", "--unsafe", "--diff", str(tree.source)])
    diff = tree.capsys.readouterr().out
    assert code == 1
    assert (tree.read("index.rst"), tree.read("parameters.yaml")) == before
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.source.parent)}
    command = ["git", "apply", "-"]
    subprocess.run(command, input=diff.encode(), cwd=tree.source, env=environment, check=True)
    patched = tree.read("index.rst"), tree.read("parameters.yaml")
    tree.page(ROWS, MORE)
    tree.fix("--unsafe")
    assert (tree.read("index.rst"), tree.read("parameters.yaml")) == patched


def test_only_what_is_asked_for_is_fixed(tree: Tree) -> None:
    unused = "zebra:\n  description: |\n    Stripes.\n  in: body\n  type: string\n"
    tree.page(ROWS.replace("- colour:", "- color:"), GOOD, CATALOGUE + unused)
    code, lines = tree.fix("--unsafe", "--select", "near-miss")
    assert (code, lines[-1]) == (0, "1 fixed in 1 file")
    assert tree.read("parameters.yaml") == CATALOGUE + unused


def test_the_mode_of_a_file_and_a_symbolic_link_stay(tree: Tree) -> None:
    tree.page(ROWS, GOOD)
    mixed = "# variables in body\n" + CATALOGUE.partition("# variables in body\n")[2]
    real = tree.write("real.yaml", mixed + CATALOGUE.partition("# variables in body\n")[0])
    real.chmod(0o600)
    (tree.source / "parameters.yaml").unlink()
    (tree.source / "parameters.yaml").symlink_to("real.yaml")
    assert tree.fix("--select", "unsorted-catalogue")[0] == 0
    assert (tree.source / "parameters.yaml").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert real.read_text("utf-8").startswith("# variables in path\n")


def test_a_file_that_cannot_be_written_is_a_failure(tree: Tree) -> None:
    # There is no room for the longer name of a file beside it.
    name = "n" * 245 + ".rst"
    tree.page(ROWS.replace("- colour:", "- color:"), GOOD)
    (tree.source / "index.rst").rename(tree.source / name)
    code = main(["fix", "--isolated", "--unsafe", str(tree.source)])
    assert code == 2
    assert f"{name} cannot be written: File name too long" in tree.capsys.readouterr().err
    assert "- color:" in tree.read(name)
    assert len(list(tree.source.iterdir())) == 4


def test_our_own_reference_needs_no_fix(
    copy_of_our_reference: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    source = copy_of_our_reference()
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    code = main(["fix", "--isolated", "--preset", "strict", "--unsafe", str(source)])
    assert (code, capsys.readouterr().out) == (0, "0 fixed in 0 files\n")
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


@pytest.fixture
def copy_of_our_reference(tmp_path: Path, repository: Path) -> Callable[[], Path]:
    def copy() -> Path:
        from tests.project import own_reference  # noqa: PLC0415  # it imports Sphinx

        return own_reference(tmp_path / "own", repository).source

    return copy


@pytest.mark.parametrize("name", ["parameters", "http-status"])
def test_a_schema_is_printed(name: str, capsys: pytest.CaptureFixture[str], repository: Path) -> None:
    assert main(["schema", name]) == 0
    path = repository / "sphinx_restaction" / "schemas" / f"{name}.schema.json"
    assert capsys.readouterr().out == path.read_text("utf-8")
