"""REST API references in Sphinx: ``extensions = ["sphinx_restaction"]``.

Importing the package costs no Sphinx: `setup` loads the extension when Sphinx asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives, nodes, transforms and the ``rest`` domain with *app*."""
    from sphinx_restaction.sphinx_ext.extension import setup_extension  # noqa: PLC0415  # the linter starts without Sphinx

    return setup_extension(app, __version__)
