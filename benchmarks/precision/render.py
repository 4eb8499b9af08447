"""Showing the counts: as text, and as the tables of the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.precision.tally import Count
    from sphinx_restaction.rule import Rule

_HEADER = ("rule", "preset", "severity", "findings", "read", "true", "precision")


def render_text(counts: Iterable[Count]) -> str:
    """Return a table for a terminal; an exclamation mark stands behind what is too low for its preset."""
    lines = [f"{_HEADER[0]:32}{_HEADER[1]:13}{_HEADER[2]:9}" + "".join(f"{word:>10}" for word in _HEADER[3:])]
    for one in counts:
        numbers = f"{one.findings:10}{one.read:10}{one.true:10}{_percent(one):>10}"
        lines.append(f"{one.rule.id:32}{one.rule.preset:13}{one.severity:9}{numbers}{' !' * one.is_too_low}")
    return "\n".join(lines)


def render_manual(counts: Sequence[Count], rules: Iterable[Rule]) -> str:
    """Return what the manual includes: the table of all *counts*, the reasons of false findings, and silent rules."""
    found = {one.rule.id for one in counts}
    silent = sorted(rule.id for rule in rules if rule.id not in found)
    return "\n".join(
        [
            ".. `python -m benchmarks.precision report` writes this file.",
            "",
            *_numbers(counts),
            "",
            *_reasons(counts),
            "",
            "These rules find nothing in the references, so nothing can be said of them:",
            ",\n".join(map(_link, silent)) + ".",
            "",
        ]
    )


def _numbers(counts: Iterable[Count]) -> Iterator[str]:
    yield from (".. csv-table:: What was found, read and true", "   :header-rows: 1", "")
    yield "   " + ",".join(word.capitalize() for word in _HEADER)
    for one in counts:
        facts = (_link(one.rule.id), one.rule.preset, one.severity, one.findings, one.read, one.true, _percent(one))
        yield "   " + ",".join(map(str, facts))


def _reasons(counts: Iterable[Count]) -> Iterator[str]:
    yield from (".. csv-table:: Why findings are false", "   :header-rows: 1", "   :widths: 25 10 65", "")
    yield "   Rule,Findings,Reason"
    for one in counts:
        for reason, number in sorted(one.reasons.items(), key=lambda item: (-item[1], item[0])):
            yield f'   {_link(one.rule.id)},{number},"{_literal(reason)}"'


def _link(rule_id: str) -> str:
    return f":ref:`{rule_id} <rule-{rule_id}>`"


def _literal(text: str) -> str:
    """Return *text* as the quoted cell of a table, with nothing in it that is markup."""
    return text.replace("\\", r"\\").replace("*", r"\*").replace("`", r"\`").replace('"', '""')


def _percent(one: Count) -> str:
    # Rounded down, so that 94.9 does not read as 95.
    return f"{int(one.precision * 100)} %" if one.read else "-"
