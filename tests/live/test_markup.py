"""The sections of a page are found in its text, whatever else is on it."""

from __future__ import annotations

import pytest

from sphinx_restaction.sphinx_ext.live.markup import Sections, UnevenError, id_of

PAGE = """\
<nav id="toc"><a href="#a">A</a></nav>
<section id="a">
<span id="id3"></span><span id="label"></span><h1>A</h1>
<p id="text">Text &lt;section id="no"&gt;</p>
<section class="rest-operation" id="b">
<h2 id="inner">B</h2>
<a class="footnote-reference brackets" href="#f" id="id7" role="doc-noteref">1</a>
</section>
<section class="none"></section>
</section>
<section id="c"><h1>C</h1></section>
"""


def test_sections_nest() -> None:
    sections = Sections.of(PAGE)
    assert [span.parent for span in sections.spans] == [None, 0, 0, None]
    assert [sections.id_of(number) for number in range(4)] == ["a", "b", "", "c"]
    assert all(PAGE[start:end].startswith("<section") for start, end, _ in sections.spans)
    assert all(PAGE[start:end].endswith("</section>") for start, end, _ in sections.spans)


def test_a_section_has_a_part_of_its_own() -> None:
    sections = Sections.of(PAGE)
    own = [PAGE[span.start : sections.own_end(number)] for number, span in enumerate(sections.spans)]
    assert own[0].endswith("&gt;</p>\n")
    assert own[1].endswith("1</a>\n")
    assert own[2:] == ['<section class="none">', '<section id="c"><h1>C</h1>']


def test_ids_of_a_section_stand_before_its_heading() -> None:
    sections = Sections.of(PAGE)
    assert sections.head_ids_of(0) == ["a", "id3", "label"]
    assert sections.automatic_id_of(0) == "id3"
    assert sections.head_ids_of(1) == ["b"]
    assert sections.automatic_id_of(1) is None
    assert sections.head_ids_of(2) == []


def test_ids_of_a_part_are_found() -> None:
    sections = Sections.of(PAGE)
    start, end, _ = sections.spans[1]
    assert sections.ids_between(start, end) == {"b", "inner", "id7"}
    assert sections.reference_ids_between(start, end) == ["id7"]
    assert sections.reference_ids_between(0, start) == []


def test_a_page_may_have_no_section() -> None:
    assert Sections.of("<p>Text</p>").spans == ()


@pytest.mark.parametrize("html", ["<section>", "</section>", "<section></section></section>", "</section><section>"])
def test_sections_that_do_not_nest_are_refused(html: str) -> None:
    with pytest.raises(UnevenError):
        Sections.of(html)


def test_the_id_of_a_tag_is_that_of_no_other() -> None:
    assert id_of('<section><p id="a">') == ""
    assert id_of('<section data-id="b" id="a"><p id="c">') == "a"
    assert id_of('<p id="a"><section class="x" id="b">', 10) == "b"
