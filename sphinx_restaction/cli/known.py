"""The file of the baseline: which of a run's findings it knows, and how it is written anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.cli.failure import Failure, raise_faults
from sphinx_restaction.cli.report import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_restaction.checks.baseline import Entry
    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.trees import TreeRun
    from sphinx_restaction.diagnostics import Diagnostic


class Judged(NamedTuple):
    """The findings of a run beside a baseline."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()
    #: Entries that nothing breaks any more, as far as the run looked.
    stale: tuple[Entry, ...] = ()
    #: Entries of files or rules that the run did not look at.
    unseen: tuple[Entry, ...] = ()


def judge(path: str, run: TreeRun, *, is_optional: bool = False) -> Judged:
    """Return what the baseline *path* knows of *run*; unless *is_optional*, a `Failure` says that there is no file."""
    if not path:
        return Judged(new=run.findings)
    from sphinx_restaction.checks.baseline import split  # noqa: PLC0415  # most runs have no baseline

    new, known, rest = split(run.findings, _read(path, is_optional=is_optional))
    stale = [entry for entry in rest if _was_looked_at(entry, run)]
    unseen = [entry for entry in rest if entry not in stale]
    return Judged(new=tuple(new), known=tuple(known), stale=tuple(stale), unseen=tuple(unseen))


def write_anew(path: str, runs: Sequence[TreeRun]) -> str:
    """Write all findings of *runs* to the baseline *path*, and return a sentence that says what has changed.

    Entries of what the runs did not look at stay.
    """
    from sphinx_restaction.checks.baseline import write_baseline  # noqa: PLC0415

    judged = [judge(path, run, is_optional=True) for run in runs]
    kept = set(judged[0].unseen).intersection(*(one.unseen for one in judged[1:]))
    # What another run found is no leftover, though this one did not look there.
    entries = {_entry(finding, run) for run in runs for finding in run.findings}
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123
            stream.write(write_baseline([*kept, *entries]))
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror or error}") from error
    added = sum(len(one.new) for one in judged)
    dropped = len({entry.fingerprint for one in judged for entry in one.stale})
    return f"{path} has {plural(len(kept | entries), 'finding')} now: {added} added, {dropped} dropped"


def _read(path: str, *, is_optional: bool) -> tuple[Entry, ...]:
    if not os.path.lexists(path):
        if is_optional:
            return ()
        raise Failure(f"the baseline {path} does not exist; --write-baseline writes it")
    from sphinx_restaction.checks.baseline import read_baseline  # noqa: PLC0415
    from sphinx_restaction.sources.toml_text import read_toml  # noqa: PLC0415

    faults: list[Diagnostic] = []
    text = read_toml(path, faults.append)
    entries = () if text is None else read_baseline(text, path, faults.append)
    raise_faults(faults)
    return entries


def _was_looked_at(entry: Entry, run: TreeRun) -> bool:
    """Whether *run* would have found what *entry* stands for."""
    from sphinx_restaction.checks.registry import find_rule  # noqa: PLC0415

    rule = find_rule(entry.rule)
    file = os.path.normpath(os.path.join(run.settings.folder, entry.file))
    return (rule is None or run.settings.runs(rule)) and run.looked_at(file)


def _entry(finding: Finding, run: TreeRun) -> Entry:
    from sphinx_restaction.checks.baseline import Entry  # noqa: PLC0415

    diagnostic = finding.diagnostic
    folder = run.settings.folder
    return Entry(
        fingerprint=finding.fingerprint,
        rule=diagnostic.rule.id,
        file=os.path.relpath(diagnostic.location.file, folder or None).replace(os.sep, "/"),
        name=diagnostic.subject.name or diagnostic.subject.key,
        message=diagnostic.message.replace(folder + os.sep, ""),
    )
