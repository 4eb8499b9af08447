"""How a worker has units rendered: in processes of their own, as few as will do, and none when there is newer work."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Any, cast

import pytest

from sphinx_restaction.sphinx_ext.live import worker
from sphinx_restaction.sphinx_ext.live.fork import CAN_FORK

if TYPE_CHECKING:
    from sphinx_restaction.sphinx_ext.live.desk import Desk
    from sphinx_restaction.sphinx_ext.live.draft import Draft, Rendered, Units

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system can't copy a process")

ALL: Units = [("index", number) for number in range(60)]


@dataclass
class Sketch:
    """A draft of many units."""

    first: Units
    is_enough: bool
    all: Units = field(default_factory=lambda: ALL)

    def is_complete(self, rendered: Rendered) -> bool:
        """Whether that is enough, or all."""
        return self.is_enough or len(rendered["index"]) == len(self.all)


class Artist:
    """Renders units: the first one has an id that docutils has counted, and each tells how many there were."""

    def __init__(self, *, seconds: float = 0, has_ids: bool = False) -> None:
        self.seconds, self.has_ids = seconds, has_ids

    def render(self, _draft: object, units: Units) -> tuple[dict[str, dict[int, str]], list[object]]:
        """Return the HTML of *units*."""
        time.sleep(self.seconds)
        drawn = {number: f"<p>{len(units)}" for _, number in units}
        if self.has_ids:
            drawn[units[0][1]] += '<p id="id7">'
        return {"index": drawn}, []


def rendered(desk: Artist, draft: Sketch, message: dict[str, Any] | None = None) -> dict[int, str]:
    """Return what is rendered by a worker that is sent *message* meanwhile."""
    ours, theirs = Pipe()
    if message:
        theirs.send(message)
    made = worker._Worker(ours)  # noqa: SLF001  # its processes are what is tested
    html, warnings = made._render(cast("Desk", desk), cast("Draft", draft))  # noqa: SLF001
    assert warnings == []
    return dict(html["index"])


def test_where_the_first_units_tell_all_no_others_are_rendered() -> None:
    assert rendered(Artist(), Sketch(ALL[:1], is_enough=True)) == {0: "<p>1"}


def test_what_a_few_units_do_not_tell_is_rendered_as_a_whole() -> None:
    html = rendered(Artist(), Sketch(ALL[:1], is_enough=False))
    assert list(html) == [number for _, number in ALL]
    assert "<p>1" not in html.values()


def test_ids_that_two_processes_have_counted_are_counted_by_one() -> None:
    html = rendered(Artist(has_ids=True), Sketch(ALL, is_enough=True))
    assert "".join(html.values()) == "<p>60" + '<p id="id7">' + "<p>60" * 59


def test_a_newer_message_ends_the_work_at_once() -> None:
    message = {"edit": ["/a"], "number": 2}
    started = time.monotonic()
    with pytest.raises(worker._NewerError) as caught:  # noqa: SLF001
        rendered(Artist(seconds=60), Sketch(ALL, is_enough=True), message)
    assert caught.value.args == (message,)
    assert time.monotonic() - started < 30
