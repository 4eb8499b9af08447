"""``restaction preview``: see a reference in the browser while writing it."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sphinx_restaction.cli.failure import Failure

if TYPE_CHECKING:
    import argparse

#: The libraries of the extra ``[preview]``, and Sphinx's own, which the linter does without.
_NEEDED = ("starlette", "uvicorn", "watchfiles", "pathspec")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "preview", help="see a reference in the browser while writing it", description=__doc__, allow_abbrev=False
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCEDIR",
        help="the source directory, or a folder of its repository; by default the reference that is nearest",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at; by default this machine's own")
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="the port to listen at, 0 for any that is free"
    )
    parser.add_argument("--open", action="store_true", dest="is_opened", help="open the page in the browser")
    parser.add_argument("--no-open", action="store_false", dest="is_opened", help="open no browser (the default)")
    parser.add_argument(
        "--editor",
        default="",
        metavar="COMMAND",
        help="what a click on a place starts, such as 'code -g {file}:{line}'; by default it copies the place",
    )
    parser.add_argument("-b", "--builder", choices=("html", "dirhtml"), default="html", help="Sphinx's builder")
    parser.add_argument(
        "-D",
        action="append",
        default=[],
        dest="overrides",
        metavar="NAME=VALUE",
        help="an option of conf.py that is set otherwise, as sphinx-build has it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve the preview until Ctrl-C."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise Failure(f"this needs {', '.join(missing)}: pip install 'sphinx-restaction[preview]'")
    source, overrides = _source(arguments.source), dict(map(_override, arguments.overrides))
    # The other commands start without these libraries.
    from sphinx_restaction.preview.forking import open_folder, start_workshop  # noqa: PLC0415

    with open_folder() as folder:
        # Sphinx takes longest to load. So its process comes first, and the libraries for serving meanwhile.
        start_workshop(folder)
        from sphinx_restaction.preview.editor import EditorError  # noqa: PLC0415
        from sphinx_restaction.preview.run import Wishes, preview  # noqa: PLC0415
        from sphinx_restaction.preview.server import ListenError  # noqa: PLC0415

        wishes = Wishes(
            source=source,
            host=arguments.host,
            port=arguments.port,
            editor=arguments.editor,
            is_opened=arguments.is_opened,
            builder=arguments.builder,
            overrides=overrides,
        )
        try:
            preview(wishes, folder, _say)
        except (ListenError, EditorError) as error:
            raise Failure(str(error)) from error
    return 0


def _source(path: str | None) -> str:
    from sphinx_restaction.cli.targets import find_targets  # noqa: PLC0415  # as above
    from sphinx_restaction.sources.configuration import load_settings  # noqa: PLC0415

    targets = find_targets([path] if path else [], lambda folder, root: load_settings(folder, root, ())[0].source)
    if len(targets) > 1:
        names = ", ".join(target.source for target in targets)
        raise Failure(f"there are several references, name one: {names}")
    return targets[0].source


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 1 << 16:
        raise ValueError(text)
    return number


def _override(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise Failure(f"-D needs NAME=VALUE, not {text!r}")
    return name, value


def _say(text: str) -> None:
    prefix = "" if text.startswith("Serving ") else time.strftime("%H:%M:%S ")
    # Who reads us may have seen enough; browsers still look at the page.
    with suppress(OSError):
        sys.stdout.write(f"{prefix}{text}\n")
        sys.stdout.flush()
