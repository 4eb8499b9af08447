"""What each builder of Sphinx writes, as text: without the markup of its format."""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from typing import TYPE_CHECKING, Any

import lxml.etree
import lxml.html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

#: Builders that draw our nodes with templates; all others write standard nodes.
HTML_BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "json", "pickle")


def _html(text: str) -> str:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(text.encode(), parser)
    lxml.etree.strip_elements(root, "head", "script", "style", with_tail=False)
    return "".join(str(piece) for piece in root.itertext(with_tail=True))


#: What other formats write out.
_ADMONITION_RE = re.compile(r"<(note|warning|tip|important)>")


def _xml(text: str) -> str:
    text = _ADMONITION_RE.sub(lambda match: f"{match[0]}{match[1].capitalize()}", text)
    root = lxml.etree.fromstring(text.encode(), lxml.etree.XMLParser(huge_tree=True))
    return "".join(str(piece) for piece in root.itertext())


def _pseudoxml(text: str) -> str:
    text = _ADMONITION_RE.sub(lambda match: match[1].capitalize(), text)
    return re.sub(r"^ *<.*>$", "", text, flags=re.MULTILINE)


def _latex(text: str) -> str:
    text = re.sub(r"\\label\{\\detokenize\{[^}]*\}\}|\\hyperref\[\\detokenize\{[^}]*\}\]", "", text)
    text = re.sub(r"\\(?:begin|end)\{\w+\}(?:\[[^]]*\])?", "", text)
    # Names of the signs that the highlighter writes, and of its colours.
    text = re.sub(r"\\PYGZ\w+\{\}|\\PYG\{[^}]*\}", "", text)
    return re.sub(r"\\[A-Za-z]+\*?|\\.", "", text)


def _texinfo(text: str) -> str:
    text = re.sub(r"@anchor\{[^}]*\}", "", text)
    # What is in braces is content, but for names of commands; menus and nodes repeat titles.
    text = re.sub(r"^@node .*$", "", text, flags=re.MULTILINE)
    return re.sub(r"@(?:end )?[a-z]+|@.", "", text)


def _man(text: str) -> str:
    text = re.sub(r"^\.(?:\\\".*|[a-z]+.*)$|^\.[A-Z]+\b", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ ?[0-9.u]+ *$", "", text, flags=re.MULTILINE)
    return re.sub(r"\\f(?:[A-Z]|\(..|\[\w*\])|\\\(..|\\\*\(..|\\.", "", text)


def _messages(text: str) -> str:
    return "\n".join(json.loads(line.removeprefix("msgid ")) for line in _message_lines(text))


def _message_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(('msgid "', '"'))]


def _text_file(path: Path) -> str:
    return path.read_text("utf-8")


def _body(path: Path) -> str:
    page: dict[str, Any] = pickle.loads(path.read_bytes())  # noqa: S301  # made by the same test
    return str(page["body"])


def _json_body(path: Path) -> str:
    return str(json.loads(path.read_text("utf-8"))["body"])


def _book(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read("index.xhtml").decode()


#: Builder to the pattern of its one file, to what opens that, and to what takes the markup out.
_FORMATS: Mapping[str, tuple[str, Callable[[Path], str], Callable[[str], str]]] = {
    "html": ("index.html", _text_file, _html),
    "dirhtml": ("index.html", _text_file, _html),
    "singlehtml": ("index.html", _text_file, _html),
    "epub": ("*.epub", _book, _html),
    "json": ("index.fjson", _json_body, _html),
    "pickle": ("index.fpickle", _body, _html),
    "text": ("index.txt", _text_file, str),
    "man": ("*.1", _text_file, _man),
    "latex": ("*.tex", _text_file, _latex),
    "texinfo": ("*.texi", _text_file, _texinfo),
    "xml": ("index.xml", _text_file, _xml),
    "pseudoxml": ("index.pseudoxml", _text_file, _pseudoxml),
    "gettext": ("index.pot", _text_file, _messages),
}
#: The builders that write everything. gettext leaves out what nobody translates.
WHOLE_BUILDERS = tuple(name for name in _FORMATS if name != "gettext")


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, which no format may lose; manual pages have titles in capitals."""
    return re.sub(r"[\W_]+", "", text).casefold()


def read_output(builder: str, folder: Path) -> str:
    """Return the squeezed text of the one document that *builder* wrote into *folder*."""
    pattern, read, plain = _FORMATS[builder]
    (path,) = folder.glob(pattern)
    return squeeze(plain(read(path)))
