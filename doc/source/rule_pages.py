# ruff: noqa: INP001  # the folder of Sphinx's configuration is no package
"""Writes the pages of the rules: the docstrings of their modules are the only home of the texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.checks.rules import CHECK_GROUPS
from sphinx_restaction.rules import READING_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_restaction.rule import Rule

#: The folder of the pages, below the source directory. Git does not know it.
FOLDER = "rules"
_NOTE = ".. Do not edit: doc/source/rule_pages.py writes this page.\n\n"
_PAGE = """\
.. _rule-{id}:

{id}
{line}

{summary}

:Severity: {severity}
:Preset: {preset}

{explanation}

How to silence it
-----------------

In one place, with the reason, by a comment above a directive:

.. code-block:: rst

   .. restaction: ignore={id} the service does so

or behind a row, or in an entry of a catalogue:

.. code-block:: yaml

   # restaction: ignore={id} the service does so

In some files, or everywhere, in ``pyproject.toml``:

.. code-block:: toml

   [tool.restaction]
   ignore = ["{id}"]

   [tool.restaction.per-file-ignores]
   "api-ref/source/old/*" = ["{id}"]

{build}
"""
_IN_BUILDS = """\
In builds alone, in ``conf.py``:

.. code-block:: python

   suppress_warnings = ["restaction.{id}"]"""
_NO_WARNING = "A build shows it as information. It is no warning, and no option makes an error of it."
_INDEX = """\
=========
All rules
=========

Each rule has a page that says why, shows a bad and a good example, and tells how to silence it.

.. toctree::
   :hidden:

"""
_TABLE = """
.. list-table::
   :header-rows: 1
   :widths: 28 52 10 10

   * - Rule
     - What is wrong
     - Severity
     - Preset
"""


def groups() -> dict[str, list[Rule]]:
    """Return every rule, by what it is about."""
    found: dict[str, list[Rule]] = {}
    for name, rules in READING_RULES.items():
        found.setdefault(name, []).extend(rules)
    for name, checks in CHECK_GROUPS.items():
        found.setdefault(name, []).extend(check.RULE for check in checks)
    return found


def pages() -> dict[str, str]:
    """Return the texts of the pages by their names: one for each rule, and ``index``."""
    found = {rule.id: _NOTE + _page(rule) for rules in groups().values() for rule in rules}
    return {**found, "index": _NOTE + _index()}


def _page(rule: Rule) -> str:
    build = _NO_WARNING if rule.severity == "info" else _IN_BUILDS.format(id=rule.id)
    return _PAGE.format(
        id=rule.id,
        line="=" * len(rule.id),
        summary=rule.summary,
        severity=rule.severity,
        preset=rule.preset,
        explanation=rule.explanation,
        build=build,
    )


def _index() -> str:
    entries = "".join(f"   {rule.id}\n" for rules in groups().values() for rule in rules)
    return _INDEX + entries + "".join(_group(name, rules) for name, rules in groups().items())


def _group(name: str, rules: Iterable[Rule]) -> str:
    rows = "".join(
        f"   * - :ref:`rule-{rule.id}`\n     - {rule.summary}\n     - {rule.severity}\n     - {rule.preset}\n"
        for rule in rules
    )
    return f"\n{name}\n{'=' * len(name)}\n{_TABLE}{rows}"


def write_pages(folder: Path) -> None:
    """Make *folder* hold the pages and nothing else; a page that says what it said is left as it is, so not built."""
    folder.mkdir(exist_ok=True)
    texts = {f"{name}.rst": text for name, text in pages().items()}
    for path in folder.glob("*.rst"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for documents."""
    app.connect("builder-inited", lambda app: write_pages(Path(app.srcdir) / FOLDER))
