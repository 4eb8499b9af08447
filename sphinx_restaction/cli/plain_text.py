"""The reStructuredText of rules as plain text, for terminals and for formats that know no markup."""

from __future__ import annotations

import re

_BLOCK_RE = re.compile(r"^( *)\.\. code-block::.*\n", re.MULTILINE)
_ROLE_RE = re.compile(r":[a-z:]+:`(?:([^`<]+?)\s*<[^`>]*>|~?([^`]+))`")
_LITERAL_RE = re.compile(r"``([^`]+)``")
_EMPHASIS_RE = re.compile(r"(?<![\w*])\*{1,2}([^*\s](?:[^*]*[^*\s])?)\*{1,2}(?![\w*])")


def plain_text(text: str) -> str:
    """Return *text* without its markup: code blocks stay indented, roles and emphasis become their words."""
    parts = _split(text)
    return "\n".join(line if is_code else _words(line) for line, is_code in parts).strip("\n")


def _split(text: str) -> list[tuple[str, bool]]:
    """Return the lines, but those of ``code-block`` directives, and whether each is code."""
    lines: list[tuple[str, bool]] = []
    indent: int | None = None
    for line in text.split("\n"):
        margin = len(line) - len(line.lstrip())
        match = _BLOCK_RE.match(line + "\n")
        if match:
            indent = len(match[1])
            # The blank line above the directive is enough.
            continue
        if indent is not None and line.strip() and margin <= indent:
            indent = None
        if indent is not None and not line.strip() and lines and not lines[-1][0].strip():
            continue
        lines.append((line, indent is not None and bool(line.strip())))
    return lines


def _words(line: str) -> str:
    without_roles = _ROLE_RE.sub(lambda match: match[1] or match[2], line)
    return _EMPHASIS_RE.sub(r"\1", _LITERAL_RE.sub(r"\1", without_roles))
