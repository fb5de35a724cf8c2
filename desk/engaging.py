"""The decision on an echo: engage, and its case is worked on with it; or let it rest, with the reason."""

from datetime import datetime

from casebook.kinds import CaseStatus
from casebook.store.store import Store
from desk import lanes, parts, shelf
from desk.deciding import let_go
from desk.errors import Refused
from desk.merging import link
from desk.opening import reopen
from playbooks.playbook import Playbook


def engage(store: Store, playbook: Playbook, mention: int, *, by: str, now: datetime) -> int:
    """Take an echo up and return its case: one that is over is open again, and the echo is a voice of it.

    Raises:
        Missing: There is no such mention.
        Refused: It is no echo that waits for a decision, or somebody else has its case.
    """
    number = case_of(store, mention)
    if shelf.case(store, number).status is CaseStatus.OPEN:
        link(store, mention, number, by=by, now=now)
    else:
        reopen(store, playbook, number, by=by, now=now)
    return number


def let_rest(store: Store, mention: int, *, by: str, now: datetime) -> int:
    """Let an echo rest, with its copies, and return its case.

    Raises:
        Missing: There is no such mention.
        Refused: It is no echo that waits for a decision.
    """
    number = case_of(store, mention)
    let_go(store, mention, f"let it rest: an echo of case #{number}", by=by, now=now)
    return number


def case_of(store: Store, mention: int) -> int:
    """Return the case an undecided echo is put to, or the one that is part of.

    Raises:
        Missing: There is no such mention.
        Refused: It is no echo that waits for a decision.
    """
    kept = shelf.mention(store, mention)
    if kept.case is None or not lanes.is_echo(kept):
        raise Refused(f"mention #{mention} is no echo that waits for a decision")
    return parts.survivor(store, shelf.case(store, kept.case)).id
