"""The translations of our own words: those that come with the extension, and before them those of the project.

Catalogues are read as translators write them, ``.po``, with Babel, which Sphinx needs itself. So there are no compiled
files that could differ from them.
"""

from __future__ import annotations

import shutil
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from sphinx.util import logging

from sphinx_restaction.sphinx_ext.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The name of our catalogues, in the folders of a project, too.
CATALOG = "sphinx_restaction"
LOCALE = Path(__file__).with_name("locale")

_logger = logging.getLogger(__name__)


def words_of(config: Config, source: str | Path) -> Words:
    """Return our words in the language of the project with the source directory *source*."""
    translations: NullTranslations = NullTranslations()
    for path in reversed(list(_catalogues(config, Path(source)))):
        better = _read(path)
        better.add_fallback(translations)
        translations = better
    return Words(translations)


def _catalogues(config: Config, source: Path) -> Iterator[Path]:
    """Yield the catalogues of the language, the best first."""
    language: str = config.language or ""
    folders = [*(source / folder for folder in config.locale_dirs), LOCALE]
    for name in dict.fromkeys((language, language.partition("_")[0])):
        for folder in folders:
            path = folder / name / "LC_MESSAGES" / f"{CATALOG}.po"
            if name and path.is_file():
                yield path


def _read(path: Path) -> NullTranslations:
    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
    except (OSError, ValueError, LookupError, PoFileError) as error:
        _logger.warning("cannot read the translations in %s: %s", str(path), str(error), type="i18n", once=True)
        return NullTranslations()


def _give_template(app: Sphinx, error: Exception | None) -> None:
    """Put our words beside those of the project, for its translators, where messages are extracted."""
    if app.builder.name == "gettext" and error is None:
        name = f"{CATALOG}.pot"
        shutil.copyfile(LOCALE / name, Path(app.outdir, name))


def setup_translations(app: Sphinx) -> None:
    """Register what the extraction of messages does for our own."""
    app.connect("build-finished", _give_template)
