"""Why a break is not found, as far as a program can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.recall.judging import changed

if TYPE_CHECKING:
    from benchmarks.recall.judging import Verdict
    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.positions import Position


def cause_of(verdict: Verdict) -> str:
    """Return in a few words what keeps the rules from finding the break where it is."""
    if verdict.said:
        return f"found elsewhere, by {', '.join(sorted({one.rule for one in verdict.said}))}"
    after = _comparison(verdict)
    if after is None:
        return "no row of the body is left that applies"
    if not after.is_related:
        return "nothing in the sample has a name of the rows, which something excuses"
    position = verdict.broken.position
    if position:
        return _about_key(verdict, position, after)
    if verdict.broken.others:
        return "the other sample has some name of the rows, too"
    is_new = after.wrapper is not None and after.wrapper.key not in verdict.pair.comparison.by_key
    return "the new key is taken for the one around the body" if is_new else "other"


def _comparison(verdict: Verdict) -> Comparison | None:
    """Return the broken sample beside its rows, None if nothing is to be compared."""
    source = verdict.pair.comparison.sample.example.source
    made = changed(verdict.pair.tree, verdict.broken).context().comparisons
    return next((one for one in made if one.sample.example.source == source), None)


def _about_key(verdict: Verdict, position: Position, after: Comparison) -> str:
    still = after.by_key.get(position.key, [])
    # Of what is still there, other places of the name make a row ambiguous; of what is gone, they satisfy it.
    if len(still) > 1 or (still and verdict.kind.name in ("key-removed", "key-renamed", "key-misspelt")):
        return "the name stands in other places of the sample, too"
    if position is verdict.pair.comparison.wrapper:
        return "it is the key around the body, which many references leave out of their tables"
    if position.parent and position.parent.path not in {one.path for one in after.enumerated}:
        return "no other row shows that the keys of the object are listed"
    if verdict.kind.name == "key-removed":
        return "an object or list that the sample leaves out may hold it"
    words = [position.key, *(str(value.value) for value in position.values)]
    is_quoted = any(word in row.wording.quoted for row in after.side.rows for word in words)
    return "a description quotes the key or value" if is_quoted else "other"
