"""Edits of the notebook's reference, each by a name."""

from __future__ import annotations

from tests.live.notebook import FILES

#: The files that an edit writes, by name.
Edit = dict[str, str]

NEW = """\
Burn a note
===========

.. rest_method:: POST /notes/{note_id}/burn

Burns a note; see `Create a note`_.

Request
-------

.. rest_parameters:: parameters.yaml

   - note_id: note_id_path

"""


def change(name: str, old: str, new: str) -> Edit:
    """Return the edit that makes of the text *old*, which stands once in the file *name*, the text *new*."""
    if FILES[name].count(old) != 1:
        raise ValueError(f"{name} has not just one {old!r}")
    return {name: FILES[name].replace(old, new)}


def part(name: str, start: str, end: str = "") -> str:
    """Return what the file *name* has from the text *start* up to the text *end*."""
    text = FILES[name]
    first = text.index(start)
    return text[first : text.index(end, first) if end else len(text)]


_LIST = part("notes.inc", ".. _list-notes:", "Create a note\n")
_CREATE = part("notes.inc", "Create a note\n", "Note actions\n")
_PIN = part("notes.inc", ".. _pin-note:", "Unpin a note\n")
_UNPIN = part("notes.inc", "Unpin a note\n")
_SHOW = part("tags.inc", "Show a tag\n", "Delete a tag\n")
_DELETE = part("tags.inc", "Delete a tag\n")

