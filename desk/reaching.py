"""Until when a customer is within reach (rule J6): a person says so, and once over it counts no more."""

from dataclasses import replace
from datetime import UTC, datetime

from tinydb import where

from casebook.case import Case
from casebook.document import to_ms
from casebook.kinds import Decision
from casebook.lesson import Lesson
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import parts, seating, shelf
from desk.acts import COLLECTOR, Act
from desk.errors import Refused
from desk.judging import row_again
from desk.overruling import case_row, judged_anew
from desk.rules import check
from playbooks.playbook import Playbook
from playbooks.within_reach import FACET, OVER


def reach(
    store: Store, playbook: Playbook, mention: int, until: datetime | None, *, by: str, now: datetime
) -> KeptMention:
    """Say until when the customer of a mention, or of its case, is within reach; return its row then.

    It stands above what their words say. While it runs, the row comes before others of its priority, and is
    of priority 2 at least.

    Args:
        store: Where it is.
        playbook: What judges it.
        mention: Its number.
        until: Aware; None: they are within reach no more.
        by: Who says so.
        now: When.

    Raises:
        Missing: There is no such mention.
        Refused: The time is over, the mention is decided, or its case is resolved.
    """
    if until is not None and until <= now:
        raise Refused("that is over: say until when they are within reach, ahead of now")
    with store.act(by, Act.REACH, now) as turn:
        row = seating.speaker(store, seating.row_of(store, shelf.mention(store, mention)))
        turn.case = row.case
        if row.decision is Decision.IN_CASE and row.case is not None:
            _on_case(store, parts.survivor(store, shelf.case(store, row.case)), until, by, now)
            row = shelf.mention(store, row.id)
        elif row.lane is None:
            raise Refused("it is decided: nobody has to be reached any more")
        said = until.astimezone(UTC).isoformat() if until is not None else OVER
        shelf.keep(store.lessons, Lesson(0, row.id, FACET, said, by, now, Act.REACH))
        return judged_anew(store, playbook, replace(row, overruled=True), now)


def out_of_reach(store: Store, playbook: Playbook, now: datetime) -> list[int]:
    """Let what is over outrank nothing any more, each row with an event of its own; return the rows."""
    query = where("reach_by") <= to_ms(now)
    if not store.mentions.count(query):
        return []
    with store.act(COLLECTOR, Act.OUT_OF_REACH, now):
        over = shelf.mentions(store.mentions.select(query, order="+"))
        for each in over:
            shelf.keep_mention(store, replace(each, reach_by=None))
        rows = [each.id for each in over if each.lane is not None]
        for number in rows:
            _end(store, playbook, number, now)
        return rows


def _on_case(store: Store, case: Case, until: datetime | None, by: str, now: datetime) -> None:
    """Note it on the case; what its voices have said of it themselves counts no more."""
    check(Act.REACH, case, by, now)
    shelf.keep(store.cases, replace(case, reach_by=until))
    inside = where("case").one_of(parts.family(store, case.id))
    for each in shelf.mentions(store.mentions.select(inside & (where("reach_by") > 0))):
        shelf.keep_mention(store, replace(each, reach_by=None))


def _end(store: Store, playbook: Playbook, number: int, now: datetime) -> None:
    kept = shelf.mention(store, number)
    with store.act(COLLECTOR, Act.OUT_OF_REACH, now, case=kept.case):
        if kept.decision is Decision.UNDECIDED:
            shelf.keep_mention(store, row_again(store, playbook, kept, now))
        elif kept.case is not None:
            case = parts.survivor(store, shelf.case(store, kept.case))
            case_row(store, playbook, case, now, before=kept.priority, anew=False)
