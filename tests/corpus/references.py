"""The references that the corpus consists of: source archives of PyPI, pinned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A source archive that holds an API reference in ``api-ref/source``."""

    name: str
    version: str
    sha256: str
    #: What the reference needs beside `COMMON_MEMBERS`: files or, with a slash at the end, folders.
    members: tuple[str, ...] = ()

    @property
    def archive(self) -> str:
        """The file name of the archive."""
        return f"{self.name}-{self.version}.tar.gz"


#: What is unpacked of every archive. PKG-INFO marks the folder as the top of a repository.
COMMON_MEMBERS = ("PKG-INFO", "api-ref/", "doc/api_samples/")

NOVA = Reference("nova", "34.0.0", "919eef77cda4ce0cc4746a5853b5d9341ebd0ae37bc8b1939eb77d17727c00df")
KEYSTONE = Reference("keystone", "30.0.0", "8f3f77175a039e408d870c6ea697a4cc4e9cf2755bd6cbc11230db4146dd7df4")
CINDER = Reference(
    "cinder",
    "29.0.0",
    "6372ca98db3d7781031ce5950b44698badd6176db794ff1f74b0621be583429e",
    ("cinder/api/openstack/rest_api_version_history.rst",),
)
GLANCE = Reference("glance", "33.0.0", "f6483b580565836e412747ed247703e52a96b0cf168c732986ac595377c92678")

REFERENCES = (NOVA, KEYSTONE, CINDER, GLANCE)
