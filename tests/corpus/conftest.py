"""Each reference of the corpus, built once by this extension and once by os-api-ref."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from tests.corpus.builds import build, copy_reference, switch_extension
from tests.corpus.page import Page
from tests.corpus.references import NOVA, REFERENCES
from tests.corpus.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.builds import Build
    from tests.corpus.facts import Document


@dataclass(frozen=True)
class Comparison:
    """A reference and its two builds."""

    ours: Build
    theirs: Build

    @cached_property
    def documents(self) -> list[Document]:
        """What the sources say."""
        return Source(self.ours.source).documents()

    def pages(self) -> Iterator[tuple[str, Page, Page]]:
        """Yield the name of each document, our page of it and os-api-ref's."""
        for document in self.documents:
            file = f"{document.name}.html"
            yield document.name, Page.load(self.ours.out / file), Page.load(self.theirs.out / file)


# One worker has all tests of a reference, so that it is built just once.
_PARAMETERS = [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in REFERENCES]


@pytest.fixture(scope="session", params=_PARAMETERS)
def comparison(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Build a reference, unchanged but for the extension's name, beside os-api-ref's build of it."""
    folder = tmp_path_factory.mktemp(request.param.name)
    theirs = copy_reference(request.param, folder / "unchanged")
    ours = copy_reference(request.param, folder / "switched")
    switch_extension(ours)
    return Comparison(
        ours=build(ours, folder / "ours", "html"),
        theirs=build(theirs, folder / "theirs", "html"),
    )


@pytest.fixture(scope="session")
def switched_nova(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Return the largest reference, with our extension in its ``conf.py``."""
    source = copy_reference(NOVA, tmp_path_factory.mktemp("nova") / "switched")
    switch_extension(source)
    return Source(source)
