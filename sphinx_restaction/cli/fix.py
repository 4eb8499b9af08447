"""``restaction fix``: mends what a machine can mend.

Safe fixes keep the meaning: a catalogue is sorted, a definition that nothing uses is dropped, a repeated row is
removed. With --unsafe, what a sample shows is taken as the truth: a missing row and its definition are added, a row is
renamed, a type is corrected. Look at those before you commit them.

The exit code is 0 if nothing is left that could be fixed, 1 if a fault is left or --diff has a change to show, 2 for a
failure.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.cli.choices import rule_ids, settings_for
from sphinx_restaction.cli.failure import Failure
from sphinx_restaction.rule import PRESETS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.targets import Target
    from sphinx_restaction.fixes.engine import Checked, Outcome
    from sphinx_restaction.settings import Settings

DONE = 0
LEFT = 1


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser("fix", help="mend what a machine can mend", description=__doc__, allow_abbrev=False)
    # What --select names is fixed, but everything is checked: a fix must not break another rule.
    parser.set_defaults(run=run, extend_select=[])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="as for 'restaction lint'")
    parser.add_argument("--diff", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--unsafe", action="store_true", help="also fix what an author has to look at")
    parser.add_argument(
        "--select", metavar="RULES", action="append", default=[], help="fix findings of these rules only"
    )
    parser.add_argument("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    parser.add_argument("--preset", choices=PRESETS, help="run the rules of this preset")
    parser.add_argument("--config", metavar="FILE", help="read this configuration in place of the project's")
    parser.add_argument("--isolated", action="store_true", help="read no configuration")


def run(arguments: argparse.Namespace) -> int:
    """Fix what *arguments* name, and return the exit code."""
    from sphinx_restaction.cli.targets import find_targets  # noqa: PLC0415  # `--help` needs nothing of this

    selected = rule_ids(arguments.select, "--select")
    arguments.select, arguments.extend_select = [], sorted(selected)
    targets = find_targets(arguments.paths, lambda folder, root: settings_for(arguments, folder, root).source)
    codes = []
    for target in targets:
        settings = settings_for(arguments, target.source, target.root)
        codes.append(_Tree(target, settings, selected, is_unsafe=arguments.unsafe).fix(is_diff=arguments.diff))
    return max(codes)


class _Tree(NamedTuple):
    """A source directory to fix."""

    target: Target
    settings: Settings
    #: The rules to fix; empty for all.
    selected: frozenset[str]
    is_unsafe: bool

    def fix(self, *, is_diff: bool) -> int:
        """Fix it, or show a diff; return the exit code."""
        from sphinx_restaction.fixes.engine import fix_all  # noqa: PLC0415
        from sphinx_restaction.fixes.registry import fixers_by_rule  # noqa: PLC0415

        outcome = fix_all(self._check, fixers_by_rule(unsafe=self.is_unsafe), self._wants)
        for path, text in sorted(outcome.changed.items()):
            _show(path, text) if is_diff else _write(path, text)
        self._tell(outcome, is_diff=is_diff)
        return LEFT if outcome.left or (is_diff and outcome.changed) else DONE

    def _check(self, changed: Mapping[str, str]) -> Checked:
        from sphinx_restaction.checks.context import Context  # noqa: PLC0415
        from sphinx_restaction.checks.engine import check  # noqa: PLC0415
        from sphinx_restaction.fixes.engine import Checked  # noqa: PLC0415
        from sphinx_restaction.fixes.texts import ChangedReader  # noqa: PLC0415
        from sphinx_restaction.resolve.tree import read_tree  # noqa: PLC0415
        from sphinx_restaction.sources.library import Library  # noqa: PLC0415

        library = Library(ChangedReader(root=self.target.root, changed=changed))
        reference = read_tree(self.target.source, self.target.root, library)
        if not reference.documents:
            raise Failure(f"there is no document in {self.target.source}")
        findings = check(reference, self.settings, library)
        return Checked(context=Context(reference, self.settings, library), findings=tuple(findings))

    def _wants(self, finding: Finding) -> bool:
        """Whether a finding is of a selected rule, and touches what is asked for."""
        diagnostic = finding.diagnostic
        if self.selected and diagnostic.rule.id not in self.selected:
            return False
        places = [diagnostic.location, *(other.location for other in diagnostic.related)]
        return any(self.target.asks_for(place.file) for place in places)

    def _tell(self, outcome: Outcome, *, is_diff: bool) -> None:
        """Say what was mended, what is left, and what the author has to write."""
        stream = sys.stderr if is_diff else sys.stdout
        for mended in outcome.mended:
            stream.write(_line(mended.finding, mended.fix.message))
        for left in outcome.left:
            stream.write(_line(left.finding, f"not fixed: {left.reason}"))
        todos = {mended.fix.todo: _path(mended.fix.todo_file) for mended in outcome.mended if mended.fix.todo}
        for todo, path in todos.items():
            stream.write(_safe(f"{path}: TODO: {todo}") + "\n")
        stream.write(self._summary(outcome, is_diff=is_diff) + "\n")

    def _summary(self, outcome: Outcome, *, is_diff: bool) -> str:
        verb = "can be fixed" if is_diff else "fixed"
        parts = [f"{len(outcome.mended)} {verb} in {_files(len(outcome.changed))}"]
        if outcome.left:
            parts.append(f"{len(outcome.left)} left")
        unsafe = 0 if self.is_unsafe else self._unsafe(outcome)
        if unsafe:
            parts.append(f"{unsafe} more may be fixed with --unsafe")
        return "; ".join(parts)

    def _unsafe(self, outcome: Outcome) -> int:
        """Return how many findings only an unsafe fixer would take."""
        from sphinx_restaction.fixes.registry import fixers_by_rule  # noqa: PLC0415

        unsafe = fixers_by_rule(unsafe=True).keys() - fixers_by_rule(unsafe=False).keys()
        return sum(one.diagnostic.rule.id in unsafe and self._wants(one) for one in outcome.findings)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _line(finding: Finding, text: str) -> str:
    place = finding.diagnostic.location
    return _safe(f"{_path(place.file)}:{place.line}: {text} [{finding.diagnostic.rule.id}]") + "\n"


def _safe(line: str) -> str:
    """Return *line* without what could do anything to a terminal."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)


def _path(file: str) -> str:
    """Return *file* relative to the working directory, with forward slashes."""
    try:
        return os.path.relpath(file).replace(os.sep, "/")
    except ValueError:
        # Another drive of Windows.
        return file


def _show(path: str, text: str) -> None:
    from sphinx_restaction.fixes.texts import read_raw  # noqa: PLC0415
    from sphinx_restaction.fixes.writing import unified_diff  # noqa: PLC0415

    sys.stdout.writelines(unified_diff(_path(path), read_raw(path) or "", text))


def _write(path: str, text: str) -> None:
    from sphinx_restaction.fixes.writing import write  # noqa: PLC0415

    try:
        write(path, text)
    except OSError as error:
        raise Failure(f"{_path(path)} cannot be written: {error.strerror or error}") from error
