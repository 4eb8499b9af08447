"""The content of ``rest_method``: ``POST /servers/{server_id}/action`` and its versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Report, did_you_mean
from sphinx_restaction.model.microversion import Microversion, VersionRange
from sphinx_restaction.model.outline import MethodBlock
from sphinx_restaction.model.template import PathTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_restaction.sources.directive import DirectiveText, Surroundings
    from sphinx_restaction.sources.rows import Line

#: The methods of RFC 9110, PATCH (RFC 5789), QUERY, and COPY (RFC 4918), which Swift's API uses.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY", "COPY")
#: The options of the directive.
OPTIONS = ("min-version", "max-version")
_VERSION_LINE_RE = re.compile(r"\s*(min_version|max_version)\s*:(.*)")


def read_method(
    directive: DirectiveText, section: object | None, around: Surroundings
) -> tuple[MethodBlock, list[Line]]:
    """Read a ``rest_method`` directive, report what is wrong with it, and note it in *around*.

    *section* stands for the section that holds the directive directly, None if none does. Returns the block and the
    lines that are no part of a method. Lines ``min_version: N.M`` count like the options.
    """
    versions = {name: directive.options[name] for name in OPTIONS if name in directive.options}
    block, rest = _read_content(directive.content, versions, directive.place, around.report)
    for name in sorted(directive.options.keys() - versions.keys()):
        message = f"rest_method has no option '{name}'{did_you_mean(name, OPTIONS)}"
        around.report(Diagnostic(rules.UNEXPECTED_CONTENT, message, directive.place))
    _note(block, section, around)
    if rest:
        message = "a rest_method holds more than METHOD, URL and versions; a blank line may be missing"
        around.report(Diagnostic(rules.UNEXPECTED_CONTENT, message, rest[0][1]))
    return block, rest


def _note(block: MethodBlock, section: object | None, around: Surroundings) -> None:
    """Add a method to those of its document, and report where it stands if that is not the head of a section."""
    shown = f"'{block.method} {block.url.text}'"
    first = around.methods.setdefault(section, block)
    if section is None:
        message = f"{shown} does not stand directly in a section"
        around.report(Diagnostic(rules.METHOD_OUTSIDE_SECTION, message, block.source))
    elif first is not block:
        related = Related(first.source, f"'{first.method} {first.url.text}' stands here")
        message = f"{shown} is not the only method of its section"
        around.report(Diagnostic(rules.MULTIPLE_METHODS, message, block.source, (related,)))


def _read_content(
    lines: Sequence[Line], options: Mapping[str, str], source: Location, report: Report
) -> tuple[MethodBlock, list[Line]]:
    """Return the block, and the lines that are not understood."""
    versions = {name.replace("-", "_"): (text.strip(), source) for name, text in options.items()}
    words: list[str] = []
    rest: list[Line] = []
    for text, place in lines:
        match = _VERSION_LINE_RE.fullmatch(text)
        if match:
            versions[match[1]] = match[2].strip(), place
        elif len(words) < len(("METHOD", "URL")):
            words += text.split(None, 1 - len(words))
        elif text.strip():
            rest.append((text, place))
    method, url = (*words, "", "")[:2]
    template = PathTemplate.parse(url.strip())
    _check(method, template, source, report)
    for name, (text, place) in versions.items():
        if Microversion.parse(text) is None:
            report(Diagnostic(rules.INVALID_MICROVERSION, f"'{text}' as {name} is no version N.M", place))
    minimum, maximum = (versions.get(name, ("", source))[0] for name in ("min_version", "max_version"))
    block = MethodBlock(
        method=method,
        url=template,
        min_version=minimum,
        max_version=maximum,
        versions=VersionRange(minimum=Microversion.parse(minimum), maximum=Microversion.parse(maximum)),
        source=source,
    )
    return block, rest


def _check(method: str, url: PathTemplate, source: Location, report: Report) -> None:
    if not url.text:
        report(Diagnostic(rules.MISSING_URL, f"'{method}' is followed by no URL", source))
    elif not url.is_balanced:
        message = f"the variables of '{url.text}' are not all written {{name}} or <name>"
        report(Diagnostic(rules.MALFORMED_URL, message, source))
    if method not in METHODS:
        # The words are short, so that one wrong letter makes a large part of them unlike.
        hint = did_you_mean(method.upper(), METHODS, likeness=0.6)
        report(Diagnostic(rules.UNKNOWN_METHOD, f"'{method}' is no HTTP method{hint}", source))
