"""How HTML shows our nodes: templates for what we draw, Sphinx's own visitors for everything inside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import Markup

from sphinx_restaction.model.template import PathTemplate
from sphinx_restaction.sphinx_ext import words
from sphinx_restaction.sphinx_ext.nodes import (
    expand_all,
    fragment,
    fragment_store,
    fragments_of,
    operation,
    operation_title,
    parameter_table,
    rest_method,
    status_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

_STATIC = Path(__file__).with_name("static")
_ID_RE = re.compile(r' id="[^"]*"')
#: A folder of this name in ``templates_path`` overrides our templates.
_TEMPLATE_FOLDER = "restaction"


def setup_html(app: Sphinx) -> None:
    """Register the visitors, the style sheet and the script."""
    draw = _Visitors(app)
    app.add_node(operation, html=(draw.visit_operation, draw.depart_operation))
    app.add_node(operation_title, html=(draw.visit_operation_title, draw.depart_operation_title))
    app.add_node(rest_method, html=(draw.visit_method, None))
    app.add_node(parameter_table, html=(draw.visit_parameter_table, None))
    app.add_node(status_table, html=(draw.visit_status_table, None))
    app.add_node(expand_all, html=(draw.visit_expand_all, None))
    app.add_node(fragment_store, html=(draw.skip, None))
    app.add_css_file("restaction.css")
    app.add_js_file("restaction.js", loading_method="defer")
    app.connect("config-inited", _add_static_files)


def _add_static_files(_app: Sphinx, config: Config) -> None:
    # Behind the user's folders in the list, ours would win; a user's file of the same name should.
    config.html_static_path.insert(0, str(_STATIC))


class _Visitors:
    """The visitors of one application: Sphinx calls them with the translator of the page."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        #: The descriptions of each page that is being written.
        self._descriptions: MutableMapping[HTML5Translator, _Descriptions] = WeakKeyDictionary()

    @cached_property
    def _templates(self) -> Environment:
        folders = [Path(self._app.confdir, path, _TEMPLATE_FOLDER) for path in self._app.config.templates_path]
        ours = PackageLoader("sphinx_restaction.sphinx_ext")
        loader = ChoiceLoader([FileSystemLoader(folders), ours])
        environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.globals.update(version_classes=_version_classes, undefined=words.undefined)
        return environment

    def _add(self, translator: HTML5Translator, name: str, **context: object) -> None:
        translator.body.append(self._templates.get_template(name).render(context))

    def visit_operation(self, translator: HTML5Translator, node: operation) -> None:
        translator.visit_section(node)
        # An ebook can't open what is closed.
        is_open = Markup(' open="open"') if self._app.builder.name == "epub" else ""
        translator.body.append(
            Markup('<details class="rest-details" id="{}-detail"{}>\n').format(node["ids"][0], is_open)
        )

    def depart_operation(self, translator: HTML5Translator, node: operation) -> None:
        translator.body.append("</details>\n")
        translator.depart_section(node)

    def visit_operation_title(self, translator: HTML5Translator, node: operation_title) -> None:
        translator.body.append(Markup('<summary id="{}-detail-btn">\n').format(node.parent["ids"][0]))
        translator.visit_title(node)

    def depart_operation_title(self, translator: HTML5Translator, node: operation_title) -> None:
        translator.depart_title(node)
        for method in _methods_of(node.parent)[:1]:
            self._add(translator, "method.html", **_describe_method(method))
        translator.body.append("</summary>\n")

    def visit_method(self, translator: HTML5Translator, node: rest_method) -> None:
        if not isinstance(node.parent, operation) or _methods_of(node.parent)[0] is not node:
            self._add(translator, "method.html", **_describe_method(node))
        raise nodes.SkipNode

    def visit_parameter_table(self, translator: HTML5Translator, node: parameter_table) -> None:
        self._draw_table(translator, node, "parameters.html")

    def visit_status_table(self, translator: HTML5Translator, node: status_table) -> None:
        self._draw_table(translator, node, "statuses.html", kind=node["kind"])

    def _draw_table(
        self, translator: HTML5Translator, node: parameter_table | status_table, template: str, **context: str
    ) -> None:
        known = self._descriptions.get(translator)
        if known is None:
            known = self._descriptions[translator] = _Descriptions(fragments_of(translator.document))
        rows = [(row, known.draw(row.fragment, translator)) for row in node["rows"]]
        if rows:
            self._add(translator, template, rows=rows, ids=node["ids"], classes=node["classes"], **context)
        raise nodes.SkipNode

    def visit_expand_all(self, translator: HTML5Translator, node: expand_all) -> None:
        versions = words.version_range(node["minimum"], node["maximum"])
        self._add(translator, "expand_all.html", versions=versions, releases=node["releases"])
        raise nodes.SkipNode

    def skip(self, _translator: HTML5Translator, _node: nodes.Element) -> None:
        raise nodes.SkipNode


@dataclass(frozen=True, slots=True)
class _Descriptions:
    """The descriptions of a page: each is drawn once, for the first row that shows it."""

    fragments: Mapping[str, fragment]
    drawn: dict[str, Markup] = field(default_factory=dict)

    def draw(self, key: str | None, translator: HTML5Translator) -> Markup:
        """Return a description's HTML; its ids stay with the first row."""
        node = self.fragments.get(key or "")
        if node is None:
            return Markup()
        known = self.drawn.get(node["key"])
        if known is not None:
            return known
        html = _walk(translator, node)
        self.drawn[node["key"]] = Markup(_ID_RE.sub("", html)) if _has_ids(node) else html  # noqa: S704  # see `_walk`
        return html


def _walk(translator: HTML5Translator, node: nodes.Element) -> Markup:
    """Return the HTML of the children of *node*."""
    body, translator.body = translator.body, []
    try:
        for child in node.children:
            child.walkabout(translator)
        return Markup("".join(translator.body))  # noqa: S704  # Sphinx's visitors escaped it
    finally:
        translator.body = body


def _has_ids(node: nodes.Element) -> bool:
    return any(element["ids"] for element in node.findall(nodes.Element))


def _methods_of(section: nodes.Element) -> list[rest_method]:
    return [child for child in section.children if isinstance(child, rest_method)]


def _describe_method(node: rest_method) -> dict[str, object]:
    """Return what the template shows of an operation."""
    return {
        "method": node["method"],
        "pieces": PathTemplate.parse(node["url"]).pieces,
        "versions": words.version_notes(node["min_version"], node["max_version"]),
        "version_classes": _version_classes(node["min_version"], node["max_version"]),
        "ids": node["ids"],
    }


def _version_classes(minimum: str, maximum: str) -> list[str]:
    """Return os-api-ref's class names, by which style sheets know the versions: ``rp_min_ver_2_10``."""
    names = {"rp_min_ver_": minimum, "rp_max_ver_": maximum}
    return [prefix + version.replace(".", "_") for prefix, version in names.items() if version]
