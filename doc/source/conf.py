"""Configuration of the manual, and the directive that fills it from the code."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from sphinx_restaction import __version__
from sphinx_restaction.sphinx_ext import config

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

project = "sphinx-restaction"
copyright = "sphinx-restaction contributors"
author = "sphinx-restaction contributors"
version = release = __version__

sys.path.insert(0, str(Path(__file__).parent))
extensions = ["sphinx_restaction", "rule_pages"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"sphinx-restaction {version}"
man_pages = [("index", "sphinx-restaction", "REST API references in Sphinx", [author], 7)]

# The versions of the example in the overview, which is an API of no one's.
restaction_min_microversion = "1.0"
restaction_max_microversion = "1.4"
restaction_release_microversions = {"1.2": "First", "1.4": "Second"}


class OptionTable(SphinxDirective):
    """Draws the options of conf.py from the fields that declare them."""

    def run(self) -> list[nodes.Node]:
        """Return a description of each option."""
        lines = []
        for option in fields(config.Options):
            default = {} if callable(option.default_factory) else option.default
            lines += [f".. confval:: {config.PREFIX}{option.name}", f"   :type: ``{option.type}``"]
            lines += [f"   :default: ``{default!r}``", "", f"   {option.metadata['help']}"]
            if option.name in config.OLD_NAMES:
                lines += ["", f"   os-api-ref's name: ``{config.OLD_PREFIX}{option.name}``"]
            lines.append("")
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> None:
    """Register the manual's own directive."""
    app.add_directive("option-table", OptionTable)
