"""A person's word on how far a story has travelled, such as that it was on television: up only."""

from datetime import datetime

from casebook.case import Case
from casebook.store.store import Store
from desk import climbing, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check
from playbooks.ladder import Placed
from playbooks.playbook import Playbook
from playbooks.rungs import POSTED, TOP


def raise_rung(
    store: Store, playbook: Playbook, case: int, rung: int, why: str, *, by: str, now: datetime
) -> Case:
    """Put a case on a higher rung, and return it; its row is back on the desk where it was away.

    Args:
        store: Where it is.
        playbook: Its ladder.
        case: Its number.
        rung: 2 to 5.
        why: What took it there, e.g. "the evening news".
        by: Who says so.
        now: When.

    Raises:
        Missing: There is no such case.
        Refused: There is no such rung, the story is there already or higher, or nothing is said of why.
    """
    with store.act(by, Act.RAISE, now, case=case):
        found = shelf.case(store, case)
        check(Act.RAISE, found, by, now)
        if not POSTED < rung <= TOP:
            raise Refused(f"there is no rung {rung} to put it on: say {POSTED + 1} to {TOP}")
        if rung <= found.rung:
            raise Refused(f"case #{case} is on rung {found.rung} already, and a story only climbs")
        if not why.strip():
            raise Refused("say what took it there: the evening news")
        return climbing.lift(store, playbook, case, Placed(rung, why.strip()), now)