#: Edits after which the sections are those that were there before, by name.
SAME_SECTIONS: dict[str, Edit] = {
    "word": change("notes.inc", "Creates one note", "Creates a note"),
    "word with quotes": change("notes.inc", "Takes the pin away...", "Takes 'the pin' -- \"all\" of it -- away..."),
    "link to a label": change("notes.inc", "Takes the pin", "Undoes :ref:`pin-note`: takes the pin"),
    "link by a role": change("tags.inc", "Deletes a tag", "Deletes what :rest:op:`GET /tags/{tag}` shows, a tag"),
    "named link": change("tags.inc", "Deletes a tag", "Deletes a tag, one of the labels_, see `Create a note`_,"),
    "link to an address": change("tags.inc", "Deletes a tag", "Deletes `a tag <https://example.org/x>`__"),
    "named address": change("tags.inc", "Deletes a tag", "Deletes `some tag <https://example.org/x>`_, `some tag`_"),
    "substitution": change("tags.inc", "Deletes a tag", "Deletes a tag of a |book|"),
    "footnote": change("tags.inc", "Deletes a tag for good.", "Deletes a tag. [#first]_"),
    "inline target": change("tags.inc", "Deletes a tag", "Deletes _`a goner`, see `a goner`_"),
    "wrong markup": change("tags.inc", "Deletes a tag", "Deletes *a tag"),
    "unknown link": change("tags.inc", "Deletes a tag", "Deletes :ref:`nowhere`"),
    "list": change(
        "tags.inc", "Deletes a tag for good.", "Deletes a tag:\n\n#. once\n#. twice\n\n   .. note:: For good.\n"
    ),
    "own rubric": change("tags.inc", "Deletes a tag for good.", "Deletes a tag.\n\n.. rubric:: For good\n"),
    "nested code": change("tags.inc", "Deletes a tag for good.", "Deletes it::\n\n   Title\n   =====\n"),
    "description": change("parameters.yaml", "The most that is listed", "The most that one request lists"),
    "description of many": change("parameters.yaml", "The id of a note.", "The number of a note.\n\n    - a list"),
    "description with a link": change("parameters.yaml", "A tag.", "A tag; see :rest:op:`GET /notes`, :ref:`tags`."),
    "status text": change("http-status.yaml", "Not allowed.", "Forbidden, or not allowed."),
    "status reason": change("http-status.yaml", "It is gone.", "It is gone for *good*."),
    "status added": change("http-status.yaml", "204:\n", "202:\n  default: |\n    Later.\n204:\n"),
    "sample value": {"samples/note-create-req.json": '{"title": "Two", "colour": "blue"}\n'},
    "sample of a version": {"samples/v2.5/notes-list-resp.json": '{"notes": [{"id": "9", "colour": "red"}]}\n'},
    "row added": change("notes.inc", "   - limit: limit\n", "   - limit: limit\n   - page: marker\n"),
    "row removed": change("notes.inc", "   - marker: marker\n", ""),
    "row renamed": change("notes.inc", "   - marker: marker\n", "   - start: marker\n"),
    "row of another key": change("notes.inc", "   - marker: marker\n", "   - marker: limit\n"),
    "row of no key": change("notes.inc", "   - marker: marker\n", "   - marker: nothing\n"),
    "row with a link": change("notes.inc", "   - marker: marker\n", "   - `labels`_: marker\n"),
    "type": change("parameters.yaml", "  type: integer\n", "  type: number\n"),
    "min_version": change("parameters.yaml", "min_version: 2.5", "min_version: 2.7"),
    "max_version": change("parameters.yaml", "  type: array\n", "  type: array\n  max_version: 2.9\n"),
    "required": change(
        "parameters.yaml", "  required: false\n  type: integer\n", "  required: true\n  type: integer\n"
    ),
    "place": change(
        "parameters.yaml",
        "  in: query\n  required: false\n  type: integer\n",
        "  in: header\n  required: false\n  type: integer\n",
    ),
    "definition added": {
        "parameters.yaml": FILES["parameters.yaml"] + "unpin:\n  description: New.\n  in: body\n  type: string\n"
    },
    "definition removed": change("parameters.yaml", part("parameters.yaml", "marker:", "colour:"), ""),
    "method": change("tags.inc", "GET /tags/{tag}", "PUT /tags/{tag}"),
    "address": change("tags.inc", "GET /tags/{tag}", "GET /words/{tag}"),
    "version of a method": change("notes.inc", "   min_version: 2.3\n", "   min_version: 2.4\n   max_version: 2.8\n"),
    "equal addresses": change("tags.inc", "DELETE /tags/{tag}", "GET /tags/{tag}"),
    "label": change("notes.inc", ".. _pin-note:", ".. _pin-a-page:"),
    "label added": change("notes.inc", "Unpin a note\n", ".. _unpin-note:\n\nUnpin a note\n"),
    "label removed": change("notes.inc", ".. _pin-note:\n\n", ""),
    "two labels": change("notes.inc", ".. _list-notes:\n.. _all-notes:\n", ".. _all-notes:\n.. _list-notes:\n"),
    "heading": change("tags.inc", "Delete a tag\n============\n", "Drop a tag\n==========\n"),
    "heading that is taken": change("tags.inc", "Delete a tag\n============\n", "Pin a note\n==========\n"),
    "heading as above": change("tags.inc", "Delete a tag\n============\n", "Show a tag\n==========\n"),
    "heading as behind": change("notes.inc", "List notes\n==========\n", "Create a note\n=============\n"),
    "heading of a group": change("odds.inc", "=============\nOdds and ends\n", "=============\nOther matters\n"),
    "heading with markup": change(
        "tags.inc", "Delete a tag\n============\n", "Delete *a* ``tag`` -- now\n=========================\n"
    ),
    "heading of a table": change("tags.inc", "Response codes\n--------------\n", "What it answers\n---------------\n"),
    "paragraph of a group": change("notes.inc", "What can be done with one note.", "What to do.\n\nWith one note."),
    "paragraph of the document": change("index.rst", "All that a notebook can do", "What it does -- all"),
    "paragraph of the last section": change("index.rst", "There are none", "There is none, as far as :ref:`tags` go"),
    "nested include": {"nested/intro.inc": "Included deep.\n\n- one\n- two\n- three\n"},
    "codes": change("tags.inc", "   - 204\n", "   - 204\n   - 200\n"),
    "other kind of codes": change("tags.inc", ".. rest_status_code:: success", ".. rest_status_code:: error"),
    "reason of a code": change("notes.inc", "   - 404: gone\n", "   - 404\n"),
    "sample removed": change("notes.inc", part("notes.inc", "**Example: notes (2.5)**", "Create a note\n"), ""),
    "caption": change("notes.inc", "**Example: notes (2.5)**", "**Example: all notes (2.6)**"),
    "operation without tables": change(
        "odds.inc", ".. rest_method:: HEAD /ping\n", ".. rest_method:: HEAD /ping\n\nAnswers.\n"
    ),
    "word, in two places": change("shared.inc", "Tears a page out", "Tears one page out, of the |book|,"),
    "sample, in two places": {"samples/page-fold-req.json": '{"corner": "right"}\n'},
    "row, in two places": change("shared.inc", "   - page: page_path\n", "   - page: page_path\n   - limit: limit\n"),
    "heading, in two places": change("shared.inc", "Tear a page\n===========\n", "Tear it out\n===========\n"),
    "method, in two places": change("shared.inc", "PUT /pages/{page}", "POST /pages/{page}"),
    "description, in two places": change("parameters.yaml", "The number of a page.", "The count of a page."),
    "status text, in two places": change("http-status.yaml", "It is torn.", "It was torn out."),
    "operation in another document": change("other.rst", "Says it louder", "Says it twice; |everywhere|"),
    "two files": {
        **change("notes.inc", "Creates one note", "Creates a note"),
        **change("tags.inc", "Deletes a tag", "Drops a tag"),
    },
    "two documents": {
        **change("notes.inc", "Creates one note", "Creates a note"),
        **change("other.rst", "Says it louder", "Shouts"),
        **change("parameters.yaml", "A title.", "A new title."),
    },
    "operation of an overview": change("view.rst", "Watches.", "Watches it."),
    "label of the document": change("index.rst", ".. _top:", ".. _start:"),
    "CRLF": {"tags.inc": FILES["tags.inc"].replace("Deletes a tag", "Deletes\ta tag").replace("\n", "\r\n")},
}

