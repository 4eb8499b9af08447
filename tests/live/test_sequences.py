"""After any sequence of edits the pages show what a clean build shows: nothing is left over from those before."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from sphinx_restaction.sphinx_ext.live.desk import WholeNeededError
from tests.live.notebook import CONF
from tests.live.studio import open_studio
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = 14
#: So few of each that many sections have one title, and many operations one address.
TITLES = ("List", "Show", "Make a *new* one", "Drop", "List", "42")
ADDRESSES = ("/a", "/a/{id}", "/b")
WORDS = ("word", '"quoted" -- or not', "``code``", "|book|", "`an address <https://example.org/>`__", "*strong*")
KEYS = ("id", "name", "size")


@dataclass(frozen=True, slots=True)
class Made:
    """An operation."""

    number: int
    title: str
    address: str
    text: str
    keys: tuple[str, ...] = ()
    has_label: bool = False
    has_sample: bool = False

    def source(self) -> str:
        """Return its lines."""
        label = f".. _operation-{self.number}:\n\n" if self.has_label else ""
        parts = [f"{label}{self.title}\n{'-' * 20}\n\n.. rest_method:: GET {self.address}\n\nDoes {self.text}.\n"]
        if self.keys:
            rows = "".join(f"   - {key}: {key}\n" for key in self.keys)
            parts.append(f"Request\n~~~~~~~\n\n.. rest_parameters:: parameters.yaml\n\n{rows}")
        if self.has_sample:
            parts.append("Response\n~~~~~~~~\n\n.. literalinclude:: sample.json\n   :language: json\n")
        return "\n".join(parts)


@dataclass(slots=True)
class State:
    """The sources, which a random edit changes."""

    chance: random.Random
    groups: list[list[Made]]
    texts: list[str]
    descriptions: dict[str, str]
    sample: int = 0
    count: int = 0
    edits: list[Callable[[], None]] = field(default_factory=list)
    #: The groups that are included, in order.
    order: tuple[int, ...] = (0, 1, 2)

    @classmethod
    def start(cls, seed: int, order: tuple[int, ...] = (0, 1, 2)) -> State:
        """Return sources with three groups."""
        chance = random.Random(seed)  # noqa: S311  # no secret
        state = cls(chance, [[], [], []], ["One", "Two", "Three"], dict.fromkeys(KEYS, "A text."), order=order)
        state.edits = [state.add, state.add, state.drop, state.move, state.rewrite, state.rewrite, state.describe]
        for _ in range(6):
            state.add()
        return state

    def files(self) -> dict[str, str]:
        """Return the files."""
        names = [f"group{number}.inc" for number in range(len(self.groups))]
        includes = "".join(f".. include:: {names[number]}\n" for number in self.order)
        files = {
            "index.rst": f"====\nBook\n====\n\n.. |book| replace:: the *book*\n\n{includes}",
            "sample.json": f'{{"size": {self.sample}}}\n',
            "parameters.yaml": "".join(
                f'{key}:\n  in: query\n  type: string\n  required: true\n  description: "{text}"\n'
                for key, text in self.descriptions.items()
            ),
        }
        for number, (name, group) in enumerate(zip(names, self.groups, strict=True)):
            head = f"Group {number}\n========\n\n{self.texts[number]}\n\n"
            files[name] = head + "\n".join(one.source() for one in group)
        return files

    def edit(self) -> None:
        """Change something, or a few things at once."""
        for _ in range(self.chance.choice((1, 1, 1, 2, 4))):
            self.chance.choice(self.edits)()

    def add(self) -> None:
        """Put a new operation anywhere."""
        group = self.chance.choice(self.groups)
        group.insert(self.chance.randint(0, len(group)), self._fill(Made(self.count, "", "", "")))
        self.count += 1

    def drop(self) -> None:
        """Take an operation away."""
        group = self.chance.choice(self.groups)
        if group:
            group.pop(self.chance.randrange(len(group)))

    def move(self) -> None:
        """Put an operation into this or another group."""
        group, other = self.chance.choices(self.groups, k=2)
        if group:
            one = group.pop(self.chance.randrange(len(group)))
            other.insert(self.chance.randint(0, len(other)), one)

    def rewrite(self) -> None:
        """Write an operation anew."""
        group = self.chance.choice(self.groups)
        if group:
            index = self.chance.randrange(len(group))
            group[index] = self._fill(group[index])

    def describe(self) -> None:
        """Change a description, the sample, and the text of a group."""
        self.descriptions[self.chance.choice(KEYS)] = f"Text {self.chance.randrange(100)}."
        self.sample = self.chance.randrange(3)
        self.texts[self.chance.randrange(3)] = self.chance.choice(WORDS)

    def _fill(self, one: Made) -> Made:
        choice = self.chance.choice
        keys = tuple(self.chance.sample(KEYS, self.chance.randrange(3)))
        # A label in two places needs a build of the whole.
        may_have_label = len(self.order) == len(set(self.order))
        flags = {"has_label": may_have_label and choice((True, False)), "has_sample": choice((True, False))}
        return replace(one, title=choice(TITLES), address=choice(ADDRESSES), text=choice(WORDS), keys=keys, **flags)


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        *((seed, (0, 1, 2)) for seed in (0, 1, 2, 3, 112)),
        (4, (0, 1, 2, 1)),
        (5, (1, 0, 1, 2, 1)),
        (6, (0, 0, 1, 2, 2)),
    ],
)
def test_a_sequence_of_edits_shows_what_a_clean_build_shows(tmp_path: Path, seed: int, order: tuple[int, ...]) -> None:
    state = State.start(seed, order)
    project = Project.create(tmp_path / "repository", state.files(), CONF)
    shown = 0
    with open_studio(project.source, tmp_path / "live") as studio:
        for _ in range(STEPS):
            before = state.files()
            state.edit()
            try:
                studio.edit(state.files())
            except WholeNeededError:
                # A preview would build the whole. This one goes on with what it has.
                studio.edit(before)
            else:
                shown += 1
            assert studio.differences(studio.clean()) == set()
    assert shown >= STEPS - 2
