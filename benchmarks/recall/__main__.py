"""Break clean pairs of the references, one thing at a time, and count what the checks find."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.recall.files import configure, judge_files, lint
from benchmarks.recall.judging import judge
from benchmarks.recall.kinds import KINDS
from benchmarks.recall.pairs import Tree, clean_pairs
from benchmarks.recall.report import Tally, render_manual, render_text, too_low
from sphinx_restaction.model.microversion import Microversion
from tests.corpus.builds import SOURCE, copy_reference
from tests.corpus.fetch import fetch
from tests.corpus.references import NOVA, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.recall.breaks import Break, Kind
    from benchmarks.recall.judging import Verdict
    from benchmarks.recall.pairs import Pair

#: What the page of the manual includes.
MANUAL = Path(__file__).parents[2] / "doc/source/recall-table.inc"
#: Another seed makes other breaks.
SEED = 2026
#: What the project would write into its configuration; the others have samples of no certain version.
_UNVERSIONED = {NOVA.name: Microversion(2, 1)}


def breaks(reference: str, pairs: Sequence[Pair], kind: Kind) -> Iterator[tuple[Pair, Break]]:
    """Yield the breaks of one kind, the same in every run."""
    for number, pair in enumerate(pairs):
        random = Random(f"{SEED} {reference} {kind.name} {number}")  # noqa: S311  # nothing here is secret
        for broken in kind.breaks(pair, random):
            yield pair, broken


def measure(chosen: Sequence[Kind]) -> tuple[list[Tally], list[tuple[str, int, int]]]:
    """Return what is found of all breaks, and for each reference its name, its pairs and the clean ones."""
    tallies = [Tally(kind) for kind in chosen]
    counts = []
    for reference in REFERENCES:
        tree = Tree.read(str(fetch(reference)), SOURCE, _UNVERSIONED.get(reference.name))
        pairs = clean_pairs(tree)
        counts.append((f"{reference.name} {reference.version}", len(tree.context().comparisons), len(pairs)))
        for tally in tallies:
            for pair, broken in breaks(reference.name, pairs, tally.kind):
                tally.add(judge(tally.kind, pair, broken))
    return tallies, counts


def compare(chosen: Sequence[Kind], number: int) -> Iterator[tuple[Verdict, Verdict]]:
    """Yield what the checks find in values and what the command finds in files.

    *number* breaks of each kind are tried, the same share of each reference.
    """
    with tempfile.TemporaryDirectory() as folder:
        for reference in REFERENCES:
            root = Path(folder, reference.name)
            copy_reference(reference, root)
            tree = Tree.read(str(root), SOURCE, _UNVERSIONED.get(reference.name))
            configure(tree)
            before = lint(tree)
            pairs = clean_pairs(tree)
            for kind in chosen:
                every = list(breaks(reference.name, pairs, kind))
                random = Random(f"{SEED} {reference.name} {kind.name}")  # noqa: S311
                for pair, broken in random.sample(every, min(number // len(REFERENCES), len(every))):
                    yield judge(kind, pair, broken), judge_files(pair, kind, broken, before)


def report_files(verdicts: Iterable[tuple[Verdict, Verdict]]) -> bool:
    """Print where the two differ, and return whether something is found in values alone.

    In files, other operations can find what is wrong with a definition that they use, too.
    """
    tried, only = 0, {"only in values": 0, "only in files": 0}
    for in_values, in_files in verdicts:
        tried += 1
        if in_values.is_placed != in_files.is_placed:
            word = "only in files" if in_files.is_placed else "only in values"
            only[word] += 1
            operation = in_values.pair.operation
            where = f"{operation.method} {operation.url.path}, {in_values.pair.file}"
            print(f"{in_values.kind.name}: {word}: {where}: {in_values.broken.what}")
    print(f"{tried} breaks; found {', '.join(f'{word}: {number}' for word, number in only.items())}")
    return only["only in values"] > 0


def main() -> int:
    """Do what the command line says, and return the exit code: 1 if too little of a kind is found."""
    names = [kind.name for kind in KINDS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recall", description=__doc__)
    parser.add_argument("--kind", action="append", choices=names, help="only breaks of this kind; can be repeated")
    parser.add_argument("--files", type=int, metavar="N", help="make N of each kind in files, too, and run the command")
    parser.add_argument("--write", action="store_true", help="write the table of the manual")
    arguments = parser.parse_args()
    if arguments.write and (arguments.kind or arguments.files):
        parser.error("--write writes the whole table, so it goes without --kind and --files")
    chosen = [kind for kind in KINDS if kind.name in (arguments.kind or names)]
    if arguments.files:
        return 1 if report_files(compare(chosen, arguments.files)) else 0
    tallies, counts = measure(chosen)
    print(render_text(tallies))
    if arguments.write:
        MANUAL.write_text(render_manual(tallies, counts), "utf-8")
    failed = too_low(tallies)
    if failed:
        print(f"too little is found of {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
