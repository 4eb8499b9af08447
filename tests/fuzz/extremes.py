"""References that are extreme in one way: the files that differ from a small one, and a rule that they break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tests.fuzz.trees import MARKER, SOURCE, Folder, Link, Pipe, Sparse, Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = "Notes\n=====\n\nList notes\n----------\n\n.. rest_method:: POST /notes\n\n"
_REQUEST = _HEAD + "Request\n~~~~~~~\n\n.. rest_parameters:: parameters.yaml\n\n"
_SAMPLE = "\n.. literalinclude:: note.json\n"
_CONF = 'extensions = ["sphinx_restaction"]\n'
_FIELDS = "  description: A key.\n  in: body\n  required: true\n  type: string\n"
_SMALL: Mapping[str, str] = {
    "conf.py": _CONF,
    "index.rst": _REQUEST + "   - limit: limit\n" + _SAMPLE,
    "parameters.yaml": f"limit:\n{_FIELDS}",
    "note.json": '{"limit": "1"}',
}
_MANY = 10_000
_LONG = 500_000


class Extreme(NamedTuple):
    """What stands in the place of files of the source directory or, with a slash before the name, elsewhere."""

    changed: Mapping[str, Thing | str]
    #: A rule that has to find something; none if the reference is as it should be.
    rule: str = ""
    #: What the command says where it checks nothing.
    failure: str = ""

    @property
    def tree(self) -> dict[str, Thing]:
        """The repository."""
        placed = {
            name[1:] if name.startswith("/") else f"{SOURCE}/{name}": thing
            for name, thing in {**_SMALL, **self.changed}.items()
        }
        texts = {name: thing.encode() if isinstance(thing, str) else thing for name, thing in placed.items()}
        return {MARKER: b"", **texts}


def _rows(row: str, number: int = _MANY) -> str:
    return _REQUEST + "".join(row.format(one) for one in range(number)) + _SAMPLE


def _entries(key: str, number: int = _MANY) -> str:
    return "".join(f"{key.format(one)}:\n{_FIELDS}" for one in range(number))


def _keys(key: str, number: int = _MANY) -> str:
    return "{" + ", ".join(f'"{key.format(one)}": "1"' for one in range(number)) + "}"


def _bomb(first: str, entry: str) -> str:
    """Return entries each of which holds the one before ten times."""
    later = (entry.format(name=name, before=", ".join([f"*{before}"] * 10)) for before, name in pairwise("abcdefghij"))
    return f"a: &a {first}\n" + "".join(later)


_INCLUDES: Mapping[str, Extreme] = {
    "a thousand": Extreme(
        {
            "index.rst": "Notes\n=====\n\n" + "".join(f".. include:: {one}.inc\n" for one in range(1_000)),
            **{f"{one}.inc": f"Title {one}\n---------\n\n.. rest_method:: GET /{one}\n\n" for one in range(1_000)},
        }
    ),
    "a chain": Extreme(
        {
            "index.rst": _HEAD + ".. include:: 0.inc\n",
            **{f"{one}.inc": f".. include:: {one + 1}.inc\n" for one in range(999)},
        },
        "missing-file",
    ),
    "a circle": Extreme(
        {
            "index.rst": _HEAD + ".. include:: a.inc\n",
            "a.inc": ".. include:: b.inc\n",
            "b.inc": ".. include:: a.inc\n\n.. include:: index.rst\n",
        },
        "unreadable-file",
    ),
    "a bomb": Extreme(
        {
            "index.rst": _HEAD + ".. include:: a.inc\n" * 10,
            **{f"{name}.inc": f".. include:: {later}.inc\n\n" * 10 for name, later in pairwise("abcdefgh")},
            "h.inc": "text\n\n" * 100,
        },
        "unreadable-file",
    ),
}

_TABLES: Mapping[str, Extreme] = {
    "ten thousand rows": Extreme(
        {
            "index.rst": _rows("   - k{0}: k{0}\n"),
            "parameters.yaml": _entries("k{0}"),
            "note.json": _keys("k{0}"),
        },
        "unsorted-catalogue",
    ),
    "rows without definitions": Extreme(
        {"index.rst": _rows("   - a: key_{0}x\n"), "parameters.yaml": _entries("key_{0:05}y", 2_000)},
        "unknown-definition",
    ),
    "one row again and again": Extreme(
        {"index.rst": _rows("   - limit: limit\n"), "note.json": f"[{', '.join([_SMALL['note.json']] * _MANY)}]"},
        "duplicate-row",
    ),
    "rows and keys of other names": Extreme(
        {
            "index.rst": _rows("   - n{0}: key_{0}\n"),
            "parameters.yaml": _entries("key_{0}"),
            "note.json": _keys("m{0}"),
        },
        "sample-unrelated",
    ),
    "status codes": Extreme(
        {
            "index.rst": _HEAD + ".. rest_status_code:: success http-status.yaml\n\n" + "   - 404: x\n" * _MANY,
            "http-status.yaml": "404: {x: y}\n",
        },
        "misplaced-status-code",
    ),
    "quotes and hashes": Extreme({"index.rst": _REQUEST + "   - 'a" + " #" * _LONG + "\n"}, "malformed-row"),
}

_DOCUMENTS: Mapping[str, Extreme] = {
    "a long line": Extreme({"index.rst": _SMALL["index.rst"] + "\n" + "word 1 `a *b* **c ``d_ :x:`y " * 70_000 + "\n"}),
    "a long sentence of codes": Extreme(
        {"index.rst": _HEAD + f"Normal response codes: {'a' * _LONG} {'a-' * _LONG} {'400 ' * 10}\n"},
        "misplaced-status-code",
    ),
    "blank lines": Extreme({"index.rst": _SMALL["index.rst"] + "\n.. note:: x\n" + "\n" * 300_000}),
    "quotes in quotes": Extreme(
        {"index.rst": _SMALL["index.rst"] + "".join(" " * one + "a\n\n" for one in range(2_000))}
    ),
    "lists in lists": Extreme({"index.rst": _SMALL["index.rst"] + "\n" + "- " * 100_000 + "a\n"}),
    "notes in notes": Extreme(
        {"index.rst": _SMALL["index.rst"] + "".join("\n" + "   " * one + ".. note::\n" for one in range(1_000))}
    ),
    "huge numbers": Extreme(
        {"index.rst": _HEAD + f"{'9' * _LONG}. a\n\n.. include:: a.inc\n   :start-line: {'9' * _LONG}\n"},
    ),
}

_CATALOGUES: Mapping[str, Extreme] = {
    "aliases of lists": Extreme(
        {"parameters.yaml": _bomb("[x, x]", "{name}: &{name} [{before}]\n")}, "excessive-aliases"
    ),
    "aliases of mappings": Extreme(
        {"parameters.yaml": _bomb("{x: 1}", "{name}: &{name} {{<<: [{before}]}}\n")}, "excessive-aliases"
    ),
    "an alias of itself": Extreme({"parameters.yaml": "limit: &a [*a]\n"}, "excessive-aliases"),
    "open brackets": Extreme({"parameters.yaml": "limit: " + "[" * _LONG}, "invalid-yaml"),
    "dashes": Extreme({"parameters.yaml": "- " * _LONG}, "invalid-yaml"),
    "mappings in mappings": Extreme(
        {"parameters.yaml": "".join(" " * one + "a:\n" for one in range(2_000))}, "invalid-yaml"
    ),
    "one key again and again": Extreme({"parameters.yaml": _SMALL["parameters.yaml"] * _MANY}, "duplicate-key"),
    "a long line": Extreme(
        {"parameters.yaml": _SMALL["parameters.yaml"] + "b: '" + "x '' & * " * 200_000 + "'\n"}, "invalid-definition"
    ),
    "many values": Extreme({"parameters.yaml": f"a: [{'1,' * 4_000_000}]\n"}, "invalid-yaml"),
    "no end": Extreme({"parameters.yaml": Sparse(20_000_000_000)}, "unreadable-file"),
}

_SAMPLES: Mapping[str, Extreme] = {
    "a huge number": Extreme({"note.json": f'{{"limit": {"9" * _LONG}}}'}, "sample-not-json"),
    "open brackets": Extreme({"note.json": "[" * _LONG}, "sample-not-json"),
    "a string that does not end": Extreme({"note.json": "[" * 101 + '"' + '\\"' * 400_000}, "sample-not-json"),
    "half a character": Extreme({"note.json": '{"limit": "1", "\\ud800": "\\udfff"}'}, "undocumented-key"),
    "one key again and again": Extreme(
        {"note.json": f'{{{"%s, " * _MANY}"limit": "1"}}' % (('"limit": "1"',) * _MANY)}, "sample-duplicate-key"
    ),
    "a long line": Extreme(
        {"conf.py": _CONF + f"restaction_max_sample_size = {9**99}\n", "note.json": f'{{"limit": "{"x" * 2_000_000}"}}'}
    ),
    "no end": Extreme({"note.json": Sparse(20_000_000_000)}, "oversized-sample"),
    "no size": Extreme({"conf.py": _CONF + "restaction_max_sample_size = -5\n"}, "oversized-sample"),
}

#: What is no file where one is expected, and names that lead elsewhere.
_PLACES: Mapping[str, Extreme] = {
    "names that no file has": Extreme(
        {
            "index.rst": _REQUEST.replace("parameters.yaml", "a\0.yaml")
            + "   - a: b\n\n.. literalinclude:: a\0.json\n\n.. include:: a\0.inc\n\n.. include:: "
            + "x" * 5_000,
            "left.inc": "x\n",
        },
        "missing-sample",
    ),
    "a folder as document": Extreme({"a.rst": Folder(), "a.rst/b.rst": "x\n"}),
    "a pipe as document": Extreme({"a.rst": Pipe()}, "unreadable-file"),
    "a pipe as catalogue": Extreme({"parameters.yaml": Pipe()}, "unreadable-file"),
    "a pipe as sample": Extreme({"note.json": Pipe()}, "unreadable-file"),
    "a pipe as conf.py": Extreme({"conf.py": Pipe()}),
    "a pipe as configuration": Extreme({"/restaction.toml": Pipe()}, failure="it is no regular file"),
    "a folder as configuration": Extreme({"/restaction.toml": Folder()}, failure="Is a directory"),
    "a device as configuration": Extreme({"/restaction.toml": Link("/dev/zero")}, failure="it is no regular file"),
    "a device as conf.py": Extreme({"conf.py": Link("/dev/zero")}),
    "a device as sample": Extreme({"note.json": Link("/dev/zero")}, "path-outside-root"),
    "a link to itself": Extreme({"note.json": Link("note.json")}, "unreadable-file"),
    "a link to the folder above": Extreme({"loop": Link(".."), "again": Link(".")}),
    "a link to the whole disk": Extreme({"disk": Link("/")}),
    "a configuration without end": Extreme({"/restaction.toml": Sparse(20_000_000_000)}, failure="bytes, more than"),
    "a conf.py without end": Extreme({"conf.py": Sparse(20_000_000_000)}),
    "a root that is no path": Extreme({"conf.py": _CONF + 'restaction_root = "\\0"\n'}, failure="is no path"),
    "half a character as root": Extreme({"conf.py": _CONF + 'restaction_root = "\\ud800"\n'}, failure="is no path"),
    "a deep configuration": Extreme({"/restaction.toml": "a = " + "[" * _LONG}, failure="nest too deeply"),
}


def _named(kind: str, extremes: Mapping[str, Extreme]) -> dict[str, Extreme]:
    return {f"{kind}: {name}": extreme for name, extreme in extremes.items()}


TABLES = _named("tables", _TABLES)
EXTREMES = (
    _named("includes", _INCLUDES)
    | _named("documents", _DOCUMENTS)
    | _named("catalogues", _CATALOGUES)
    | _named("samples", _SAMPLES)
    | _named("places", _PLACES)
)
