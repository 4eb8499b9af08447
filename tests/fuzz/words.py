"""Characters, numbers and lines that readers of reST, YAML, JSON, TOML and Python stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Characters that are odd somewhere, and bytes that are no UTF-8.
ODD: tuple[bytes, ...] = (
    *(text.encode() for text in ("\0", "\ufeff", "\r", "\r\n", "\t", "\f", "\v", "\x1b[31m", "\x1c", "\x7f", "\x85")),
    *(text.encode() for text in ("\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\u00a0", "\u0301", "\u0130", "ß")),
    *(text.encode() for text in ("\U0001f469\u200d\U0001f52c", "\ufffe", "\U0010ffff", "\u0661", "\u00b2", "\u4e00")),
    *(b"\xff", b"\x80", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82"),
    *(rb"\ud800", rb"\udfff\ud800", rb"\u0000", rb"\x00", rb"\U00110000", rb"\q", b"\\"),
    *(b'"', b"'", b"`", b"``", b"*", b"|", b"#", b": ", b":", b"%", b"&", b"&a", b"*a", b"!", b"!!int ", b"@", b"<<: "),
)

#: What may stand where a number is expected.
HUGE: tuple[bytes, ...] = (
    *(b"9" * 5000, b"-" + b"9" * 400, b"1" + b"0" * 4299, b"1e999", b"-1e999", b"1e-999", b"0." + b"0" * 3000 + b"1"),
    *(b"NaN", b"Infinity", b"-0", b"-1", b"0x" + b"f" * 5000, b"0o777", b"1_000", b".inf", b".nan", b"1:59:59", b"007"),
    *(b"9223372036854775808", b"2.10", b"999999.999999", b"9999999999.1", b"2026-02-30", b"\xd9\xa1"),
)

_DOCUMENTS = """\
.. include:: index.rst
.. include:: /index.rst
.. include:: /
.. include:: .
.. include:: ../../../../../../../../etc/passwd
.. include:: <isonum.txt>
.. include:: index.rst\\n   :start-line: -5\\n   :end-line: 999999999
.. include:: parameters.yaml\\n   :literal:
.. include:: parameters.yaml\\n   :code: yaml\\n   :tab-width: 999999999
.. literalinclude:: note.json\\n   :lines: 1-999999999999999999999999
.. literalinclude:: note.json\\n   :lines: -,,5-1
.. literalinclude:: note.json\\n   :dedent: 99999999999999999999
.. literalinclude:: note.json\\n   :tab-width: 0
.. literalinclude:: parameters.yaml\\n   :language: json
.. literalinclude:: /dev/zero
.. code-block:: json\\n   :dedent: -1\\n\\n   {"a": 1}
.. code-block:: json\\n\\n   {"a": [1,
.. only:: (((
.. rest_method:: GET /notes
.. rest_method:: GET /{a}/{a}/{b/<c>/{d}}?e={e}
.. rest_method::
.. rest_method:: POST /notes/{note_id}/action\\n\\n   min_version: 9.9\\n   max_version: 1.1
.. rest_parameters:: parameters.yaml\\n\\n   - a: limit\\n   - a: limit
.. rest_parameters:: parameters.yaml\\n\\n   - "a: b\\n   - - - {a: b}\\n   -
.. rest_parameters:: http-status.yaml\\n\\n   - 200: 200
.. rest_parameters:: index.rst\\n\\n   - a: b
.. rest_status_code:: success http-status.yaml\\n\\n   - 200\\n   - 999: x\\n   - -1
.. rest_status_code:: error parameters.yaml
.. rest_expand_all::
.. restaction: ignore=type-mismatch
.. restaction: ignore=no-such-rule,,unused-definition why
Title\\n=====
Title\\n~~~~~
=====\\nTitle\\n=====
====  ====\\na     b\\n====  ====
+---+---+\\n| a | b
.. list-table::\\n\\n   * - a\\n     - b
.. figure:: x\\n\\n   caption
.. |a| replace:: b
.. [#] note
.. _target:
.. __: x
__ x
999999999999. item
i. item\\nii. item
Normal response codes: 200(OK), badRequest(999), 4000
Error response codes: (((400)))
::\\n\\n   {"note": {}}
"""
_CATALOGUES = """\
a: &a [*a]
a: &a {<<: *a}
<<: [{a: b}, *a]
? [a, b]\\n: c
a: !!python/object:os.system x
a: !!binary x
a: !!timestamp 2026-02-30
%YAML 9.9
---
...
"\\ud800": x
"\\0": x
limit:
limit: {in: query, type: integer, required: false, description: x, description: y}
limit: {in: [body], type: {a: b}, required: maybe, description: [x], min_version: 2.10, max_version: "2.9"}
x: {in: body, type: string, enum: [1, 1.0, true, null, {a: b}, [c]], format: date, default: {a: [b]}}
x: {in: body, type: array, items: {type: array, items: {type: [string, "null"]}}, parent: a..b., nullable: yes}
x: {in: body, type: object, additionalProperties: {type: x}, example: 1e999}
=: =
1: 2
~: ~
# restaction: ignore=unsorted-catalogue why
"""
_SAMPLES = """\
"\\ud800": "\\udfff",
"a": {"a": {"a": 1}, "a": 2},
"a": [[[], {}], [{"b": null}, {"b": [1, "1", 1.0, true]}]],
"": {"": [{"": ""}]},
"a/b~c.d": {"x-y": [{}]},
"a": 1e999, "b": -1e999, "c": 1.0, "d": 1e2,
{"a": NaN}
// comment
"""
_SETTINGS = """\
[tool.restaction]
preset = "strict"
preset = ["x"]
select = ["type-mismatch", 1]
extend-select = "all"
severities = 1
severities.type-mismatch = "grave"
per-file-ignores = {"[" = ["*"], "**" = "type-mismatch"}
min-microversion = 2.10
max-microversion = "1.1"
unversioned-samples-are = "99999999.1"
baseline = "/dev/zero"
baseline = "\\u0000"
baseline = "no/such/file"
source = ["..", "/", "\\u0000", ""]
fail-on = "info"
when = 2026-02-30
a.b.c = [{}, [[]]]
"""
_CONF = """\
exclude_patterns = ["[", "**", "]", "[!]", "[z-a]", "\\0"]
include_patterns = ["*.rst", "[", ""]
source_suffix = {".rst": None, ".inc": "restructuredtext", "": 1}
source_suffix = ["", ".rst"]
source_suffix = 5
templates_path = html_extra_path = [1, None]
restaction_root = "\\0"
restaction_root = "\\ud800"
restaction_root = "/"
restaction_max_sample_size = -5
restaction_max_sample_size = 99999999999999999999999
restaction_min_microversion = "9.9"
restaction_max_microversion = 2.1
exclude_patterns: list
exclude_patterns += ["index.rst"]
"\\d" "\\8"
1 is 1
"""


def _lines(text: str) -> tuple[bytes, ...]:
    return tuple(line.replace("\\n", "\n").encode() for line in text.splitlines())


#: Lines of each language, by the ends of the names of its files. Some are two or more.
LINES: Mapping[str, tuple[bytes, ...]] = {
    ".rst": _lines(_DOCUMENTS),
    ".inc": _lines(_DOCUMENTS),
    ".yaml": _lines(_CATALOGUES),
    ".json": _lines(_SAMPLES),
    ".toml": _lines(_SETTINGS),
    ".py": _lines(_CONF),
}
