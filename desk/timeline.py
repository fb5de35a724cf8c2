"""The events of a case in words: one table, each act's name once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from casebook.durations import span
from casebook.event import Change, Event
from casebook.frozen import frozen
from casebook.kinds import BLAME, Blame, Decision, PromiseState, WakeOn
from casebook.storm import ALIKE, ANY
from desk import echo_lines
from desk.acts import Act
from desk.climbed import besides, climbed
from desk.promised import SETTLED
from desk.waking import SOONER
from playbooks.overruled import in_words
from playbooks.playbook import Playbook
from playbooks.within_reach import OVER


@frozen
class Line:
    """One line of a timeline."""

    at: datetime
    by: str
    words: str


def timeline(events: Iterable[Event], playbook: Playbook | None = None) -> list[Line]:
    """Return the events as lines, in their order; what is taken back is named, in the playbook's words."""
    known: dict[int, str] = {}
    lines = []
    for each in events:
        known[each.turn] = known.get(each.undoes or 0, "") or words_of(each, playbook)
        taken_back = f": {known[each.turn]}" if each.undoes in known else ""
        lines.append(Line(each.at, each.by, words_of(each, playbook) + taken_back))
    return lines


def words_of(event: Event, playbook: Playbook | None = None) -> str:
    """Return what an event says, in the playbook's words; an act of another version is shown by its name."""
    if event.act in _BY_PLAYBOOK and playbook is not None:
        return _on_the_way(event) + _BY_PLAYBOOK[event.act](event, playbook) + besides(event, playbook)
    say = WORDS.get(event.act)
    return _on_the_way(event) + (say(event) if say else event.act) + besides(event, playbook)


def _on_the_way(event: Event) -> str:
    """Return what one key did first: it opens the case that its act needs."""
    made = sum(each.table == "cases" and each.was is None for each in event.changes)
    if not made or event.act not in _ON_A_CASE:
        return ""
    return f"{_opened(event)} and " if made == 1 else f"opened {made} cases and "


def _always(words: str) -> Callable[[Event], str]:
    return lambda _: words


def _naming(words: str, table: str, field: str) -> Callable[[Event], str]:
    """Return what says the words and then a field of what the event left in a table."""
    return lambda event: f"{words}: {_now(event, table).get(field, '')}"


def _now(event: Event, table: str) -> Mapping[str, Any]:
    """Return the document of a table that the event changed last, as it left it."""
    left = (each.now for each in reversed(event.changes) if each.table == table and each.now is not None)
    return next(left, {})


def _how_many(event: Event, table: str, field: str) -> int:
    """Return how many documents of a table have got something into a field."""
    return len({each.id for each in event.changes if each.table == table and _got(each, field)})


def _got(change: Change, field: str) -> bool:
    was, now = ((each or {}).get(field) for each in (change.was, change.now))
    return now not in (None, was)


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
    return "opened the case" if voices <= 1 else f"opened the case on {many}"


def _posted(event: Event) -> str:
    case = _now(event, "cases")
    what = "answered in public" if case.get("status") == "waiting" else "acknowledged in public"
    return f"{what}: {case['reply_url']}" if case.get("reply_url") else what


def _recorded(event: Event) -> str:
    said = [
        f"{_LEARNT[name]}: {BLAME[Blame(value)] if name == 'blame' else value}"
        for each in event.changes
        if each.was is not None
        for name, value in (each.now or {}).items()
        if name in _LEARNT and value != (each.was or {}).get(name)
    ]
    return "noted " + ", ".join(said) if said else "noted nothing new"


def _resolved(event: Event) -> str:
    case = _now(event, "cases")
    aftermath = str(case.get("aftermath", "")).replace("_", " ")
    return f"resolved; cause: {case.get('cause')}, aftermath: {aftermath}"


def _closed(event: Event, playbook: Playbook) -> str:
    """Return cause and aftermath as the dialog names them; a key it does not know stays as it is."""
    case = _now(event, "cases")
    cause, end = playbook.cause(case.get("cause")), playbook.end(case.get("aftermath"))
    return f"resolved; cause: {cause}; aftermath: {end}"


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


_TYPED = timedelta(seconds=30)
"""What passed at most between saying "2h" and setting it aside."""


def _snoozed(event: Event) -> str:
    snooze, many = _now(event, "mentions").get("snooze") or {}, _how_many(event, "mentions", "snooze")
    wait = span(timedelta(milliseconds=snooze.get("until", 0) - snooze.get("at", 0)) + _TYPED)
    sooner = SOONER[WakeOn(snooze["on"])] if snooze.get("on") else ""
    why = f": {snooze['why']}" if snooze.get("why") else ""
    return f"set {'it' if many <= 1 else many} aside for {wait}{f' or {sooner}' if sooner else ''}{why}"


def _claimed(event: Event) -> str:
    many = len({each.id for each in event.changes if each.table == "cases"})
    if many > 1:
        return f"claimed {many} cases"
    was = next((each.was for each in event.changes if each.table == "cases" and each.was), {})
    again = was.get("owner") == event.by and was.get("claimed_until") is not None
    return "claimed it for longer" if again else "claimed it"


