"""A small reference, of which every file has a part in what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INDEX = """\
Notes
=====

Some words of prose
that go on.

Show a note
-----------

.. rest_method:: GET /notes/{note_id}

Normal response codes: 200

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id

Response
~~~~~~~~

More words of prose.

.. rest_parameters:: parameters.yaml

   - note: note
   - note.text: note_text
   - note.size: note_size
   - note.state.now: note_state

The caption of words

.. literalinclude:: samples/note-resp.json
   :language: javascript

.. include:: more.inc
"""
MORE = """\
Other words of prose.
"""
PARAMETERS = """\
note_id:
  description: |
    The number of the note.
  in: path
  required: true
  type: string
note:
  description: |
    The note, or ``none``.
  in: body
  required: true
  type: object
note_size:
  description: |
    How many letters it has.
  in: body
  required: true
  type: integer
note_state:
  description: |
    What becomes of it.
  in: body
  required: false
  type: string
  enum:
    - draft
    - sent
note_text:
  description: |
    What it says, in words.
    More of that.
  in: body
  required: true
  type: string
"""
SAMPLE = """\
{
    "note": {
        "text": "Buy milk",
        "size": 8,
        "author": "Somebody",
        "state.now": "draft"
    }
}
"""
FILES: Mapping[str, str] = {
    "index.rst": INDEX,
    "more.inc": MORE,
    "parameters.yaml": PARAMETERS,
    "samples/note-resp.json": SAMPLE,
}
CONF = 'extensions = ["sphinx_restaction"]\n'


def make_small(top: Path, files: Mapping[str, str] | None = None) -> Project:
    """Make the reference in the new folder *top*, with *files* over its own."""
    return Project.create(top, {**FILES, **(files or {})}, CONF)
