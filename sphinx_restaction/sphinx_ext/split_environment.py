"""What Sphinx knows of a document that was split is what it knows of its pages, as long as it writes."""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx.environment.collectors.title import TitleCollector
from sphinx.environment.collectors.toctree import TocTreeCollector

from sphinx_restaction.sphinx_ext.domain import RestDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_restaction.sphinx_ext.split_doctree import Split

#: What an environment keeps by the names of documents.
_BY_NAME = (
    "all_docs",
    "titles",
    "longtitles",
    "metadata",
    "tocs",
    "toc_num_entries",
    "toc_secnumbers",
    "toc_fignumbers",
    "toctree_includes",
    "files_to_rebuild",
    "_pickled_doctree_cache",
    "_write_doc_doctree_cache",
)
#: What the domain ``std`` keeps of objects: tuples that begin with a document and an id.
_LABELS = ("labels", "anonlabels", "objects", "progoptions")
#: What our domain keeps by the names of documents.
_OURS = ("documents", "shown", "linking")


@dataclass(slots=True)
class Disguise:
    """Shows a builder the pages as documents; `take_off` before the environment is used for anything else.

    The environment is saved before anything is written, so what is on disk never has the pages.
    """

    app: Sphinx
    _kept: dict[str, dict[Any, Any]] = field(default_factory=dict)
    _kept_data: dict[tuple[str, str], Any] = field(default_factory=dict)
    #: Each page, and the document that it is part of.
    pages: dict[str, str] = field(default_factory=dict)

    def put_on(self, made: Split) -> None:
        """Show the documents of *made*."""
        env = self.app.env
        self._keep()
        project = env.project
        env.toctree_includes.pop(made.docname, None)
        for name in made.pages:
            self.pages[name] = made.docname
            project.docnames.add(name)
            project._docname_to_path[name] = project._docname_to_path[made.docname]  # noqa: SLF001  # no other way
            env.all_docs[name] = env.all_docs[made.docname]
            env.metadata[name] = dict(env.metadata[made.docname])
            env.toc_secnumbers[name] = env.toc_secnumbers.get(made.docname, {})
            env.toc_fignumbers[name] = env.toc_fignumbers.get(made.docname, {})
            env.files_to_rebuild.setdefault(made.docname, set()).add(name)
        for name, page in (*made.pages.items(), (made.docname, made.index)):
            self._collect(name, page)
            self._store(name, page)
        self._move_labels(made)
        self._move_index_entries(made)
        self._move_operations(made)

    def take_off(self) -> None:
        """Show what there was before."""
        env = self.app.env
        for name, value in self._kept.items():
            setattr(env, name, value)
        for (domain, key), value in self._kept_data.items():
            env.domaindata[domain][key] = value
        for name in self.pages:
            env.project.docnames.discard(name)
            env.project._docname_to_path.pop(name, None)  # noqa: SLF001
            RestDomain.of(env).clear_doc(name)
        self.pages.clear()
        self._kept.clear()
        self._kept_data.clear()

    def _keep(self) -> None:
        if self._kept:
            return
        env = self.app.env
        for name in _BY_NAME:
            value = getattr(env, name)
            self._kept[name] = value
            setattr(env, name, value.copy())
        env.files_to_rebuild = {name: set(docnames) for name, docnames in env.files_to_rebuild.items()}
        ours = [(RestDomain.name, key) for key in _OURS]
        for domain, key in (*(("std", key) for key in _LABELS), ("index", "entries"), *ours):
            data = env.domaindata[domain]
            self._kept_data[domain, key] = data[key]
            data[key] = data[key].copy()

    def _collect(self, name: str, page: nodes.document) -> None:
        """Take title and table of contents, as Sphinx does when it has read a document."""
        env = self.app.env
        before = env.temp_data.get("docname")
        env.temp_data["docname"] = name
        TocTreeCollector().process_doc(self.app, page)
        if name in self.pages:
            TitleCollector().process_doc(self.app, page)
        env.temp_data["docname"] = before

    def _store(self, name: str, page: nodes.document) -> None:
        """Put the document where Sphinx looks before it opens its own file."""
        env = self.app.env
        page.settings.env = page.settings.warning_stream = None
        page.settings.record_dependencies = None  # type: ignore[assignment]  # as Sphinx itself stores documents
        page.reporter = page.transformer = None  # type: ignore[assignment]  # as Sphinx itself stores documents
        env._write_doc_doctree_cache.pop(name, None)  # noqa: SLF001  # no other way to give the root document a toctree
        env._pickled_doctree_cache[name] = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)  # noqa: SLF001

    def _move_labels(self, made: Split) -> None:
        data = self.app.env.domaindata["std"]
        for key in _LABELS:
            for name, (docname, anchor, *rest) in list(data[key].items()):
                if docname == made.docname and anchor in made.places:
                    data[key][name] = (made.places[anchor], anchor, *rest)

    def _move_index_entries(self, made: Split) -> None:
        entries = self.app.env.domaindata["index"]["entries"]
        moved = defaultdict(list)
        for entry in entries.pop(made.docname, ()):
            moved[made.places.get(entry[2], made.docname)].append(entry)
        entries.update(moved)

    def _move_operations(self, made: Split) -> None:
        domain = RestDomain.of(self.app.env)
        document, shown = domain.documents[made.docname], domain.shown.get(made.docname, {})
        for name in (made.docname, *made.pages):
            here = [one for one in document.operations if made.places.get(one.anchor, made.docname) == name]
            anchors = {one.anchor for one in here}
            domain.clear_doc(name)
            domain.documents[name] = document._replace(name=name, operations=tuple(here))
            domain.shown[name] = {anchor: members for anchor, members in shown.items() if anchor in anchors}
