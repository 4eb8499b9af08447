"""Pieces of reStructuredText, one for each construct that a reader of documents has to know.

A piece shows up in the operation that it stands in, by the codes, samples and tables that it holds, or it is `SILENT`.
"""

from __future__ import annotations

#: Files that the pieces name.
FILES = {
    "parameters.yaml": "limit:\n  description: How many.\n  in: query\n  type: integer\n",
    "http-status.yaml": "200:\n  default: Fine.\n404:\n  default: Not there.\n  deleted: Not there any more.\n",
    "note-req.json": '{\n  "note": {\n    "text": "milk"\n  }\n}\n',
    "folder/v2.4/notes.json": "[]\n",
    "bom.json": '\ufeff{"bom": 1}\r\n',
    "codes.txt": "Error response codes: gone(410)\n",
    "part.txt": (
        "Before (2.1)\n\n.. begin\n\nError response codes: gone(410)\n\n.. literalinclude:: note-req.json\n\n"
        ".. end\n\nNormal response codes: 202\n"
    ),
    "method.txt": "Next\n----\n\n.. rest_method:: PUT /next\n\n.. rest_parameters:: parameters.yaml\n\n  - a: limit\n",
    "folder/outer.txt": "Outer\n\n.. include:: codes.txt\n\nError response codes: 411\n",
    "literal.txt": "Text::\n\n  literal\n\n",
    "circle.txt": "Error response codes: 412\n\n.. include:: circle.txt\n\nError response codes: 413\n",
    "crlf.txt": "Error response codes: 414\r\n\r\nCode::\r\n\r\n\tone\r\n\ttwo\r\n",
}

SAMPLE = ".. literalinclude:: note-req.json\n"
TABLE = ".. rest_parameters:: parameters.yaml\n\n   - limit: limit\n"
CODES = "Error response codes: badRequest(400), 404\n"


def _indent(text: str, by: str = "   ") -> str:
    return "".join(by + line if line.strip() else line for line in text.splitlines(keepends=True))


def _admonitions() -> dict[str, str]:
    names = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso")
    return {name: f".. {name}::\n\n{_indent(CODES + chr(10) + SAMPLE)}" for name in names}


