"""Setting a row aside until a time or an event, and taking it back before that.

The time our answer is owed does not move: what is set aside and overdue is still counted as overdue.
"""

from datetime import datetime, timedelta

from casebook.kinds import Decision, Lane, WakeOn
from casebook.mention import KeptMention, Snooze
from casebook.store.store import Store
from desk import lanes, seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check
from sources.text import clean_line

LONGEST = timedelta(days=90)
"""Nothing is set aside for longer: what may wait for ever is let go with a reason, not snoozed."""


def snooze(
    store: Store,
    mention: int,
    until: datetime,
    *,
    on: WakeOn | None = None,
    why: str | None = None,
    by: str,
    now: datetime,
) -> None:
    """Set a mention's row, or its case's, aside.

    Args:
        store: Where it is.
        mention: Its number, or that of any mention of the case.
        until: When it comes back at the latest.
        on: What brings it back sooner.
        why: A word for whoever sees it.
        by: Who sets it aside.
        now: When.

    Raises:
        Missing: There is no such mention.
        Refused: The time is over or too far, somebody else has the case, or nothing is left to do about it.
    """
    if not now < until <= now + LONGEST:
        raise Refused(f"set it aside until a time ahead of now, {LONGEST.days} days at most")
    with store.act(by, Act.SNOOZE, now) as act:
        row = _row(store, Act.SNOOZE, mention, by, now)
        act.case = row.case
        lane = row.snooze.lane if row.snooze else row.lane or Lane.DESK
        aside = Snooze(by, now, until, lane, on, clean_line(why or "") or None)
        shelf.keep_mention(store, lanes.asleep(row, aside))


def wake_now(store: Store, mention: int, *, by: str, now: datetime) -> None:
    """Take a row back that is set aside.

    Raises:
        Missing: There is no such mention.
        Refused: It is not set aside, or somebody else has the case.
    """
    with store.act(by, Act.WAKE, now) as act:
        row = _row(store, Act.WAKE, mention, by, now)
        if row.snooze is None:
            raise Refused("it is not set aside")
        act.case = row.case
        shelf.keep_mention(store, lanes.awake(row, None))


def _row(store: Store, act: Act, mention: int, by: str, now: datetime) -> KeptMention:
    row = seating.row_of(store, shelf.mention(store, mention))
    if row.decision is Decision.IN_CASE and row.case is not None:
        check(act, shelf.case(store, row.case), by, now)
    elif row.lane is None:
        raise Refused("it is decided: there is nothing left to set aside")
    return row
