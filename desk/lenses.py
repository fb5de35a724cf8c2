"""The tabs: saved ways to look at the queue, as queries that also fit a live mention."""

from dataclasses import dataclass

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.kinds import Lane


@dataclass(frozen=True, slots=True)
class Lens:
    """One tab."""

    name: str
    query: QueryInstance
    order: str = "rank"
    """As the store's `select` takes it."""


def lenses(me: str) -> tuple[Lens, ...]:
    """Return the tabs in their order, for the responder of this name."""
    return (
        Lens("all", where("lane") == Lane.DESK.value),
        Lens("mine", (where("owner") == me) & where("lane").one_of([Lane.DESK, Lane.WAITING, Lane.PRAISE])),
        Lens("waiting", where("lane") == Lane.WAITING.value),
        Lens("snoozed", where("lane") == Lane.SNOOZED.value),
        Lens("praise", where("lane") == Lane.PRAISE.value),
    )
