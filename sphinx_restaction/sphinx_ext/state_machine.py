"""docutils' parser with fewer states: behind each directive it starts a machine for the text that follows.

Such a machine makes all of its fifteen states with all of their patterns, and most texts lead to one or two. A
reference has thousands of directives, and the states were a tenth of a build: they are made here when a text first
leads to them. What they do is docutils' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst.states import NestedStateMachine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.parsers.rst.states import RSTState
    from docutils.statemachine import State

    _State = State[list[str]]


class _States(dict[str, "_State"]):
    """The states of *machine* by the names of their classes, each made when it is asked for."""

    def __init__(self, machine: LeanStateMachine, classes: Iterable[type[_State]]) -> None:
        super().__init__()
        self._machine = machine
        self._classes = {state_class.__name__: state_class for state_class in classes}

    def __missing__(self, name: str) -> _State:
        state = self[name] = self._classes[name](self._machine, self._machine.debug)
        state.nested_sm = LeanStateMachine
        # A machine prepares its states when it begins to run; this one comes later.
        if hasattr(self._machine, "memo"):
            state.runtime_init()
        return state


class LeanStateMachine(NestedStateMachine):
    """A machine of docutils that makes no state before it needs it."""

    def add_states(self, state_classes: Iterable[type[_State]]) -> None:
        """Take the classes of the states."""
        self.states = _States(self, state_classes)


def make_lean(state: RSTState) -> None:
    """Have the machine that *state* belongs to start lean ones from here on."""
    if state.nested_sm is not LeanStateMachine:
        for other in state.state_machine.states.values():
            other.nested_sm = LeanStateMachine
