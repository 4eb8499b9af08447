"""The nodes of a read document.

They are compact, because references are large and each of some seventy transforms walks every node: a table is one
node, its rows are values, and the text of a definition is parsed once per document, however many rows show it. HTML
draws them as they are (`html`); for every other builder `transforms` turns them to standard docutils nodes before
anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from docutils import nodes

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Example
    from sphinx_restaction.model.outline import MethodBlock, StatusBlock, TableBlock
    from sphinx_restaction.sphinx_ext.changes import Change
    from sphinx_restaction.sphinx_ext.overview import Overview
    from sphinx_restaction.sphinx_ext.snippets import Request


_Node = TypeVar("_Node", bound="_block_node")


class _block_node(nodes.General, nodes.Element):  # noqa: N801  # nodes are named like tags
    """A node with the block that `resolve` reads."""

    block: MethodBlock | TableBlock | StatusBlock

    def copy(self: _Node) -> _Node:  # noqa: PYI019  # Python 3.10 has no Self
        """Return a copy that has the block, too; builders that write all documents as one copy them."""
        made = super().copy()
        made.block = self.block
        return made


class rest_method(_block_node):  # noqa: N801
    """An operation's method and URL: attributes ``method`` and ``url``; the child texts are for search."""

    child_text_separator = ""
    block: MethodBlock


class fragment(nodes.Part, nodes.Element):  # noqa: N801
    """A parsed description; its attribute ``key`` is unique in the project."""


class fragment_store(nodes.Part, nodes.Element):  # noqa: N801
    """The last child of a document with tables: holds the `fragment` nodes, drawn where rows refer to them."""


class ParameterRow(NamedTuple):
    """A row of a `parameter_table`; a tuple, for there are thousands, and tuples are made and pickled fastest."""

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
    #: Where the row stands, given by `identify`.
    source: Location | None = None


class StatusRow(NamedTuple):
    """A row of a `status_table`."""

    #: The status code as written.
    name: str
    id: str = ""
    fragment: str | None = None
    #: The code's standard name.
    phrase: str = ""


class rest_table(_block_node):  # noqa: N801
    """A table: the attribute ``rows`` holds its rows, and the child text their names, for search."""


class parameter_table(rest_table):  # noqa: N801
    """A table of parameters; its rows are `ParameterRow`."""

    block: TableBlock


class status_table(rest_table):  # noqa: N801
    """A table of status codes, its attribute ``kind`` being success or error; its rows are `StatusRow`."""

    block: StatusBlock


class expand_all(nodes.General, nodes.Element):  # noqa: N801
    """The place of the control that opens every operation, and of the range of microversions."""

    #: Given for HTML, before it is drawn.
    overview: Overview | None = None


class operation(nodes.section):  # noqa: N801
    """A section with a `rest_method`, in HTML only; ``brief`` is its first sentence.

    It is ``whole`` if the section holds no other operation.
    """


class operation_title(nodes.title):  # noqa: N801
    """The title of an `operation`, in HTML only."""


class part_title(nodes.title):  # noqa: N801
    """The title of a part of an `operation`, such as "Request", in HTML only.

    Its section has a number for an id, which changes with every edit above it; a link to that would not last.
    """


class sample(nodes.General, nodes.Element):  # noqa: N801
    """A sample with its caption, in HTML only: ``role``, ``version``, and the ``number`` of its set."""

    example: Example


class json_sample(nodes.literal_block):  # noqa: N801
    """A block of JSON in a `sample`, in HTML only."""


class sample_set(nodes.General, nodes.Element):  # noqa: N801
    """Neighbouring `sample` nodes that are one sample in several versions, in HTML only."""


class moved_anchors(nodes.General, nodes.Element):  # noqa: N801
    """What leads from the ids of a document in one piece to the pages that it was split into, in HTML only."""

    #: Pairs of an id and its new address.
    targets: list[tuple[str, str]]


class operation_changes(nodes.General, nodes.Element):  # noqa: N801
    """What each version changed, in HTML only."""

    changes: list[Change]


class snippets(nodes.General, nodes.Element):  # noqa: N801
    """The request of an operation as commands, in HTML only."""

    request: Request


def fragments_of(document: nodes.document) -> dict[str, fragment]:
    """Return the descriptions of a document by their keys."""
    return {node["key"]: node for node in document.findall(fragment)}
