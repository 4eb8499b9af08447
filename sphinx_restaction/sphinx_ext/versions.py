"""The versions that a document speaks of, and how HTML marks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.model.microversion import Microversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_restaction.sphinx_ext.config import Options
    from sphinx_restaction.sphinx_ext.parts import Parts


def version_classes(minimum: str, maximum: str) -> list[str]:
    """Return os-api-ref's class names, by which style sheets and our script know the versions: ``rp_min_ver_2_10``."""
    names = {"rp_min_ver_": minimum, "rp_max_ver_": maximum}
    return [prefix + version.replace(".", "_") for prefix, version in names.items() if version]


def versions_of(all_parts: Iterable[Parts], options: Options) -> list[Microversion]:
    """Return the versions at which something of the page begins or ends, those of releases, and the two outermost."""
    texts = [options.min_microversion, options.max_microversion, *map(str, options.release_microversions)]
    for parts in all_parts:
        texts += _texts(parts)
    return sorted({version for text in set(texts) if (version := Microversion.parse(text))})


def _texts(parts: Parts) -> Iterator[str]:
    yield from (parts.method["min_version"], parts.method["max_version"])
    for table, _ in parts.tables:
        for row in table["rows"]:
            yield from (row.min_version, row.max_version)
    for _, example in parts.samples:
        yield str(example.microversion or "")
