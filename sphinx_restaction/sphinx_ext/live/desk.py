"""Edits of what a build in memory shows: what has changed is rendered, and the rest stays."""

from __future__ import annotations

import os
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sphinx_restaction import rules
from sphinx_restaction.sphinx_ext.findings import OFF, check_reference, settings_of
from sphinx_restaction.sphinx_ext.live.draft import Draft
from sphinx_restaction.sphinx_ext.live.fragment import Fragment, render
from sphinx_restaction.sphinx_ext.live.markup import Sections, UnevenError
from sphinx_restaction.sphinx_ext.live.patch import Patch, cut, end_of, make_patch
from sphinx_restaction.sphinx_ext.live.plan import Plan, plan
from sphinx_restaction.sphinx_ext.live.reading import (
    Reading,
    Sources,
    read,
    read_sources,
    with_catalogues,
    with_findings,
)
from sphinx_restaction.sphinx_ext.live.rows import Rows
from sphinx_restaction.sphinx_ext.live.shown import describe, describe_warnings
from sphinx_restaction.sphinx_ext.live.warnings import Warned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.reference import Use
    from sphinx_restaction.sphinx_ext.live.build import Build
    from sphinx_restaction.sphinx_ext.live.draft import Rendered, Units
    from sphinx_restaction.sphinx_ext.live.reading import ReadPage

#: What leaves nothing to show of a file: while it lasts, the last good page stays.
_SYNTAX = frozenset({rules.INVALID_YAML.id, rules.INVALID_CATALOGUE.id, rules.EMPTY_CATALOGUE.id, rules.NOT_UTF8.id})

#: How docutils begins its message of a link to a name that the document does not have.
_UNKNOWN = "Unknown target name"


class WholeNeededError(Exception):
    """The edit can't be shown without building the whole."""


class BrokenError(Exception):
    """A file has a syntax error, told by the only argument, a `Warned`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is on the pages now."""

    reading: Reading
    #: The text of each page that was patched or looked at, by document.
    pages: Mapping[str, str]
    #: What is wrong with the sources, if the pages show it; else that is worked out when it is asked for.
    findings: list[Finding] | None


