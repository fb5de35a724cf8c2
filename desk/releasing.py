"""Letting a claim go, so that somebody else may take the case."""

from dataclasses import replace
from datetime import datetime

from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check


def release(store: Store, case: int, *, by: str, now: datetime) -> None:
    """Let one's own claim on a case go; one that has run out is let go too.

    Raises:
        Missing: There is no such case.
        Refused: It is not in one's hands, or it is resolved.
    """
    with store.act(by, Act.RELEASE, now, case=case):
        found = shelf.case(store, case)
        check(Act.RELEASE, found, by, now)
        if found.owner != by:
            raise Refused(f"case #{case} is not in your hands")
        free = replace(found, owner=None, claimed_until=None)
        shelf.keep(store.cases, free)
        seating.show_lead(store, free)
