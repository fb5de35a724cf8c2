"""The events of a case in words: one table, each act's name once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from casebook.durations import span
from casebook.event import Change, Event
from casebook.kinds import BLAME, Blame, Decision, PromiseState, WakeOn
from desk.acts import Act
from desk.promised import SETTLED
from desk.waking import SOONER


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline."""

    at: datetime
    by: str
    words: str


def timeline(events: Iterable[Event]) -> list[Line]:
    """Return the events as lines, in their order; what is taken back is named."""
    known: dict[int, str] = {}
    lines = []
    for each in events:
        known[each.turn] = known.get(each.undoes or 0, "") or words_of(each)
        taken_back = f": {known[each.turn]}" if each.undoes in known else ""
        lines.append(Line(each.at, each.by, words_of(each) + taken_back))
    return lines


def words_of(event: Event) -> str:
    """Return what an event says; an act of another version is shown by its name."""
    say = WORDS.get(event.act)
    return say(event) if say else event.act


def _always(words: str) -> Callable[[Event], str]:
    return lambda _: words


def _naming(words: str, table: str, field: str) -> Callable[[Event], str]:
    """Return what says the words and then a field of what the event left in a table."""
    return lambda event: f"{words}: {_now(event, table).get(field, '')}"


def _now(event: Event, table: str) -> Mapping[str, Any]:
    """Return the first document of a table as the event left it."""
    return next((each.now for each in event.changes if each.table == table and each.now is not None), {})


def _voices(event: Event) -> int:
    return sum(each.table == "mentions" and _entered(each) for each in event.changes)


def _entered(change: Change) -> bool:
    was, now = ((each or {}).get("decision") for each in (change.was, change.now))
    return now == Decision.IN_CASE != was


def _opened(event: Event) -> str:
    voices = _voices(event)
    many = "a mention" if voices <= 1 else f"{voices} mentions"
    made = any(each.table == "cases" and each.was is None for each in event.changes)
    if not made:
        return f"put {many} of the same thread to the case"
    return "opened the case" if voices <= 1 else f"opened the case on {many} of one thread"


def _posted(event: Event) -> str:
    case = _now(event, "cases")
    what = "answered in public" if case.get("status") == "waiting" else "acknowledged in public"
    return f"{what}: {case['reply_url']}" if case.get("reply_url") else what


def _recorded(event: Event) -> str:
    said = [
        f"{_LEARNT[name]}: {BLAME[Blame(value)] if name == 'blame' else value}"
        for each in event.changes
        for name, value in (each.now or {}).items()
        if name in _LEARNT and value != (each.was or {}).get(name)
    ]
    return "noted " + ", ".join(said) if said else "noted nothing new"


def _resolved(event: Event) -> str:
    case = _now(event, "cases")
    aftermath = str(case.get("aftermath", "")).replace("_", " ")
    return f"resolved; cause: {case.get('cause')}, aftermath: {aftermath}"


def _linked(event: Event) -> str:
    part = next((each.id for each in event.changes if (each.now or {}).get("merged_into")), None)
    return f"merged case #{part} into #{event.case}" if part else f"put a mention to case #{event.case}"


def _cut(event: Event) -> str:
    part = next((each.id for each in event.changes if (each.was or {}).get("merged_into")), None)
    return f"cut case #{part} off again"


def _settled(event: Event) -> str:
    promise = _now(event, "promises")
    state = PromiseState(promise.get("state", PromiseState.KEPT))
    return f"{SETTLED[state]}: {promise.get('what', '')}"


def _snoozed(event: Event) -> str:
    snooze = _now(event, "mentions").get("snooze") or {}
    wait = span(timedelta(milliseconds=snooze.get("until", 0) - snooze.get("at", 0)))
    sooner = SOONER[WakeOn(snooze["on"])] if snooze.get("on") else ""
    why = f": {snooze['why']}" if snooze.get("why") else ""
    return f"set it aside for {wait}{f' or {sooner}' if sooner else ''}{why}"


def _claimed(event: Event) -> str:
    was = next((each.was for each in event.changes if each.table == "cases" and each.was), {})
    again = was.get("owner") == event.by and was.get("claimed_until") is not None
    return "claimed it for longer" if again else "claimed it"


_LEARNT = {"blame": "they believe", "wants": "what would put it right", "customer": "customer #"}

WORDS: Mapping[str, Callable[[Event], str]] = {
    Act.OPEN: _opened,
    Act.CLAIM: _claimed,
    Act.RELEASE: _always("let the claim go"),
    Act.NOTE: _naming("noted", "notes", "text"),
    Act.FOLLOW_UP: _naming("logged a follow-up", "follow_ups", "what"),
    Act.FINISH: _naming("finished the follow-up", "follow_ups", "what"),
    Act.POST: _posted,
    Act.RECORD: _recorded,
    Act.RESOLVE: _resolved,
    Act.REOPEN: _always("took it up again"),
    Act.LINK: _linked,
    Act.CUT: _cut,
    Act.PROMISE: _naming("promised", "promises", "what"),
    Act.SETTLE: _settled,
    Act.OVERDUE: _naming("a promise is overdue", "promises", "what"),
    Act.SNOOZE: _snoozed,
    Act.WAKE: _always("took it back from being set aside"),
    Act.WOKEN: _naming("it is back", "mentions", "back"),
    Act.MUTE: _naming("muted", "mutes", "name"),
    Act.LIFT: _naming("lifted the mute of", "mutes", "name"),
    Act.LET_GO: _naming("took no action", "mentions", "why"),
    Act.THANK: _always("thanked them"),
    Act.CONFIRM: _always("confirmed whose account it is"),
    Act.REFUSE: _always("refused a guess whose account it is"),
    Act.UNDO: _always("took back"),
    Act.REDO: _always("did again"),
    Act.IMPORT: _always("imported the customer list"),
    Act.TAKEN_IN: _always("mentions came in"),
    Act.JOINED: _always("somebody wrote again in the thread"),
    Act.ECHOED: _always("an echo came in"),
    Act.COPIED: _always("the same page came from another source"),
    Act.EDITED: _always("the author changed their words"),
    Act.GROWN: _always("it is stirring: reach, shares or answers have grown"),
    Act.DELETED: _always("the author deleted it"),
}
"""What each act says of its event."""
