"""Ending a case: the cause it had, and what is said when it is over."""

from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.kinds import Aftermath, CaseStatus, PromiseState, Sort
from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.lessons import teach
from desk.promising import settle_all
from desk.rules import check
from playbooks.overruled import YES, Overrulable


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
        _teach(store, closed, by, now)
        seating.show_lead(store, closed)


def _teach(store: Store, case: Case, by: str, now: datetime) -> None:
    """Keep what a cause says of the mention the case was opened on: something had gone wrong, and what."""
    lead = shelf.mention(store, case.lead)
    said: dict[str, str] = (
        {} if lead.overruled and lead.sort is not Sort.COMPLAINT else {Overrulable.COMPLAINT: YES}
    )
    teach(store, lead.id, {**said, Overrulable.CAUSE: case.cause or ""}, Act.RESOLVE, by, now)
