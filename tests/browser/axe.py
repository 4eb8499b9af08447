"""axe-core, which finds what keeps people from reading a page; npm has it, the repository does not."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.fetch import cache_folder

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
#: axe takes what is not laid out for transparent.
_LAY_OUT = """
const style = document.createElement("style");
style.textContent = "*, ::details-content { content-visibility: visible !important; transition: none !important }";
document.head.append(style);
"""
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then(function (result) {
  done(JSON.stringify(result.violations.flatMap(function (rule) {
    return rule.nodes.map(function (node) {
      const place = document.querySelector(node.target[0]);
      const within = place && place.closest(".rest-controls, .rest-operation, .rest-details, .rest-permalink");
      const ours = Boolean(within && !place.closest(".admonition, .reference, code.literal"));
      return { rule: rule.id, target: String(node.target), ours: ours, why: node.failureSummary || "" };
    });
  })));
});
"""


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a rule of axe's."""

    rule: str
    target: str
    #: Whether the extension wrote it. What an author wrote within an operation has the colours of the theme.
    ours: bool
    why: str


def violations(browser: Browser) -> list[Violation]:
    """Return what axe's usual rules say of the page as it is now."""
    browser.run(_LAY_OUT)
    browser.run(fetch().read_text("utf-8"))
    browser.driver.set_script_timeout(240)
    found = json.loads(browser.driver.execute_async_script(_RUN))
    return [Violation(**one) for one in found]


def fetch() -> Path:
    """Return axe's script, from the cache or, through npm, from the registry."""
    kept = cache_folder() / f"axe-core-{VERSION}.js"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            _download(Path(scratch)).replace(kept)
    return kept


def _download(folder: Path) -> Path:
    """Load the package into *folder*, compare it with what is pinned, and return its script."""
    command = ["npm", "pack", f"axe-core@{VERSION}", "--silent"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = folder / f"axe-core-{VERSION}.tgz"
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
        raise ValueError(f"{archive.name} does not have the pinned sha512")
    with tarfile.open(archive) as stream:
        # Read, and not unpacked: for that Python before 3.11.4 has no filters.
        content = stream.extractfile("package/axe.min.js")
        if content is None:
            raise ValueError(f"{archive.name} has no axe.min.js")
        script = folder / "axe.min.js"
        script.write_bytes(content.read())
    return script
