"""How HTML shows our nodes: templates for what we draw, Sphinx's own visitors for everything inside."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import Markup

from sphinx_restaction.model.template import PathTemplate
from sphinx_restaction.sphinx_ext.descriptions import Descriptions
from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.json_markup import as_content
from sphinx_restaction.sphinx_ext.kept_templates import setup_templates
from sphinx_restaction.sphinx_ext.nodes import (
    expand_all,
    fragment_store,
    fragments_of,
    json_sample,
    moved_anchors,
    operation,
    operation_changes,
    operation_title,
    parameter_table,
    part_title,
    rest_method,
    sample,
    sample_set,
    snippets,
    status_table,
)
from sphinx_restaction.sphinx_ext.row_tree import branches
from sphinx_restaction.sphinx_ext.shown_findings import ShownFindings
from sphinx_restaction.sphinx_ext.terse import TerseLoader, join_paragraphs
from sphinx_restaction.sphinx_ext.translations import words_of
from sphinx_restaction.sphinx_ext.versions import version_classes

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sphinx_ext.words import Words

_STATIC = Path(__file__).with_name("static")
#: A folder of this name in ``templates_path`` overrides our templates.
TEMPLATE_FOLDER = "restaction"
_CLOSE_DETAILS = Markup("</details>\n")
_CLOSE_DIV = Markup("</div>\n")


def setup_html(app: Sphinx) -> None:
    """Register the visitors, the style sheet and the script."""
    draw = _Visitors(app)
    app.add_node(operation, html=(draw.visit_operation, draw.depart_operation))
    app.add_node(operation_title, html=(draw.visit_operation_title, draw.depart_operation_title))
    app.add_node(part_title, html=(draw.visit_part_title, draw.depart_part_title))
    app.add_node(rest_method, html=(draw.visit_method, None))
    app.add_node(parameter_table, html=(draw.visit_parameter_table, None))
    app.add_node(status_table, html=(draw.visit_status_table, None))
    app.add_node(sample, html=(draw.visit_sample, draw.depart_sample))
    app.add_node(sample_set, html=(draw.visit_sample_set, draw.depart_sample_set))
    app.add_node(json_sample, html=(draw.visit_json_sample, None))
    app.add_node(snippets, html=(draw.visit_snippets, None))
    app.add_node(operation_changes, html=(draw.visit_changes, None))
    app.add_node(moved_anchors, html=(draw.visit_moved_anchors, None))
    app.add_node(expand_all, html=(draw.visit_expand_all, None))
    app.add_node(fragment_store, html=(draw.skip, None))
    app.add_css_file("restaction.css")
    app.connect("config-inited", _add_static_files)


def _add_static_files(app: Sphinx, config: Config) -> None:
    # Behind the user's folders in the list, ours would win; a user's file of the same name should.
    config.html_static_path.insert(0, str(_STATIC))
    words = words_of(config, app.srcdir).of_script()
    # The script needs no file of words beside it, and pages in English have nothing more.
    data = {"data-words": json.dumps(words, ensure_ascii=False)} if words else {}
    app.add_js_file("restaction.js", loading_method="defer", **data)  # type: ignore[arg-type]  # attributes


class _Visitors:
    """The visitors of one application: Sphinx calls them with the translator of the page."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._code = setup_templates(app)
        #: The descriptions of each page that is being written.
        self._descriptions: MutableMapping[HTML5Translator, Descriptions] = WeakKeyDictionary()

    @cached_property
    def _templates(self) -> Environment:
        folders = [Path(self._app.confdir, path, TEMPLATE_FOLDER) for path in self._app.config.templates_path]
        ours: BaseLoader = PackageLoader("sphinx_restaction.sphinx_ext")
        if not self._is_ebook:
            ours = TerseLoader(ours)
        loader = ChoiceLoader([FileSystemLoader(folders), ours])
        environment = Environment(
            loader=loader,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            # A template is drawn hundreds of times, and each time its file would be looked at for a change.
            auto_reload=False,
            bytecode_cache=self._code,
        )
        environment.globals.update(
            version_classes=version_classes,
            words=self._words,
            _=self._words.gettext,
            as_content=as_content,
            findings_at=self._findings.at,
            is_open=self._is_ebook,
        )
        return environment

    @property
    def _is_ebook(self) -> bool:
        """Whether pages are XHTML, and what is closed in them can't be opened."""
        return self._app.builder.name == "epub"

    @property
    def _permalink_icon(self) -> Markup:
        return Markup(self._app.config.html_permalinks_icon)  # noqa: S704  # conf.py gives HTML here

    @property
    def _words(self) -> Words:
        return RestDomain.of(self._app.env).words

    @cached_property
    def _findings(self) -> ShownFindings:
        return ShownFindings(self._app.env)

    def _add(self, translator: HTML5Translator, name: str, **context: object) -> None:
        translator.body.append(self._templates.get_template(name).render(context))

    def visit_operation(self, translator: HTML5Translator, node: operation) -> None:
        join_paragraphs(node)
        translator.visit_section(node)
        if translator.config.html_permalinks and translator.builder.add_permalinks:
            # A link in what a click opens would be a control within a control.
            self._add(translator, "permalink.html", anchor=node["anchor"], icon=self._permalink_icon)
        is_open = Markup(' open="open"') if self._is_ebook else ""
        translator.body.append(
            Markup('<details class="rest-details" id="{}-detail"{}>\n').format(node["ids"][0], is_open)
        )

    def depart_operation(self, translator: HTML5Translator, node: operation) -> None:
        translator.body.append(_CLOSE_DETAILS)
        translator.depart_section(node)

    def visit_operation_title(self, translator: HTML5Translator, node: operation_title) -> None:
        translator.body.append(Markup('<summary id="{}-detail-btn">\n').format(node.parent["ids"][0]))
        translator.visit_title(node)

    def depart_operation_title(self, translator: HTML5Translator, node: operation_title) -> None:
        # docutils' own method, which Sphinx's extends by a permalink.
        HTMLTranslator.depart_title(translator, node)
        made = node.parent
        for method in _methods_of(made)[:1]:
            self._add(translator, "method.html", **_describe_method(method))
        if made["brief"]:
            translator.body.append(Markup('<span class="rest-brief">{}</span>\n').format(made["brief"]))
        translator.body.append(Markup("</summary>\n"))
        if made["anchor"]:
            # Inside of what opens, so that a browser opens it for a link, without a script.
            translator.body.append(Markup('<span class="rest-anchor" id="{}"></span>\n').format(made["anchor"]))

    def visit_part_title(self, translator: HTML5Translator, node: part_title) -> None:
        translator.visit_title(node)

    def depart_part_title(self, translator: HTML5Translator, node: part_title) -> None:
        HTMLTranslator.depart_title(translator, node)

    def visit_method(self, translator: HTML5Translator, node: rest_method) -> None:
        if not isinstance(node.parent, operation) or _methods_of(node.parent)[0] is not node:
            self._add(translator, "method.html", **_describe_method(node))
        self._add_findings(translator, node.block.source)
        raise nodes.SkipNode

    def _add_findings(self, translator: HTML5Translator, place: Location) -> None:
        if self._findings.at(place):
            self._add(translator, "findings.html", place=place)

    def visit_parameter_table(self, translator: HTML5Translator, node: parameter_table) -> None:
        places = branches(row.name for row in node["rows"])
        rows = [(*pair, branch) for pair, branch in zip(self._rows(translator, node), places, strict=True)]
        self._draw_table(translator, node, "parameters.html", rows=rows)

    def visit_status_table(self, translator: HTML5Translator, node: status_table) -> None:
        self._draw_table(translator, node, "statuses.html", rows=self._rows(translator, node), kind=node["kind"])

    def _rows(self, translator: HTML5Translator, node: parameter_table | status_table) -> list[tuple[object, Markup]]:
        """Return the rows of a table with the HTML of their descriptions."""
        known = self._descriptions.get(translator)
        if known is None:
            known = self._descriptions[translator] = Descriptions(fragments_of(translator.document))
        return [(row, known.draw(row.fragment, translator)) for row in node["rows"]]

    def _draw_table(
        self, translator: HTML5Translator, node: parameter_table | status_table, template: str, **context: object
    ) -> None:
        if context["rows"]:
            self._add(translator, template, ids=node["ids"], classes=node["classes"], **context)
        raise nodes.SkipNode

    def visit_sample(self, translator: HTML5Translator, node: sample) -> None:
        label = self._words.sample_version(node["version"])
        self._add(translator, "sample.html", label=label, **node.attributes)

    def depart_sample(self, translator: HTML5Translator, node: sample) -> None:
        self._add_findings(translator, node.example.source)
        translator.body.append(_CLOSE_DIV)

    def visit_sample_set(self, translator: HTML5Translator, _node: sample_set) -> None:
        translator.body.append(Markup('<div class="rest-samples">\n'))

    def depart_sample_set(self, translator: HTML5Translator, _node: sample_set) -> None:
        translator.body.append(_CLOSE_DIV)

    def visit_json_sample(self, translator: HTML5Translator, node: json_sample) -> None:
        name = f"highlight-{node['language']} notranslate"
        translator.body.append(translator.starttag(node, "div", suffix="", CLASS=name))
        text = Markup('<div class="highlight"><pre>{}</pre></div></div>\n').format(as_content(node.rawsource))
        translator.body.append(text)
        raise nodes.SkipNode

    def visit_snippets(self, translator: HTML5Translator, node: snippets) -> None:
        request = node.request
        header = RestDomain.of(self._app.env).options.microversion_header if request.version else ""
        self._add(translator, "snippets.html", request=request, header=header, classes=node["classes"])
        raise nodes.SkipNode

    def visit_changes(self, translator: HTML5Translator, node: operation_changes) -> None:
        self._add(translator, "changes.html", title=self._words.changes, changes=node.changes, classes=node["classes"])
        raise nodes.SkipNode

    def visit_moved_anchors(self, translator: HTML5Translator, node: moved_anchors) -> None:
        self._add(translator, "moved.html", targets=node.targets)
        raise nodes.SkipNode

    def visit_expand_all(self, translator: HTML5Translator, node: expand_all) -> None:
        versions = self._words.version_range(node["minimum"], node["maximum"])
        self._add(translator, "expand_all.html", versions=versions, releases=node["releases"], overview=node.overview)
        raise nodes.SkipNode

    def skip(self, _translator: HTML5Translator, _node: nodes.Element) -> None:
        raise nodes.SkipNode


def _methods_of(section: nodes.Element) -> list[rest_method]:
    return [child for child in section.children if isinstance(child, rest_method)]


def _describe_method(node: rest_method) -> dict[str, object]:
    """Return what the template shows of an operation."""
    return {
        "method": node["method"],
        "pieces": PathTemplate.parse(node["url"]).pieces,
        "min_version": node["min_version"],
        "max_version": node["max_version"],
        "version_classes": version_classes(node["min_version"], node["max_version"]),
        "ids": node["ids"],
    }
