"""Damaged caches, and what else goes wrong in their folder: it is as if there were none."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import sphinx_restaction
from sphinx_restaction.cache.footprint import digest
from sphinx_restaction.cache.recall import Cache
from sphinx_restaction.cache.store import default_folder
from tests.cache.small import SAMPLE, make_small
from tests.cache.world import World
from tests.fuzz.runs import Outcome, check_lint, check_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.cache.records import Result
    from tests.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and limits of POSIX")

#: What may stand in the place of anything.
ODD: tuple[Any, ...] = (None, True, 0, -1, 10**30, 1.5, "", "text", "\0", [], [[]], {}, {"": ""}, [1, 2, 3])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a reference with findings."""
    return make_small(tmp_path / "repository")


@pytest.fixture
def caches(project: Project, tmp_path: Path) -> Path:
    """Return a folder with a cache of the reference."""
    lint(project, tmp_path / "caches")
    return tmp_path / "caches"


def lint(project: Project, caches: Path) -> Outcome:
    """Run the command with the caches, and check that it prints what it prints without any."""
    found = check_lint("--cache-dir", str(caches), str(project.source))
    assert found == check_lint("--no-cache", str(project.source))
    return found


def recall(project: Project, caches: Path) -> Result | None:
    """Return what the caches remember."""
    world = World.of(project.source.resolve(), project.top.resolve())
    return Cache(str(caches)).recall(world.source, world.root, world.settings)


def file_of(caches: Path) -> Path:
    """Return the only cache."""
    (path,) = caches.iterdir()
    return path


def edit_sample(project: Project) -> None:
    """Edit the sample in a way that no rule sees, so that the contents of files in the cache are looked at."""
    project.write("samples/note-resp.json", SAMPLE.replace("milk", "oats"))


def check_damaged(project: Project, caches: Path, data: bytes, right: Result) -> bool:
    """Write *data* into the cache, check that nothing wrong is remembered, and return whether anything is."""
    path = file_of(caches)
    path.write_bytes(data)
    found = recall(project, caches)
    assert found in (None, right)
    return found is not None


@pytest.mark.parametrize("is_edited", [False, True])
def test_cut_off(project: Project, caches: Path, is_edited: bool) -> None:  # noqa: FBT001
    data, right = file_of(caches).read_bytes(), recall(project, caches)
    assert right
    if is_edited:
        edit_sample(project)
        assert recall(project, caches) == right
    record = len(data) - sum(len(path.read_bytes()) for path in project.source.rglob("*.*") if path.suffix != ".py")
    lengths = {*range(100), *range(100, len(data), 211), *range(record - 3, record + 3), len(data) - 1}
    known = {length for length in lengths if check_damaged(project, caches, data[:length], right)}
    # What follows the record is asked for only after an edit.
    assert max(known, default=0) <= len(data)
    assert not any(length < record - len(SAMPLE) - 3000 for length in known)
    lint(project, caches)


def test_every_byte(project: Project, caches: Path) -> None:
    data, right = file_of(caches).read_bytes(), recall(project, caches)
    assert right
    edit_sample(project)
    chance = random.Random(1)  # noqa: S311  # the same bytes in each run
    places = {*range(150), *chance.sample(range(len(data)), 600)}
    for place in places:
        other = bytes([data[place] ^ (1 << chance.randrange(8))])
        check_damaged(project, caches, data[:place] + other + data[place + 1 :], right)
    lint(project, caches)


def test_garbage(project: Project, caches: Path) -> None:
    data, right = file_of(caches).read_bytes(), recall(project, caches)
    assert right
    head, _, rest = data.partition(b"\n")
    kind, sign, length = head.split()
    deep = b"[" * 100_000
    for damaged in (
        *(b"", b"\n", b"\0" * 100, b"\xff" * 100, b"x" * 1000, head, head + b"\n", rest),
        *(b" ".join((b"restaction-cache-0", sign, length)) + b"\n" + rest, b" ".join((kind, sign)) + b"\n" + rest),
        *(b" ".join((kind, sign, other)) + b"\n" + rest for other in (b"-1", b"x", b"1e9", b"9" * 30, b"9" * 150)),
        *(
            f"{kind.decode()} {digest(one)} {len(one)}\n".encode() + one
            for one in (deep, b"[]", b"null", b"{}", b"\xff")
        ),
    ):
        assert not check_damaged(project, caches, damaged, right)
    lint(project, caches)


