"""What a rule is: a named kind of fault, with the text that explains it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Preset = Literal["recommended", "strict"]

#: From the gravest to the mildest.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
#: From the smallest to the largest: each holds the rules of those before it.
PRESETS: tuple[Preset, ...] = ("recommended", "strict")


class Rule(NamedTuple):
    """A named kind of fault.

    An id names the bad thing, so that "ignore unknown-definition" reads well. It is at once the name of the module
    that declares the rule, the subtype of the Sphinx warning, which ``suppress_warnings`` takes as
    ``restaction.unknown-definition``, the name of the rule's page in the manual and of the folder ``tests/rules/<id>``
    that holds its examples.
    """

    #: The id in kebab case.
    id: str
    #: How grave a fault of this kind is, unless a project says otherwise.
    severity: Severity = "warning"
    #: The smallest preset that has the rule: ``recommended`` ones are hardly ever wrong.
    preset: Preset = "recommended"
    #: What is wrong, in one sentence, and then why it matters with a bad and a good example, in reStructuredText.
    text: str = ""

    @classmethod
    def of(cls, module: str, text: str | None, severity: Severity = "warning", preset: Preset = "recommended") -> Rule:
        """Return the rule that the module named *module* declares, *text* being its docstring."""
        return cls(module.rpartition(".")[2].replace("_", "-"), severity, preset, text or "")

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence."""
        return self.text.partition("\n")[0]

    @property
    def explanation(self) -> str:
        """All that follows the summary."""
        return self.text.partition("\n")[2].strip()
