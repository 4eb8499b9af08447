"""What readers said of findings: a table for each reference, one line for each finding."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADER = ("fingerprint", "rule", "place", "verdict", "reason")
_WORDS = {"true": True, "false": False, "": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reader of both sides said of a finding."""

    fingerprint: str
    rule: str
    #: Where it was when it was read; only the fingerprint counts.
    place: str
    #: Whether a maintainer would change one of the sides; None if nobody has read it yet.
    is_true: bool | None = None
    #: Why it is false.
    reason: str = ""


def verdicts_path(reference: str) -> Path:
    """Return the file with the verdicts on *reference*."""
    return Path(__file__).with_name(f"{reference}.tsv")


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Return the verdicts of *path* by fingerprint; none if there is no such file.

    A verdict that is neither true nor false, or a false one without a reason, is a `ValueError`.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row[0]: _verdict(row, f"{path}:{number}") for number, row in enumerate(rows[1:], 2)}


def _verdict(row: list[str], where: str) -> Verdict:
    if len(row) != len(_HEADER):
        raise ValueError(f"{where} has {len(row)} columns instead of {len(_HEADER)}")
    fingerprint, rule, place, word, reason = row
    if word not in _WORDS:
        raise ValueError(f"{where} says {word!r}; a verdict is 'true' or 'false'")
    if word == "false" and not reason:
        raise ValueError(f"{where} gives no reason why the finding is false")
    return Verdict(fingerprint=fingerprint, rule=rule, place=place, is_true=_WORDS[word], reason=reason)


def write_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write *verdicts* to *path*, by rule and place."""
    words = {value: word for word, value in _WORDS.items()}
    rows = [
        (one.fingerprint, one.rule, one.place, words[one.is_true], one.reason)
        for one in sorted(verdicts, key=lambda one: (one.rule, one.place, one.fingerprint))
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        # Without a quote character, so that a quotation mark is nothing special, and a tab or line break an error.
        csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n").writerows(
            [_HEADER, *rows]
        )
