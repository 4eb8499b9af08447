"""The preview survives what happens to its files, its processes and the disk."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.preview.commanding import CONF, FILES, Preview, make_reference, previewing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests look at processes in /proc")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a running preview; each test leaves it as it was."""
    with previewing(make_reference(tmp_path_factory.mktemp("survival") / "repository")) as preview:
        preview.settles()
        yield preview


def test_the_source_directory_vanishes_and_comes_back(preview: Preview) -> None:
    before = preview.page()
    source, elsewhere = preview.project.source, preview.project.top / "elsewhere"
    since = len(preview.events)
    source.rename(elsewhere)
    assert preview.fails(since)["message"] == "the source directory is gone"
    assert preview.page() == before
    since = len(preview.events)
    elsewhere.rename(source)
    preview.settles(since)
    preview.equals_clean_build()
    with preview.edited("clouds.inc", "Lists all", "Lists the"):
        preview.shows("Lists the clouds")


def test_a_process_that_dies_is_replaced(preview: Preview) -> None:
    # The one that built before may still be ending.
    preview.wait(lambda: len(preview.builders()) == 1)
    (pid,) = preview.builders()
    since = len(preview.events)
    os.kill(pid, signal.SIGKILL)
    assert preview.fails(since)["message"] == "the process that builds was ended by signal 9"
    preview.settles(since)
    assert pid not in preview.builders()
    with preview.edited("clouds.inc", "Lists all", "Lists the"):
        preview.shows("Lists the clouds")
    preview.wait(lambda: len(preview.builders()) == 1)


def test_processes_that_always_die_are_not_replaced_for_ever(preview: Preview) -> None:
    with preview.written("conf.py", f"import os\nos._exit(3)\n{CONF}") as since:
        last = "the process that builds was ended; the next change starts another"
        preview.wait(lambda: preview.fails(since)["message"] == last)
        events = len(preview.events)
        time.sleep(1.5)
        assert len(preview.events) == events


def test_a_full_disk(preview: Preview) -> None:
    """No file may get longer than a page, which is what a process of an unprivileged user can have of a full disk."""
    before = preview.page()
    preview.wait(lambda: len(preview.builders()) == 1)
    builders = preview.builders()
    server = [pid for pid in preview.processes() if pid not in builders]
    limited = [preview.process.pid, *server]
    for pid in limited:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
    since = len(preview.events)
    preview.project.write("conf.py", CONF.replace('"Weather"', '"Climate"'))
    assert "File too large" in preview.fails(since)["message"]
    assert preview.page() == before
    for pid in limited:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    # It tries again by itself.
    preview.shows("Climate")
    preview.settles(since)
    since = len(preview.events)
    preview.project.write("conf.py", CONF)
    preview.settles(since)
    preview.equals_clean_build()


def test_a_change_of_branch(preview: Preview) -> None:
    """Hundreds of files come, change and go, several times."""
    source = preview.project.source
    since = len(preview.events)
    for round_ in range(6):
        for number in range(300):
            folder = source / f"part{number % 10}"
            folder.mkdir(exist_ok=True)
            (folder / f"text{number}.rst").write_text(f"Text {number}\n=======\n\n{round_}\n", "utf-8")
        preview.project.write("clouds.inc", FILES["clouds.inc"].replace("Lists all", f"Lists {round_}"))
        preview.project.write("parameters.yaml", FILES["parameters.yaml"].replace("of today", f"of day {round_}"))
        if round_ % 2:
            for number in range(10):
                shutil.rmtree(source / f"part{number}")
    preview.shows("of day 5")
    preview.settles(since)
    preview.equals_clean_build()
    since = len(preview.events)
    for name in ("clouds.inc", "parameters.yaml"):
        preview.project.write(name, FILES[name])
    preview.settles(since)


def test_a_burst_of_edits_ends_with_the_page_of_a_clean_build(preview: Preview) -> None:
    def memory() -> int:
        return resident(preview.process.pid)

    for times in (5, 30):
        since = len(preview.events)
        for number in range(times):
            preview.project.write("clouds.inc", FILES["clouds.inc"].replace("Lists all", f"Lists {number}"))
            preview.project.write("status.yaml", FILES["status.yaml"].replace("went", f"did {number} go"))
            preview.project.write("drops.inc", FILES["drops.inc"].replace("Show a drop", f"Show drop {number}"))
            time.sleep(0.05)
        preview.shows(f"Lists {number}")
        preview.settles(since)
        if times == 5:
            kilobytes = memory()
    preview.equals_clean_build()
    for name in ("clouds.inc", "status.yaml", "drops.inc"):
        preview.project.write(name, FILES[name])
    preview.shows("Lists all")
    preview.settles()
    preview.equals_clean_build()
    preview.wait(lambda: len(preview.builders()) == 1)
    assert memory() - kilobytes < 10_000


def resident(pid: int) -> int:
    """Return how many kilobytes of memory a process has."""
    from pathlib import Path  # noqa: PLC0415

    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


@pytest.mark.parametrize(
    ("conf", "options", "page"),
    [
        ("restaction_show_findings = True\n", (), "index.html"),
        ('restaction_split = "group"\n', (), "drops.html"),
        ("", ("-b", "dirhtml"), "more/index.html"),
    ],
)
def test_other_ways_to_build(tmp_path: Path, conf: str, options: tuple[str, ...], page: str) -> None:
    project = make_reference(tmp_path / "repository", conf=CONF + conf)
    with previewing(project, *options) as preview:
        preview.settles()
        build = project.build("dirhtml" if options else "html", out="clean", fresh=True)
        pages = [str(path.relative_to(build.outdir)) for path in build.outdir.rglob("*.html")]
        for name in ("more.rst", "clouds.inc", "drops.inc"):
            since = len(preview.events)
            preview.project.write(name, FILES[name].replace("Lists all", "Lists the").replace("Shows a", "Shows the"))
            preview.project.write("status.yaml", FILES["status.yaml"].replace("went", f"go with {name}"))
            preview.settles(since)
        build = project.build("dirhtml" if options else "html", out="clean", fresh=True)
        assert page in pages
        assert {name: preview.page(name) for name in pages} == {name: build.text(name) for name in pages}


def test_the_page_of_a_renamed_part_goes(tmp_path: Path) -> None:
    """With the option that makes pages of a document's parts."""
    with previewing(make_reference(tmp_path / "repository", conf=f'{CONF}restaction_split = "group"\n')) as preview:
        preview.settles()
        preview.project.write("drops.inc", FILES["drops.inc"].replace("Drops\n-----", "Rain\n----"))
        preview.shows("Show a drop", "rain.html")
        preview.equals_clean_build("index.html", "rain.html", "clouds.html")
        assert preview.ask("/drops.html")[0] == 404
