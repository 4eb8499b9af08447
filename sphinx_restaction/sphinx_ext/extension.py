"""The extension's table of contents: what is registered with Sphinx, and where it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.sphinx_ext import (
    config,
    domain,
    garbage,
    html,
    kept_highlighting,
    kept_stems,
    split,
    transforms,
    translations,
)
from sphinx_restaction.sphinx_ext.directives import expand_all, method, parameters, sample, status

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup_extension(app: Sphinx, version: str) -> ExtensionMetadata:
    """Register everything with *app*."""
    config.setup_config(app)
    domain.setup_domain(app)
    for directives in (expand_all, method, parameters, sample, status):
        directives.setup_directives(app)
    transforms.setup_transforms(app)
    html.setup_html(app)
    kept_highlighting.setup_highlighting(app)
    kept_stems.setup_stems(app)
    split.setup_split(app)
    translations.setup_translations(app)
    garbage.setup_garbage(app)
    return {
        "version": version,
        "env_version": domain.RestDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
