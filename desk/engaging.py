"""The decision on an echo: engage, and its case is worked on with it; or let it rest, with the reason."""

from collections.abc import Sequence
from datetime import datetime

from casebook.kinds import CaseStatus
from casebook.store.store import Store
from desk import lanes, parts, shelf
from desk.acts import Act
from desk.bulk import Outcome, in_bulk
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


def let_all_rest(store: Store, mentions: Sequence[int], *, by: str, now: datetime) -> Outcome:
    """Let echoes rest, as far as may be; one undo takes all of it back.

    Raises:
        Refused: It could be done to none of them.
    """
    return in_bulk(store, Act.LET_GO, let_rest, mentions, by=by, now=now)


def engage_all(
    store: Store, playbook: Playbook, mentions: Sequence[int], *, by: str, now: datetime
) -> Outcome:
    """Take echoes up, as far as may be; one undo takes all of it back.

    Raises:
        Refused: It could be done to none of them.
    """

    def take(store: Store, mention: int, *, by: str, now: datetime) -> None:
        engage(store, playbook, mention, by=by, now=now)

    return in_bulk(store, Act.LINK, take, mentions, by=by, now=now)


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
