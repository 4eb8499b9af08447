"""The references that the browser reads, each built once for all processes of a run."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.builds import build

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
#: The themes that the extension was looked at in, and what conf.py has to say for them.
THEMES = {
    "alabaster": (),
    "furo": (),
    "sphinx_rtd_theme": (),
    # The theme's usual button for searching has two names that differ, and its usual title is wider than a phone.
    "pydata_sphinx_theme": (
        *("-D", "html_theme_options.navbar_persistent=search-field"),
        *("-D", "html_title=Server actions"),
    ),
    "openstackdocs": ("-D", "extensions=sphinx_restaction,openstackdocstheme"),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of built references, which the processes of a run share."""

    folder: Path

    def get(self, name: str, make: Callable[[Path], Path]) -> Path:
        """Return the pages called *name*; *make* builds them in a new folder, if no process has yet."""
        done = self.folder / name / "pages"
        if not done.exists():
            out = make(self.folder / f"{name}-{id(self)}")
            done.parent.mkdir(parents=True, exist_ok=True)
            try:
                done.symlink_to(out)
            except FileExistsError:
                shutil.rmtree(out)
        return done


def build_pages(source: Path, folder: Path, *options: str) -> Path:
    """Build *source* in *folder* and return its pages, which have no faults."""
    done = build(source, folder, "html", *options)
    if done.code:
        raise AssertionError(done.output)
    return done.out


def build_own(folder: Path, theme: str) -> Path:
    """Build our own reference in *theme*."""
    options = ("-D", f"html_theme={theme}", *THEMES[theme])
    return build_pages(REPOSITORY / "api-ref" / "source", folder, *options)
