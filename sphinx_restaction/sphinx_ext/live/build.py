"""A build that stays in memory."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.utils import SystemMessage
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_restaction.sources.configuration import OWN_NAME, SHARED_NAME
from sphinx_restaction.sources.files import is_inside
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.findings import settings_of
from sphinx_restaction.sphinx_ext.html import TEMPLATE_FOLDER
from sphinx_restaction.sphinx_ext.live.fragment import Names
from sphinx_restaction.sphinx_ext.live.warnings import Warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

#: What a build may raise for a fault of the sources, of conf.py, or of the disk.
FAILURES = (SphinxError, SystemMessage, OSError, ValueError, RecursionError, MemoryError)


class Build:
    """An application that has built all, and what is needed to render parts of it again."""

    def __init__(
        self,
        source: str,
        folder: str,
        *,
        builder: str,
        overrides: Mapping[str, Any],
        is_fresh: bool,
        progress: Callable[[str], None],
        changed: Iterable[str] = (),
    ) -> None:
        """Read ``conf.py`` in *source*; the output goes to *folder*, whose former content saves work.

        The files *changed* are read again even if they look old, as a file does that was moved or copied.
        Raises one of `FAILURES` if nothing can be built.
        """
        self.warnings = Warnings()
        self._progress = progress
        self._changed = frozenset(changed)
        #: The pages of documents, and where they are written down for the next build.
        self._pages: frozenset[str] = frozenset()
        self._record = Path(folder, "pages.json")
        self._read = 0
        #: What is taken in documents that were read in this process.
        self._names: dict[str, Names] = {}
        #: docutils knows Sphinx's nodes for as long as this lives.
        self._namespace = ExitStack()
        self._namespace.enter_context(patch_docutils(source))
        self._namespace.enter_context(docutils_namespace())
        if is_fresh:
            # Nothing stays of files that are gone.
            shutil.rmtree(os.path.join(folder, "output"), ignore_errors=True)
        self.app = Sphinx(
            source,
            source,
            os.path.join(folder, "output"),
            os.path.join(folder, "doctrees"),
            builder,
            # Sphinx 7 does not say by itself which kind a warning is of.
            confoverrides={"show_warning_types": True, **overrides},
            status=None,
            warning=self.warnings,
            freshenv=is_fresh,
        )
        if "sphinx_restaction" not in self.app.extensions:
            raise SphinxError(f"the extensions of {os.path.join(source, 'conf.py')} lack 'sphinx_restaction'")
        self.app.connect("env-get-outdated", self._outdated)
        self.app.connect("env-before-read-docs", self._begin, priority=900)
        self.app.connect("env-updated", self._others)
        self.app.connect("doctree-read", self._note_read, priority=900)
        self.app.connect("doctree-resolved", self._note_written)
        # Before the pages of a document that was split are forgotten.
        self.app.connect("build-finished", self._note_pages, priority=100)

    @property
    def domain(self) -> RestDomain:
        """The ``rest`` domain."""
        return RestDomain.of(self.app.env)

    def run(self) -> None:
        """Build what is out of date; raises one of `FAILURES`."""
        before = json.loads(self._record.read_text("utf-8")) if self._record.exists() else []
        self.app.build()
        # Sphinx leaves the pages of documents that are gone.
        for page in set(before) - self._pages:
            Path(self.app.outdir, page).unlink(missing_ok=True)
        self._record.write_text(json.dumps(sorted(self._pages)), "utf-8")
        builder: Any = self.app.builder
        if not hasattr(builder, "docwriter"):
            builder.prepare_writing(set())

    def close(self) -> None:
        """Let docutils forget what Sphinx has taught it."""
        self._namespace.close()

    @cached_property
    def has_own_templates(self) -> bool:
        """Whether templates of the reference take the place of ours."""
        return any(Path(self.app.confdir, path, TEMPLATE_FOLDER).exists() for path in self.app.config.templates_path)

    def page_of(self, docname: str) -> str:
        """Return the page of a document, relative to the output and with slashes."""
        builder: Any = self.app.builder
        path = os.path.relpath(builder.get_outfilename(docname), self.app.outdir)
        return path.replace(os.sep, "/")

    def html_of(self, docname: str) -> str:
        """Return the text of the page of a document."""
        return Path(self.app.outdir, self.page_of(docname)).read_text("utf-8")

    def names_of(self, docname: str) -> Names:
        """Return what is taken in a document."""
        if docname not in self._names:
            self._names[docname] = Names.of(self.app.env.get_doctree(docname))
        return self._names[docname]

    def files(self) -> Iterator[str]:
        """Yield the absolute paths of all that the build depends on."""
        env = self.app.env
        source = str(env.srcdir)
        yield os.path.join(source, "conf.py")
        for name in env.found_docs:
            yield str(env.doc2path(name))
        for paths in env.dependencies.values():
            yield from (os.path.normpath(os.path.join(source, path)) for path in paths)
        yield from (str(path) for top in self._folders for path in Path(top).rglob("*") if path.is_file())
        yield from self._modules()
        yield from self.settings_files()

    def frame(self) -> Iterator[str]:
        """Yield the files whose change concerns every page: conf.py, what it imports, and templates."""
        yield os.path.join(str(self.app.env.srcdir), "conf.py")
        yield from self._modules()
        for folder in self._folders:
            yield from (os.path.realpath(path) for path in Path(folder).rglob("*") if path.is_file())

    def settings_files(self) -> Iterator[str]:
        """Yield the files, there or not, in which the checks' configuration may stand, and the baseline."""
        root = self.domain.root
        folder = str(self.app.env.srcdir)
        while is_inside(folder, root):
            yield from (os.path.join(folder, name) for name in (OWN_NAME, SHARED_NAME))
            folder = os.path.dirname(folder)  # noqa: PTH120  # a path is a string here
        settings, _ = settings_of(self.domain)
        if settings.baseline:
            yield settings.baseline

    def needs_whole(self, path: str) -> bool:
        """Whether a change of *path*, which is no file that a document consists of, needs a build of the whole."""
        is_bound = (
            path.endswith(tuple(self.app.config.source_suffix))
            or path in self._bound
            or any(is_inside(path, folder) for folder in self._folders)
        )
        return is_bound and path not in self.settings_files()

    @cached_property
    def _bound(self) -> frozenset[str]:
        """The files, by their real paths, that the build depends on."""
        env = self.app.env
        named = (
            os.path.realpath(os.path.join(env.srcdir, name)) for names in env.dependencies.values() for name in names
        )
        return frozenset((os.path.join(str(env.srcdir), "conf.py"), *self._modules(), *named))

    @cached_property
    def _folders(self) -> list[str]:
        """The folders of templates, static files and translations; not what packages bring, ours among them."""
        config, source = self.app.config, str(self.app.env.srcdir)
        names = [*config.templates_path, *config.html_static_path, *config.html_extra_path, *config.locale_dirs]
        folders = {os.path.realpath(os.path.join(source, name)) for name in names}
        return sorted(path for path in folders if is_inside(path, self.domain.root) and "site-packages" not in path)

    def _modules(self) -> Iterator[str]:
        """Yield the files of the modules that lie in the repository, such as extensions of its own."""
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if isinstance(file, str) and is_inside(file, self.domain.root) and "site-packages" not in file:
                yield file

    def _outdated(self, _app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
        """Return the documents that were read from a file that has changed."""
        if not self._changed:
            return []
        return [name for name in env.found_docs if not self._changed.isdisjoint(self._paths_of(name))]

    def _others(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return all documents if contents have changed, which stand in the sidebars and heads of every page."""
        return [] if self._contents == list(_contents(env)) else sorted(env.found_docs)

    def _paths_of(self, docname: str) -> Iterator[str]:
        env = self.app.env
        yield os.path.realpath(env.doc2path(docname))
        for path in env.dependencies.get(docname, ()):
            yield os.path.realpath(os.path.join(env.srcdir, path))

    def _begin(self, _app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._read, self._total = 0, len(docnames)
        self._contents = list(_contents(env))
        if not self.domain.options.show_findings:
            # The worker checks by itself, and the page comes first.
            self.domain.findings = []

    def _note_read(self, app: Sphinx, doctree: nodes.document) -> None:
        self._names[app.env.docname] = Names.of(doctree)
        self._read += 1
        self._progress(f"read {self._read} of {self._total} documents")

    def _note_written(self, _app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        self._progress(f"writing {docname}")

    def _note_pages(self, app: Sphinx, _error: Exception | None) -> None:
        self._pages = frozenset(map(self.page_of, app.env.found_docs))


def _contents(env: BuildEnvironment) -> Iterator[object]:
    """Yield what tables of contents are made of."""
    yield env.toctree_includes.copy()
    for name, toc in sorted(env.tocs.items()):
        yield name, env.titles[name].astext(), toc.pformat()
