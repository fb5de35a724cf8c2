"""Ending a case: the cause it had, and what is said when it is over."""

from dataclasses import replace
from datetime import datetime

from casebook.kinds import Aftermath, CaseStatus
from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check


def resolve(store: Store, case: int, cause: str, aftermath: Aftermath, *, by: str, now: datetime) -> None:
    """Close a case with its root cause, a key of the playbook's causes, and its aftermath.

    Raises:
        Missing: There is no such case.
        Refused: Somebody else has it, it is resolved already, or no cause is given.
    """
    if not cause.strip():
        raise Refused("name the cause: a case is not closed without one")
    with store.act(by, Act.RESOLVE, now, case=case):
        found = shelf.case(store, case)
        check(Act.RESOLVE, found, by, now)
        closed = replace(
            found,
            status=CaseStatus.RESOLVED,
            cause=cause.strip(),
            aftermath=aftermath,
            resolved_at=now,
            claimed_until=None,
        )
        shelf.keep(store.cases, closed)
        seating.show_lead(store, closed)