#: Edits that add, take away or move sections, by name.
OTHER_SECTIONS: dict[str, Edit] = {
    "new operation, first": change("notes.inc", ".. _list-notes:", NEW + ".. _list-notes:"),
    "new operation, middle": change("notes.inc", "Create a note\n", NEW + "Create a note\n"),
    "new operation, last of a group": change("tags.inc", "Delete a tag\n", NEW + "Delete a tag\n"),
    "new operation at the end of a file": {"tags.inc": f"{FILES['tags.inc']}\n{NEW}"},
    "new operation at the end of a deeper file": {"notes.inc": f"{FILES['notes.inc']}\n{NEW}"},
    "new operation, equal to another": change("tags.inc", "Delete a tag\n", _SHOW + "Delete a tag\n"),
    "two new operations": change(
        "tags.inc", "Delete a tag\n", NEW + NEW.replace("Burn", "Fold").replace("burn", "fold") + "Delete a tag\n"
    ),
    "new operation, in two places": {"shared.inc": f"{FILES['shared.inc']}\n{NEW}"},
    "removed operation, in two places": change("shared.inc", part("shared.inc", "Tear a page\n"), ""),
    "removed operation, first": change("notes.inc", _LIST, ""),
    "removed operation, middle": change("notes.inc", _CREATE, ""),
    "removed operation, last": change("notes.inc", _UNPIN, ""),
    "removed operations": change("tags.inc", _SHOW + _DELETE, ""),
    "swapped": change("tags.inc", _SHOW + _DELETE, f"{_DELETE}\n{_SHOW}"),
    "swapped and changed": change("tags.inc", _SHOW + _DELETE, f"{_DELETE}Now.\n\n{_SHOW}Then.\n"),
    "swapped, with labels": change("notes.inc", _LIST + _CREATE, _CREATE + _LIST),
    "moved up": change("notes.inc", _PIN + _UNPIN, f"{_UNPIN}\n{_PIN}"),
    "moved to another file": {
        **change("tags.inc", _DELETE, ""),
        "odds.inc": f"{FILES['odds.inc']}\n{_DELETE}",
    },
    "moved to an earlier file": {
        **change("tags.inc", _DELETE, ""),
        **change("notes.inc", "Create a note\n", f"{_DELETE}\nCreate a note\n"),
    },
    "moved to another document": {
        **change("tags.inc", _DELETE, ""),
        "other.rst": f"{FILES['other.rst']}\n{_DELETE.replace('-----', '~~~~~').replace('=====', '-----')}",
    },
    "renamed, and its old name taken": change(
        "tags.inc",
        _SHOW + _DELETE,
        _SHOW.replace("Show a tag", "Look at it") + NEW.replace("Burn a note\n=", "Show a tag\n=") + _DELETE,
    ),
    "names swapped": change(
        "tags.inc",
        _SHOW + _DELETE,
        _SHOW.replace("Show a tag", "Delete a tag") + _DELETE.replace("Delete a tag", "Show a tag"),
    ),
    "table's section added": change(
        "tags.inc", "Shows a tag. [#second]_\n", "Shows a tag. [#second]_\n\nRemark\n------\n\nText.\n"
    ),
    "table's section removed": change("tags.inc", part("tags.inc", "Response codes\n"), ""),
}

#: Edits that only a build of the whole can show, by name.
WHOLE: dict[str, Edit] = {
    "new group": {"odds.inc": f"{FILES['odds.inc']}\n====\nMore\n====\n\nText.\n\n{NEW}"},
    "new plain section": change("notes.inc", "Create a note\n", "Remarks\n=======\n\nText.\n\nCreate a note\n"),
    "removed group": change("notes.inc", part("notes.inc", "Note actions\n"), ""),
    "operation becomes text": change("odds.inc", ".. rest_method:: HEAD /ping\n", "Nothing.\n"),
    "text becomes an operation": change(
        "notes.inc", "What can be done with one note.", ".. rest_method:: GET /actions"
    ),
    "document emptied": {"odds.inc": "\n"},
    "include removed": change("index.rst", ".. include:: odds.inc\n", ""),
    "includes swapped": change(
        "index.rst",
        ".. include:: notes.inc\n.. include:: tags.inc\n",
        ".. include:: tags.inc\n.. include:: notes.inc\n",
    ),
    "definition of a substitution": change("index.rst", "replace:: notebook", "replace:: *book*"),
    "text of a footnote": change("index.rst", "A footnote", "One footnote"),
    "address of a named link": change("index.rst", "org/labels", "org/words"),
    "style of a title": change("other.rst", "Other things\n============", "Other things\n############"),
    "new document": {"third.rst": "Third\n=====\n"},
}

#: Edits after which a file can't be shown, by name.
BROKEN: dict[str, Edit] = {
    "sample with an error": {"samples/note-create-req.json": '{"title": "Two"\n'},
    "level": change("notes.inc", "Pin a note\n----------\n", "Pin a note\n==========\n"),
    "catalogue that is none": {"parameters.yaml": FILES["parameters.yaml"].replace("tag_path:\n", "tag_path: [\n")},
    "status file that is none": {"http-status.yaml": FILES["http-status.yaml"].replace("404:\n", "404: {\n")},
    "directive that is none": change("tags.inc", "Deletes a tag for good.", ".. nothing:: at all"),
}

ALL: dict[str, Edit] = {**SAME_SECTIONS, **OTHER_SECTIONS, **WHOLE, **BROKEN}
