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
    checks: str = _option(
        "",
        "",
        (str,),
        'The rules that check samples and tables: ``"recommended"``, ``"strict"``, or ``"off"`` for the faults of'
        " reading alone. By default what ``[tool.restaction]`` says.",
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
    app.connect("builder-inited", _check_versions)


def get_options(config: Config) -> Options:
    """Return the options that *config* sets."""
    values = {option.name: config[PREFIX + option.name] for option in fields(Options)}
    for name in OLD_NAMES:
        values[name] = values[name] or config[OLD_PREFIX + name] or ({} if name == "release_microversions" else "")
    return Options(**values)


def _check_versions(app: Sphinx) -> None:
    """Report versions that are none."""
    options = get_options(app.config)
    texts = [options.min_microversion, options.max_microversion, *options.release_microversions]
    for text in texts:
        if text and Microversion.parse(str(text)) is None:
            message = f"'{text}' in conf.py is no version N.M"
            report(Diagnostic(rules.INVALID_MICROVERSION, message, _conf_location(app, str(text))))


def _conf_location(app: Sphinx, text: str) -> Location:
    """Return the line of conf.py that holds *text*, as far as can be told."""
    path = Path(app.confdir) / "conf.py"
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if re.search(rf"['\"]{re.escape(text)}['\"]", line))
    return Location(str(path), next(found, 1))
