"""Which files of a source directory documents are made of, and which are left over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.sources.library import Library


def included_files(document: nodes.document, own: str) -> list[str]:
    """Return the absolute paths of the files that *document* includes, in order; *own* is its own file."""
    recorded = document.settings.record_dependencies
    # As `places.location` does, so that a line and the file that holds it agree.
    paths = (os.path.abspath(path) for path in (recorded.list if recorded else ()))  # noqa: PTH100
    return [path for path in dict.fromkeys(paths) if path != own]


def unincluded_files(env: BuildEnvironment, library: Library) -> list[str]:
    """Return the source files that no document includes or shows, whether the document has operations or not."""
    # With it comes the linter's reader of documents, and a build in which nothing has changed needs none.
    from sphinx_restaction.sources.restructured.tree import EXCLUDING, find_unincluded  # noqa: PLC0415

    source = str(env.srcdir)
    own = {str(env.doc2path(name)) for name in env.found_docs}
    shown = (path for paths in env.dependencies.values() for path in paths)
    used = {os.path.normpath(os.path.join(source, path)) for path in shown}
    conf = {name: env.config[name] for name in ("include_patterns", *EXCLUDING)}
    return find_unincluded(source, conf, own, used, library)