def places_in(value: object, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Yield each list or mapping of a record with each of its indices or keys."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        if depth < 9:  # a record is less deep
            yield from places_in(value[key], depth + 1)  # type: ignore[index]  # it has keys


def test_other_structures_with_right_digests(project: Project, caches: Path) -> None:
    path = file_of(caches)
    head, _, rest = path.read_bytes().partition(b"\n")
    kind, _, length = head.decode("ascii").split()
    record, contents = json.loads(rest[: int(length)]), rest[int(length) :]
    edit_sample(project)
    world = World.of(project.source, project.top)
    right = world.check()

    def try_record() -> Result | None:
        text = json.dumps(record).encode("ascii")
        path.write_bytes(f"{kind} {digest(text)} {len(text)}\n".encode("ascii") + text + contents)
        return recall(project, caches)

    assert try_record() == right
    chance = random.Random(2)  # noqa: S311  # the same values in each run
    refused = 0
    for holder, key in list(places_in(record)):
        original = holder[key]
        others = [*chance.sample(ODD, 3), *([original[:-1]] if isinstance(original, list) else [])]
        for other in (one for one in others if one != original):
            holder[key] = other
            found = try_record()
            refused += found is None
            if found:
                check_fields(found)
        if isinstance(holder, dict):
            del holder[key]
            found = try_record()
            refused += found is None
        holder[key] = original
    assert refused > 300  # most of it has a meaning


def check_fields(result: Result) -> None:
    """Check that all fields of a result are of their types: whoever wrote it may have written anything else."""
    for finding in result.findings:
        diagnostic = finding.diagnostic
        places = (diagnostic.location, *diagnostic.silenced_at, *(other.location for other in diagnostic.related))
        texts = (diagnostic.message, diagnostic.cause, finding.fingerprint, *diagnostic.rule, diagnostic.subject.name)
        assert all(isinstance(place.file, str) and isinstance(place.line, int) for place in places)
        assert all(isinstance(text, str) for text in texts)
        assert finding.severity in ("error", "warning", "info")
    assert all(isinstance(number, int) for number in result.summary)
    assert all(isinstance(file, str) for file in result.files)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link to itself", "device"])
def test_something_else_in_its_place(kind: str, project: Project, caches: Path) -> None:
    path = file_of(caches)
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"link to nothing": "nowhere", "link to itself": path.name, "device": "/dev/zero"}[kind])
    lint(project, caches)


@pytest.mark.parametrize("kind", ["file", "link to itself", "below a file", "odd"])
def test_no_folder(kind: str, project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "caches"
    if kind == "file":
        folder.write_text("", "utf-8")
    elif kind == "link to itself":
        folder.symlink_to("caches")
    elif kind == "below a file":
        (tmp_path / "file").write_text("", "utf-8")
        folder = tmp_path / "file" / "caches"
    else:
        folder = tmp_path / "odd\0\ud800"
    assert lint(project, folder) == lint(project, folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(project: Project, caches: Path) -> None:
    project.write("more.inc", "A line more.\n\nAnd another.\n")
    caches.chmod(0o500)
    assert lint(project, caches) == lint(project, caches)
    caches.chmod(0)
    assert lint(project, caches) == lint(project, caches)
    caches.chmod(0o700)


def test_a_full_disk(project: Project, caches: Path) -> None:
    import resource  # noqa: PLC0415  # only POSIX has it

    project.write("more.inc", "A line more.\n\nAnd another.\n")
    old = file_of(caches).read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        lint(project, caches)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert file_of(caches).read_bytes() == old
    assert recall(project, caches) is None
    lint(project, caches)
    assert recall(project, caches)


def test_old_files_are_removed_and_others_are_not(project: Project, caches: Path) -> None:
    ours = [f"{'a' * 32}.restaction", f"{'b' * 32}.restaction.123"]
    others = [".restaction-baseline.json", "my.restaction", "restaction.toml", f"{'c' * 32}.restaction.toml", "README"]
    fresh = f"{'d' * 32}.restaction"
    for name in (*ours, *others, fresh):
        (caches / name).write_text("", "utf-8")
        if name != fresh:
            os.utime(caches / name, (1, time.time() - 40 * 24 * 3600))
    (caches / f"{'e' * 32}.restaction").symlink_to("nowhere")
    project.write("more.inc", "A line more.\n\nAnd another.\n")
    lint(project, caches)
    names = {path.name for path in caches.iterdir()}
    assert names.isdisjoint(ours)
    assert names >= {*others, fresh}
    assert recall(project, caches)


def work(source: str, caches: str, number: int) -> None:
    """Edit a document and lint, again and again, beside others who do so, too."""
    for turn in range(12):
        path = os.path.join(source, f"own{number}.inc")
        with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123
            stream.write("Words.\n" * turn)
        found = check_run("lint", "--cache-dir", caches, source)
        assert "Traceback" not in found.err


def test_several_at_once(project: Project, caches: Path) -> None:
    context = multiprocessing.get_context("fork")
    arguments = [(str(project.source), str(caches), number) for number in range(3)]
    processes = [context.Process(target=work, args=one) for one in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    # Whose result is kept last may be that of an older state, which is found out.
    lint(project, caches)
    lint(project, caches)
    assert recall(project, caches)
    assert [path.suffix for path in caches.iterdir()] == [".restaction"]


def test_another_archive_of_the_code_finds_anew(project: Project, tmp_path: Path) -> None:
    package = Path(sphinx_restaction.__file__).parent
    archive = tmp_path / "code.zip"
    with zipfile.ZipFile(archive, "w") as stream:
        for path in package.rglob("*.py"):
            stream.write(path, path.relative_to(package.parent))
    environment = {**os.environ, "PYTHONPATH": str(archive)}
    command = [sys.executable, "-m", "sphinx_restaction", "lint", "--cache-dir", "caches", str(project.source)]

    def lint_from_archive() -> bytes:
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"undocumented-key" in done.stdout
        return file_of(tmp_path / "caches").read_bytes()

    first = lint_from_archive()
    inode = file_of(tmp_path / "caches").stat().st_ino
    assert lint_from_archive() == first
    assert file_of(tmp_path / "caches").stat().st_ino == inode
    os.utime(archive, (1, 1))
    assert lint_from_archive() != first


def test_the_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder({}) == str(tmp_path / ".cache" / "restaction")
    assert default_folder({"XDG_CACHE_HOME": "/var/caches"}) == "/var/caches/restaction"
    assert default_folder({"XDG_CACHE_HOME": "caches"}) == str(tmp_path / ".cache" / "restaction")
    assert default_folder({"RESTACTION_CACHE_DIR": "own", "XDG_CACHE_HOME": "/var/caches"}) == "own"
