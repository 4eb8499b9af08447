"""YAML as nodes with positions, read by libyaml; scalars stay text, so that 2.10 is not 2.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report
from sphinx_restaction.sources.plain_yaml import BOOL_TAG, FLOAT_TAG, INT_TAG, MERGE_TAG, NULL_TAG, Root, compose_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeGuard

    import yaml

    Pair = tuple[yaml.ScalarNode, yaml.Node]

_TRUE_WORDS = ("true", "yes", "on")

#: What an anchor looks like; a text without one has no aliases to measure.
_ANCHOR_RE = re.compile(r"(?:^|[\s\[{,])&[^\s\[\]{},]")

#: No value may lie in more than this many others.
_MAX_DEPTH = 100
#: A value takes two characters, and hundreds of bytes in memory.
_MAX_LENGTH = 4_000_000
_BRACKET_RE = re.compile(r"[\[{\]}]")
_MARGIN_RE = re.compile(r"^[ \-?:]*", re.MULTILINE)

#: An alias may repeat at most this many nodes in all, and this many for each node of the file.
_MAX_EXPANDED = 1_000_000
_MAX_RATIO = 100


def compose_entries(text: str, file: str, report: Report) -> yaml.Node | None:
    """Return the root node like `compose`, of PyYAML's kind or of `plain_yaml`'s, which have the same attributes."""
    root = compose_plain(text) if len(text) <= _MAX_LENGTH else None
    return compose(text, file, report) if root is None else root


def compose(text: str, file: str, report: Report) -> yaml.Node | None:
    """Return the root node of the YAML document *text*; None if it is empty or, reported, not well formed."""
    import yaml  # noqa: PLC0415  # most catalogues do without it

    if len(text) > _MAX_LENGTH:
        report(Diagnostic(rules.INVALID_YAML, f"the text has more than {_MAX_LENGTH} characters", Location(file)))
        return None
    try:
        deep = _too_deep(text, file)
        if deep:
            report(Diagnostic(rules.INVALID_YAML, f"the nesting is deeper than {_MAX_DEPTH} levels", deep))
            return None
        root: yaml.Node | None = yaml.compose(text, Loader=_loader())
    except yaml.YAMLError as error:
        report(Diagnostic(rules.INVALID_YAML, _problem(error), _place(error, text, file)))
        return None
    if root is not None and _ANCHOR_RE.search(text) and (fault := _alias_fault(root)):
        report(Diagnostic(rules.EXCESSIVE_ALIASES, fault, location(root, file)))
        return None
    return None if root is None or is_null(root) else root


def _loader() -> Any:  # noqa: ANN401  # the stubs know no loader in C
    """Return libyaml's loader, several times as fast, or the pure one where PyYAML was built without it."""
    import yaml  # noqa: PLC0415

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def is_scalar(node: yaml.Node) -> TypeGuard[yaml.ScalarNode]:
    """Whether *node* is a text."""
    return bool(node.id == "scalar")  # type: ignore[attr-defined]  # the stubs leave it out


def is_mapping(node: yaml.Node) -> TypeGuard[yaml.MappingNode]:
    """Whether *node* has keys and values."""
    return bool(node.id == "mapping")  # type: ignore[attr-defined]  # the stubs leave it out


def is_sequence(node: yaml.Node) -> TypeGuard[yaml.SequenceNode]:
    """Whether *node* is a list."""
    return bool(node.id == "sequence")  # type: ignore[attr-defined]  # the stubs leave it out


def location(node: yaml.Node, file: str) -> Location:
    """Return where *node* begins."""
    return Location(file, node.start_mark.line + 1, node.start_mark.column + 1)


def is_null(node: yaml.Node) -> bool:
    """Whether *node* is an empty value, ``~`` or ``null``."""
    return node.tag == NULL_TAG


def as_bool(node: yaml.Node) -> bool | None:
    """Return the boolean that *node* is (of YAML 1.1: ``yes`` and ``on``, too), or None if it is none."""
    return node.value.lower() in _TRUE_WORDS if node.tag == BOOL_TAG else None


def as_text(node: yaml.Node) -> str:
    """Return *node* as an author would write it on one line."""
    if is_scalar(node):
        return str(node.value)
    if is_sequence(node):
        return ", ".join(as_text(item) for item in node.value)
    return ", ".join(f"{as_text(key)}: {as_text(value)}" for key, value in node.value)


def as_value(node: yaml.Node) -> object:
    """Return *node* as text, a number, a boolean, None, a list or a dict; dates and the like are text."""
    if is_mapping(node):
        return {as_text(key): as_value(value) for key, value in node.value}
    if is_sequence(node):
        return [as_value(item) for item in node.value]
    if is_null(node):
        return None
    boolean = as_bool(node)
    return _as_number(node) if boolean is None else boolean


def _as_number(node: yaml.Node) -> object:
    try:
        if node.tag == INT_TAG:
            return int(node.value)
        if node.tag == FLOAT_TAG:
            return float(node.value)
    except ValueError:
        # Octal, sexagesimal and the like: no author of a reference means them.
        pass
    return str(node.value)


def last_line(node: yaml.Node) -> int:
    """Return the last line of a mapping that is not empty; its end mark stands where the next thing begins."""
    while (is_mapping(node) or is_sequence(node)) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    line: int = node.end_mark.line + (node.end_mark.column > 0)
    return line


