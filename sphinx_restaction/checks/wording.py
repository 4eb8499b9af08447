"""What descriptions say, in English, of what the fields of their definitions leave open.

Rules ask here and do not read descriptions themselves. So all that an edit of a description can change is in
`Wording.statements`, which is what a cache compares.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_restaction.checks.lazy import lazy

_FREE_FORM_RE = re.compile(
    r"key[- ]?(?:and[- ])?[:/]?value|free-?form|arbitrary|dictionary of|metadata|mapping|\betc\b", re.IGNORECASE
)
_SOMETIMES_RE = re.compile(
    r"\bonly\s+(?:be\s+)?(?:when|if|returned|present|shown|visible|available|included|for|by|to)\b|\boptional"
    r"|\badmin(?:istrator)?s?[\s-]+only\b|\bmay be omitted\b|\bif (?:present|available|specified|set)\b",
    re.IGNORECASE,
)
_OPTIONAL_RE = re.compile(r"\boptional", re.IGNORECASE)
_OR_NUMBER_RE = re.compile(r"\bor an? (?:number|integer)\b", re.IGNORECASE)
_NULL_RE = re.compile(r"\b(?:null|None)\b")
_TEXT_TOO_RE = re.compile(r"\bstrings?\b|\bboolean values\b", re.IGNORECASE)
_LITERAL_RE = re.compile(r'``"?([^`\s"]+)"?``')
_QUOTE_RE = re.compile(r"[*\"'`]+")


class Wording:
    """What a description says; each statement is worked out when it is first asked for."""

    def __init__(self, description: str) -> None:
        #: Every run of white space is one blank: phrases are broken at line ends.
        self._text = " ".join(description.split())

    @lazy
    def is_free_form(self) -> bool:
        """Whether the keys of an object are data."""
        return bool(_FREE_FORM_RE.search(self._text))

    @lazy
    def is_sometimes_left_out(self) -> bool:
        """Whether the parameter is not always there."""
        return bool(_SOMETIMES_RE.search(self._text))

    @lazy
    def is_optional(self) -> bool:
        """Whether it says that the parameter is optional."""
        return bool(_OPTIONAL_RE.search(self._text))

    @lazy
    def takes_numbers(self) -> bool:
        """Whether numbers are taken in the place of texts."""
        return bool(_OR_NUMBER_RE.search(self._text))

    @lazy
    def takes_texts(self) -> bool:
        """Whether it speaks of texts, as in values in quotes."""
        return bool(_TEXT_TOO_RE.search(self._text))

    @lazy
    def speaks_of_null(self) -> bool:
        """Whether it speaks of null."""
        return bool(_NULL_RE.search(self._text))

    @lazy
    def literals(self) -> frozenset[str]:
        """The names and values in double backquotes."""
        return frozenset(_LITERAL_RE.findall(self._text))

    @lazy
    def quoted(self) -> frozenset[str]:
        """What stands between quotation marks, backquotes or asterisks; also what stands between two such things."""
        return frozenset(_QUOTE_RE.split(self._text)[1:-1])

    @property
    def statements(self) -> tuple[object, ...]:
        """All that it says: two descriptions that agree in this are the same to every rule."""
        return tuple(getattr(self, name) for name in _STATEMENTS)


_STATEMENTS = tuple(name for name, value in vars(Wording).items() if isinstance(value, lazy))


@lru_cache(maxsize=100_000)
def read_wording(description: str) -> Wording:
    """Return what *description* says."""
    return Wording(description)
