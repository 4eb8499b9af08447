"""The nodes of a read document.

They are compact, because references are large and each of some seventy transforms walks every node: a table is one
node, its rows are values, and the text of a definition is parsed once per document, however many rows show it. HTML
draws them as they are (`html`); for every other builder `transforms` turns them to standard docutils nodes before
anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.sphinx_ext import words

if TYPE_CHECKING:
    from sphinx_restaction.model.outline import MethodBlock, StatusBlock, TableBlock


class rest_method(nodes.General, nodes.Element):  # noqa: N801  # nodes are named like tags
    """An operation's method and URL: attributes ``method`` and ``url``; the child texts are for search."""

    child_text_separator = ""
    block: MethodBlock


class fragment(nodes.Part, nodes.Element):  # noqa: N801
    """A parsed description; its attribute ``key`` is unique in the project."""


class fragment_store(nodes.Part, nodes.Element):  # noqa: N801
    """The last child of a document with tables: holds the `fragment` nodes, drawn where rows refer to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A row of a `parameter_table`."""

    name: str
    #: The stable id, given by `identify`; empty outside of every operation.
    id: str = ""
    #: The key of the `fragment` with the description.
    fragment: str | None = None
    #: The key that the catalogue does not have; nothing else is known of the row then.
    undefined: str = ""
    location: str = ""
    type: str = ""
    required: bool = False
    min_version: str = ""
    max_version: str = ""
    keywords: tuple[tuple[str, str], ...] = ()

    @property
    def necessity(self) -> str:
        """Whether the parameter is required, in a word."""
        return words.necessity(required=self.required)

    @property
    def version_notes(self) -> tuple[str, ...]:
        """Since when and until when the parameter exists, in words."""
        return words.version_notes(self.min_version, self.max_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """A row of a `status_table`."""

    #: The status code as written.
    name: str
    id: str = ""
    fragment: str | None = None
    #: The code's standard name.
    phrase: str = ""


class rest_table(nodes.General, nodes.Element):  # noqa: N801
    """A table: the attribute ``rows`` holds its rows, and the child text their names, for search."""


class parameter_table(rest_table):  # noqa: N801
    """A table of parameters; its rows are `ParameterRow`."""

    block: TableBlock


class status_table(rest_table):  # noqa: N801
    """A table of status codes, its attribute ``kind`` being success or error; its rows are `StatusRow`."""

    block: StatusBlock


class expand_all(nodes.General, nodes.Element):  # noqa: N801
    """The place of the control that opens every operation, and of the range of microversions."""


class operation(nodes.section):  # noqa: N801
    """A section with a `rest_method`, in HTML only."""


class operation_title(nodes.title):  # noqa: N801
    """The title of an `operation`, in HTML only."""


def fragments_of(document: nodes.document) -> dict[str, fragment]:
    """Return the descriptions of a document by their keys."""
    return {node["key"]: node for node in document.findall(fragment)}