def content_line(node: yaml.ScalarNode) -> int:
    """Return the line on which the text of *node* begins: below the ``|`` or ``>`` of a block."""
    first: int = node.start_mark.line + 1
    return first + 1 if node.style in ("|", ">") else first


def pairs(node: yaml.MappingNode, file: str, report: Report) -> list[Pair]:
    """Return the keys and values of a mapping, merges (``<<``) resolved and each key once, the last of its like.

    A key that is no scalar is reported and left out; so is the earlier of two like keys.
    """
    found: dict[str, Pair] = {}
    for key, value in node.value:
        if key.tag == MERGE_TAG:
            continue
        if not is_scalar(key):
            report(Diagnostic(rules.INVALID_YAML, "a key is no plain text", location(key, file)))
            continue
        earlier = found.pop(key.value, None)
        if earlier:
            related = (Related(location(earlier[0], file), "first defined here"),)
            report(Diagnostic(rules.DUPLICATE_KEY, f"the key '{key.value}' stands twice", location(key, file), related))
        found[key.value] = key, value
    for key, value in _merged(node, {id(node)}):
        found.setdefault(key.value, (key, value))
    return list(found.values())


def _merged(node: yaml.MappingNode, seen: set[int]) -> Iterator[Pair]:
    """Yield what the merge keys of *node* bring, nearest first; *seen* keeps each mapping from counting twice."""
    sources: list[yaml.Node] = []
    for key, value in node.value:
        if key.tag == MERGE_TAG:
            sources += value.value if is_sequence(value) else [value]
    for source in sources:
        if is_mapping(source) and id(source) not in seen:
            seen.add(id(source))
            yield from (pair for pair in source.value if is_scalar(pair[0]) and not _is_merge(pair))
            yield from _merged(source, seen)


def _is_merge(pair: Pair) -> bool:
    return bool(pair[0].tag == MERGE_TAG)


def repeated(root: yaml.MappingNode, entries: Iterable[Pair]) -> frozenset[str]:
    """Return the keys of those *entries* of *root* of which some part, by an alias, stands in another one, too."""
    if isinstance(root, Root):
        return root.merged
    owners: dict[int, str] = {}
    found = set()
    for key, value in entries:
        stack = [value]
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                owner = owners.setdefault(id(node), key.value)
                if owner != key.value:
                    found.add(owner)
                stack += _values(node)
    return frozenset(found)


def _too_deep(text: str, file: str) -> Location | None:
    """Return where the values of *text* nest too deeply, None if nowhere: libyaml's composer would crash Python.

    Few texts need the parser for that: a level costs an open bracket, or a column (a list may stand in the column of
    its key, hence the factor).
    """
    depth = deepest = 0
    for bracket in _BRACKET_RE.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    widest = max(map(len, _MARGIN_RE.findall(text)))
    if deepest + 2 * widest < _MAX_DEPTH:
        return None
    import yaml  # noqa: PLC0415

    depth = 0
    for event in yaml.parse(text, Loader=_loader()):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH and event.start_mark:
            return Location(file, event.start_mark.line + 1, event.start_mark.column + 1)
    return None


def _alias_fault(root: yaml.Node) -> str | None:
    """Return what is wrong with the aliases below *root*, None if nothing is: a loop, or growth without bounds.

    Sizes are added up bottom-up with each node counted once, so that finding a bomb does not set it off.
    """
    sizes: dict[int, int] = {}
    heights: dict[int, int] = {}
    written = 0
    open_nodes: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        children = _children(node)
        if done:
            open_nodes.discard(id(node))
            own = _own_size(node, len(children))
            written += own
            sizes[id(node)] = own + sum(sizes[id(child)] for child in children)
            heights[id(node)] = 1 + max((heights[id(child)] for child in children), default=0)
        elif id(node) in open_nodes:
            return "an alias stands inside of its own anchor"
        elif id(node) not in sizes:
            open_nodes.add(id(node))
            stack.append((node, True))
            stack += [(child, False) for child in children]
    total = sizes[id(root)]
    if total > _MAX_EXPANDED and total > _MAX_RATIO * written:
        return f"the aliases blow {written} values up to {total}"
    if heights[id(root)] > _MAX_DEPTH + 1:
        return f"the aliases nest values deeper than {_MAX_DEPTH} levels"
    return None


def _values(node: yaml.Node) -> list[yaml.Node]:
    if is_mapping(node):
        return [value for _, value in node.value]
    return list(node.value) if is_sequence(node) else []


def _children(node: yaml.Node) -> list[yaml.Node]:
    """Return the lists and mappings in *node*: most nodes are scalars, and have nothing in them."""
    if is_mapping(node):
        return [part for pair in node.value for part in pair if not is_scalar(part)]
    if is_sequence(node):
        return [part for part in node.value if not is_scalar(part)]
    return []


def _own_size(node: yaml.Node, inner: int) -> int:
    """Return how many values a list or mapping with *inner* lists and mappings has without what is in these."""
    if is_mapping(node):
        return 1 + 2 * len(node.value) - inner
    return 1 + len(node.value) - inner if is_sequence(node) else 1


def _problem(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).partition("\n")[0]
    context = getattr(error, "context", None)
    return f"{problem} ({context})" if context else str(problem)


def _place(error: yaml.YAMLError, text: str, file: str) -> Location:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark:
        return Location(file, mark.line + 1, mark.column + 1)
    position = getattr(error, "position", None)
    if isinstance(position, int):
        return Location(file, text.count("\n", 0, position) + 1)
    return Location(file)