PIECES = {
    "paragraph": CODES,
    "paragraph over two lines": "Error response codes: badRequest(400),\nitemNotFound(404)\n",
    "paragraph with markup": "**Error** response codes: ``badRequest(400)``, :http:`404`, `gone`_ (410)\n",
    "caption in bold": "**Example (v2.10)**\n\n" + SAMPLE,
    "caption with escapes": "Example (v\\ 2.10)\n\n" + SAMPLE,
    "caption with a role": ":ref:`Example (2.11) <doc>`\n\n" + SAMPLE,
    "caption with typographical quotes": 'Bob\'s "example" -- (2.12) ...\n\n' + SAMPLE,
    "unexpected indentation": "Error response codes: 400,\n404\n  405\n",
    "simple table without an end": "=== ===\na\n",
    "title": "Response\n........\n\n" + SAMPLE + "\n" + TABLE,
    "title with an overline": "~~~~~~~~\nResponse\n~~~~~~~~\n\n" + SAMPLE,
    "title that is indented": "~~~~~~~~~~\n Response\n~~~~~~~~~~\n\n" + SAMPLE,
    "title with markup": "**Request** of `notes`_\n.......................\n\n" + SAMPLE,
    "title with a version": "Response (2.7)\n..............\n\n" + SAMPLE,
    "title of a higher level": "Other\n=====\n\n" + CODES,
    "title of the same level": "Next\n----\n\n.. rest_method:: PUT /next\n",
    "title that skips a level": "A\n,,\n\nB\n;;\n\nC\n=\n\nResponse\n;;;;;;;;\n\n" + SAMPLE,
    "underline that is short": "Response\n....\n\n" + SAMPLE,
    "underline that is too short": "Response\n...\n\n" + SAMPLE,
    "overline that does not fit": "========\nResponse\n--------\n\n" + CODES,
    "overline without a title": "========\nResponse\n\n" + CODES,
    "wide characters": "Response \u65e5\u672c\n.............\n\n" + SAMPLE,
    "wide characters above a short line": "Response \u65e5\u672c\n...........\n\n" + SAMPLE,
    "combining characters": "Re\u0301sponse\n........\n\nRequest\n.......\n\n" + SAMPLE,
    "title in a list": "- Response\n  ........\n\n  " + CODES,
    "title below a paragraph": "Text\nResponse\n........\n\n" + SAMPLE,
    "two lines of signs": "====\n----\n\n" + CODES,
    "bullet list": "* " + CODES + "* text\n\n  " + SAMPLE + "\n" + CODES,
    "bullet list that goes on less indented": "* text\n Error response codes: 400\n",
    "bullet list with text on the next line": "-\n   " + CODES + "\n   more\n",
    "nested lists": "- a\n\n  + b\n\n    * " + CODES + "\n  + c\n\n" + SAMPLE,
    "enumerated list": "1. " + CODES + "2. two\n\n   " + SAMPLE,
    "enumerated list in Roman": "IV. four\nV. " + CODES + "VI. six\n",
    "enumerated list that counts itself": "#. " + CODES + "#. two\n",
    "enumerated list with letters": "a) one\nb) " + CODES,
    "enumerated list in parentheses": "(i) " + CODES,
    "number that begins a paragraph": "12. Error\nresponse codes: 400\n\nError response codes: 401\n",
    "Roman number that is none": "IIII. Error\n\nError response codes: 402\n",
    "definition list": "term\n  " + CODES + "\nother : class\n  text\n\n  " + SAMPLE,
    "field list": ":field: " + CODES + ":other: text\n\n  " + SAMPLE,
    "option list": "-o FILE, --out=FILE  " + CODES + "--long  text\n",
    "block quote": "  " + CODES + "\n  " + SAMPLE,
    "block quote with an attribution": "  "
    + CODES
    + "\n  -- Error response codes: 405\n\n  Error response codes: 406\n",
    "hundred levels": "".join(f"{' ' * level}x\n\n" for level in range(1, 60)) + " " * 60 + CODES,
    "line block": "| Error response codes: 400\n|   404\n    405\n\n" + CODES,
    "line block at once": "| a\nError response codes: 400\n",
    "doctest": ">>> Error\nError response codes: 400\n\n" + CODES,
    "literal block": "Sample (2.3)::\n\n  {}\n\n  {}\n\n" + CODES,
    "literal block after a blank": "Sample ::\n\n    {}\n  {}\n",
    "literal block without a paragraph": "::\n\n  {}\n",
    "literal block that is quoted": "Sample::\n\n> {\n> }\n" + CODES,
    "literal block that is missing": "Sample::\n\n" + CODES,
    "literal block that is escaped": "Sample\\::\n\n  Error response codes: 400\n",
    "literal block with tabs": "Sample::\n\n\ta\n\t\tb\n",
    "literal block at the end": "Sample::\n\n  {}\n\n\n",
    "comment": ".. Error response codes: 400\n   more\n\n   more\n\n" + CODES,
    "empty comment": "..\n\n  " + CODES,
    "target": ".. _target:\n\n.. _other: http://x.test/\n   y\n\n" + CODES,
    "target without a colon": ".. _target\n\n   Error response codes: 400\n\nError response codes: 401\n",
    "anonymous target": "__ http://x.test/\n\n" + CODES,
    "footnote": ".. [1] " + CODES + "\n   " + SAMPLE,
    "citation": ".. [CIT2002] text\n\n   " + CODES,
    "substitution": ".. |name| replace:: Error response codes: 400\n\n" + CODES,
    "substitution in prose": "Error response codes: |name|, 404\n\n.. |name| replace:: 400\n",
    **_admonitions(),
    "admonition with text at once": ".. note:: " + CODES + "   405\n\n   " + SAMPLE,
    "admonition with an option": ".. note::\n   :class: x\n\n   " + CODES,
    "admonition with a title": ".. admonition:: Error response codes: 405\n\n   " + CODES,
    "admonition in capitals": ".. Note:: " + CODES,
    "topic": ".. topic:: Title\n\n   " + CODES,
    "container": ".. container:: name\n\n   " + CODES,
    "compound": ".. compound::\n\n   " + CODES,
    "epigraph": ".. epigraph::\n\n   " + CODES + "\n   -- Error response codes: 405\n",
    "class": ".. rst-class:: name\n\n   " + CODES,
    "only": ".. only:: html\n\n   " + CODES + "\n   " + SAMPLE,
    "object": ".. py:function:: f\n\n   " + CODES,
    "figure": ".. figure:: x.png\n\n   Caption (2.3)\n\n   " + CODES,
    "list table": ".. list-table::\n\n   * - a\n     - .. literalinclude:: note-req.json\n",
    "caption behind a table": "Caption (2.3)\n\n=== ===\na   b\n=== ===\n1   2\n=== ===\n\n" + SAMPLE,
    "caption behind a grid": "Caption (2.3)\n\n+---+\n| a |\n+---+\n\n" + SAMPLE,
    "code-block": ".. code-block:: json\n\n   {}\n\n     x\n",
    "code-block with a caption": ".. code-block:: json\n   :caption: Caption (2.3)\n   :dedent: 2\n\n     {}\n",
    "code-block without a language": ".. code-block::\n\n   {}\n",
    "sourcecode": ".. sourcecode:: json\n\n   {}\n",
    "code": ".. code:: json\n   :number-lines:\n\n   {}\n",
    "code in a list": "- text\n\n  .. code-block:: json\n\n     {}\n",
    "parsed-literal": ".. parsed-literal::\n\n   a *b* \\*c\n",
    "sample": SAMPLE,
    "sample from the source directory": ".. literalinclude:: /folder/v2.4/notes.json\n",
    "sample on the next line": ".. literalinclude::\n   note-req.json\n",
    "sample with a byte order mark": ".. literalinclude:: bom.json\n",
    "sample with a caption": ".. literalinclude:: note-req.json\n   :caption: Caption (2.3)\n",
    "sample with its name as caption": ".. literalinclude:: note-req.json\n   :caption:\n",
    "sample in part": ".. literalinclude:: note-req.json\n   :lines: 2-4,1\n   :dedent:\n",
    "sample between texts": ".. literalinclude:: note-req.json\n   :start-after: {\n   :end-before: }\n",
    "sample from text to text": ".. literalinclude:: note-req.json\n   :start-at: note\n   :end-at: }\n   :append: x\n",
    "two methods": ".. rest_method:: DELETE /other\n\n" + TABLE,
    "method over lines": ".. rest_method::\n   PATCH\n   /other\n   :max-version: 2.3\n\n   min_version: 2.1\n",
    "method with more": ".. rest_method:: PATCH /other\n   " + CODES + "   min_version: 2.1\n",
    "method in a list": "- .. rest_method:: DELETE /other\n",
    "table": TABLE,
    "table at once": ".. rest_parameters:: parameters.yaml\n   - a: limit\n   :class: x\n\n   - b: limit\n     more\n",
    "table on the next line": ".. rest_parameters::\n   parameters.yaml\n   - a: limit\n\n   - b: limit\n",
    "table in a list": "- text\n\n  .. rest_parameters:: parameters.yaml\n\n     - a: limit\n\n  " + CODES,
    "status codes": ".. rest_status_code:: error http-status.yaml\n\n   - 404\n   - 404: deleted\n",
    "include": ".. include:: codes.txt\n\nError response codes: 499\n",
    "include between paragraphs": "Text\n\n.. include:: codes.txt\n\n" + SAMPLE,
    "include in an included file": ".. include:: folder/outer.txt\n\n" + CODES,
    "include of a method": ".. include:: /method.txt\n",
    "include in a list": "- text\n\n  .. include:: part.txt\n\n- " + CODES,
    "include in a note": ".. note::\n\n   .. include:: part.txt\n",
    "include of lines": ".. include:: part.txt\n   :start-line: 4\n   :end-line: 7\n",
    "include between texts": ".. include:: part.txt\n   :start-after: .. begin\n   :end-before: .. end\n",
    "include as literal": ".. include:: part.txt\n   :literal:\n",
    "include that ends in a literal block": ".. include:: literal.txt\n\n" + CODES,
    "include with other line ends": ".. include:: crlf.txt\n",
    "include twice": ".. include:: method.txt\n\n.. include:: method.txt\n",
    "NUL": "Error response codes: 4\x0004, 405\n\n.. code-block:: json\n\n   a\x00b\n",
    "form feed": "Error\x0cresponse\x0bcodes: 400\n",
    "odd line ends": "Text\x85Error response codes: 400\u2028\u2028Error response codes: 401\n",
    "line ends of Windows": (CODES + "\n" + SAMPLE + "\nCode::\n\n  a\n").replace("\n", "\r\n"),
    "line ends of old": (CODES + "\n" + SAMPLE).replace("\n", "\r"),
    "no line end": CODES.rstrip(),
}

