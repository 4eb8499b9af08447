"""What it takes a preview to work out an edit: ``python -m benchmarks.editing SOURCE`` prints CPU time and memory.

It builds the reference first, which does not count, and then changes one word of one document again and again.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measuring import Cost
from sphinx_restaction.garbage import calm_collector
from sphinx_restaction.sphinx_ext.live.build import Build
from sphinx_restaction.sphinx_ext.live.desk import Desk
from sphinx_restaction.sphinx_ext.live.fork import Fork

#: How many edits count; the first one does not.
_EDITS = 5
#: A paragraph that each invented operation has below its method.
_BEFORE, _AFTER = "\n\n.. rest_method:: ", "\n\nWord {} of an edit.\n\n.. rest_method:: "


def edit_cost(source: Path) -> Cost:
    """Return what one edit of the reference in *source* takes, all processes of the preview together."""
    command = [sys.executable, "-m", "benchmarks.editing", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Cost(cpu=found["cpu"], wall=found["cpu"], memory=found["memory"])


def main(source: Path) -> None:
    """Build *source*, edit it, and print the median of what the edits took."""
    with tempfile.TemporaryDirectory() as folder:
        build = Build(
            str(source),
            folder,
            builder="html",
            overrides={"html_theme": "alabaster"},
            is_fresh=True,
            progress=lambda _text: None,
        )
        build.run()
        desk = Desk(build)
        gc.freeze()
        texts = (path for path in sorted(source.rglob("*")) if path.suffix in {".inc", ".rst"})
        path = next(path for path in texts if _BEFORE in path.read_text("utf-8"))
        text = path.read_text("utf-8")
        with calm_collector():
            costs = [_edit(desk, path, text, number) for number in range(_EDITS + 1)][1:]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps({"cpu": median(costs), "memory": memory}))


def _edit(desk: Desk, path: Path, text: str, number: int) -> float:
    """Change a word, and return the CPU time until its HTML is there."""
    path.write_text(text.replace(_BEFORE, _AFTER.format(number), 1), "utf-8")
    start = time.process_time()
    desk.forget({str(path)})
    draft = desk.draft()
    fork = Fork(lambda: (time.process_time(), desk.render(draft, draft.first), time.process_time()))
    begun, rendered, ended = fork.wait()
    if not desk.accept(draft, *rendered):
        raise RuntimeError("the edit changed nothing")
    cost: float = time.process_time() - start + ended - begun
    return cost


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
