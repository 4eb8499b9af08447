"""The nodes of a read document.

They are compact, because references are large: a row is one node, and the text of a definition is parsed once per
document, however many rows show it. HTML draws them as they are (`html`); for every other builder `transforms` turns
them to standard docutils nodes before anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

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


class parameter_table(nodes.General, nodes.Element):  # noqa: N801
    """A table of parameters: children are `parameter_row`."""

    block: TableBlock


class parameter_row(nodes.Part, nodes.Element):  # noqa: N801
    """A row: the name as child text; ``in``, ``type``, ``required``, ``min_version``, ``max_version``, ``keywords``.

    ``fragment`` is the key of the `fragment` with the description, or None; ``defined`` is False for a row whose
    key its catalogue does not have.
    """

    #: Set by `transforms.LinkFragments` when the document is written.
    fragment: fragment | None = None


class status_table(nodes.General, nodes.Element):  # noqa: N801
    """A table of status codes: attribute ``kind``; children are `status_row`."""

    block: StatusBlock


class status_row(nodes.Part, nodes.Element):  # noqa: N801
    """A status code: the code as child text; ``phrase`` is its standard name; ``fragment`` as in `parameter_row`."""

    fragment: fragment | None = None


class expand_all(nodes.General, nodes.Element):  # noqa: N801
    """The place of the control that opens every operation, and of the range of microversions."""


class operation(nodes.section):  # noqa: N801
    """A section with a `rest_method`, in HTML only."""


class operation_title(nodes.title):  # noqa: N801
    """The title of an `operation`, in HTML only."""
