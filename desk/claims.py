"""Claims that end: which of one's own to ask after, and letting one go so that another may take the case."""

from dataclasses import replace
from datetime import datetime, timedelta

from tinydb import where

from casebook.case import Case
from casebook.document import to_ms
from casebook.kinds import CaseStatus, Lane
from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check, held_by
from playbooks.playbook import Playbook

SOON = timedelta(minutes=5)
"""So long before a claim ends its holder is asked at the earliest, and so long after it is still said."""
_PART = 3
"""Of a short claim, its last third."""


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


def claim_to_ask(store: Store, playbook: Playbook, me: str, now: datetime) -> Case | None:
    """Return the case whose claim of mine ends next, if soon, or has ended just now; else None."""
    mine = (where("owner") == me) & (where("status") == CaseStatus.OPEN.value)
    ends = where("claimed_until")
    near = mine & (ends >= to_ms(now - SOON)) & (ends <= to_ms(now + SOON))
    found = shelf.records(Case, store.cases.select(near, order="claimed_until"))
    asked = (each for each in found if ends_soon(each, playbook, now) or _just_ended(each, now))
    return next((each for each in asked if _stands(store, each.lead)), None)


def _stands(store: Store, lead: int) -> bool:
    row = store.mentions.get(doc_id=lead)  # unread: one that cannot be is claimed all the same
    return row is not None and row["lane"] in (Lane.DESK, Lane.PRAISE)


def ends_soon(case: Case, playbook: Playbook, now: datetime) -> bool:
    """Return whether a claim is held and ends soon: in its last minutes, or the last third of a short one."""
    if held_by(case, now) is None or case.claimed_until is None:
        return False
    return case.claimed_until - now <= min(SOON, timedelta(minutes=playbook.claim_minutes) / _PART)


def _just_ended(case: Case, now: datetime) -> bool:
    ended = case.claimed_until
    return held_by(case, now) is None and ended is not None and now - ended <= SOON
