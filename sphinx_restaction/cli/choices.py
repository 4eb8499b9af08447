"""The options that say which rules run, and what a project's configuration says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.cli.failure import Failure, raise_faults
from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.rule import PRESETS
from sphinx_restaction.settings import Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_restaction.diagnostics import Diagnostic


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Declare the options that say which rules run."""
    group = parser.add_argument_group("rules and configuration")
    group.add_argument("--preset", choices=PRESETS, help="run the rules of this preset")
    group.add_argument(
        "--select", metavar="RULES", action="append", default=[], help="run these rules only, separated by commas"
    )
    group.add_argument("--extend-select", metavar="RULES", action="append", default=[], help="run these rules, too")
    group.add_argument("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    group.add_argument("--config", metavar="FILE", help="read this configuration in place of the project's")
    group.add_argument("--isolated", action="store_true", help="read no configuration")


def settings_for(arguments: argparse.Namespace, start: str, root: str) -> Settings:
    """Return the settings that hold for the folder *start* of the repository *root*, with the options on top.

    The range of versions may stand in the folder's conf.py instead.
    """
    from sphinx_restaction.sources.restructured.conf import read_conf  # noqa: PLC0415  # `--version` needs no rules

    settings = _with_options(_configured(arguments, start, root), arguments)
    conf = read_conf(start)
    return settings._replace(
        min_microversion=settings.min_microversion or _version(conf, "min_microversion"),
        max_microversion=settings.max_microversion or _version(conf, "max_microversion"),
    )


def _version(conf: Mapping[str, object], name: str) -> Microversion | None:
    """Return the version *name* of conf.py, by our name or by os-api-ref's."""
    text = conf.get(f"restaction_{name}") or conf.get(f"os_api_ref_{name}")
    return Microversion.parse(text) if isinstance(text, str) else None


def _configured(arguments: argparse.Namespace, start: str, root: str) -> Settings:
    if arguments.isolated:
        return Settings(folder=root)
    from sphinx_restaction.sources.configuration import load_settings, read_settings  # noqa: PLC0415

    ids = _RuleIds()
    if not arguments.config:
        settings, found = load_settings(start, root, ids)
        raise_faults(found)
        return settings
    faults: list[Diagnostic] = []
    read = read_settings(arguments.config, ids, faults.append)
    raise_faults(faults)
    if read is None:
        raise Failure(f"{arguments.config} has no table [tool.restaction]")
    return read


class _RuleIds:
    """The ids of all rules, which are loaded if a configuration names one."""

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> list[str]:
        from sphinx_restaction.checks.registry import ALL_RULES  # noqa: PLC0415

        return [rule.id for rule in ALL_RULES]


def _with_options(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Return *settings* as the options change them: a choice on the command line beats one of the configuration."""
    selected = rule_ids(arguments.select, "--select")
    extended = rule_ids(arguments.extend_select, "--extend-select")
    ignored = rule_ids(arguments.ignore, "--ignore")
    chosen = selected | extended
    kept = frozenset() if arguments.preset else settings.select
    return settings._replace(
        preset=arguments.preset or settings.preset,
        select=selected or (kept | extended if kept else kept),
        extend_select=settings.extend_select | extended,
        ignore=(settings.ignore - chosen) | ignored,
    )


def rule_ids(lists: Iterable[str], option: str) -> frozenset[str]:
    """Return the ids in lists separated by commas, or raise a `Failure` for one that no rule has."""
    ids = {one.strip() for text in lists for one in text.split(",")} - {""}
    for one in sorted(ids):
        check_rule_id(one, f"{option}: ")
    return frozenset(ids)


def check_rule_id(rule_id: str, where: str = "") -> None:
    """Raise a `Failure` if no rule has this id; *where* is what stands before its text."""
    from sphinx_restaction.checks.registry import ALL_RULES, find_rule  # noqa: PLC0415
    from sphinx_restaction.diagnostics import did_you_mean  # noqa: PLC0415

    if find_rule(rule_id) is None:
        hint = did_you_mean(rule_id, (rule.id for rule in ALL_RULES), 0.6)
        raise Failure(f"{where}there is no rule {rule_id!r}{hint or '; see: restaction rules'}")
