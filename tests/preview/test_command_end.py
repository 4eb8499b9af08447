"""The command ends at once, whatever it is doing, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.preview.commanding import CONF, make_reference, previewing

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests look at processes in /proc")

#: What holds up a preview at a moment; else it is over before the signal comes.
_SLOW = {
    "reading": """
import time
def setup(app): app.connect("source-read", lambda *_: time.sleep(30))
""",
    "rendering": """
import time
from docutils.parsers.rst import Directive
class Slow(Directive):
    def run(self):
        time.sleep(30)
        return []
def setup(app): app.add_directive("slow", Slow)
""",
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it(tmp_path: Path, number: int) -> None:
    with previewing(make_reference(tmp_path / "repository")) as preview:
        preview.settles()
        assert preview.processes()
        code, seconds = preview.end(number)
        assert (code, seconds < 2) == (130, True)
        preview.leaves_nothing()
        assert not any("Traceback" in line for line in preview.lines)


@pytest.mark.parametrize("moment", ["loading", "reading", "rendering"])
def test_ctrl_c_in_a_terminal_goes_to_the_whole_group(tmp_path: Path, moment: str) -> None:
    """So it reaches the processes that build, too, which must not complain."""
    with previewing(make_reference(tmp_path / "repository", conf=CONF + _SLOW.get(moment, ""))) as preview:
        if moment == "reading":
            preview.wait(preview.builders)
            time.sleep(0.5)
        elif moment == "rendering":
            preview.settles()
            preview.project.write("more.rst", "More\n====\n\n.. slow::\n")
            preview.wait(lambda: preview.state["state"] == "building")
            time.sleep(0.5)
        started = time.monotonic()
        os.killpg(preview.process.pid, signal.SIGINT)
        assert preview.process.wait(10) == 130
        assert time.monotonic() - started < 2
        preview.leaves_nothing()
        assert not any("Traceback" in line or "Error" in line for line in preview.lines)


def test_who_is_killed_leaves_nobody_for_long(tmp_path: Path) -> None:
    with previewing(make_reference(tmp_path / "repository")) as preview:
        preview.settles()
        preview.process.kill()
        preview.process.wait()
        # The workers tidy up.
        preview.leaves_nothing()


def test_who_has_read_enough_of_what_is_printed_still_has_the_page(tmp_path: Path) -> None:
    with previewing(make_reference(tmp_path / "repository")) as preview:
        preview.settles()
        preview.deafen()
        with preview.edited("clouds.inc", "Lists all", "Lists the"):
            preview.shows("Lists the clouds.")
        assert preview.end()[0] == 130
