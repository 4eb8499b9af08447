"""``python -m sphinx_restaction`` is the command ``restaction``."""

from __future__ import annotations

from sphinx_restaction.cli.main import run

if __name__ == "__main__":
    run()
