"""The options of conf.py, each declared once; the manual's table is made from the same fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.sphinx_ext.report import report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "restaction_"
#: os-api-ref's names of three options; ours, if set, goes before them.
OLD_PREFIX = "os_api_ref_"
OLD_NAMES = ("min_microversion", "max_microversion", "release_microversions")
SPLITS = ("", "include", "group")
_HEADER_RE = re.compile(r"[!#$%&'*+.^_`|~\w-]+:[^\r\n]*\{version\}[^\r\n]*", re.ASCII)
_NO_VERSIONS: Mapping[str, str] = {}


def _option(default: object, rebuild: str, types: tuple[type, ...], text: str) -> Any:  # noqa: ANN401  # as dataclasses.field
    metadata = {"rebuild": rebuild, "types": types, "help": text}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The values of the extension's options."""

    min_microversion: str = _option("", "env", (str,), "The first microversion that the reference covers.")
    max_microversion: str = _option("", "env", (str,), "The last microversion that the reference covers.")
    release_microversions: Mapping[str, str] = _option(
        {}, "env", (dict, str), "The microversion with which a release ends, mapped to the release's name."
    )
    microversion: str = _option(
        "", "env", (str,), "The one microversion that is shown; what it does not have is left out. By default all."
    )
    microversion_header: str = _option(
        "",
        "html",
        (str,),
        "The header by which a request asks for a microversion, with ``{version}`` in the place of the number, for"
        " the commands that HTML shows. By default they have none.",
    )
    endpoint: str = _option(
        "https://api.example.org", "html", (str,), "What stands before the URLs of operations in these commands."
    )
    snippets: bool = _option(
        default=True,
        rebuild="html",
        types=(bool,),
        text="Whether HTML shows each request as ``curl`` and, with JavaScript, as HTTP.",
    )
    show_findings: bool = _option(
        default=False,
        rebuild="html",
        types=(bool,),
        text="Whether HTML shows what the checks find, at the row or sample that it is about.",
    )
    checks: str = _option(
        "",
        "",
        (str,),
        'The rules that check samples and tables: ``"recommended"``, ``"strict"``, or ``"off"`` for the faults of'
        " reading alone. By default what ``[tool.restaction]`` says.",
    )
    split: str = _option(
        "",
        "env",
        (str,),
        'Whether HTML splits a document with operations into pages: one for each included file (``"include"``) or for'
        ' each of its outermost sections (``"group"``). By default not. See :doc:`splitting`.',
    )
    root: str = _option(
        "", "env", (str,), "The folder that no catalogue or sample may lie outside of. By default the repository."
    )
    max_sample_size: int = _option(
        1_000_000, "env", (int,), "The size in bytes above which a sample is shown only in part."
    )


def setup_config(app: Sphinx) -> None:
    """Declare the options, under our names and os-api-ref's."""
    for option in fields(Options):
        default = option.default_factory() if callable(option.default_factory) else option.default
        rebuild, types = option.metadata["rebuild"], option.metadata["types"]
        app.add_config_value(PREFIX + option.name, default, rebuild, types=types)
    for name in OLD_NAMES:
        app.add_config_value(OLD_PREFIX + name, "", "env", types=(str, dict))
    app.connect("builder-inited", _check)


def get_options(config: Config) -> Options:
    """Return the options that *config* sets; one that `_check` reports counts as left out."""
    values = {option.name: config[PREFIX + option.name] for option in fields(Options)}
    for name in OLD_NAMES:
        values[name] = values[name] or config[OLD_PREFIX + name] or ({} if name == "release_microversions" else "")
    values["microversion"] = str(Microversion.parse(values["microversion"]) or "")
    if not _HEADER_RE.fullmatch(values["microversion_header"]):
        values["microversion_header"] = ""
    if values["split"] not in SPLITS:
        values["split"] = ""
    return Options(**values)


def _check(app: Sphinx) -> None:
    """Report versions that are none, and a header that is none."""
    options = get_options(app.config)
    texts = [
        options.min_microversion,
        options.max_microversion,
        app.config[PREFIX + "microversion"],
        *options.release_microversions,
    ]
    for text in texts:
        if text and Microversion.parse(str(text)) is None:
            message = f"'{text}' in conf.py is no version N.M"
            report(Diagnostic(rules.INVALID_MICROVERSION, message, _conf_location(app, str(text))))
    header = app.config[PREFIX + "microversion_header"]
    if header and not options.microversion_header:
        message = f"'{header}' in conf.py is no header 'Name: value' with {{version}} in its value"
        report(Diagnostic(rules.INVALID_CONFIGURATION, message, _conf_location(app, header)))

    split = app.config[PREFIX + "split"]
    if split not in SPLITS:
        message = f"'{split}' in conf.py is no way to split a document; there are 'include' and 'group'"
        report(Diagnostic(rules.INVALID_CONFIGURATION, message, _conf_location(app, str(split))))


def _conf_location(app: Sphinx, text: str) -> Location:
    """Return the line of conf.py that holds *text*, as far as can be told."""
    path = Path(app.confdir) / "conf.py"
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if re.search(rf"['\"]{re.escape(text)}['\"]", line))
    return Location(str(path), next(found, 1))