def _overruled(event: Event, playbook: Playbook | None = None) -> str:
    """Return what somebody has said that a mention is, or that several are."""
    told = [each.now for each in event.changes if each.table == "lessons" and each.now is not None]
    said = [in_words(str(each.get("facet")), str(each.get("said")), playbook) for each in told]
    many = f" {len(told)}" if len(told) > 1 else ""
    return f"overruled{many}: {', '.join(dict.fromkeys(said))}"


def _reached(event: Event) -> str:
    said = str(_now(event, "lessons").get("said", OVER))
    if said == OVER:
        return "said that they are within reach no more"
    return f"said that they are within reach for {span(datetime.fromisoformat(said) - event.at + _TYPED)}"


def _let_go(event: Event) -> str:
    many, why = _how_many(event, "mentions", "why"), _now(event, "mentions").get("why", "")
    return f"took no action: {why}" if many <= 1 else f"let {many} go: {why}"


def _ruled(event: Event) -> str:
    return f"applied the rules to {_how_many(event, 'mentions', 'decision')}"


def _thanked(event: Event) -> str:
    many = _how_many(event, "mentions", "decision")
    return "thanked them" if many <= 1 else f"thanked {many}"


def _muted(event: Event) -> str:
    names = [str((each.now or {}).get("name", "")) for each in event.changes if each.table == "mutes"]
    return f"muted: {', '.join(names)}" if len(names) <= 3 else f"muted {len(names)}"


def _judged(event: Event) -> str:
    """Return between which priorities a waiting row was moved."""
    found = (each for each in event.changes if each.table == "mentions")
    both = next(((each.was or {}, each.now or {}) for each in found), ({}, {}))
    was, now = (str(each.get("priority") or "·") for each in both)
    return f"judged anew: priority {was}{f' → {now}' if now != was else ' still'}"


def _stormy(words: str) -> Callable[[Event], str]:
    """Return what says the words, and of which storm."""

    def say(event: Event) -> str:
        stream = str(_now(event, "storms").get("stream", ""))
        return f"{words}: {stream}" if stream not in (ANY, ALIKE) else words

    return say


_ON_A_CASE = frozenset(
    {Act.CLAIM, Act.NOTE, Act.FOLLOW_UP, Act.POST, Act.RECORD, Act.RESOLVE, Act.PROMISE, Act.RAISE}
)
"""The acts that open the case they need."""
_BY_PLAYBOOK: Mapping[str, Callable[[Event, Playbook], str]] = {
    Act.RESOLVE: _closed,
    Act.CLIMBED: climbed,
    Act.RAISE: climbed,
    Act.OVERRULE: _overruled,
}
"""What is said in the playbook's words where there is one."""
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
    Act.REOPEN: echo_lines.reopened,
    Act.LINK: _linked,
    Act.CUT: _cut,
    Act.PROMISE: _naming("promised", "promises", "what"),
    Act.SETTLE: _settled,
    Act.OVERDUE: _naming("a promise is overdue", "promises", "what"),
    Act.SNOOZE: _snoozed,
    Act.WAKE: _always("took it back from being set aside"),
    Act.WOKEN: _naming("it is back", "mentions", "back"),
    Act.MUTE: _muted,
    Act.LIFT: _naming("lifted the mute of", "mutes", "name"),
    Act.LET_GO: _let_go,
    Act.OVERRULE: _overruled,
    Act.REACH: _reached,
    Act.OUT_OF_REACH: _always("the time they were within reach is over"),
    Act.RULE: _ruled,
    Act.THANK: _thanked,
    Act.PART: echo_lines.parted,
    Act.CONFIRM: _always("confirmed whose account it is"),
    Act.REFUSE: _always("refused a guess whose account it is"),
    Act.TEST_MAIL: _naming("sent a test mail to", "test_mails", "address"),
    Act.PROVE: _naming("a test mail has arrived at", "test_mails", "address"),
    Act.STORM_RAISED: _stormy("a storm is raised"),
    Act.STORM_OVER: _stormy("a storm is over: it is as usual again"),
    Act.STILL: _stormy("said that a storm is over"),
    Act.HOLD: _stormy("had ordinary replies wait for a storm's one answer, or wait no more"),
    Act.SHELTER: _stormy("put mentions of a storm to its case"),
    Act.UNDO: _always("took back"),
    Act.REDO: _always("did again"),
    Act.IMPORT: _always("imported the customer list"),
    Act.TAKEN_IN: _always("mentions came in"),
    Act.CLIMBED: climbed,
    Act.RAISE: climbed,
    Act.JOINED: echo_lines.joined,
    Act.ECHOED: echo_lines.echoed,
    Act.COPIED: _always("a copy came in from another place"),
    Act.FOLLOWED: _always("its short link was followed"),
    Act.JUDGED: _judged,
    Act.EDITED: _always("the author changed their words"),
    Act.GROWN: _always("it is stirring: reach, shares or answers have grown"),
    Act.DELETED: _always("the author deleted it"),
}
"""What each act says of its event."""
