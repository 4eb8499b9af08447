"""The command as a whole: its start, its end, and the rules it explains."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction import __version__
from sphinx_restaction.checks.registry import ALL_RULES
from sphinx_restaction.cli import rules
from sphinx_restaction.cli.plain_text import plain_text
from sphinx_restaction.sources.configuration import KEYS
from tests.cli.conftest import CLEAN, RULES, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

#: What a run without findings has no use for.
HEAVY = {"sphinx", "docutils", "jinja2", "subprocess", "difflib", "tomllib", "tomli", "traceback", "tempfile"}


def test_a_clean_run_loads_nothing_that_it_does_not_need(repository: Path) -> None:
    write(repository, CLEAN)
    code = (
        "import sys\n"
        "from sphinx_restaction.cli.main import main\n"
        f"code = main(['lint', *{list(RULES)!r}])\n"
        f"print(code, sorted(name for name in {sorted(HEAVY)!r} if name in sys.modules))\n"
        "print([name for name in sys.modules if 'formats.' in name])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True, env=os.environ
    )
    assert run.stdout.splitlines()[-2:] == ["0 []", "['sphinx_restaction.cli.formats.text']"]


def test_version(restaction: Callable[..., Run]) -> None:
    assert restaction("--version") == type(restaction("--version"))(0, f"restaction {__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["lnt"], ["lint", "--formt", "json"], ["lint", "--format", "yaml"]])
def test_wrong_usage(restaction: Callable[..., Run], arguments: list[str]) -> None:
    run = restaction(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("usage: restaction")


def test_a_fault_of_ours_is_told_without_a_traceback(
    restaction: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise KeyError("what\nwas it")

    monkeypatch.setattr(rules, "run", fail)
    run = restaction("rules")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("restaction: internal error: KeyError: 'what\\nwas it'\n")
    assert "Please report it" in run.err
    assert "Traceback" not in run.err
    run = restaction("rules", "--debug")
    assert run.code == 2
    assert run.err.startswith("restaction: Traceback")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_who_reads_us_may_stop(faulty: Path) -> None:
    read, write_end = os.pipe()
    os.close(read)
    with subprocess.Popen(
        [sys.executable, "-m", "sphinx_restaction", "lint"], cwd=faulty, stdout=write_end, stderr=subprocess.PIPE
    ) as process:
        os.close(write_end)
        _, errors = process.communicate()
    assert process.returncode == 2
    assert errors == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")  # noqa: PTH110
def test_a_disk_that_is_full(faulty: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        run = subprocess.run(
            [sys.executable, "-m", "sphinx_restaction", "lint"],
            cwd=faulty,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert run.returncode == 2
    assert b"No space left" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_quietly(faulty: Path) -> None:
    # Nobody reads from the pipe, so that the command waits.
    os.mkfifo(faulty / "pipe")
    code = (
        # A process that is started in the background may ignore the signal.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from sphinx_restaction.cli.main import main\n"
        "print('ready', flush=True); sys.exit(main(['lint', '--output', 'pipe']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=faulty, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == b""


def test_a_working_directory_that_is_gone(repository: Path) -> None:
    folder = repository / "gone"
    folder.mkdir()
    code = (
        "import os, sys; from sphinx_restaction.cli.main import main\nos.rmdir(os.getcwd()); sys.exit(main(['lint']))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "Traceback" not in run.stderr


def test_rules_are_listed(restaction: Callable[..., Run]) -> None:
    run = restaction("rules")
    assert run.code == 0
    lines = run.out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in ALL_RULES]
    assert len({line.index(rule.severity) for line, rule in zip(lines, ALL_RULES, strict=True)}) == 1
    listed = json.loads(restaction("rules", "--format", "json").out)
    assert [rule["id"] for rule in listed] == [rule.id for rule in ALL_RULES]
    assert set(listed[0]) == {"id", "severity", "preset", "summary", "explanation"}


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained_in_plain_text(restaction: Callable[..., Run], rule: object) -> None:
    rule_id = rule.id  # type: ignore[attr-defined]
    run = restaction("rule", rule_id)
    assert run.code == 0
    assert run.out.startswith(f"{rule_id} (")
    assert f'suppress_warnings = ["restaction.{rule_id}"]' in run.out
    assert "``" not in run.out
    assert "code-block" not in run.out
    assert ":doc:" not in run.out
    assert json.loads(restaction("rule", rule_id, "--format", "json").out)["id"] == rule_id


def test_a_rule_may_be_named_as_sphinx_names_it(restaction: Callable[..., Run]) -> None:
    assert restaction("rule", "restaction.near-miss").out == restaction("rule", "near-miss").out


def test_an_unknown_rule(restaction: Callable[..., Run]) -> None:
    run = restaction("rule", "near-mis")
    assert (run.code, run.out) == (2, "")
    assert run.err == "restaction: there is no rule 'near-mis'; did you mean 'near-miss'?\n"


def test_plain_text_keeps_code_and_drops_markup() -> None:
    text = (
        "See :doc:`catalogue` and :ref:`the rules <rules>`, *really*, in ``a.yaml``.\n\n"
        "Bad:\n\n.. code-block:: yaml\n\n   a: '*b*'\n\n   c: ``d``\n\nGood."
    )
    assert plain_text(text) == (
        "See catalogue and the rules, really, in a.yaml.\n\nBad:\n\n   a: '*b*'\n\n   c: ``d``\n\nGood."
    )


def test_the_manual_names_every_option(restaction: Callable[..., Run]) -> None:
    manual = (Path(__file__).parents[2] / "doc" / "source" / "linting.rst").read_text("utf-8")
    options = set(re.findall(r"--[a-z-]+", restaction("lint", "--help").out)) - {"--help"}
    assert {option for option in options if option not in manual} == set()
    assert {key for key in KEYS if f"``{key}``" not in manual} == set()
