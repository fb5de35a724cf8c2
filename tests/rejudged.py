"""What waits, judged anew: by whoever knows all that was decided, and what has become of it by that."""

from typing import Any

from desk.learning import Learner
from desk.overruling import overrule
from desk.rejudging import By, Moved, is_under_way, judge_some, moved_so_far
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.learned_samples import UNKNOWN

SIGNED: dict[str, Any] = {"by": "dana", "now": NOON}
BILL = "They billed me twice for one month and the line is dead, nobody answers, a disgrace"


def by(desk: World, **about: Any) -> By:
    """Return what somebody judges by who knows all that was decided."""
    learner = Learner(playbook())
    learner.look(desk.store)
    known, lessons = learner.known
    return By(known, lessons, **about)


def judge(desk: World, known: By | None = None, **about: Any) -> Moved:
    """Judge all that waits anew, and return what has become of it by that."""
    known = known or by(desk)
    before = moved_so_far(desk.store)
    while judge_some(desk.store, known, after(1), **about):
        pass
    assert not is_under_way(desk.store)
    return moved_so_far(desk.store).since(before)


def unknown(desk: World, native_id: str = "new", author: str = "kim", **about: Any) -> int:
    """Let a mention come in whose words no rule knows, and return its id."""
    return desk.one(complaint(native_id, **{"text": UNKNOWN, "author_handle": author, **about}))


def billed(desk: World, author: str, native_id: str = "", **about: Any) -> int:
    """Let a complaint come in that has the same words whoever writes it, and return its id."""
    return desk.one(complaint(native_id or author, **{"text": BILL, "author_handle": author, **about}))


def no_complaint(desk: World, number: int) -> None:
    """Have a person say that a mention is no complaint."""
    overrule(desk.store, playbook(), number, "complaint", "no", **SIGNED)
