"""What was done since somebody looked, by the log: whether it moves a row or a figure of the queue.

Much that is done moves none: sources that fared well, somebody who came, words in preparation, a voice more.
New mentions are not in the log, but each has a number higher than all before it.
"""

from collections.abc import Container, Mapping
from typing import Any

from casebook.frozen import frozen
from casebook.store.store import Store

MOST = 20
"""Changes that are looked at; more are taken to move something."""
SEAT = ("lane", "rank", "owner", "decision", "due_at", "snooze", "mute", "seen_at")
"""The fields of a mention by which tabs and figures are counted, and rows stand where they stand."""
COUNTED = {"cases", "promises", "mutes"}
"""The tables that are counted besides."""


@frozen
class Mark:
    """A state of the store, to look from later."""

    mentions: int
    log: int


def mark(store: Store) -> Mark:
    """Return the state of the store now."""
    return Mark(store.mentions.top(), store.log.top())


def moves(store: Store, since: Mark, seen: Container[int]) -> bool:
    """Return whether what was done since a mark moves a row or a figure, or changes a row that is seen.

    Args:
        store: Where it was done.
        since: From where on.
        seen: The mentions that are seen: any change of them counts.
    """
    here = mark(store)
    if here.mentions != since.mentions:
        return True
    if here.log == since.log:
        return False
    done = store.log.select(order="+", after=(since.log,), limit=MOST + 1)
    return len(done) > MOST or any(_moves(each, seen) for each in done)


def _moves(done: Mapping[str, Any], seen: Container[int]) -> bool:
    if done["table"] != "mentions":
        return done["table"] in COUNTED
    was, now = done["was"], done["now"]
    if was is None or now is None or done["id"] in seen:
        return True
    return any(was.get(field) != now.get(field) for field in SEAT)
