"""What became of a case that is no more: its opening was taken back, which the log tells."""

from casebook.event import Change, Event
from casebook.store.store import Store
from desk import shelf
from desk.errors import Missing

_LOOKED_AT = 20
"""Acts of a case that are looked through for the one by which it went; it is nearly always the last."""


def what_became(store: Store, case: int, me: str) -> str:
    """Return in a sentence who took the opening of a case back, and where its mention is now."""
    for event in store.events(case=case, newest=True, limit=_LOOKED_AT):
        taken = next((each for each in event.changes if _took_away(each, case)), None)
        if taken is not None:
            return _told(store, case, me, event, taken)
    return f"there is no case #{case}"


def _took_away(change: Change, case: int) -> bool:
    return (change.table, change.id, change.now) == ("cases", case, None)


def _told(store: Store, case: int, me: str, event: Event, taken: Change) -> str:
    who = "you" if event.by == me else event.by
    return f"{who} took back the opening of case #{case}: {_where(store, (taken.was or {}).get('lead', 0))}"


def _where(store: Store, lead: int) -> str:
    try:
        now = shelf.mention(store, lead).case
    except Missing:
        return "it is gone"
    return "it waits in the queue again" if now is None else f"it is in case #{now} now"
