"""No builder fails on the largest reference, and what they write holds all that its source says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.corpus.builds import build
from tests.corpus.extraction import facts, lost
from tests.outputs import WHOLE_BUILDERS, read_output

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpus.source import Source

pytestmark = pytest.mark.xdist_group("builders")

OTHER_BUILDERS = ("gettext", "changes", "dummy", "linkcheck")

#: What the checks find is not the builders' business, and no builder shall ask the web.
NO_CHECKS = ("-D", "restaction_checks=off", "-D", "linkcheck_ignore=.*")

#: openstackdocstheme gives templates a value that JSON cannot hold, so that it stays away there.
PLAIN = ("-D", "extensions=sphinx_restaction", "-D", "html_theme=basic")


@pytest.mark.parametrize("builder", OTHER_BUILDERS)
def test_a_builder_succeeds(switched_nova: Source, tmp_path: Path, builder: str) -> None:
    done = build(switched_nova.folder, tmp_path / "build", builder, *NO_CHECKS)
    assert done.code == 0, done.output
    assert "Traceback" not in done.output
    assert [line for line in done.warnings if "restaction" in line] == []


@pytest.mark.parametrize("builder", WHOLE_BUILDERS)
def test_what_a_builder_writes_holds_everything(switched_nova: Source, tmp_path: Path, builder: str) -> None:
    theme = PLAIN if builder == "json" else ()
    done = build(switched_nova.folder, tmp_path / "build", builder, *NO_CHECKS, *theme)
    assert done.code == 0, done.output
    assert [line for line in done.warnings if "restaction" in line] == []
    assert lost(facts(switched_nova.contents(), builder), read_output(builder, done.out)) == []
