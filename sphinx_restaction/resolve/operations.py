"""Operations from the blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.model.operation import Example, Operation, ParameterTable, Response, Role
from sphinx_restaction.model.outline import (
    Block,
    Heading,
    MethodBlock,
    Prose,
    SampleBlock,
    StatusBlock,
    TableBlock,
)
from sphinx_restaction.resolve.anchors import Anchors, operation_anchor
from sphinx_restaction.resolve.wording import (
    file_role,
    heading_role,
    is_part_heading,
    root_key,
    sample_versions,
    title_action,
)
from sphinx_restaction.sources.statuses import parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterable


def resolve_operations(blocks: Iterable[Block]) -> tuple[Operation, ...]:
    """Return the operations of a document, in order; *blocks* is the whole document in reading order.

    An operation is a method and what follows it until the next one, or until a heading of its own or a higher level
    that does not open a part of it.
    """
    resolver = _Resolver()
    for block in blocks:
        resolver.take(block)
    resolver.close()
    return tuple(resolver.operations)


class _Draft:
    """An operation that is still being read."""

    __slots__ = ("examples", "is_action", "method", "responses", "sample_action", "tables", "title")

    def __init__(self, method: MethodBlock, title: Heading) -> None:
        self.method = method
        self.title = title
        self.is_action = method.url.path.rstrip("/").endswith("/action")
        self.tables: list[ParameterTable] = []
        self.responses: list[Response] = []
        self.examples: list[Example] = []
        #: The only root key of the first request sample that has just one.
        self.sample_action: str | None = None

    def action(self) -> str | None:
        """Return the action: what the title says, else the root key of a request sample, else the first body row."""
        if not self.is_action:
            return None
        named = title_action(self.title.text)
        if named:
            return named
        if self.sample_action:
            return self.sample_action
        rows = [row for table in self.tables if table.role == "request" for row in table.parameters]
        return next((row.name for row in rows if row.name not in self.method.url.variables), None)


class _Resolver:
    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self._headings: list[Heading] = []
        self._draft: _Draft | None = None
        self._caption = ""
        self._anchors = Anchors()

    def take(self, block: Block) -> None:
        """Add the next block."""
        if isinstance(block, Heading):
            self._take_heading(block)
        elif isinstance(block, MethodBlock):
            self.close()
            title = self._headings[-1] if self._headings else Heading(level=0, text="")
            self._draft = _Draft(block, title)
        elif self._draft:
            self._take_content(self._draft, block)

    def close(self) -> None:
        """End the operation that is being read, if one is."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        method, action = draft.method, draft.action()
        anchor = operation_anchor(method.method, method.url.path, action, draft.title.text, self._anchors)
        self._anchors.add(anchor)
        self.operations.append(
            Operation(
                method=method.method,
                url=method.url,
                title=draft.title.text,
                action=action,
                anchor=anchor,
                versions=method.versions,
                source=method.source,
                tables=tuple(draft.tables),
                responses=tuple(draft.responses),
                examples=tuple(draft.examples),
            )
        )

    def _take_heading(self, heading: Heading) -> None:
        if self._draft and heading.level <= self._draft.title.level and not is_part_heading(heading.text):
            self.close()
        while self._headings and self._headings[-1].level >= heading.level:
            self._headings.pop()
        self._headings.append(heading)
        self._caption = ""

    def _take_content(self, draft: _Draft, block: Block) -> None:
        if isinstance(block, TableBlock):
            draft.tables.append(
                ParameterTable(
                    catalogue=block.catalogue,
                    parameters=block.parameters,
                    source=block.source,
                    role=self._role(draft),
                    heading=self._headings[-1].text if self._headings else "",
                )
            )
        elif isinstance(block, StatusBlock):
            draft.responses += block.responses
        elif isinstance(block, SampleBlock):
            example = self._example(draft, block)
            draft.examples.append(example)
            if draft.is_action and example.role == "request" and block.text and not draft.sample_action:
                draft.sample_action = root_key(block.text)
            self._caption = ""
        elif isinstance(block, Prose):
            if block.text:
                draft.responses += parse_prose(block.text, block.source)
            self._caption = block.text

    def _role(self, draft: _Draft) -> Role | None:
        """Return what the nearest heading inside of the operation says; its own title does not count."""
        for heading in reversed(self._headings):
            if heading is draft.title or heading.level < draft.title.level:
                break
            role = heading_role(heading.text)
            if role:
                return role
        return None

    def _example(self, draft: _Draft, block: SampleBlock) -> Example:
        heading = self._headings[-1].text if self._headings else ""
        return Example(
            file=block.file,
            text=None if block.file else block.text,
            source=block.source,
            heading_role=self._role(draft),
            file_role=file_role(block.file) if block.file else None,
            microversions=sample_versions(block.file, self._caption, heading),
        )
