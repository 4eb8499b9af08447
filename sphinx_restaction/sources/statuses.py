"""Status files: ``http-status.yaml``, and status codes that are given in prose."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Report
from sphinx_restaction.model.definition import StatusCatalogue, Text
from sphinx_restaction.model.operation import Response
from sphinx_restaction.sources import yaml_nodes
from sphinx_restaction.sources.catalogues import load_mapping

if TYPE_CHECKING:
    import yaml

_LABEL_RE = re.compile(r"\b(normal|error)\s+response\s+codes?\s*:", re.IGNORECASE)
_END_RE = re.compile(rf"[.!?]\s|{_LABEL_RE.pattern}", re.IGNORECASE)
#: A name with its number, as in ``badRequest(400)``, or a number alone; not the digits of ``2.36`` or ``/v2.0``.
#: Names are not endless, so that no text makes the search for one take the square of its length.
_CODE_RE = re.compile(r"(?:([A-Za-z][\w-]{0,99})\s*\(\s*(\d{3})\s*\))|(?<![\w.])(\d{3})(?![\w.]*\w)")


def load_statuses(text: str, file: str, used_at: Location, report: Report) -> StatusCatalogue | None:
    """Read the status file *text*: code to reason's name to text; None, reported, if there is no mapping in it."""
    root = load_mapping(text, file, used_at, report)
    if root is None:
        return None
    codes = {}
    for key, node in yaml_nodes.pairs(root, file, report):
        code = parse_code(key.value)
        if code is None:
            message = f"'{key.value}' is no status code"
            report(Diagnostic(rules.INVALID_STATUS_CODE, message, yaml_nodes.location(key, file)))
        elif not yaml_nodes.is_mapping(node):
            message = f"{code} has no mapping of reasons"
            report(Diagnostic(rules.INVALID_DEFINITION, message, yaml_nodes.location(key, file)))
        else:
            codes[code] = MappingProxyType(_reasons(node, file, report))
    return StatusCatalogue(file=file, codes=MappingProxyType(codes))


def _reasons(node: yaml.MappingNode, file: str, report: Report) -> dict[str, Text]:
    reasons = {}
    for name, value in yaml_nodes.pairs(node, file, report):
        if yaml_nodes.is_scalar(value):
            source = Location(file, yaml_nodes.content_line(value))
            reasons[name.value] = Text(value="" if yaml_nodes.is_null(value) else value.value, source=source)
        else:
            message = f"the reason '{name.value}' is no text"
            report(Diagnostic(rules.INVALID_VALUE, message, yaml_nodes.location(value, file)))
    return reasons


def parse_code(text: str) -> int | None:
    """Return the status code that *text* is, or None."""
    text = text.strip()
    return int(text) if re.fullmatch(r"[1-5]\d\d", text, re.ASCII) else None


def _sentence_end(text: str, start: int) -> int:
    """Return where the sentence that begins at *start* ends: at a full stop, at the next label, or with the text."""
    end = _END_RE.search(text, start)
    return end.start() if end else len(text)


def parse_prose(text: str, source: Location) -> tuple[Response, ...]:
    """Return the codes of a paragraph such as "Error response codes: badRequest(400), itemNotFound(404)".

    It may hold both sentences, of successes and of errors. A paragraph of another form gives none.
    """
    labels = list(_LABEL_RE.finditer(text))
    if not labels or text[: labels[0].start()].strip():
        return ()
    ends = [_sentence_end(text, label.end()) for label in labels]
    return tuple(
        Response(
            code=int(found[2] or found[3]),
            kind="success" if label[1].lower() == "normal" else "error",
            reason=found[1] or "",
            source=source,
            is_prose=True,
        )
        for label, end in zip(labels, ends, strict=True)
        for found in _CODE_RE.finditer(text, label.end(), end)
    )
