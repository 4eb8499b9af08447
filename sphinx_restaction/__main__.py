"""``python -m sphinx_restaction`` is the command ``restaction``."""

from __future__ import annotations

import sys

from sphinx_restaction.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
