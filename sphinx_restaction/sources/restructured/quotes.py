"""Block quotes: an attribution ends one of several that stand in a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.sources.restructured.lines import Lines

_ATTRIBUTION_RE = re.compile("(---?(?!-)|\u2014) *(?=[^ \\n])")


def split_attributions(block: Lines) -> Iterator[Lines]:
    """Yield the quotes of *block* without their attributions."""
    texts = block.texts
    start, has_content = 0, False
    index = 0
    while index < len(texts):
        if texts[index] and has_content and not texts[index - 1] and _ATTRIBUTION_RE.match(texts[index]):
            end = _end_of_attribution(texts, index)
            if end:
                yield block.part(start, index)
                start = index = end
                has_content = False
                continue
        has_content = has_content or bool(texts[index])
        index += 1
    if has_content:
        yield block.part(start, len(texts))


def _end_of_attribution(texts: list[str], start: int) -> int:
    """Return the index behind the attribution, 0 if its lines are not indented alike."""
    indent = -1
    for index in range(start + 1, len(texts)):
        text = texts[index]
        if not text:
            return index
        own = len(text) - len(text.lstrip())
        if indent not in (-1, own):
            return 0
        indent = own
    return len(texts)
