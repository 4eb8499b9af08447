"""Work in a copy of this process, which may spoil everything in it, and can be stopped at any time."""

from __future__ import annotations

import copyreg
import gc
import io
import os
import pickle
import signal
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Whether this system can copy a process.
CAN_FORK = hasattr(os, "fork")


class Fork:
    """A copy of this process that works out one result."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Start *work*, whose result or exception can be pickled."""
        reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _run(work, writing)
        os.close(writing)
        self._pipe = reading
        self._data: list[bytes] = []

    def fileno(self) -> int:
        """Return the file descriptor that has something to read when `read` has."""
        return self._pipe

    def read(self) -> bool:
        """Take what is there of the result, and return whether it is complete."""
        data = os.read(self._pipe, 1 << 20)
        self._data.append(data)
        return not data

    def result(self) -> Any:  # noqa: ANN401  # whatever the work returns
        """Return the result when it is complete, or raise the exception that the work raised.

        Raises an `EOFError` if the process died.
        """
        self._end()
        data = b"".join(self._data)
        if not data:
            raise EOFError("the process that rendered has died")
        is_good, value = _load(data)
        if is_good:
            return value
        raise value

    def wait(self) -> Any:  # noqa: ANN401  # as above
        """Wait until the result is complete, and return it as `result` does."""
        while not self.read():
            pass
        return self.result()

    def stop(self) -> None:
        """End the work at once."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self._end()

    def _end(self) -> None:
        os.close(self._pipe)
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def _run(work: Callable[[], Any], writing: int) -> None:
    """Do the *work*, write its result, and leave without any tidying up."""
    gc.disable()
    try:
        try:
            data = _dump((True, work()))
        except Exception as error:  # noqa: BLE001  # the other process tells what it was
            data = _dump((False, RuntimeError(f"{type(error).__name__}: {error}")))
        with os.fdopen(writing, "wb") as stream:
            stream.write(data)
    finally:
        os._exit(0)


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def _dump(value: object) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    known: Any = copyreg.dispatch_table
    # The sources' values have many read-only mappings, which Python itself does not pickle.
    pickler.dispatch_table = {**known, MappingProxyType: lambda one: (_read_only, (dict(one),))}
    pickler.dump(value)
    return stream.getvalue()


def _load(data: bytes) -> Any:  # noqa: ANN401  # whatever was dumped
    """Return what was dumped; the collector would look again and again at what all stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(data)  # noqa: S301  # from our own copy
    finally:
        if was_enabled:
            gc.enable()
