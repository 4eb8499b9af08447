"""The entry point: reads the command line, runs a subcommand, and ends with its exit code."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn

from sphinx_restaction import __version__
from sphinx_restaction.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Exit codes; 130 is what shells expect after Ctrl-C.
FAILED = 2
INTERRUPTED = 130

#: The modules of the commands. Each has ``add_parser(subparsers)``, which sets the default ``run``, and
#: ``run(arguments) -> int``.
_COMMANDS = ("lint", "fix", "preview", "rule", "rules", "schema")

#: Columns of a terminal that does not tell.
_USUAL_WIDTH = 80

_HOME = "https://pypi.org/project/sphinx-restaction/"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments *argv* (by default the process's) and return the exit code."""
    _accept_any_character()
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(words).parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except Failure as failure:
        return _fail(str(failure))
    except BrokenPipeError:
        # Who reads us has seen enough.
        _drop_output()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # whatever it is, users get a message
        if arguments.debug:
            return _fail(_traceback(error))
        _drop_output()
        return _fail(str(error) if isinstance(error, OSError) else _apology(error))
    return code


def run() -> NoReturn:
    """Be the command: run it and end the process.

    Python would take apart, object by object, what the run has read, and the system takes it back as a whole.
    """
    code = main()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def _fail(text: str) -> int:
    sys.stderr.write(f"restaction: {text}\n")
    return FAILED


def _drop_output() -> None:
    """Throw away what is still to be written: Python would complain at its end if it cannot be."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser of the command line *words*: of the command that these begin with, or of all commands."""
    parser = _Parser(
        prog="restaction", description="Find and explain faults of a REST API reference.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"restaction {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=parser.prog)
    for name in words[:1] if words and words[0] in _COMMANDS else _COMMANDS:
        import_module(f"sphinx_restaction.cli.{name}").add_parser(subparsers)
    for subparser in subparsers.choices.values():
        subparser.add_argument("--debug", action="store_true", help="show the traceback of a failure of our own")
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser, also of subcommands, that knows how wide the terminal is.

    For each option argparse would ask shutil, which loads everything that compresses.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # argparse's own
        options.setdefault("formatter_class", partial(argparse.HelpFormatter, width=_width()))
        super().__init__(**options)


def _width() -> int:
    """Return the width of help texts, as argparse has it."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns) - 2
    try:
        width = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (OSError, ValueError):
        width = 0
    return (width or _USUAL_WIDTH) - 2


def _accept_any_character() -> None:
    """Let no terminal's encoding make an output fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _apology(error: Exception) -> str:
    text = " ".join(str(error).split())
    return (
        f"internal error: {type(error).__name__}: {text}\n"
        "This is a fault of restaction, not of your reference. "
        f"Please report it, with what the option --debug shows: {_HOME}"
    )


def _traceback(error: Exception) -> str:
    import traceback  # noqa: PLC0415  # for our own faults only

    return "".join(traceback.format_exception(error))
