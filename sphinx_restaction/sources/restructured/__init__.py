"""A reader of reStructuredText that finds what a reference consists of, without docutils and Sphinx, and fast.

It takes documents apart by the rules of docutils, so that the blocks are those of a build, but makes no doctree. What
it does otherwise, on purpose:

* Grid, simple and CSV tables are skipped, with all that their cells hold.
* Directives that are not in `specs` are skipped with their content, whatever extension defines them, and so are
  ``rst_prolog`` and ``rst_epilog``.
* Titles in an ``only`` are taken where they stand. Sphinx may move their sections behind what follows.
* ``literalinclude`` with ``encoding`` gives no text, and with ``pyobject`` or ``diff`` the whole file.
* A document that is not in UTF-8 is a fault and is not read. So is what includes itself, or without end.
* A directive of a reference that docutils refuses, for an option that it does not have for instance, is a fault here.
  In a build docutils itself says so.
* Files outside of the repository are not included.
"""
