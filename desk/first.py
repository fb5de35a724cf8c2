"""The matter that comes first now: the row that matters most of those that are this responder's to take."""

from collections.abc import Iterator
from datetime import datetime

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.kinds import Lane
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import shelf
from desk.rules import held_by

_WINDOW = 100
"""Rows read at a time; the one sought is nearly always among the first."""


def first_needing(store: Store, me: str, now: datetime) -> KeptMention | None:
    """Return the first row nobody else has: what needs us, then what is to be thanked for; None at peace."""
    for lane in (Lane.DESK, Lane.PRAISE):
        for kept in _rows(store, where("lane") == lane.value):
            if _free(store, kept, me, now):
                return kept
    return None


def _rows(store: Store, query: QueryInstance) -> Iterator[KeptMention]:
    last: tuple[int, int] | None = None
    while window := store.mentions.select(query, order="rank", limit=_WINDOW, after=last):
        yield from shelf.mentions(window)
        last = (window[-1]["rank"], window[-1].doc_id)


def _free(store: Store, kept: KeptMention, me: str, now: datetime) -> bool:
    """Return whether it is in nobody else's hands; a claim that ran out holds nothing."""
    if kept.case is None or kept.owner in (None, me):
        return True
    return held_by(shelf.case(store, kept.case), now) in (None, me)
