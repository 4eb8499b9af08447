"""What other builders than HTML's write, reduced to what is comparable: letters, digits and ``_{}/?``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.etree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

#: Stand for the braces that a reader sees, while those of commands are taken out.
_OPENING, _CLOSING = "\x01", "\x02"


def squeeze(text: str) -> str:
    """Return *text* without white space and all punctuation but that of URLs."""
    return re.sub(r"[^\w{}/?]", "", text)


def _plain_text(text: str) -> str:
    # Emphasis is written *so*, literals "so"; `squeeze` takes that out.
    return text


def _latex(text: str) -> str:
    text = re.sub(r"\\(?:label|hyperref)\b\{?\\detokenize\{[^}]*\}+", "", text)
    return _without_commands(text.replace(r"\{", _OPENING).replace(r"\}", _CLOSING).replace(r"\_", "_"), r"\\[A-Za-z]+")


def _texinfo(text: str) -> str:
    text = re.sub(r"@anchor\{[^}]*\}", "", text)
    return _without_commands(text.replace("@{", _OPENING).replace("@}", _CLOSING), r"@[a-z]+")


def _without_commands(text: str, command: str) -> str:
    text = re.sub(r"[{}]", "", re.sub(command, "", text))
    return text.replace(_OPENING, "{").replace(_CLOSING, "}")


def _man(text: str) -> str:
    text = re.sub(r"^\.[A-Za-z]+", "", text, flags=re.MULTILINE)
    return re.sub(r"\\f[A-Z]|\\\(..", "", text)


def _xml(text: str) -> str:
    root = lxml.etree.fromstring(text.encode(), lxml.etree.XMLParser(huge_tree=True))
    return "\n".join(str(piece) for piece in root.itertext())


#: Builder to the pattern of its one file, and to what takes the markup out of that.
_FORMATS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "text": ("index.txt", _plain_text),
    "man": ("*.1", _man),
    "latex": ("*.tex", _latex),
    "texinfo": ("*.texi", _texinfo),
    "xml": ("index.xml", _xml),
}
MARKUP_BUILDERS = tuple(_FORMATS)


def read_output(builder: str, folder: Path) -> str:
    """Return the squeezed text of the one document that *builder* wrote into *folder*."""
    pattern, plain = _FORMATS[builder]
    (path,) = folder.glob(pattern)
    return squeeze(plain(path.read_text("utf-8")))
