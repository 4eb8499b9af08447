"""``draw`` chooses the findings to read and writes them down; ``report`` counts what readers said of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.precision.findings import draw, find_all
from benchmarks.precision.render import render_manual, render_text
from benchmarks.precision.tally import LEAST, count, verdict_on
from benchmarks.precision.verdicts import Verdict, read_verdicts, verdicts_path, write_verdicts
from sphinx_restaction.checks.registry import ALL_RULES
from tests.corpus.references import REFERENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.precision.findings import Found

#: What the page of the manual includes.
MANUAL = Path(__file__).parents[2] / "doc/source/precision-table.inc"


def write_drawn(findings: Sequence[Found], *, prune: bool) -> int:
    """Add the drawn *findings* that nobody has read to the files, to be judged there, and return their number.

    Verdicts stay, also of findings that are not drawn now. With *prune* those of findings that are gone are dropped.
    """
    drawn = draw(findings)
    unread = 0
    for name in (reference.name for reference in REFERENCES):
        known = {found.finding.fingerprint for found in findings if found.reference == name}
        kept = {
            fingerprint: verdict
            for fingerprint, verdict in read_verdicts(verdicts_path(name)).items()
            if verdict.is_true is not None and (fingerprint in known or not prune)
        }
        for found in (found for found in drawn if found.reference == name):
            fingerprint = found.finding.fingerprint
            if fingerprint not in kept:
                unread += 1
                kept[fingerprint] = Verdict(fingerprint=fingerprint, rule=found.rule.id, place=found.place)
        write_verdicts(verdicts_path(name), kept.values())
    return unread


def report(findings: Sequence[Found]) -> bool:
    """Print the table and write the manual's; return whether all is read, and good enough."""
    verdicts = {reference.name: read_verdicts(verdicts_path(reference.name)) for reference in REFERENCES}
    drawn = draw(findings)
    counts = count(findings, drawn, verdicts)
    print(render_text(counts))
    MANUAL.write_text(render_manual(counts, ALL_RULES), "utf-8")
    unread = [found for found in drawn if not verdict_on(found, verdicts)]
    for found in unread:
        print(f"not read: {found.reference}: {found.place}: [{found.rule.id}] {found.finding.fingerprint}")
    too_low = [one.rule.id for one in counts if one.is_too_low]
    if too_low:
        print(f"recommended, and below {LEAST:.0%}: {', '.join(too_low)}")
    return not (unread or too_low)


def main() -> int:
    """Do what the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write the findings that are to be read into the files of verdicts")
    drawing.add_argument("--prune", action="store_true", help="drop the verdicts on findings that are gone")
    commands.add_parser("report", help="print the precision of each rule, and write the manual's table")
    arguments = parser.parse_args()
    findings = find_all()
    if arguments.command == "report":
        return 0 if report(findings) else 1
    unread = write_drawn(findings, prune=arguments.prune)
    print(f"{unread} findings are to be read; their lines have an empty verdict")
    return 0


if __name__ == "__main__":
    sys.exit(main())
