"""Whatever changes but such edits, a run reads anew, and a run with a cache prints what one without prints."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

import sphinx_restaction.cache.identity
from sphinx_restaction.cache.recall import Cache
from sphinx_restaction.cli.checking import check_tree
from sphinx_restaction.cli.choices import settings_for
from sphinx_restaction.cli.targets import find_targets
from sphinx_restaction.cli.trees import Clock
from sphinx_restaction.sources.catalogues import load_catalogue
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.notes import Notes
from tests.cache.small import CONF, INDEX, MORE, PARAMETERS, SAMPLE, make_small
from tests.cache.world import World
from tests.fuzz.runs import check_lint, run

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_restaction.cache.records import Result
    from tests.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and limits of POSIX")

#: A reference whose files lead to each other in all ways.
FILES = {
    "linked.rst": "Linked\n======\n\n.. include:: linked.inc\n\n.. include:: ../../outside.inc\n",
    "folder/deep.rst": "Deep\n====\n\nWords.\n",
    "samples/unused.json": "{}",
    "index.rst": INDEX + "\n.. literalinclude:: samples/missing.json\n\n.. literalinclude:: other/note.json\n",
}


class Remembered:
    """A reference, strictly checked, of which a cache has a result."""

    def __init__(self, project: Project, caches: Path, *options: str) -> None:
        self.project = project
        self.source = project.source
        self.options = ("--preset", "strict", *options)
        self.caches = caches

    def recall(self) -> Result | None:
        """Return what a cache of its own remembers under the settings and the root of now."""
        target, *_ = find_targets([str(self.source)], lambda _folder, _root: ())
        settings = settings_for(self._arguments(), target.source, target.root)
        return Cache(str(self.caches)).recall(target.source, target.root, settings)

    def lint(self) -> str:
        """Run the command with the cache and without, check that it is the same, and return what it prints."""
        arguments = (*self.options, str(self.source))
        with_cache = check_lint(*arguments, "--cache-dir", str(self.caches))
        assert with_cache == check_lint(*arguments, "--no-cache")
        again = check_lint(*arguments, "--cache-dir", str(self.caches))
        assert again == with_cache
        return with_cache.out

    def _arguments(self) -> argparse.Namespace:
        import argparse  # noqa: PLC0415

        from sphinx_restaction.cli.lint import add_parser  # noqa: PLC0415

        parser = argparse.ArgumentParser()
        add_parser(parser.add_subparsers())
        return parser.parse_args(["lint", *self.options, str(self.source)])


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    """Return a reference of which a cache has a result."""
    (tmp_path / "outside.inc").write_text("Outside.\n", "utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "note.json").write_text(SAMPLE, "utf-8")
    project = make_small(tmp_path / "repository", FILES)
    shutil.copytree(tmp_path / "real", project.top / "real")
    shutil.copytree(tmp_path / "real", project.top / "twin")
    (project.source / "other").symlink_to("../real")
    (project.source / "linked.inc").symlink_to("more.inc")
    found = Remembered(project, tmp_path / "caches")
    found.lint()
    return found


def test_a_result_is_remembered(remembered: Remembered) -> None:
    result = remembered.recall()
    assert result
    assert result == World.of(remembered.source, remembered.project.top, "strict").check()
    assert {finding.diagnostic.rule.id for finding in result.findings} >= {"missing-sample", "unreferenced-sample"}


def test_what_has_no_part_in_it_may_change(remembered: Remembered) -> None:
    for path in (*remembered.source.rglob("*"), remembered.project.top):
        os.utime(path, (1, 1))
    index = remembered.source / "index.rst"
    copy = index.with_name("copy")
    shutil.copy(index, copy)
    copy.replace(index)
    (remembered.project.top / "new.rst").write_text("New", "utf-8")
    assert remembered.recall()


#: What happens to the reference.
CHANGES: dict[str, Callable[[Path], object]] = {
    "a new document": lambda source: (source / "new.rst").write_text("New", "utf-8"),
    "a new document in a folder": lambda source: (source / "folder/new.rst").write_text("New", "utf-8"),
    "a new folder": lambda source: (source / "new").mkdir(),
    "a new file to include": lambda source: (source / "new.inc").write_text("New", "utf-8"),
    "a document that is gone": lambda source: (source / "folder/deep.rst").unlink(),
    "a document with another name": lambda source: (source / "folder/deep.rst").rename(source / "folder/other.rst"),
    "a document that is a folder": lambda source: replace_by_folder(source / "folder/deep.rst"),
    "an included file that is a folder": lambda source: replace_by_folder(source / "more.inc"),
    "a catalogue that is gone": lambda source: (source / "parameters.yaml").unlink(),
    "a catalogue that is a folder": lambda source: replace_by_folder(source / "parameters.yaml"),
    "a catalogue that is a pipe": lambda source: replace_by_pipe(source / "parameters.yaml"),
    "a catalogue that is a link outside": lambda source: replace_by_link(source / "parameters.yaml", "/etc/hostname"),
    "a sample that was missing": lambda source: (source / "samples/missing.json").write_text("{}", "utf-8"),
    "a sample that is gone": lambda source: (source / "samples/note-resp.json").unlink(),
    "a sample that is a folder": lambda source: replace_by_folder(source / "samples/note-resp.json"),
    "a sample that nothing shows": lambda source: (source / "samples/new.json").write_text("{}", "utf-8"),
    "no sample that nothing shows": lambda source: (source / "samples/unused.json").unlink(),
    "a sample that is empty": lambda source: (source / "samples/note-resp.json").write_text("", "utf-8"),
    "a sample in another folder": lambda source: replace_by_link(source / "other", "../twin"),
    "a folder above in another place": lambda source: move_behind_link(source / "samples"),
    "an included file in another place": lambda source: replace_by_link(source / "linked.inc", "copy.inc"),
    "a file that is included under its own name": lambda source: replace_by_copy(source / "linked.inc"),
    "a link that leads to itself": lambda source: replace_by_link(source / "linked.inc", "linked.inc"),
    "a number": lambda source: replace(source / "samples/note-resp.json", "8", "9.5"),
    "a key": lambda source: replace(source / "samples/note-resp.json", '"author"', '"owner"'),
    "a line more": lambda source: replace(source / "more.inc", "Other", "\nOther"),
    "a type": lambda source: replace(source / "parameters.yaml", "type: integer", "type: string "),
    "other line ends": lambda source: replace(source / "index.rst", "\n", "\r\n"),
    "a mark of the byte order": lambda source: replace(source / "more.inc", "Other", "\ufeffOther"),
    "what is no text": lambda source: (source / "more.inc").write_bytes(b"\xff"),
    "an excluded document": lambda source: replace(source / "conf.py", "\n", '\nexclude_patterns = ["folder"]\n'),
    "small samples": lambda source: replace(source / "conf.py", "\n", "\nrestaction_max_sample_size = 20\n"),
    "a larger repository": lambda source: replace(source / "conf.py", "\n", '\nrestaction_root = "../.."\n'),
    "a remark in conf.py": lambda source: replace(source / "conf.py", "\n", "\n# A remark.\n"),
    "no conf.py": lambda source: (source / "conf.py").unlink(),
    "an ignored rule": lambda source: configure(source, 'ignore = ["undocumented-key"]'),
    "another severity": lambda source: configure(source, 'severities = {undocumented-key = "error"}'),
    "an ignored file": lambda source: configure(source, 'per-file-ignores = {"*.rst" = ["undocumented-key"]}'),
    "another version": lambda source: configure(source, 'unversioned-samples-are = "1.0"'),
}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def replace_by_link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def replace_by_copy(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)


def move_behind_link(folder: Path) -> None:
    folder.rename(folder.parent.parent / "moved")
    folder.symlink_to("../moved")


def configure(source: Path, text: str) -> None:
    """Write *text* into the configuration, which is where its folder was before."""
    (source.parent / "restaction.toml").write_text(text + "\n", "utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_read_anew(name: str, remembered: Remembered) -> None:
    CHANGES[name](remembered.source)
    assert remembered.recall() is None
    remembered.lint()


def test_every_kind_of_edit_at_once_is_remembered(remembered: Remembered) -> None:
    remembered.options = ("--preset", "recommended")
    remembered.lint()
    replace(remembered.source / "index.rst", "More words of prose", "Other words")
    replace(remembered.source / "parameters.yaml", "More of that", "Less of that")
    replace(remembered.source / "samples/note-resp.json", "Buy milk", "Sell milk")
    assert remembered.recall()
    remembered.lint()
    replace(remembered.source / "samples/note-resp.json", "Sell milk", "")
    assert remembered.recall() is None


@pytest.mark.parametrize(
    "option", ["--ignore=undocumented-key", "--extend-select=unknown-field", "--preset=recommended"]
)
def test_other_options_have_results_of_their_own(option: str, remembered: Remembered) -> None:
    other = Remembered(remembered.project, remembered.caches, option)
    assert other.recall() is None
    other.lint()
    assert other.recall()
    assert remembered.recall()


def test_another_code_finds_anew(remembered: Remembered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    shutil.copytree(os.path.split(sphinx_restaction.__file__)[0], package)
    monkeypatch.setattr(sphinx_restaction, "__file__", str(package / "__init__.py"))
    assert remembered.recall() is None
    remembered.lint()
    assert remembered.recall()
    os.utime(package / "checks" / "wording.py", (1, 1))
    assert remembered.recall() is None


def test_code_that_comes_amid_a_run_has_not_found_its_result(
    remembered: Remembered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter(["old", "new", "new"])
    monkeypatch.setattr("sphinx_restaction.cache.recall.stamp_code", lambda: next(stamps))
    world = World.of(remembered.source, remembered.project.top)
    keep_run(world, Cache(str(tmp_path / "own")))
    assert Cache(str(tmp_path / "own")).recall(world.source, world.root, world.settings) is None


def keep_run(world: World, cache: Cache) -> None:
    """Run and keep the result, as the command does."""
    assert cache.recall(world.source, world.root, world.settings) is None
    notes = Notes()
    result, reference = check_tree(world.source, world.root, world.settings, Clock(), notes)
    cache.keep(result, reference, world.settings, notes)


def test_a_growing_file_that_is_shown_and_read(tmp_path: Path) -> None:
    """A file that becomes larger than a sample may be is one fault more, though only words are added."""
    project = make_small(
        tmp_path / "repository", {"index.rst": f"{INDEX}\nNotes\n=====\n\n.. literalinclude:: more.inc\n"}
    )
    project.write("conf.py", CONF + "restaction_max_sample_size = 300\n")
    # Without a line end, what is left of the grown file has as many lines.
    project.write("more.inc", MORE.rstrip())
    remembered = Remembered(project, tmp_path / "caches")
    remembered.lint()
    replace(project.source / "more.inc", "prose", "prose and more")
    assert remembered.recall()
    replace(project.source / "more.inc", "prose", "prose " + "and more " * 40)
    assert remembered.recall() is None
    assert "oversized-sample" in remembered.lint()


@pytest.mark.parametrize("back", [False, True])
def test_a_catalogue_that_changes_amid_a_run(back: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """It is read for its definitions, and again for comments: a mixture of both is the result of neither."""
    project = make_small(tmp_path / "repository")
    world = World.of(project.source, project.top)
    catalogue = project.source / "parameters.yaml"

    def load_and_edit(text: str, *others: object) -> object:
        replace(catalogue, "type: integer", "type: string")
        return load_catalogue(text, *others)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr("sphinx_restaction.sources.library.load_catalogue", load_and_edit)
    keep_run(world, Cache(str(tmp_path / "caches")))
    monkeypatch.undo()
    if back:
        catalogue.write_text(PARAMETERS, "utf-8")
    assert Cache(str(tmp_path / "caches")).recall(world.source, world.root, world.settings) is None


@pytest.mark.parametrize("back", [False, True])
def test_a_sample_that_changes_amid_a_run(back: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """One of nearly the largest size is read twice."""
    project = make_small(tmp_path / "repository")
    project.write("conf.py", CONF + "restaction_max_sample_size = 200\n")
    world = World.of(project.source, project.top)
    sample = project.source / "samples/note-resp.json"
    text = sample.read_text("utf-8")
    replace(sample, "8", '"large"')
    reads = []
    look = Library.sample

    def look_and_edit(self: Library, path: str, *others: object, **options: int) -> object:
        found = look(self, path, *others, **options)  # type: ignore[arg-type]  # passed on
        sample.write_text(text, "utf-8")
        reads.append(path)
        return found

    monkeypatch.setattr(Library, "sample", look_and_edit)
    keep_run(world, Cache(str(tmp_path / "caches")))
    monkeypatch.undo()
    assert reads
    if back:
        replace(sample, "8", '"large"')
    assert Cache(str(tmp_path / "caches")).recall(world.source, world.root, world.settings) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(remembered: Remembered) -> None:
    (remembered.source / "more.inc").chmod(0)
    assert remembered.recall() is None
    remembered.lint()


def test_without_a_cache_nothing_is_kept(
    remembered: Remembered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTACTION_CACHE_DIR", str(tmp_path / "other"))
    run("lint", "--no-cache", str(remembered.source))
    assert not (tmp_path / "other").exists()
    run("lint", str(remembered.source))
    assert list((tmp_path / "other").iterdir())
