"""The reference that the tests of the preview edit: small, and with something of everything that pages can show."""

from __future__ import annotations

CONF = """\
extensions = ["sphinx_restaction"]
html_theme = "basic"
rst_prolog = ".. |everywhere| replace:: a text of conf.py"
restaction_checks = "off"
"""

INDEX = """\
.. _top:

============
Notebook API
============

All that a notebook can do, "in short". See :ref:`list-notes`, `Pin a note`_ and labels_. [#first]_

.. |book| replace:: notebook

.. include:: notes.inc
.. include:: tags.inc
.. include:: shared.inc
.. include:: odds.inc
.. include:: shared.inc

======
Limits
======

There are none, says the |book|. [#second]_

.. [#first] A footnote -- with dashes.
.. [#second] Another one.

.. _labels: https://example.org/labels
"""
NOTES = """\
.. _notes:

=====
Notes
=====

A note is a page of a |book|; "quoted". It has |everywhere|.

.. _list-notes:
.. _all-notes:

List notes
==========

.. rest_method:: GET /notes

Lists all notes. See :rest:op:`~POST /notes`, :ref:`the tags <tags>` and :doc:`other`. [#first]_

Response codes
--------------

.. rest_status_code:: success http-status.yaml

   - 200

.. rest_status_code:: error http-status.yaml

   - 403
   - 404: gone

Request
-------

.. rest_parameters:: parameters.yaml

   - limit: limit
   - marker: marker

Response
--------

.. rest_parameters:: parameters.yaml

   - notes: notes
   - notes.id: note_id
   - notes.title: title
   - notes.colour: colour

**Example: notes**

.. literalinclude:: samples/notes-list-resp.json
   :language: json

**Example: notes (2.5)**

.. literalinclude:: samples/v2.5/notes-list-resp.json
   :language: json

Create a note
=============

.. rest_method:: POST /notes

Creates one note, with |everywhere|.

Request
-------

.. rest_parameters:: parameters.yaml

   - title: title
   - colour: colour
   - labels: limit

**Example: a note**

.. literalinclude:: samples/note-create-req.json
   :language: json

Response
--------

.. rest_parameters:: parameters.yaml

   - id: note_id

Note actions
============

What can be done with one note.

.. _pin-note:

Pin a note
----------

.. rest_method:: POST /notes/{note_id}/action
   min_version: 2.3

Pins a note. Its 'title' stays; see :rest:param:`GET /notes limit`.

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id_path
   - pin: pin

Unpin a note
------------

.. rest_method:: POST /notes/{note_id}/action

Takes the pin away...

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - note_id: note_id_path
   - unpin: pin
"""
TAGS = """\
.. _tags:

====
Tags
====

Words that notes have. |book|

.. include:: nested/intro.inc

Show a tag
==========

.. rest_method:: GET /tags/{tag}

Shows a tag. [#second]_

Request
-------

.. rest_parameters:: parameters.yaml

   - tag: tag_path

Delete a tag
============

.. rest_method:: DELETE /tags/{tag}

Deletes a tag for good.

Response codes
--------------

.. rest_status_code:: success http-status.yaml

   - 204
"""
INTRO = """\
Included twice deep, with a list:

- one
- two
"""
ODDS = """\
=============
Odds and ends
=============

.. note:: This group has few words.

Ping
====

.. rest_method:: HEAD /ping
"""
SHARED = """\
Fold a page
===========

.. rest_method:: PUT /pages/{page}

Folds a page; see labels_.

Request
-------

.. rest_parameters:: parameters.yaml

   - page: page_path

.. literalinclude:: samples/page-fold-req.json
   :language: json

Tear a page
===========

.. rest_method:: DELETE /pages/{page}

Tears a page out.

Response codes
--------------

.. rest_status_code:: success http-status.yaml

   - 204: torn
"""
OTHER = """\
Other things
============

Read this -- or :rest:op:`GET /notes`.

Echo
----

.. rest_method:: POST /echo

Says it again.

Request
~~~~~~~

.. rest_parameters:: parameters.yaml

   - title: title

Shout
-----

.. rest_method:: POST /shout

Says it louder; unlike Echo_.
"""
VIEW = """\
A view
======

.. rest_expand_all::

Look
----

.. rest_method:: GET /look

Looks.

Watch
-----

.. rest_method:: GET /watch

Watches.
"""
PARAMETERS = """\
note_id_path:
  description: |
    The id of a note.
  in: path
  required: true
  type: string
tag_path:
  description: |
    A tag.
  in: path
  required: true
  type: string
page_path:
  description: |
    The number of a page.
  in: path
  required: true
  type: string
limit:
  description: |
    The most that is listed, "at most".
  in: query
  required: false
  type: integer
marker:
  description: |
    The last one that is known; see :ref:`list-notes`.
  in: query
  required: false
  type: string
colour:
  description: |
    What colour it has.
  in: body
  required: false
  type: string
  min_version: 2.5
note_id:
  description: |
    The id.
  in: body
  required: true
  type: string
notes:
  description: |
    All notes.
  in: body
  required: true
  type: array
pin:
  description: |
    What it does.
  in: body
  required: true
  type: none
title:
  description: |
    A title.
  in: body
  required: true
  type: string
"""
STATUSES = """\
200:
  default: |
    All is well.
204:
  default: |
    Nothing is left.
  torn: |
    It is torn.
403:
  default: |
    Not allowed.
404:
  default: |
    Not found.
  gone: |
    It is gone.
"""
FILES = {
    "index.rst": INDEX,
    "notes.inc": NOTES,
    "tags.inc": TAGS,
    "nested/intro.inc": INTRO,
    "odds.inc": ODDS,
    "shared.inc": SHARED,
    "other.rst": OTHER,
    "view.rst": VIEW,
    "parameters.yaml": PARAMETERS,
    "http-status.yaml": STATUSES,
    "samples/notes-list-resp.json": '{"notes": [{"id": "1", "title": "One"}]}\n',
    "samples/v2.5/notes-list-resp.json": '{"notes": [{"id": "1", "title": "One", "colour": "red"}]}\n',
    "samples/page-fold-req.json": '{"corner": "left"}\n',
    "samples/note-create-req.json": '{"title": "One"}\n',
}
