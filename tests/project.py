"""A Sphinx project in a temporary folder: write files, build, look at the result."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_restaction.sphinx_ext.domain import RestDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_restaction.model.operation import Operation

_COLOUR_RE = re.compile(r"\x1b\[[0-9;]*m")
#: Sphinx does not end the line in which it tells what it does.
_INFO_RE = re.compile(r"^(?:[a-z ]+\.\.\. )?(.+?:\d+):")
_RULE_RE = re.compile(r"\[restaction\.([a-z0-9-]+)\]$")
#: The checks have tests of their own, with documents that are made for them.
CONF = 'extensions = ["sphinx_restaction"]\nrestaction_checks = "off"\n'

#: The start of every document that the tests write: an operation with a title.
OPERATION = """\
Notes
=====

List notes
----------

.. rest_method:: GET /notes

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build left behind."""

    app: Sphinx
    outdir: Path
    #: The warnings, one a line, with paths relative to the repository of the project.
    warnings: list[str]
    #: The findings that are mere information, in the form of warnings.
    infos: list[str]

    def text(self, name: str = "index.html") -> str:
        """Return the file *name* of the output."""
        return (self.outdir / name).read_text("utf-8")

    def page(self, name: str = "index.html") -> lxml.html.HtmlElement:
        """Return the page *name* as elements."""
        return lxml.html.fromstring(self.text(name))

    def operations(self, docname: str = "index") -> tuple[Operation, ...]:
        """Return what the ``rest`` domain holds of *docname*."""
        return RestDomain.of(self.app.env).operations.get(docname, ())

    def outputs(self) -> dict[str, bytes]:
        """Return every file of the output, but for those that hold the time or Sphinx's own state."""
        return {
            str(path.relative_to(self.outdir)): path.read_bytes()
            for path in sorted(self.outdir.rglob("*"))
            if path.is_file() and path.name not in {".buildinfo", "environment.pickle"} and path.suffix != ".doctree"
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A repository at *top* with a source directory ``source``."""

    top: Path

    @classmethod
    def create(cls, top: Path, files: Mapping[str, str] | None = None, conf: str = CONF) -> Project:
        """Make the repository *top*, with *files* of the source directory."""
        project = cls(top=top)
        project.source.mkdir(parents=True)
        (top / "setup.cfg").write_text("", "utf-8")
        project.write("conf.py", conf)
        for name, text in (files or {}).items():
            project.write(name, text)
        return project

    @property
    def source(self) -> Path:
        """The source directory."""
        return self.top / "source"

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """Write a file of the source directory, with the line ends of *text*."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    def build(
        self,
        builder: str = "html",
        *,
        out: str = "out",
        fresh: bool = False,
        jobs: int = 1,
        nitpicky: bool = False,
        overrides: Mapping[str, Any] | None = None,
    ) -> Build:
        """Build the project as ``sphinx-build`` does, keeping the doctrees of *out* unless *fresh*."""
        warnings, status = io.StringIO(), io.StringIO()
        outdir = self.top / out
        # Sphinx 7 does not show the types of warnings unasked.
        settings = {"show_warning_types": True, **(overrides or {}), **({"nitpicky": True} if nitpicky else {})}
        with patch_docutils(str(self.source)), docutils_namespace():
            app = Sphinx(
                srcdir=str(self.source),
                confdir=str(self.source),
                outdir=str(outdir / builder),
                doctreedir=str(outdir / "doctrees"),
                buildername=builder,
                confoverrides=settings,
                status=status,
                warning=warnings,
                freshenv=fresh,
                parallel=jobs,
            )
            app.build()
        return Build(
            app=app,
            outdir=outdir / builder,
            warnings=self.lines(warnings.getvalue()),
            infos=[_INFO_RE.sub(r"\1: INFO:", line) for line in self.lines(status.getvalue()) if _RULE_RE.search(line)],
        )

    def lines(self, output: str) -> list[str]:
        """Return the lines of *output* without colours, with paths relative to the source directory."""
        text = _COLOUR_RE.sub("", output)
        for folder in {str(self.source), str(self.source.resolve())}:
            text = text.replace(folder + "/", "")
        for folder in {str(self.top), str(self.top.resolve())}:
            text = text.replace(folder, "<repository>").replace(str(Path(folder).parent), "<outside>")
        return text.splitlines()


def own_reference(folder: Path, repository: Path) -> Project:
    """Copy our own reference with its samples to *folder*, which plays the repository."""
    project = Project.create(folder / "api-ref", conf="")
    for path in (repository / "api-ref" / "source").iterdir():
        if path.is_file():
            project.write(path.name, path.read_text("utf-8"))
    samples = repository / "doc" / "api_samples"
    for path in samples.rglob("*.json"):
        project.write(f"../../doc/api_samples/{path.relative_to(samples)}", path.read_text("utf-8"))
    (folder / "setup.cfg").write_text("", "utf-8")
    (project.top / "setup.cfg").unlink()
    return project


def words(text: str) -> str:
    """Return *text* with every run of white space as one blank."""
    return " ".join(text.split())


def rest_warnings(lines: Iterable[str]) -> list[str]:
    """Return the rule ids of the warnings that are ours."""
    return [match[1] for line in lines if (match := _RULE_RE.search(line))]
