"""The option ``restaction_split``: a document as an index and pages, from unchanged sources.

A document is read, checked and kept in one piece, so that all other builders have it so. Before HTML is written it is
split, and until the build ends Sphinx sees its pages as documents. So tables of contents, links, the search and
inventories lead to the pages without any code of ours.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.nodes import expand_all
from sphinx_restaction.sphinx_ext.overview import overview_of
from sphinx_restaction.sphinx_ext.parts import parts_of
from sphinx_restaction.sphinx_ext.split_doctree import split
from sphinx_restaction.sphinx_ext.split_environment import Disguise
from sphinx_restaction.sphinx_ext.split_plan import name_pages, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.sphinx_ext.overview import Overview
    from sphinx_restaction.sphinx_ext.split_plan import Part

#: The builders that make a file of each document, for browsers.
_BUILDERS = frozenset({"html", "dirhtml"})
#: What the environment remembers for `Pages`: the parts of each document, and what followed from them at last.
_KEY = "restaction_parts"
_LAST = "restaction_pages"
#: Pages that Sphinx makes itself.
_RESERVED = frozenset({"index", "genindex", "search"})


class Pages(EnvironmentCollector):
    """Has every document written anew when anything moves to another page, for any may have links to it."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002  # Sphinx's signature
        """Forget *docname*."""
        _remembered(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process read."""
        _remembered(env).update({name: value for name, value in _remembered(other).items() if name in docnames})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Remember what stands in which part of a document that was read."""
        parts = _plan(app.env, app.env.docname, doctree)
        ids = [part.stem + " " + " ".join(_ids(part)) for part in parts]
        digest = hashlib.sha256("\n".join(ids).encode("utf-8", "surrogatepass")).hexdigest()
        if parts:
            _remembered(app.env)[app.env.docname] = (tuple(part.stem for part in parts), digest)

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:  # noqa: ARG002
        """Return all documents, if the pages are others than at the last build."""
        remembered = _remembered(env)
        pages = {name: (_names(env, name, stems), digest) for name, (stems, digest) in remembered.items()}
        before, env.__dict__[_LAST] = env.__dict__.get(_LAST, {}), pages
        return sorted(env.found_docs) if pages != before else []


def _remembered(env: BuildEnvironment) -> dict[str, tuple[tuple[str, ...], str]]:
    found: dict[str, tuple[tuple[str, ...], str]] = env.__dict__.setdefault(_KEY, {})
    return found


def _ids(part: Part) -> Iterator[str]:
    for section in part.sections:
        for node in section.findall(nodes.Element):
            yield from node["ids"]


def _plan(env: BuildEnvironment, docname: str, document: nodes.document) -> list[Part]:
    domain = RestDomain.of(env)
    if not domain.options.split or docname not in domain.operations:
        return []
    return plan(document, domain.options.split, str(env.doc2path(docname)))


def _names(env: BuildEnvironment, docname: str, stems: tuple[str, ...]) -> list[str]:
    indices = {f"{domain.name}-{index.name}" for domain in env.domains.values() for index in domain.indices}
    return name_pages(docname, stems, env.found_docs | indices | _RESERVED)


def _split(app: Sphinx, builder: Builder, disguise: Disguise) -> None:
    """Split the documents, before Sphinx asks which there are to write."""
    env = app.env
    if builder.name not in _BUILDERS:
        return
    for docname in sorted(_remembered(env)):
        document = env.get_doctree(docname)
        parts = _plan(env, docname, document)
        if not parts:
            continue
        overview = _overview(env, docname, document)
        names = _names(env, docname, tuple(part.stem for part in parts))
        made = split(document, docname, dict(zip(names, parts, strict=True)), builder.get_relative_uri)
        pages = {anchor: builder.get_relative_uri(docname, name) for anchor, name in made.places.items()}
        for control in made.index.findall(expand_all):
            control.overview = overview.on(pages)
        disguise.put_on(made)


def _overview(env: BuildEnvironment, docname: str, document: nodes.document) -> Overview:
    domain = RestDomain.of(env)
    return overview_of(list(parts_of(document, domain.operations[docname])), domain.options, domain.words)


def _show_source(env: BuildEnvironment, pagename: str, context: dict[str, Any], disguise: Disguise) -> None:
    """Name the source of a page after the document that the page is part of."""
    docname = disguise.pages.get(pagename)
    if docname is None:
        return
    suffix = str(env.doc2path(docname, base=False))[len(docname) :]
    context["page_source_suffix"] = suffix
    if context["sourcename"]:
        more = env.config.html_sourcelink_suffix
        context["sourcename"] = docname + suffix + (more if more != suffix else "")


def setup_split(app: Sphinx) -> None:
    """Register what splits documents."""
    disguise = Disguise(app)
    app.add_env_collector(Pages)
    app.connect("write-started", lambda app, builder: _split(app, builder, disguise))
    app.connect(
        "html-page-context",
        lambda app, pagename, _template, context, _doctree: _show_source(app.env, pagename, context, disguise),
    )
    app.connect("build-finished", lambda _app, _error: disguise.take_off())
