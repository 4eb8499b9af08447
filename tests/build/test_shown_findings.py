"""The findings of the checks in the page, if a project wants them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import CONF, OPERATION, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

FILES = {
    "index.rst": OPERATION
    + """\
Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - name: name
   - size: size

.. literalinclude:: notes-resp.json
   :language: json
""",
    "parameters.yaml": """\
name:
  description: A name.
  in: body
  type: string
  required: true
size:
  description: A size.
  in: body
  type: integer
  required: true
""",
    "notes-resp.json": '{"name": "<b>", "size": ["a"], "colour": "red"}\n',
}
SHOWN = CONF.replace('"off"', '"recommended"') + "restaction_show_findings = True\n"


def test_findings_stand_where_they_belong(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES, SHOWN + 'restaction_checks = "recommended"\n').build().page()
    (row,) = page.xpath("//tr[.//p[contains(@class, 'rest-finding')]]")
    assert row.get("id") == "get.notes.response.size"
    assert words(row.xpath("string(.//p[contains(@class, 'rest-finding')])")).endswith("type-mismatch")
    (sample,) = page.xpath("//div[@class='rest-sample']")
    (finding,) = sample.xpath("./p[contains(@class, 'rest-finding')]")
    assert words(finding.text_content()).endswith("undocumented-key")
    assert finding.xpath("string(./strong)") in {"error", "warning", "info"}


@pytest.mark.parametrize(
    "conf", ['restaction_checks = "recommended"\n', 'restaction_show_findings = True\nrestaction_checks = "off"\n']
)
def test_pages_have_no_findings_unasked(make_project: Callable[..., Project], conf: str) -> None:
    build = make_project(FILES, CONF + conf).build()
    assert "rest-finding" not in build.text()