class Desk:
    """Keeps what is shown, and works out what edits change."""

    def __init__(self, build: Build, sources: Sources | None = None) -> None:
        """Keep what *build* is about to show of *sources*, which are read here unless they are given."""
        self._build = build
        domain = build.domain
        source, root = str(domain.env.srcdir), domain.root
        if sources is None or (sources.reading.reference.source, sources.reading.reference.root) != (source, root):
            sources = read_sources(source, root)
        self._library = sources.library
        reading, findings = self._checked(sources.reading)
        self.shown = Shown(reading=reading, pages={}, findings=findings)
        #: The ids of pages as they were built.
        self._built_ids: dict[str, frozenset[str]] = {}
        self._warnings: list[Warned] = []
        #: The files that have changed since documents were read, and whether an early draft has shown them.
        self._unread: set[str] = set()
        self._has_looked = False
        self.note_build()

    def note_build(self) -> None:
        """Note what the build has said, if it has run only after the sources were read here.

        That is the safe order: what changes between the two is rendered once more, and not taken for shown.
        """
        self._warnings += self._build.warnings.take()
        known = (*self._warnings, *self._syntax(self.shown.reading))
        self._known = {warned.identity for warned in known}

    def forget(self, paths: Iterable[str]) -> None:
        """Forget the contents of *paths*, which have changed."""
        names = {name for path in paths for name in (path, os.path.realpath(path))}
        self._library.forget(names)
        self._unread |= names
        self._has_looked = False

    def draft(self) -> Draft:
        """Read what has changed, and find out what has to be rendered.

        If only catalogues have changed, the draft is early: documents are not read, and the next draft does that.
        Raises a `BrokenError` for a syntax error, and a `WholeNeededError`.
        """
        domain = self._build.domain
        is_early = self._can_be_early()
        self._has_looked = True
        if is_early:
            reading, findings = with_catalogues(self.shown.reading, self._library), None
        else:
            reading, findings = self._read()
            for warned in self._syntax(reading):
                if warned.identity not in self._known:
                    raise BrokenError(warned)
        old = self.shown.reading
        if reading.pages.keys() != old.pages.keys() or domain.options.split:
            raise WholeNeededError("there are other documents")
        plans = dict(self._plans(old, reading))
        pages = {name: self._sections(name, old.pages[name]) for name in plans}
        has_own_rows = self._build.has_own_templates
        rows = {
            name: Rows(pages[name], old.pages[name], reading.pages[name], made)
            for name, made in plans.items()
            if not has_own_rows
        }
        return Draft(reading=reading, plans=plans, pages=pages, findings=findings, rows=rows, is_early=is_early)

    def _can_be_early(self) -> bool:
        """Whether only catalogues have changed, and can be read."""
        if self._has_looked or self._build.domain.options.show_findings:
            return False
        uses = self.shown.reading.catalogues
        changed = [uses[path] for path in self._unread if path in uses]
        if not changed or any(os.path.realpath(path) not in uses for path in self._unread):
            return False
        faults = (fault for use in changed for fault in self._faults_of(use))
        return not any(fault.rule.id in _SYNTAX for fault in faults)

    def _faults_of(self, use: Use) -> tuple[Diagnostic, ...]:
        if use.kind == "parameters":
            return self._library.catalogue_diagnostics(use.path, use.source)
        return self._library.status_diagnostics(use.path, use.source)

    def _plans(self, old: Reading, reading: Reading) -> Iterator[tuple[str, Plan]]:
        """Yield what has changed on each page since *old*; raises a `WholeNeededError`."""
        for name, page in reading.pages.items():
            made = plan(old.pages[name], page)
            if made is None:
                raise WholeNeededError(f"{name} has changed as a whole")
            if self._build.domain.options.microversion and made.rendered[:1] == [0]:
                raise WholeNeededError(f"the start of {name} tells which microversion is shown")
            if made:
                yield name, made

    def render(self, draft: Draft, wanted: Units | None = None) -> tuple[Rendered, list[Warned]]:
        """Return the HTML of the units *wanted* of *draft*, or else of all, and what was reported.

        To be called in a copy of this process: the build is good for nothing else afterwards.
        """
        self._build.warnings.take()
        rendered = {}
        for name in draft.plans:
            numbers = [number for other, number in (draft.all if wanted is None else wanted) if other == name]
            if numbers:
                rendered[name] = self._render(name, draft, numbers)
        return rendered, self._build.warnings.take()

    def accept(self, draft: Draft, rendered: Rendered, warnings: Iterable[Warned]) -> list[tuple[str, Patch]]:
        """Show *draft* from now on, and return the patched pages.

        Raises a `BrokenError` if docutils has found an error that was not there before.
        """
        for warned in warnings:
            if warned.severity == "error" and warned.identity not in self._known:
                if warned.message.startswith(_UNKNOWN) and self.shown.pages.keys() & draft.plans.keys():
                    raise WholeNeededError("a link leads to what may have come since the build")
                raise BrokenError(warned)
        patches = []
        pages = dict(self.shown.pages)
        for name, made in draft.plans.items():
            old, new = self.shown.reading.pages[name], draft.reading.pages[name]
            try:
                patch = make_patch(draft.pages[name], old, new, made, *draft.fill(name, rendered))
                whole = len(Sections.of(patch.html).spans) == len(new.units.layout.titles)
            except (ValueError, UnevenError):
                whole = False
            if not whole:
                raise WholeNeededError(f"the page of {name} got other sections than its source")
            pages[name] = patch.html
            if patch.changes:
                patches.append((self._build.page_of(name), patch))
        self.shown = Shown(reading=draft.reading, pages=pages, findings=draft.findings)
        if not draft.is_early:
            self._unread.clear()
        return patches

    def covers(self, path: str) -> bool:
        """Whether what is shown tells all that a change of *path* changes."""
        return path in self.shown.reading.files or not self._build.needs_whole(path)

    def findings(self) -> list[dict[str, Any]]:
        """Return what is wrong with the reference as it is shown."""
        reading = self.shown.reading
        findings = self._check(reading) if self.shown.findings is None else self.shown.findings
        found = describe(findings, reading.reference, self._build.page_of)
        ours = (one for one in self._warnings if not one.kind.startswith("restaction."))
        return [*describe_warnings(ours, reading.reference.root), *found]

    def _read(self) -> tuple[Reading, list[Finding] | None]:
        domain = self._build.domain
        return self._checked(read(str(domain.env.srcdir), domain.root, self._library))

    def _checked(self, reading: Reading) -> tuple[Reading, list[Finding] | None]:
        """Return a reading for what the pages show, with its findings if they show these."""
        if not self._build.domain.options.show_findings:
            return reading, None
        findings = self._check(reading)
        return with_findings(reading, findings), findings

    def _check(self, reading: Reading) -> list[Finding]:
        domain = self._build.domain
        settings, _ = settings_of(domain)
        compare = domain.options.checks != OFF
        return check_reference(reading.reference, settings, self._library, compare=compare)

    def _sections(self, name: str, page: ReadPage) -> Sections:
        html = self.shown.pages.get(name)
        try:
            sections = Sections.of(self._build.html_of(name) if html is None else html)
        except (UnevenError, OSError):
            raise WholeNeededError(f"the page of {name} can't be read") from None
        if len(sections.spans) != len(page.units.layout.titles):
            raise WholeNeededError(f"the page of {name} has other sections than its source")
        if html is None:
            self._built_ids[name] = frozenset(sections.ids_between(0, len(sections.html)))
        return sections

    def _render(self, name: str, draft: Draft, numbers: list[int]) -> dict[int, str]:
        page, made, sections = draft.reading.pages[name], draft.plans[name], draft.pages[name]
        units = [(number, page.units.units[number]) for number in numbers]
        lines, titles = page.units.extract(unit for _, unit in units)
        there = sections.ids_between(0, len(sections.html))
        # What edits have taken away since the build is free again.
        own = {*self._own_ids(name, draft, numbers, titles), *(self._built_ids.get(name, frozenset()) - there)}
        fragment = Fragment(
            docname=name,
            lines=lines,
            styles=page.units.styles,
            names=self._build.names_of(name).without(own, there),
            section_ids=[
                sections.automatic_id_of(made.titles[title]) if title in made.titles else None for title in titles
            ],
            reference_ids=list(self._reference_ids(name, draft, numbers)),
            document=page.document if page.document.operations else None,
            operations=[operation for number in numbers for operation in page.operations.get(number, ())],
            library=self._library,
            findings=draft.findings,
        )
        return cut(render(self._build.app, fragment), titles, units)

    def _own_ids(self, name: str, draft: Draft, numbers: list[int], titles: list[int]) -> Iterator[str]:
        """Yield the ids that the page has for what is rendered again or gone, and for the sections around it."""
        made, sections, old = draft.plans[name], draft.pages[name], self.shown.reading.pages[name]
        for number in (*(one for one, other in made.replaced if other in numbers), *made.removed):
            unit = old.units.units[number]
            yield from sections.ids_between(sections.spans[unit.first].start, end_of(sections, unit))
        for title in titles:
            if title in made.titles:
                yield from sections.head_ids_of(made.titles[title])

    def _reference_ids(self, name: str, draft: Draft, numbers: list[int]) -> Iterator[str]:
        """Yield the ids that the page has for references to footnotes in what is rendered again."""
        sections, old = draft.pages[name], self.shown.reading.pages[name]
        for one, other in sorted(draft.plans[name].replaced, key=itemgetter(1)):
            if other in numbers:
                unit = old.units.units[one]
                yield from sections.reference_ids_between(sections.spans[unit.first].start, end_of(sections, unit))

    def _syntax(self, reading: Reading) -> Iterator[Warned]:
        """Yield the syntax errors of the sources."""
        for fault in reading.reference.faults:
            if fault.rule.id in _SYNTAX:
                yield _warned(fault)
        for document in reading.reference.documents:
            for path in dict.fromkeys(one.file for operation in document.operations for one in operation.examples):
                text = self._library.json(path) if path and path.endswith(".json") else None
                if text and text.fault:
                    yield Warned(text.fault[0], path or "", text.fault[1], "error", "restaction.sample-not-json")


def _warned(fault: Diagnostic) -> Warned:
    place = fault.location
    return Warned(fault.message, place.file, place.line, "error", f"restaction.{fault.rule.id}")
