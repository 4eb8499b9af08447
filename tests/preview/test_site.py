"""What the preview serves: a finished output, patched pages above it, and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.preview.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a finished output, and a file beside it that is nobody's business."""
    folder = tmp_path / "output"
    for name in ("index.html", "servers/index.html", "_static/page.js", "_static/page.css", "_static/font.woff2"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"this is {name}")
    (tmp_path / "secret.html").write_text("secret")
    return folder


@pytest.fixture
def site(output: Path) -> Site:
    """Return a site that serves the output."""
    site = Site()
    site.publish(output)
    return site


@pytest.mark.parametrize(
    ("path", "name", "media_type"),
    [
        ("", "index.html", "text/html"),
        ("index.html", "index.html", "text/html"),
        ("servers/", "servers/index.html", "text/html"),
        ("_static/page.js", "_static/page.js", "text/javascript"),
        ("_static/page.css", "_static/page.css", "text/css"),
        ("_static/font.woff2", "_static/font.woff2", "font/woff2"),
    ],
)
def test_a_file_of_the_output(site: Site, path: str, name: str, media_type: str) -> None:
    found = site.get(path)
    assert found is not None
    assert (found.name, found.content.decode(), found.media_type) == (name, f"this is {name}", media_type)


@pytest.mark.parametrize(
    "path",
    [
        "missing.html",
        "servers",
        "_static/",
        "../secret.html",
        "servers/../../secret.html",
        "servers/../index.html",
        "./index.html",
        "servers//index.html",
        "..\\secret.html",
        "..",
        "index.html\0",
        "\0",
        "/",
        "index.html/",
        "x" * 5000,
        "\udcff.html",
    ],
)
def test_nothing_else(site: Site, path: str) -> None:
    assert site.get(path) is None


def test_an_absolute_path_is_none_of_the_output(site: Site, output: Path) -> None:
    assert site.get(str(output.parent / "secret.html")) is None
    assert site.get(str(output / "index.html")) is None


def test_a_link_may_not_lead_out_of_the_output(site: Site, output: Path) -> None:
    (output / "inside.html").symlink_to("index.html")
    (output / "outside.html").symlink_to(output.parent / "secret.html")
    (output / "up").symlink_to(output.parent)
    (output / "loop.html").symlink_to("loop.html")
    inside = site.get("inside.html")
    assert inside is not None
    assert inside.content == b"this is index.html"
    assert [site.get(path) for path in ("outside.html", "up/secret.html", "loop.html")] == [None, None, None]


def test_the_output_itself_may_be_a_link(output: Path) -> None:
    link = output.parent / "link"
    link.symlink_to(output)
    site = Site()
    site.publish(link)
    assert site.get("index.html") is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_file(site: Site, output: Path) -> None:
    os.mkfifo(output / "pipe.html")
    assert site.get("pipe.html") is None


def test_a_patched_page_stands_above_the_output_until_the_next_one(site: Site, output: Path) -> None:
    site.patch("servers/index.html", "patched", 3)
    patched = site.get("servers/")
    assert patched is not None
    assert (patched.content, patched.number) == (b"patched", 3)
    site.publish(output)
    exact = site.get("servers/")
    assert exact is not None
    assert (exact.content, exact.number) == (b"this is servers/index.html", 3)


def test_the_number_of_a_patch_belongs_to_its_page(site: Site) -> None:
    site.patch("servers/index.html", "patched", 3)
    index = site.get("index.html")
    assert index is not None
    assert index.number == 0


def test_a_page_can_be_there_before_any_output() -> None:
    site = Site()
    site.patch("index.html", "first", 1)
    found = site.get("")
    assert found is not None
    assert found.content == b"first"
    assert not site.is_published


def test_text_that_utf8_cannot_write_is_served_all_the_same(site: Site) -> None:
    site.patch("index.html", "a\udc80b", 1)
    found = site.get("")
    assert found is not None
    assert found.content == b"a&#56448;b"


def test_an_output_that_vanishes_has_no_files(site: Site, output: Path) -> None:
    output.rename(output.parent / "elsewhere")
    assert site.get("index.html") is None


def test_a_compressed_file_is_not_taken_for_its_content(site: Site, output: Path) -> None:
    (output / "page.html.gz").write_bytes(b"\x1f\x8b")
    found = site.get("page.html.gz")
    assert found is not None
    assert (found.media_type, found.is_page) == ("application/octet-stream", False)
