"""The client's tags stand where a browser expects them, and change nothing else."""

from __future__ import annotations

import pytest

from sphinx_restaction.preview.pages import client_tags, inject, missing_page


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<html><head><title>A</title></head><body>", "<html><head><title>A</title>TAGS</head><body>"),
        ("<HEAD></HEAD ><body>", "<HEAD>TAGS</HEAD ><body>"),
        ("<head></head><p></head>", "<head>TAGS</head><p></head>"),
        ("<!DOCTYPE html><body class='a'><p>", "<!DOCTYPE html><body class='a'>TAGS<p>"),
        ("<!DOCTYPE html><p>A", "<!DOCTYPE html><p>ATAGS"),
        ("", "TAGS"),
    ],
)
def test_where_the_tags_stand(html: str, expected: str) -> None:
    assert inject(html.encode(), "TAGS").decode() == expected


def test_no_name_of_a_page_ends_its_attribute() -> None:
    tags = client_tags(page='a"><script>.html', number=1, since="x-1", has_editor=False)
    assert 'data-page="a&quot;&gt;&lt;script&gt;.html"' in tags


def test_no_address_gets_into_the_page_as_markup() -> None:
    assert b"<script>" not in missing_page("<script>alert(1)</script>")
