"""``restaction lint``: what is wrong with a reference."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from sphinx_restaction.cli.choices import add_choices, settings_for
from sphinx_restaction.cli.failure import Failure
from sphinx_restaction.cli.formats import FORMATS, load_format
from sphinx_restaction.rule import SEVERITIES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from sphinx_restaction.cache.recall import Cache
    from sphinx_restaction.cli.known import Judged
    from sphinx_restaction.cli.report import Report
    from sphinx_restaction.cli.trees import Clock, TreeRun
    from sphinx_restaction.rule import Severity

CLEAN = 0
FOUND = 1
FAILED = 2
_NEVER = "never"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "lint", help="find what is wrong with a reference", description=__doc__, allow_abbrev=False
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a source directory, a repository, or a file, for the findings that touch it; by default the reference "
        "that the configuration names or that is nearest",
    )
    add_choices(parser)
    _add_cache(parser)
    _add_output(parser)
    _add_known(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="how to show findings")
    group.add_argument("--output", metavar="FILE", help="write them to a file")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="use colours")
    group.add_argument("-q", "--quiet", action="store_true", help="only findings, in 'text' one a line; no notes")
    group.add_argument("--statistics", action="store_true", help="count findings by rule and by file, and show times")
    group.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, _NEVER),
        help="the mildest severity that makes the exit code 1; by default warning",
    )


def _add_cache(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("cache")
    group.add_argument(
        "--cache-dir", metavar="DIR", help="keep what is found in this folder; by default in the user's caches"
    )
    group.add_argument("--no-cache", action="store_true", help="read and check everything, and keep nothing")


def _add_known(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("known findings")
    group.add_argument("--baseline", metavar="FILE", help="leave out the findings that this file lists")
    group.add_argument("--write-baseline", action="store_true", help="write all findings to the baseline")
    group.add_argument("--since", metavar="REV", help="only findings that this revision of git does not have")


def run(arguments: argparse.Namespace) -> int:
    """Check what *arguments* name, show the findings, and return the exit code."""
    # `restaction rule` and `--help` need nothing of this.
    from sphinx_restaction.garbage import calm_collector  # noqa: PLC0415

    with calm_collector():
        return _lint(arguments)


def _lint(arguments: argparse.Namespace) -> int:
    from sphinx_restaction.cli.trees import Clock  # noqa: PLC0415

    clock = Clock()
    runs = _runs(arguments, clock)
    if arguments.write_baseline:
        return _write_baselines(runs, arguments)
    judged = [_judge(tree, arguments, clock) for tree in runs]
    report = _report(runs, judged, arguments)
    _show(report, clock, arguments)
    if not arguments.quiet:
        _note_stale(judged)
        _note_strangers(runs, report)
    return max(_code(tree, one, arguments) for tree, one in zip(runs, judged, strict=True))


def _runs(arguments: argparse.Namespace, clock: Clock) -> list[TreeRun]:
    """Read and check the trees that *arguments* name."""
    from sphinx_restaction.cli.targets import find_targets  # noqa: PLC0415
    from sphinx_restaction.cli.trees import require_reference, run_trees  # noqa: PLC0415

    with clock.phase("configuration"):
        targets = find_targets(arguments.paths, lambda folder, root: settings_for(arguments, folder, root).source)
        settings = [settings_for(arguments, target.source, target.root) for target in targets]
    runs = run_trees(targets, settings, clock, _cache(arguments))
    for tree in runs:
        require_reference(tree)
    return runs


def _cache(arguments: argparse.Namespace) -> Cache | None:
    if arguments.no_cache:
        return None
    from sphinx_restaction.cache.recall import Cache  # noqa: PLC0415
    from sphinx_restaction.cache.store import default_folder  # noqa: PLC0415

    folder = arguments.cache_dir or default_folder()
    return Cache(os.path.abspath(folder)) if folder else None  # noqa: PTH100


def _judge(tree: TreeRun, arguments: argparse.Namespace, clock: Clock) -> Judged:
    """Tell what is new in a tree from what the baseline or the revision has."""
    from sphinx_restaction.cli.known import judge  # noqa: PLC0415

    judged = judge(_baseline(tree, arguments), tree)
    if arguments.since is None:
        return judged
    from sphinx_restaction.cli.since import fingerprints_of  # noqa: PLC0415  # it starts git

    old = fingerprints_of(arguments.since, tree, clock)
    return judged._replace(new=tuple(finding for finding in judged.new if finding.fingerprint not in old))


def _baseline(tree: TreeRun, arguments: argparse.Namespace) -> str:
    return os.path.realpath(arguments.baseline) if arguments.baseline else tree.settings.baseline


def _write_baselines(runs: Sequence[TreeRun], arguments: argparse.Namespace) -> int:
    from sphinx_restaction.cli.known import write_anew  # noqa: PLC0415

    if arguments.since is not None:
        raise Failure("--write-baseline takes all findings, so it does not go with --since")
    by_path: dict[str, list[TreeRun]] = {}
    for tree in runs:
        by_path.setdefault(_baseline(tree, arguments), []).append(tree)
    if "" in by_path:
        raise Failure("--write-baseline needs a file: give --baseline FILE, or set 'baseline' in the configuration")
    for path, trees in by_path.items():
        _note(write_anew(path, trees))
    return _unread(runs)


def _report(runs: Sequence[TreeRun], judged: Sequence[Judged], arguments: argparse.Namespace) -> Report:
    from sphinx_restaction.cli.report import Report  # noqa: PLC0415
    from sphinx_restaction.cli.trees import add_summaries  # noqa: PLC0415

    # Two trees may have a catalogue in common.
    findings = {(finding.fingerprint, finding.diagnostic.location): finding for one in judged for finding in one.new}
    fail_on = [_fail_on(tree, arguments) for tree in runs]
    return Report(
        findings=tuple(sorted(findings.values(), key=lambda finding: finding.diagnostic.location)),
        summary=add_summaries(runs),
        folder=os.getcwd(),  # noqa: PTH109
        fail_on=max(filter(None, fail_on), key=SEVERITIES.index, default=None),
        known=sum(len(one.known) for one in judged),
        is_coloured=_is_coloured(arguments),
        is_quiet=arguments.quiet,
    )


def _is_coloured(arguments: argparse.Namespace) -> bool:
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if arguments.output or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _show(report: Report, clock: Clock, arguments: argparse.Namespace) -> None:
    lines = load_format(arguments.format).render(report)
    if not arguments.output:
        _print(lines, sys.stdout)
    else:
        try:
            with open(arguments.output, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123
                _print(lines, stream)
        except OSError as error:
            raise Failure(f"{arguments.output} cannot be written: {error.strerror or error}") from error
    if arguments.statistics:
        from sphinx_restaction.cli.tally import tally  # noqa: PLC0415

        is_text = arguments.format == FORMATS[0] and not arguments.output
        _print(tally(report, clock.phases), sys.stdout if is_text else sys.stderr)


def _print(lines: Iterable[str], stream: TextIO) -> None:
    stream.writelines(line + "\n" for line in lines)


def _note(text: str) -> None:
    sys.stderr.write(f"restaction: {text}\n")


def _note_stale(judged: Sequence[Judged]) -> None:
    for entry in (entry for one in judged for entry in one.stale):
        _note(f"stale in the baseline: {entry.file}: {entry.message} [{entry.rule}] ({entry.fingerprint})")
    if any(one.stale for one in judged):
        _note("what the baseline lists there is mended; --write-baseline drops it")


def _note_strangers(runs: Sequence[TreeRun], report: Report) -> None:
    """Say which files have no findings because no document uses them."""
    for tree in runs:
        for path in tree.target.only:
            if os.path.isfile(path) and not tree.looked_at(path):
                _note(f"{report.path(path)} is no part of the reference in {report.path(tree.target.source)}")


def _fail_on(tree: TreeRun, arguments: argparse.Namespace) -> Severity | None:
    if arguments.fail_on == _NEVER:
        return None
    return arguments.fail_on or tree.settings.fail_on


def _code(tree: TreeRun, judged: Judged, arguments: argparse.Namespace) -> int:
    """Return the exit code for a tree: a stale entry of the baseline counts like an info."""
    fail_on = _fail_on(tree, arguments)
    severities = {finding.severity for finding in judged.new} | ({SEVERITIES[-1]} if judged.stale else set())
    if fail_on and severities & set(SEVERITIES[: SEVERITIES.index(fail_on) + 1]):
        return FOUND
    return _unread([tree])


def _unread(runs: Sequence[TreeRun]) -> int:
    """Say which files could not be read, and return the exit code: what nobody read is not clean."""
    faults = [fault for tree in runs for fault in tree.unread]
    for fault in faults:
        _note(f"{fault.location}: {fault.message}")
    return FAILED if faults else CLEAN
