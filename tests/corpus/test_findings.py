"""What the linter finds in real references is what the build reports, word for word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx_restaction.cli.main import main
from tests.corpus.builds import SOURCE
from tests.corpus.fetch import fetch
from tests.corpus.references import NOVA

if TYPE_CHECKING:
    import pytest

    from tests.corpus.conftest import Comparison

Finding = dict[str, object]


def lint(source: str, capsys: pytest.CaptureFixture[str]) -> list[Finding]:
    """Return the findings of the linter that make a run fail."""
    assert main(["lint", "--isolated", "--format", "json", source]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [finding for finding in findings if finding["severity"] != "info"]


def test_the_linter_finds_what_the_build_reports(comparison: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    found = sorted(
        (str(one["line"]), str(one["rule"]), str(one["message"])) for one in lint(str(comparison.ours.source), capsys)
    )
    reported = sorted(_parts(line) for line in comparison.ours.warnings if "[restaction." in line)
    assert len(found) == len(reported) > 0
    for (line, rule, message), (built_line, built_rule, text) in zip(found, reported, strict=True):
        assert (built_line, built_rule) == (line, rule)
        # A warning goes on with the other places.
        assert text.startswith(message)


def _parts(warning: str) -> tuple[str, str, str]:
    """Return line, rule and text of a warning of the build."""
    place, _, rest = warning.partition(": WARNING: ")
    text, _, rule = rest.rpartition(" [restaction.")
    return place.rpartition(":")[2], rule.removesuffix("]"), text


def test_known_contradictions_of_nova_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Types, a letter too few, a plural, and a parameter that is shown after its last version."""
    found = {(one["rule"], one["name"]) for one in lint(str(fetch(NOVA) / SOURCE), capsys)}
    assert {
        ("type-mismatch", "code"),
        ("near-miss", "hypervisor_links"),
        ("near-miss", "security_group.name"),
        ("version-present", "personality"),
    } <= found
