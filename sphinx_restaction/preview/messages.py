"""What workers tell: each message of the worker's module as an object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why something can't be shown; file and line are "" and 0 where nothing tells them."""

    message: str
    file: str = ""
    line: int = 0
    #: Whether it may go away without a change of the sources, as a full disk does.
    is_passing: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """What it is known by, wherever its line moves."""
        return self.file, self.message

    @classmethod
    def of(cls, error: Exception) -> Problem:
        """Return what to tell of a fault of our own."""
        place = ""
        trace = error.__traceback__
        while trace:
            place = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})"
            trace = trace.tb_next
        return cls(message=f"internal error: {type(error).__name__}: {error}{place}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """From now on stopping the worker costs more than waiting for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The whole is built."""

    #: What it depends on.
    files: list[str]
    #: The files whose change concerns every page.
    frame: list[str]
    #: What leaves a part of a page without its content.
    errors: list[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The build has failed, or the edit *number* can't be shown."""

    problem: Problem
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """What the edit *number* changes: for each page its name, its text and the changes."""

    number: int
    patches: list[tuple[str, str, list[dict[str, Any]]]]
    #: Whether more may have changed.
    is_partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The edit *number* needs a build of the whole."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All findings, as the browsers are told them."""

    findings: list[dict[str, Any]]
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The process has ended, and was not told to."""

    #: As `multiprocessing` has it: the negative number of a signal.
    code: int | None


Message = Progress | Writing | Built | Failed | Patches | Whole | Findings | Ended
_KINDS: dict[str, type[Message]] = {
    "progress": Progress,
    "writing": Writing,
    "built": Built,
    "failed": Failed,
    "patches": Patches,
    "whole": Whole,
    "findings": Findings,
}


def parse(data: dict[str, Any]) -> Message:
    """Return the message that a worker has sent as *data*."""
    fields = {name: value for name, value in data.items() if name != "kind"}
    if "problem" in fields:
        fields["problem"] = Problem(**fields["problem"])
    if "errors" in fields:
        fields["errors"] = [Problem(**error) for error in fields["errors"]]
    return _KINDS[data["kind"]](**fields)
