"""The keys of a view in their rooms: what moves, what acts on the matter, what looks, what is everywhere."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from casebook.query.fields import FIELDS, SIGNS
from tui.keys import Shown
from tui.rows import fitted, joined, words

MOVES = {
    *("up", "down", "half_up", "half_down", "top", "bottom", "next", "previous", "next_tab", "previous_tab"),
    *("open", "back", "leave", "quit", "later", "sooner", "read_on", "read_back", "follow"),
    *("older", "newer"),
}
"""Second words of the ids of what moves, and goes."""
LOOKS = {"queue.why", "case.history", "app.go", "app.layout", "app.first_keys", "queue.filter"}
"""Ids of what only looks, beside all that begins with "mention."."""
IDS = 19
"""Cells for the id of a key."""
SAYS = 16
"""Cells for what a key does, below which the ids are left out: what it does matters more."""


def rooms(keys: Sequence[Shown]) -> Mapping[str, list[Shown]]:
    """Return the keys by their rooms, in the order they are read; an empty room is left out."""
    found: dict[str, list[Shown]] = {"Move": [], "This matter": [], "Looking": [], "Everywhere": []}
    for each in keys:
        found[_room(each.id)].append(each)
    return {room: those for room, those in found.items() if those}


def help_text(keys: Sequence[Shown], room: int) -> Content:
    """Return one line a key, below the name of its room.

    Args:
        keys: What can be pressed.
        room: Cells a line has.
    """
    wide = max((len(each.keys) for each in keys), default=1)
    parts = [
        joined([words(title, "bold underline"), *(_line(each, wide, room) for each in those)], "\n")
        for title, those in rooms(keys).items()
    ]
    return joined(parts, "\n\n")


def language(room: int) -> Content:
    """Return what can be typed into the filter, one line a field, and how the words are joined.

    Args:
        room: Cells a line has.
    """
    said = [*SIGNS, *((each.example, each.what) for each in FIELDS)]
    wide = max(len(example) for example, _ in said)
    lines = [
        joined([words(fitted(example, wide), "bold $key"), "  ", fitted(what, room - wide - 2).rstrip()])
        for example, what in said
    ]
    return joined([words("The filter", "bold underline"), *lines], "\n")


def _room(id_: str) -> str:
    if id_ in LOOKS or id_.startswith("mention."):
        return "Looking"
    if id_.startswith(("desk.", "app.")):
        return "Everywhere"
    if id_.startswith("count."):
        return "Move"
    return "Move" if id_.split(".")[1] in MOVES else "This matter"


def _line(shown: Shown, wide: int, room: int) -> Content:
    keys = words(fitted(shown.keys, wide), "bold $key")
    says = shown.tooltip or shown.word
    if not says.startswith(shown.word):
        says = f"{shown.word}: {says}"
    left = room - wide - IDS - 3
    if left < SAYS:
        return joined([keys, "  ", fitted(says, room - wide - 2).rstrip()])
    return joined([keys, "  ", fitted(says, left), " ", words(shown.id, "dim")])
