"""What is known of a document while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils.statemachine import StringList

from sphinx_restaction.sphinx_ext.folders import Folders
from sphinx_restaction.sphinx_ext.nodes import fragment
from sphinx_restaction.sphinx_ext.paragraphs import parse_paragraphs

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst.states import RSTState
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.definition import Text
    from sphinx_restaction.model.outline import MethodBlock
    from sphinx_restaction.model.reference import Use

_KEY = "restaction"


@dataclass(slots=True)
class Page:
    """The state of one document; it lives as long as the reading of the document."""

    docname: str
    #: The parsed descriptions, by where they are written.
    fragments: dict[Text, fragment] = field(default_factory=dict)
    #: The absolute paths of the files that directives name, by what they write.
    files: dict[str, str] = field(default_factory=dict)
    #: What is known of the folders that these lie in.
    folders: Folders = field(default_factory=Folders)
    #: The first method of each section so far; see `Surroundings`.
    methods: dict[object, MethodBlock] = field(default_factory=dict)
    #: The uses of catalogues and status files so far.
    uses: list[Use] = field(default_factory=list)
    #: The nodes of all operations and tables, when the document has been read.
    found: list[nodes.Node] = field(default_factory=list)
    #: What is wrong with the directives so far.
    faults: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, env: BuildEnvironment) -> Page:
        """Return the page of the document that *env* is reading."""
        page = env.temp_data.get(_KEY)
        if not isinstance(page, cls):
            page = env.temp_data[_KEY] = cls(docname=env.docname)
        return page

    def parse(self, text: Text | None, state: RSTState) -> str | None:
        """Return the key of the fragment for *text*, parsing it if this page has not yet."""
        if text is None or not text.value.strip():
            return None
        known = self.fragments.get(text)
        if known is None:
            known = fragment(key=f"{self.docname}#{len(self.fragments)}")
            self.fragments[text] = known
            lines = text.value.rstrip().split("\n")
            if not parse_paragraphs(lines, text.source, state, known):
                first = text.source.line - 1
                items = [(text.source.file, first + offset) for offset in range(len(lines))]
                state.nested_parse(StringList(lines, items=items), 0, known)
        key: str = known["key"]
        return key
