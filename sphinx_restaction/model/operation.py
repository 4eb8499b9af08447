"""Operations: what a reader calls, with its parameters, responses and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.microversion import Microversion, VersionRange
    from sphinx_restaction.model.template import PathTemplate

Role = Literal["request", "response"]
StatusKind = Literal["success", "error"]


class Parameter(NamedTuple):
    """A row of a table: the name that is shown, and the key of its definition."""

    name: str
    key: str
    source: Location


class ParameterTable(NamedTuple):
    """A ``rest_parameters`` directive."""

    #: Path of the catalogue that the rows' keys are looked up in.
    catalogue: str
    parameters: tuple[Parameter, ...]
    source: Location
    #: Given by the nearest Request or Response heading; None where there is none.
    role: Role | None = None
    #: The nearest heading, which may be the operation's title.
    heading: str = ""


class Response(NamedTuple):
    """A status code that an operation documents, in a ``rest_status_code`` directive or in prose."""

    #: The number; 0 for a text that is none.
    code: int
    kind: StatusKind
    #: The name given to the code: a reason's key, or ``badRequest`` of ``badRequest(400)``; may be empty.
    reason: str
    source: Location
    #: Whether it is given in a sentence and not in a table.
    is_prose: bool = False


class Example(NamedTuple):
    """A sample of an operation: a file, or a code block of the document."""

    #: Path of the file; None for a code block.
    file: str | None
    #: The text of a code block; None for a file.
    text: str | None
    source: Location
    #: What the nearest Request or Response heading says, and what the file's name says.
    heading_role: Role | None = None
    file_role: Role | None = None
    #: The versions that the directory, the file's name, the caption and the heading give, each once, in this order.
    microversions: tuple[Microversion, ...] = ()

    @property
    def role(self) -> Role | None:
        """The role, None where nothing gives one or where heading and file name disagree."""
        if self.heading_role and self.file_role and self.heading_role != self.file_role:
            return None
        return self.heading_role or self.file_role

    @property
    def microversion(self) -> Microversion | None:
        """The version of the sample, None where nothing gives one."""
        return self.microversions[0] if self.microversions else None


class Operation(NamedTuple):
    """A ``rest_method`` and what follows it, up to the next one.

    METHOD and URL are no key: 41 operations of nova share ``POST /servers/{server_id}/action``. The anchor is.
    """

    method: str
    url: PathTemplate
    title: str
    #: The name of the action for an operation on ``.../action``, None elsewhere or where nothing tells it.
    action: str | None
    #: The stable id of the operation, unique in its document.
    anchor: str
    versions: VersionRange
    source: Location
    tables: tuple[ParameterTable, ...] = ()
    responses: tuple[Response, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def is_action(self) -> bool:
        """Whether the operation is one of several on its URL, told apart by a key of the body."""
        return self.url.path.rstrip("/").endswith("/action")
