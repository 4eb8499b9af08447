"""JSON Schemas of the catalogues, for editors: what fields there are, what they mean, and what is misspelt."""

from __future__ import annotations

#: What each schema describes: ``parameters.yaml``, ``http-status.yaml``.
NAMES = ("parameters", "http-status")


def read_schema(name: str) -> str:
    """Return the text of the schema *name*, one of `NAMES`."""
    from importlib.resources import files  # noqa: PLC0415  # every start of the command needs the names alone

    return files(__name__).joinpath(f"{name}.schema.json").read_text("utf-8")
