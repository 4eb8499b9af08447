"""``--baseline`` and ``--write-baseline``: known findings stay quiet, and nothing is lost by a rewrite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sphinx_restaction.checks.baseline import Entry, read_baseline, split, write_baseline
from tests.cli.conftest import CLEAN, FAULTY, RULES, rules_and_files, write
from tests.cli.reports import finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_restaction.diagnostics import Diagnostic
    from tests.cli.conftest import Run

INDEX, CATALOGUE = "api-ref/source/index.rst", "api-ref/source/parameters.yaml"
BASELINE = ("--baseline", "known.toml")


def listed(folder: Path) -> list[str]:
    """Return the rules of the baseline, in the file's order."""
    return re.findall(r'^rule = "(.*)"$', (folder / "known.toml").read_text("utf-8"), re.MULTILINE)


def test_known_findings_are_not_shown(faulty: Path, restaction: Callable[..., Run]) -> None:
    written = restaction("lint", *RULES, *BASELINE, "--write-baseline")
    assert (written.code, written.out) == (0, "")
    assert "known.toml has 2 findings now: 2 added, 0 dropped" in written.err
    run = restaction("lint", *RULES, *BASELINE)
    assert run.code == 0
    assert run.out.endswith("0 samples; 2 findings of the baseline not shown.\n")
    assert listed(faulty) == ["unknown-definition", "unknown-field"]


def test_the_file_can_be_read_by_people(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    text = (faulty / "known.toml").read_text("utf-8")
    assert re.sub(r'"[0-9a-f]{16}"', '"..."', text).split("\n\n")[1] == (
        "[[finding]]\n"
        'fingerprint = "..."\n'
        'rule = "unknown-definition"\n'
        'file = "api-ref/source/index.rst"\n'
        "message = \"'markr' is not defined; did you mean 'marker'?\""
    )


def test_a_moved_line_does_not_matter(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    write(faulty, {INDEX: ".. A comment.\n\n" + FAULTY[INDEX], CATALOGUE: "# A comment.\n\n" + FAULTY[CATALOGUE]})
    assert restaction("lint", *RULES, *BASELINE).code == 0


def test_a_new_finding_is_shown(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    write(faulty, {INDEX: FAULTY[INDEX] + "   - other: other\n"})
    run = restaction("lint", *RULES, *BASELINE, "--format", "json")
    assert run.code == 1
    assert rules_and_files(run) == [("unknown-definition", INDEX)]


def test_stale_entries_are_reported_and_dropped(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    write(faulty, {INDEX: CLEAN[INDEX]})
    run = restaction("lint", *RULES, *BASELINE)
    assert run.code == 0
    assert "stale in the baseline: api-ref/source/index.rst: 'markr' is not defined" in run.err
    assert restaction("lint", *RULES, *BASELINE, "--fail-on", "info").code == 1
    assert restaction("lint", *RULES, *BASELINE, "-q").err == ""
    run = restaction("lint", *RULES, *BASELINE, "--write-baseline")
    assert "1 finding now: 0 added, 1 dropped" in run.err
    assert listed(faulty) == ["unknown-field"]


def test_a_rewrite_keeps_what_it_did_not_look_at(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    write(faulty, CLEAN)
    # Neither another rule nor another file says anything of the two.
    restaction("lint", "--select", "near-miss", *BASELINE, "--write-baseline")
    assert listed(faulty) == ["unknown-definition", "unknown-field"]
    assert restaction("lint", "--select", "near-miss", *BASELINE).err == ""
    restaction("lint", *RULES, *BASELINE, "--write-baseline", CATALOGUE)
    assert listed(faulty) == ["unknown-definition"]


def test_a_rewrite_for_one_of_two_trees(repository: Path, restaction: Callable[..., Run]) -> None:
    write(repository, {f"one/{name}": text for name, text in FAULTY.items()})
    write(repository, {f"two/{name}": text for name, text in FAULTY.items()})
    restaction("lint", *RULES, *BASELINE, "--write-baseline", "one/api-ref/source", "two/api-ref/source")
    assert len(listed(repository)) == 4
    write(repository, {f"one/{name}": text for name, text in CLEAN.items()})
    restaction("lint", *RULES, *BASELINE, "--write-baseline", "one/api-ref/source")
    assert len(listed(repository)) == 2
    assert restaction("lint", *RULES, *BASELINE, "one/api-ref/source", "two/api-ref/source").code == 0


def test_entries_of_a_file_that_is_gone_are_stale(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"api-ref/source/other.rst": FAULTY[INDEX]})
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    (faulty / "api-ref/source/other.rst").unlink()
    assert "stale in the baseline: api-ref/source/other.rst" in restaction("lint", *RULES, *BASELINE).err


def test_two_rewrites_are_equal(faulty: Path, restaction: Callable[..., Run]) -> None:
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    first = (faulty / "known.toml").read_bytes()
    restaction("lint", *RULES, *BASELINE, "--write-baseline")
    assert (faulty / "known.toml").read_bytes() == first


def test_the_configuration_names_the_file(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"restaction.toml": 'baseline = "known.toml"\n'})
    assert restaction("lint", *RULES, "--write-baseline", "api-ref/source").code == 0
    assert len(listed(faulty)) == 2
    assert restaction("lint", *RULES, "api-ref/source").code == 0


def test_a_rewrite_needs_a_file(faulty: Path, restaction: Callable[..., Run]) -> None:
    run = restaction("lint", *RULES, "--write-baseline")
    assert run.code == 2
    assert "--baseline FILE" in run.err
    assert restaction("lint", *RULES, "--write-baseline", "--baseline", "no/such/folder.toml").code == 2
    assert restaction("lint", *RULES, *BASELINE, "--write-baseline", "--since", "HEAD").code == 2
    assert not (faulty / "known.toml").exists()


def test_a_broken_baseline_is_a_failure_with_its_place(faulty: Path, restaction: Callable[..., Run]) -> None:
    write(faulty, {"known.toml": '[[finding]]\nrule = "x"\n<<<<<<< ours\n'})
    run = restaction("lint", *RULES, *BASELINE)
    assert run.code == 2
    assert "known.toml:3:1: this is no TOML" in run.err
    write(faulty, {"known.toml": '[[finding]]\nrule = "x"\n'})
    run = restaction("lint", *RULES, *BASELINE)
    assert run.code == 2
    assert "known.toml:1:3: entry 1 of the baseline has no text 'fingerprint'" in run.err


TEXTS = st.text()
FINGERPRINTS = st.text("0123456789abcdef", min_size=1)
ENTRIES = st.builds(Entry, fingerprint=FINGERPRINTS, rule=TEXTS, file=TEXTS, name=TEXTS, message=TEXTS)


@given(
    st.lists(st.builds(Entry, fingerprint=FINGERPRINTS, rule=TEXTS, file=TEXTS, name=TEXTS, message=TEXTS), max_size=4)
)
def test_any_entry_survives_the_file(entries: list[Entry]) -> None:
    faults: list[Diagnostic] = []
    text = write_baseline(entries)
    text.encode("utf-8")
    read = read_baseline(text, "known.toml", faults.append)
    assert faults == []
    assert {entry.fingerprint for entry in read} == {entry.fingerprint for entry in entries}
    assert write_baseline(read) == write_baseline(read[::-1])


def test_split_is_by_fingerprint_alone() -> None:
    one, two = finding("a.rst", fingerprint="1"), finding("b.rst", fingerprint="2")
    entries = [Entry(fingerprint="2", file="moved.rst"), Entry(fingerprint="3")]
    assert split([one, two], entries) == ([one], [two], [entries[1]])