#: Pieces that leave no trace in the operation.
SILENT = {
    "unknown directive": ".. unknown:: x\n\n   Error response codes: 400\n",
    "raw": ".. raw:: html\n\n   Error response codes: 400\n",
    "version": ".. versionadded:: 2.1\n\n   Error response codes: 400\n",
    "empty admonition": ".. note::\n",
    "empty code": ".. code::\n",
    "admonition with an unknown option": ".. note::\n   :bad: x\n\n   Error response codes: 400\n",
    "table with an unknown option": ".. rest_parameters:: parameters.yaml\n   :bad: x\n\n   - limit: limit\n",
    "code-block with two languages": ".. code-block:: json xml\n\n   {}\n",
    "code-block with a bad number": ".. code-block:: json\n   :lineno-start: x\n\n   {}\n",
    "sample without a name": ".. literalinclude::\n",
    "sample with no such text": ".. literalinclude:: note-req.json\n   :start-after: nothing\n",
    "sample with no such lines": ".. literalinclude:: note-req.json\n   :lines: 90-99\n",
    "topic in a note": ".. note::\n\n   .. topic:: T\n\n      Error response codes: 400\n",
    "figure with a list as caption": ".. figure:: x.png\n\n     Error response codes: 400\n\n   text\n",
    "list table that is no list": ".. list-table::\n\n   Error response codes: 400\n",
    "transition": "----\n",
    "malformed grid": "+---+\n| a\n",
    "term": "Error response codes: 400,\n 404\n",
}

#: Pieces with a fault that docutils reports in a build, and the reader itself elsewhere: rule and line in the piece.
UNINCLUDED = {
    ".. include:: circle.txt\n\n" + CODES: ("unreadable-file", "circle.txt includes itself", 3),
    ".. include:: missing.txt\n\n" + CODES: ("missing-file", "missing.txt does not exist", 1),
    ".. include:: folder\n\n" + CODES: ("unreadable-file", "folder is a directory", 1),
    ".. include:: part.txt\n   :start-after: nothing\n\n" + CODES: (
        "unreadable-file",
        "part.txt has no such text as the options name",
        1,
    ),
}
