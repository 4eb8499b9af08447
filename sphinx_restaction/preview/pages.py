"""The tags that a served page gets, and the pages that are our own."""

from __future__ import annotations

import re
from html import escape

from sphinx_restaction.preview import PREFIX

_HEAD_END_RE = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY_RE = re.compile(rb"<body(?:\s[^>]*)?>", re.IGNORECASE)

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 40em; margin: 15vh auto; padding: 0 1em; font: 1em/1.5 system-ui, sans-serif; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def client_tags(*, page: str, number: int, since: str, has_editor: bool, is_waiting: bool = False) -> str:
    """Return the tags that load the client.

    ``data-since`` is the id of the last event before the page was served: the client asks for the events after it, with
    ``events?since=``. A page with ``data-waiting`` is one of our own; it has nothing that could be kept, so the client
    loads its address anew when there is news of a page.

    The script is not deferred: it has to see the page before any other script changes it.
    """
    attributes = {"page": page, "number": str(number), "editor": str(has_editor).lower(), "since": since}
    if is_waiting:
        attributes["waiting"] = "true"
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    return f'<link rel="stylesheet" href="{PREFIX}preview.css"><script src="{PREFIX}preview.js"{data}></script>'


def inject(html: bytes, tags: str) -> bytes:
    """Return *html* with *tags* at the end of its head, or else at the start of its body, or else at its end."""
    if match := _HEAD_END_RE.search(html):
        position = match.start()
    elif match := _BODY_RE.search(html):
        position = match.end()
    else:
        # Before a text without either may stand a doctype, which has to stay the first thing.
        position = len(html)
    return html[:position] + tags.encode() + html[position:]


def waiting_page() -> bytes:
    """Return what every address shows until there is something to show."""
    return _PAGE.format(title="Building the reference", text="The page appears here as soon as it is built.").encode()


def missing_page(path: str) -> bytes:
    """Return what an address shows that has no page."""
    text = f"There is no page <code>/{escape(path)}</code>. If it appears, it is shown here."
    return _PAGE.format(title="No such page", text=text).encode("utf-8", "xmlcharrefreplace")
