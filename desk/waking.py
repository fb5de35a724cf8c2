"""What is set aside comes back by itself: when its time has come, or when what it waits for happens."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.document import to_ms
from casebook.keeping import LAST
from casebook.kinds import Lane, WakeOn
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import lanes, shelf
from desk.acts import COLLECTOR, Act

SOONER: Mapping[WakeOn, str] = {
    WakeOn.ANSWER: "until they write again",
    WakeOn.CHANGE: "until anything about it changes",
}
"""What brings a row back before its time, in words."""

ON_TIME = "the time has come"
ANSWERED = "they have written again"
URGENT = "it has become more urgent"
CHANGED = "something about it has changed"


def wake(store: Store, now: datetime) -> list[int]:
    """Bring back every row whose time has come, and return their ids; who does it twice does it once."""
    query = (where("lane") == Lane.SNOOZED.value) & (where("snooze")["until"] <= to_ms(now))
    if not store.mentions.count(query):
        return []  # the common case takes no writer's turn
    with store.act(COLLECTOR, Act.WOKEN, now):
        return [_on_time(store, row, now).id for row in _rows(store, query)]


def _on_time(store: Store, row: KeptMention, now: datetime) -> KeptMention:
    """Bring back a row whose time has come; a case that waits for the customer is looked at again by then."""
    back = bring_back(store, row, ON_TIME, now)
    if row.snooze is None or back.case is None or back.lane is not Lane.WAITING:
        return back
    with store.act(COLLECTOR, Act.WOKEN, now, case=back.case):
        case = lanes.taken_up(shelf.case(store, back.case), row.snooze.until)
        shelf.keep(store.cases, case)
        return shelf.keep_mention(store, lanes.lead(back, case, back.voices))


def bring_back(store: Store, row: KeptMention, what: str, now: datetime) -> KeptMention:
    """Bring one row back with the reason, in an event of its own."""
    if row.snooze is None:
        return row
    with store.act(COLLECTOR, Act.WOKEN, now, case=row.case):
        return shelf.keep_mention(store, lanes.awake(row, why_back(row, what)))


def why_back(row: KeptMention, what: str) -> str:
    """Return why a row is back, with why it was set aside."""
    return f"{what} ({row.snooze.by}: {row.snooze.why})" if row.snooze and row.snooze.why else what


def changed(store: Store, row: KeptMention, before: int | None, now: datetime) -> None:
    """Bring a row back if it waits for any change, or is more urgent than the priority it had before."""
    if row.snooze is not None and row.snooze.on is WakeOn.CHANGE:
        bring_back(store, row, CHANGED, now)
    elif more_urgent(row.priority, before):
        bring_back(store, row, URGENT, now)


def joined(store: Store, row: KeptMention, before: int | None, *, reopened: bool, now: datetime) -> None:
    """Bring a case's row back for a voice that has joined it.

    Args:
        store: Where it is.
        row: As it is with the voice.
        before: Its priority without.
        reopened: Whether the case waited for this voice.
        now: When.
    """
    if reopened or (row.snooze is not None and row.snooze.on is not None):
        bring_back(store, row, ANSWERED, now)
    elif more_urgent(row.priority, before):
        bring_back(store, row, URGENT, now)


def more_urgent(now: int | None, before: int | None) -> bool:
    """Return whether a priority is more urgent than another."""
    return (now or LAST) < (before or LAST)


def written(store: Store, voice: KeptMention, now: datetime) -> None:
    """Bring back the rows that wait for this voice: another in their thread, or by their author anywhere."""
    for row in _rows(store, _beside(voice)):
        if row.snooze is not None and row.snooze.on is not None and row.id != voice.id:
            bring_back(store, row, ANSWERED, now)


def anything_asleep(store: Store) -> bool:
    """Return whether any row is set aside at all."""
    return store.mentions.count(where("lane") == Lane.SNOOZED.value) > 0


def _beside(voice: KeptMention) -> QueryInstance:
    beside: QueryInstance = where("thread") == voice.thread
    if voice.mention.author:
        beside = beside | (where("author") == voice.mention.author)
    asleep: QueryInstance = where("lane") == Lane.SNOOZED.value
    return asleep & beside


def _rows(store: Store, query: QueryInstance) -> Iterable[KeptMention]:
    return shelf.mentions(store.mentions.select(query, order="+"))
