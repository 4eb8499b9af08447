"""How much CPU time a build takes after one edit, against os-api-ref's; both keep their doctrees from before.

os-api-ref does not tell Sphinx that documents depend on their catalogue, so after an edit of it alone nothing is
rebuilt and the page stays wrong. The row of the catalogue therefore compares with what an author has to do then:
save the document, too. The row below it has the time of the rebuild that does nothing.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.building import PEER, build_in, prepare
from benchmarks.comparison import compare
from benchmarks.measuring import take_turns
from tests.corpus.builds import OURS, THEIRS
from tests.corpus.references import NOVA, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.comparison import Comparison
    from benchmarks.measuring import Cost

_BY_NAME = {reference.name: reference for reference in REFERENCES}
MOST = 0.35
#: A build of nothing is short, and both take nearly the same.
_QUIET_ROUNDS = 4


@dataclass(slots=True)
class Project:
    """A reference with the output of its last build."""

    source: Path
    out: Path
    edits: int = 0
    #: The files that edits change, found once.
    _targets: dict[str, Path] = field(default_factory=dict)

    def build(self) -> Cost:
        """Build what has changed."""
        self.out.mkdir(exist_ok=True)
        return build_in(self.source, self.out)

    def edit_text(self) -> None:
        """Put another word at the end of a line of prose, in a file that a document includes."""
        self._replace("text", self._find(".inc"), r"(?<=\n\n)([A-Z][\w ,']+)\.\n", r"\1 {}.\n")

    def edit_catalogue(self) -> None:
        """Put another word at the beginning of the first description of the catalogue."""
        self._replace("catalogue", self._find("parameters.yaml"), r"(\n  description: \|\n +)", r"\1{} ")

    def edit_sample(self) -> None:
        """Change a value of the first sample that a document shows."""
        self._replace("sample", self._find_sample(), r'("[^"]*": ")', r"\1{} ")

    def edit_row(self) -> None:
        """Add a row to the first table of a file that a document includes; no definition has its name."""
        self._replace("text", self._find(".inc"), r"(\n\.\. rest_parameters:: \S+\n\n)", r"\1   - {}: limit\n")

    def touch(self) -> None:
        """Save the documents as they are."""
        for path in self.source.rglob("*.rst"):
            os.utime(path)

    def _replace(self, key: str, path: Path, pattern: str, template: str) -> None:
        """Replace the first match in *path*; each edit has a word of its own, so that the content always changes."""
        path = self._targets.setdefault(key, path)
        self.edits += 1
        text, count = re.subn(pattern, template.format(f"word{self.edits}"), path.read_text("utf-8"), count=1)
        if not count:
            raise ValueError(f"{path} has nothing to edit")
        path.write_text(text, "utf-8")

    def _find(self, ending: str) -> Path:
        """Return the largest file with this ending: an edit of it is no luckier than others."""
        paths: list[Path] = sorted(self.source.rglob(f"*{ending}"))
        return max(paths, key=lambda path: path.stat().st_size)

    def _find_sample(self) -> Path:
        for document in sorted(self.source.rglob("*.inc")):
            for name in re.findall(r"^\.\. literalinclude:: (\S+\.json)$", document.read_text("utf-8"), re.MULTILINE):
                path = Path(document.parent, name).resolve()
                if path.is_file() and '": "' in path.read_text("utf-8"):
                    return path
        raise ValueError(f"{self.source} shows no sample")


def measure(name: str, rounds: int) -> Iterator[Comparison]:
    """Rebuild the reference called *name* after each kind of edit, with both extensions in turns."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sources = prepare(_BY_NAME[name], folder / "sources", (OURS, THEIRS))
        (folder / "out").mkdir()
        ours, theirs = (Project(sources[variant], folder / "out" / variant) for variant in (OURS, THEIRS))
        jobs: dict[str, Callable[[], Cost]] = {}
        for key in ("edit_text", "edit_catalogue", "edit_sample"):
            for whose, project in (("own", ours), ("other", theirs)):
                jobs[f"{key}.{whose}"] = lambda project=project, key=key: after(project, key)  # type: ignore[misc]
        # Right after the edit of the catalogue, which by itself had no effect.
        jobs["touch.other"] = lambda: after(theirs, "edit_catalogue", "touch")
        done = take_turns(jobs, rounds)
        quiet = take_turns({OURS: ours.build, THEIRS: theirs.build}, rounds * _QUIET_ROUNDS)
    yield from _compare(name, [{key: cost.cpu for key, cost in costs.items()} for costs in done])
    nothing = [(costs[OURS].cpu, costs[THEIRS].cpu) for costs in quiet]
    yield compare(f"rebuild.{name}.nothing", f"{name}, nothing", PEER, nothing, limit=1.0)


def after(project: Project, *edits: str) -> Cost:
    """Make *edits* and return what the build after them took."""
    for edit in edits:
        getattr(project, edit)()
    return project.build()


def _compare(name: str, done: list[dict[str, float]]) -> Iterator[Comparison]:
    def pairs(own: str, other: str) -> list[tuple[float, float]]:
        return [(costs[f"{own}.own"], costs[f"{other}.other"]) for costs in done]

    key = f"rebuild.{name}"
    text, sample = pairs("edit_text", "edit_text"), pairs("edit_sample", "edit_sample")
    yield compare(f"{key}.text", f"{name}, a word in an .inc", PEER, text, limit=MOST)
    yield compare(
        f"{key}.catalogue",
        f"{name}, a word in parameters.yaml",
        PEER,
        pairs("edit_catalogue", "touch"),
        limit=MOST,
        note="os-api-ref's with the document saved, too: without that it rebuilds nothing",
    )
    yield compare(
        f"{key}.nothing-rebuilt",
        f"{name}, the same, the document not saved",
        f"{PEER}, which rebuilds nothing",
        pairs("edit_catalogue", "edit_catalogue"),
    )
    yield compare(f"{key}.sample", f"{name}, a value in a sample", PEER, sample, limit=MOST)


def main() -> None:
    """Measure what the command line names, and print the result."""
    parser = outcome.make_parser("rebuild", __doc__, rounds=3)
    parser.add_argument("--reference", choices=_BY_NAME, default=NOVA.name, help="what is built (default: %(default)s)")
    arguments = parser.parse_args()
    found = list(measure(arguments.reference, arguments.rounds))
    options = f"--reference {arguments.reference}" if arguments.reference != NOVA.name else ""
    outcome.show(outcome.make_outcome("rebuild", found, options=options), arguments.json)


if __name__ == "__main__":
    main()
