"""Ending a case: the cause it had, and what is said when it is over."""

from dataclasses import replace
from datetime import datetime

from casebook.kinds import Aftermath, CaseStatus, PromiseState
from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.promising import settle_all
from desk.rules import check


def resolve(
    store: Store,
    case: int,
    cause: str,
    aftermath: Aftermath,
    *,
    promises: PromiseState | None = None,
    by: str,
    now: datetime,
) -> None:
    """Close a case.

    Args:
        store: Where it is.
        case: Its number.
        cause: What was at the bottom of it, a key of the playbook's causes.
        aftermath: What is said when it is over.
        promises: What becomes of the promises it still owes; None where it owes none.
        by: Who closes it.
        now: When.

    Raises:
        Missing: There is no such case.
        Refused: Somebody else has it, it is resolved already, no cause is given, or nothing is said of a
            promise it still owes.
    """
    if not cause.strip():
        raise Refused("name the cause: a case is not closed without one")
    with store.act(by, Act.RESOLVE, now, case=case):
        found = shelf.case(store, case)
        check(Act.RESOLVE, found, by, now)
        settle_all(store, case, promises, now)
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
