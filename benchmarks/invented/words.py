"""The words of the invented API, and sentences made of them."""

from __future__ import annotations

from random import Random

NOUNS = (
    *("lantern", "kettle", "ladder", "basket", "mirror", "bridge", "engine", "garden", "hammer", "island"),
    *("jacket", "locket", "meadow", "needle", "orchard", "pillar", "quarry", "ribbon", "saddle", "timber"),
    *("urn", "valley", "wagon", "yarn", "anchor", "bellows", "candle", "drawer", "easel", "fountain"),
)
ADJECTIVES = (
    *("amber", "brisk", "copper", "dusky", "eager", "frosty", "gentle", "hollow", "ivory", "jolly"),
    *("keen", "lofty", "mellow", "narrow", "oaken", "plain", "quiet", "rustic", "silver", "tidy"),
    *("umber", "velvet", "woolen", "young", "zesty", "bright", "coarse", "dry", "early", "faint"),
)
PROPERTIES = (
    *("colour", "weight", "height", "owner", "origin", "shape", "texture", "price", "shelf", "maker"),
    *("season", "finish", "grade", "label", "motto", "pattern", "rank", "scent", "tone", "width"),
    *("age", "batch", "crate", "depth", "edge", "frame", "grain", "handle", "inlay", "joint"),
)
#: Of the objects that an object holds.
PARTS = ("clasp", "hinge", "lid", "rim", "spout", "wheel")
VERBS = ("polish", "lift", "paint", "fold", "lock", "mend", "stack", "turn", "wrap", "drain")
_SUBJECTS = ("The service", "Whoever keeps the shelf", "A worker", "The store", "The person on duty")
_ACTS = (
    *("writes it down", "looks at it once a day", "keeps it as it was given", "chooses another one"),
    *("gives it back in the same spelling", "does not change it later", "counts it with the others"),
)
_WHENS = (
    *("when the request arrives", "before anything else happens", "as soon as the work is done"),
    *("if nobody has asked for another", "unless the owner has left", "whenever the list is read"),
)
_NOTES = (
    *("Spaces at both ends are kept.", "An empty one counts as not given.", "Old clients do not send it."),
    *("It is *not* unique.", "Two of them may be the same.", "The default is ``plain``."),
)


def seeded(text: str) -> Random:
    """Return what draws the same for the same *text*, in each run and on each machine."""
    return Random(text)  # noqa: S311  # nothing here is secret


def sentence(random: Random) -> str:
    """Return a sentence of a kind that descriptions have."""
    return f"{random.choice(_SUBJECTS)} {random.choice(_ACTS)} {random.choice(_WHENS)}."


def description(random: Random, what: str) -> list[str]:
    """Return the lines of a description of *what*: mostly one sentence, at times some, and seldom a note."""
    lines = [f"The {what}."]
    lines += [sentence(random) for _ in range(random.choice((0, 0, 0, 1, 1, 1, 2, 2, 3, 5)))]
    if random.random() < 1 / 3:
        lines.append(random.choice(_NOTES))
    if random.random() < 1 / 20:  # about as seldom as in references
        lines += ["", f".. note:: {sentence(random)}"]
    return lines
