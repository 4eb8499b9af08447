"""A reference that has everything that a page can show, and little of each."""

from __future__ import annotations

CONF = """\
extensions = ["sphinx_restaction"]
project = "Notes"
html_theme = "alabaster"
restaction_min_microversion = "2.1"
restaction_max_microversion = "2.12"
restaction_release_microversions = {"2.9": "Ash", "2.10": "Birch"}
restaction_endpoint = "https://notes.example.org"
restaction_microversion_header = "API-Version: notes {version}"
restaction_show_findings = True
"""
_INDEX = """\
=====
Notes
=====

.. rest_expand_all::

Notes on the wall
=================

List notes
----------

.. rest_method:: GET /notes

Returns the notes, newest first.

.. rest_status_code:: success http-status.yaml

   - 200

Response
~~~~~~~~

.. rest_parameters:: parameters.yaml

   - notes: notes
   - notes.author: author
   - notes.author.name: name
   - notes.colour: colour
   - notes.shade: shade

**The answer**

.. literalinclude:: samples/notes.json
   :language: json

.. literalinclude:: samples/v2.9/notes.json
   :language: json

.. literalinclude:: samples/v2.10/notes.json
   :language: json

Write a note
------------

.. rest_method:: POST /notes

Puts one more note on the wall, with the zebrafish as its mark.

.. rest_status_code:: success http-status.yaml

   - 201

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - text: text

.. literalinclude:: samples/write.json
   :language: json

Old ways
--------

.. rest_method:: DELETE /walls/{wall}
   max_version: 2.9

Tears a wall down.

.. rest_status_code:: success http-status.yaml

   - 204

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - wall: wall

New ways (paint action)
-----------------------

.. rest_method:: POST /walls/{wall}/action
   min_version: 2.10

Paints a wall.

.. rest_status_code:: success http-status.yaml

   - 202

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - wall: wall
   - paint: paint

.. literalinclude:: samples/paint.json
   :language: json
"""
_PARAMETERS = """\
wall:
  in: path
  required: true
  type: string
  description: The name of the wall.
author:
  in: body
  required: true
  type: object
  description: Who wrote it.
colour:
  in: body
  required: true
  type: string
  min_version: 2.9
  description: The colour of the paper.
name:
  in: body
  required: true
  type: string
  description: The author's name.
notes:
  in: body
  required: true
  type: array
  description: The notes.
paint:
  in: body
  required: true
  type: string
  description: The colour.
shade:
  in: body
  required: true
  type: string
  max_version: 2.9
  description: How dark the paper is.
text:
  in: body
  required: true
  type: integer
  description: What the note says.
"""
_STATUSES = """\
200:
  default: |
    It worked.
201:
  default: |
    It is there.
202:
  default: |
    It will be done.
204:
  default: |
    It is gone.
"""
FILES = {
    "index.rst": _INDEX,
    "parameters.yaml": _PARAMETERS,
    "http-status.yaml": _STATUSES,
    "samples/notes.json": '{"notes": [{"author": {"name": "Ada"}, "shade": "light"}]}\n',
    "samples/v2.9/notes.json": '{"notes": [{"author": {"name": "Ada"}, "colour": "red", "shade": "light"}]}\n',
    "samples/v2.10/notes.json": '{"notes": [{"author": {"name": "Ada"}, "colour": "xanthic"}]}\n',
    "samples/write.json": '{"text": "Buy milk"}\n',
    "samples/paint.json": '{"paint": "white"}\n',
}
