"""The process that builds for a preview, and then renders edits, until it is told to end.

Messages are dictionaries. It is sent ``{"edit": paths, "number": n}``, once it has said that it is built. It sends:

- ``progress``: a text;
- ``writing``: from now on it should not be stopped, since a page that is half written would pass for a new one;
- ``built``: ``files`` it depends on, those of the ``frame``, whose change concerns every page, and the ``errors``, as
  problems, which leave a part of a page without its content;
- ``failed``: a problem, as the browsers are told it, of the edit ``number`` or else of the build, after which the
  process ends if it has not been built;
- ``patches``: of the edit ``number``: for each page its name, its text, and the changes; ``is_partial`` tells that
  more may have changed than they show;
- ``whole``: the edit ``number`` needs a build of the whole;
- ``findings``: all there are.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_restaction.garbage import calm_collector
from sphinx_restaction.sources.files import find_root
from sphinx_restaction.sphinx_ext.live.build import FAILURES, Build
from sphinx_restaction.sphinx_ext.live.desk import BrokenError, Desk, WholeNeededError
from sphinx_restaction.sphinx_ext.live.draft import has_repeated_ids
from sphinx_restaction.sphinx_ext.live.fork import CAN_FORK, Fork
from sphinx_restaction.sphinx_ext.live.problems import describe_fault, describe_problem, describe_warned
from sphinx_restaction.sphinx_ext.live.reading import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from multiprocessing.connection import Connection

    from sphinx_restaction.sphinx_ext.live.draft import Draft, Rendered, Units
    from sphinx_restaction.sphinx_ext.live.warnings import Warned

#: From so many units on, several processes render them.
_MANY = 24
#: After so many seconds without an edit there is time to collect garbage.
_IDLE = 0.3


def main(connection: Connection, source: str, folder: str, options: Mapping[str, Any]) -> None:
    """Build the reference in *source* with its output in *folder*, and serve edits at *connection*."""
    # Ctrl-C goes to the whole group of processes; the one that started us tells us when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _Worker(connection).run(source, folder, options)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # Who started us has gone without a word, and can't tidy up.
        shutil.rmtree(os.path.dirname(folder), ignore_errors=True)  # noqa: PTH120  # a path is a string here
    except Exception as error:  # noqa: BLE001  # nobody sees a traceback
        with suppress(OSError):
            connection.send({"kind": "failed", "problem": {"message": describe_fault(error)}})
    finally:
        # Half a million objects need no tidying up.
        os._exit(0)


#: The HTML of units, and what was reported.
_Rendered = tuple["Rendered", list["Warned"]]


class _NewerError(Exception):
    """There is a newer message, the only argument."""


class _Worker:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, source: str, folder: str, options: Mapping[str, Any]) -> None:
        try:
            build, desk = self._build(source, folder, options)
        except Exception as error:  # noqa: BLE001  # an extension may raise anything
            self._send("failed", problem=describe_problem(error, source))
            return
        errors = [describe_warned(warned) for warned in build.warnings.found if warned.severity == "error"]
        self._send("built", files=sorted(set(build.files())), frame=sorted(set(build.frame())), errors=errors)
        desk.note_build()
        # What the build left behind stays: no collector needs to look at it, nor copies of this process to copy it.
        gc.freeze()
        self._send_findings(desk)
        for name in build.app.env.found_docs:
            if self._connection.poll():
                break
            # An edit should not have to wait for these.
            build.names_of(name)
        while True:
            with calm_collector():
                self._serve(desk, self._connection.recv())
            if not self._connection.poll(_IDLE):
                gc.collect()

    def _build(self, source: str, folder: str, options: Mapping[str, Any]) -> tuple[Build, Desk]:
        # Whoever is stopped while it writes leaves a page that is half written, and would pass for a new one.
        unfinished = Path(folder, "unfinished")
        fresh = {"is_fresh": options["is_fresh"] or unfinished.exists()}
        # While Sphinx is set up, and not later: an edit that comes while Sphinx reads may be in the build or not, but
        # is never one that nobody shows.
        ahead = Fork(partial(read_sources, os.path.realpath(source), find_root(source))) if CAN_FORK else None
        try:
            build = Build(
                source, folder, **{**options, **fresh}, progress=lambda text: self._send("progress", text=text)
            )
        except BaseException:
            if ahead:
                ahead.stop()
            raise

        def begin(*_: object) -> None:
            unfinished.touch()
            self._send("writing")

        build.app.connect("env-updated", begin, priority=900)
        sources = None
        with suppress(EOFError, RuntimeError):
            sources = ahead.wait() if ahead else None
        desk = Desk(build, sources)
        build.run()
        unfinished.unlink(missing_ok=True)
        return build, desk

    def _serve(self, desk: Desk, message: dict[str, Any]) -> None:
        """Show edits; one that comes meanwhile takes the place of the one before."""
        while True:
            desk.forget(message["edit"])
            try:
                self._edit(desk, message)
            except _NewerError as error:
                (newer,) = error.args
                message = {**newer, "edit": [*message["edit"], *newer["edit"]]}
            else:
                return

    def _edit(self, desk: Desk, message: dict[str, Any]) -> None:
        """Show an edit; raises a `_NewerError` if another comes before that is done."""
        number = message["number"]
        try:
            self._show(desk, message)
            self._send_findings(desk)
        except _NewerError:
            raise
        except BrokenError as error:
            self._send("failed", number=number, problem=describe_warned(error.args[0]))
        except (WholeNeededError, EOFError, RuntimeError, *FAILURES) as error:
            self._send("whole", number=number, reason=str(error) or type(error).__name__)
        except Exception as error:  # noqa: BLE001  # a fault of ours must not end the preview
            self._send("whole", number=number, reason=describe_fault(error))

    def _show(self, desk: Desk, message: dict[str, Any]) -> None:
        is_told = False
        while True:
            draft = desk.draft()
            patches = desk.accept(draft, *self._render(desk, draft))
            # As a rule, what follows an early draft finds that all is shown.
            if patches or not (draft.is_early or is_told):
                shown = [(page, patch.html, patch.changes) for page, patch in patches]
                is_partial = _is_partial(desk, draft, message)
                self._send("patches", number=message["number"], patches=shown, is_partial=is_partial)
                is_told = True
            if not draft.is_early:
                return
            if self._connection.poll():
                raise _NewerError(self._connection.recv())

    def _render(self, desk: Desk, draft: Draft) -> _Rendered:
        """Return what a draft looks like; raises a `_NewerError` if a message comes first."""
        rendered = self._render_units(desk, draft, draft.first)
        if not draft.is_complete(rendered[0]):
            rendered = self._render_units(desk, draft, draft.all)
        if has_repeated_ids(rendered[0]):
            rendered = self._render_units(desk, draft, draft.all, most=1)
        return rendered

    def _render_units(self, desk: Desk, draft: Draft, units: Units, most: int = 2) -> _Rendered:
        """Return what *units* look like, which at *most* so many processes render."""
        if not units:
            return {}, []
        if not CAN_FORK:
            raise WholeNeededError("this system can't copy a process")
        count = min(os.cpu_count() or 1, most) if len(units) >= _MANY else 1
        shares = [units[share * len(units) // count : (share + 1) * len(units) // count] for share in range(count)]
        forks = [Fork(partial(desk.render, draft, share)) for share in shares]
        open_forks = list(forks)
        while open_forks:
            ready: list[object] = list(wait([self._connection, *map(_as_waitable, open_forks)]))
            if self._connection in ready:
                for fork in forks:
                    fork.stop()
                raise _NewerError(self._connection.recv())
            open_forks = [fork for fork in open_forks if not (fork in ready and fork.read())]
        results = [fork.result() for fork in forks]
        return _merged(html for html, _ in results), [warned for _, found in results for warned in found]

    def _send_findings(self, desk: Desk) -> None:
        if not self._connection.poll():
            self._send("findings", findings=desk.findings(), root=desk.shown.reading.reference.root)

    def _send(self, kind: str, **fields: Any) -> None:  # noqa: ANN401
        self._connection.send({"kind": kind, **fields})


def _is_partial(desk: Desk, draft: Draft, message: Mapping[str, Any]) -> bool:
    """Whether an edit may have changed more than what was rendered."""
    return not all(map(desk.covers, message["edit"])) or any(made.is_partial for made in draft.plans.values())


def _merged(parts: Iterable[Rendered]) -> Rendered:
    merged: dict[str, dict[int, str]] = {}
    for part in parts:
        for name, units in part.items():
            merged.setdefault(name, {}).update(units)
    return merged


def _as_waitable(fork: Fork) -> Any:  # noqa: ANN401  # it has a ``fileno``, which typeshed does not count
    return fork
