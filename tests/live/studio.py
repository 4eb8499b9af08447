"""A build in memory with its desk, and the clean build that shows what each edit should look like."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_restaction.sources.files import find_root
from sphinx_restaction.sphinx_ext.live.build import Build
from sphinx_restaction.sphinx_ext.live.desk import Desk
from sphinx_restaction.sphinx_ext.live.fork import Fork
from sphinx_restaction.sphinx_ext.live.markup import Sections
from sphinx_restaction.sphinx_ext.live.reading import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_restaction.sphinx_ext.live.draft import Units
    from sphinx_restaction.sphinx_ext.live.patch import Patch

_COUNTED_RE = re.compile(r'(?<=id="|f="#)id\d+(?="|-detail)')


@dataclass(slots=True)
class Studio:
    """The reference in *source* as it is previewed."""

    build: Build
    desk: Desk
    folder: Path
    #: The changes that browsers were sent since the last edit, by page.
    patches: dict[str, Patch] = field(default_factory=dict)
    #: What was rendered for the last edit.
    rendered: Units = field(default_factory=list)
    #: Whether the last edit changes something that is not shown.
    is_partial: bool = False

    @property
    def source(self) -> Path:
        """The source directory."""
        return Path(self.build.app.srcdir)

    def edit(self, files: Mapping[str, str | None]) -> None:
        """Write *files*, and show what they change; raises what the desk raises."""
        write(self.source, files)
        self.desk.forget(str(self.source / name) for name in files)
        self.show()

    def show(self) -> None:
        """Show what is on the disk."""
        desk = self.desk
        draft = desk.draft()
        self.rendered = draft.first
        rendered, warnings = in_fork(lambda: desk.render(draft, draft.first)) if draft.plans else ({}, [])
        if not draft.is_complete(rendered):
            self.rendered = draft.all
            rendered, warnings = in_fork(lambda: desk.render(draft))
        self.patches = dict(desk.accept(draft, rendered, warnings))
        self.is_partial = any(made.is_partial for made in draft.plans.values())
        if draft.is_early:
            # What an early draft shows is all there is to show.
            last = desk.draft()
            assert (last.is_early, last.plans) == (False, {})
            desk.accept(last, {}, [])

    def start_again(self, files: Mapping[str, str]) -> None:
        """Write *files* in the place of all that is there, but for ``conf.py``, and forget all edits."""
        there = {str(path.relative_to(self.source)) for path in self.source.rglob("*") if path.is_file()}
        write(self.source, {**dict.fromkeys(there - {"conf.py", *files}), **files})
        self.desk = Desk(self.build)
        self.patches = {}

    def page(self, name: str) -> str:
        """Return the page of a document as it is shown."""
        html = self.desk.shown.pages.get(name)
        return self.build.html_of(name) if html is None else html

    def pages(self) -> dict[str, str]:
        """Return all pages as they are shown, by document."""
        return {name: self.page(name) for name in self.desk.shown.reading.pages}

    def clean(self) -> dict[str, str]:
        """Return the pages of a clean build of what is on the disk, by document."""
        app = self.build.app
        return clean_pages(self.source, app.builder.name, dict(app.config.overrides), self.folder / "clean")

    def differences(self, pages: Mapping[str, str], *, exact: bool = False) -> set[str]:
        """Return the titles of sections that are shown otherwise than on *pages*.

        Sections that only a build of the whole can show are left out. Unless *exact*, ids count as equal that docutils
        gives by the order of sections, as it does if several have one title.
        """
        found = set[str]()
        for name, page in self.desk.shown.reading.pages.items():
            texts = [title.text for title in page.units.layout.titles]
            later = {unit.first for unit in page.units.units if page.units.needs_whole(unit)}
            alike = Counted()
            sections = zip(texts, section_texts(self.page(name)), section_texts(pages[name]), strict=True)
            for number, (title, shown, wanted) in enumerate(sections):
                is_same = shown == wanted or (not exact and alike.are_alike(shown, wanted))
                if number not in later and not is_same:
                    found.add(title)
        return found


@contextmanager
def open_studio(
    source: Path,
    folder: Path,
    builder: str = "html",
    *,
    meanwhile: Callable[[], None] = lambda: None,
    **overrides: Any,  # noqa: ANN401
) -> Iterator[Studio]:
    """Build *source*, and end all that keeps docutils and Sphinx as the build needs them.

    *meanwhile* is done when Sphinx has read all documents, and not yet written them.
    """
    translators = dict(sphinx.locale.translators)
    ahead = Fork(partial(read_sources, str(source.resolve()), find_root(str(source))))
    build = Build(str(source), str(folder), builder=builder, overrides=overrides, is_fresh=True, progress=_ignore)
    try:
        # In this order, as the worker does.
        desk = Desk(build, ahead.wait())
        build.app.connect("env-updated", lambda *_: meanwhile())
        build.run()
        desk.note_build()
        yield Studio(build=build, desk=desk, folder=folder)
    finally:
        build.close()
        sphinx.locale.translators.clear()
        sphinx.locale.translators.update(translators)


def clean_pages(source: Path, builder: str, overrides: dict[str, Any], folder: Path) -> dict[str, str]:
    """Return the pages of *source* as a process of its own builds them from nothing, by document."""

    def work() -> dict[str, str]:
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                str(source),
                str(source),
                str(folder / "output"),
                str(folder / "doctrees"),
                builder,
                confoverrides=overrides,
                status=None,
                warning=None,
                freshenv=True,
            )
            app.build(force_all=True)
            builder_: Any = app.builder
            return {name: Path(builder_.get_outfilename(name)).read_text("utf-8") for name in app.env.found_docs}

    pages: dict[str, str] = in_fork(work)
    return pages


def in_fork(work: Callable[[], Any]) -> Any:  # noqa: ANN401  # whatever *work* returns
    """Return what *work* does in a copy of this process."""
    return Fork(work).wait()


def write(source: Path, files: Mapping[str, str | None]) -> None:
    """Write *files* of the folder *source*; None takes one away."""
    for name, text in files.items():
        path = source / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())


def section_texts(html: str) -> list[str]:
    """Return of each section of a page its own text, and what it is in."""
    sections = Sections.of(html)
    return [
        f"{span.parent} {html[span.start : sections.own_end(number)].strip()}"
        for number, span in enumerate(sections.spans)
    ]


class Counted:
    """Ids that docutils counts, each on one page paired with the one in its place on the other."""

    def __init__(self) -> None:
        self._there: dict[str, str] = {}
        self._back: dict[str, str] = {}

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two texts differ in nothing but counted ids, and these fit to those of all texts before."""
        one, other = _without_own_ids(one), _without_own_ids(other)
        if _COUNTED_RE.sub("", one) != _COUNTED_RE.sub("", other):
            return False
        pairs = zip(_COUNTED_RE.findall(one), _COUNTED_RE.findall(other), strict=True)
        return all(self._there.setdefault(a, b) == b and self._back.setdefault(b, a) == a for a, b in pairs)


def _without_own_ids(text: str) -> str:
    """Return a section without the ids of itself that come from its title; a label's stay.

    The first section of a title has an id by that, and a link to it; for others the ids are counted.
    """
    text = re.sub(r'<a class="headerlink".*?</a>| id="[^"]*-detail(-btn)?"', "", text)
    return re.sub(r'(<section\b[^>]*?)( id="[^"]*")?>\s*(<span id="[^"]*"></span>\s*)*', r"\1>", text)


def _ignore(_text: str) -> None:
    """Nobody looks at the progress."""
