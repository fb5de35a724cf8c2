"""Taking back: the responder's own latest act, change by change, out of the log it left.

An undo is an act of its own that points to the one it takes back, and a redo points to its undo; so the log
tells the whole story, and what is in force follows from reading it backwards.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, groupby, takewhile
from typing import Any

from tinydb import where
from tinydb.table import Document

from casebook.event import Change, Event
from casebook.store.store import Store
from casebook.store.tables import LiveTable
from desk import shelf
from desk.acts import IN_PARTS, UNDOABLE, Act
from desk.answering import draft_of
from desk.errors import Refused
from desk.muting import hear_after_all
from desk.settling import RUNG, settle
from playbooks.playbook import Playbook

_PAGE = 50
"""Acts read at once; the one sought is nearly always among the first."""


def undo(store: Store, playbook: Playbook | None = None, *, by: str, now: datetime) -> Event:
    """Take back one's own latest act that is in force, and return its event.

    Args:
        store: Where it was done.
        playbook: Judges what a mute that is taken back has let go; without it no praise is told apart.
        by: Who takes back.
        now: When.

    Raises:
        Refused: There is none, or somebody has changed the same things since.
    """
    acts = in_force(store, by)
    head = next((each for each in acts if each.act in UNDOABLE), None)
    if head is None:
        raise Refused("there is nothing of yours to take back")
    return _revert_all(store, playbook, _parts(store, acts, head), Act.UNDO, by, now)


def redo(store: Store, *, by: str, now: datetime) -> Event:
    """Do again what was taken back last, unless another act came after; returns the event of the undo.

    Raises:
        Refused: Nothing was taken back last, or somebody has changed the same things since.
    """
    acts = in_force(store, by)
    last = next((each for each in acts if each.act in UNDOABLE | {Act.UNDO}), None)
    if last is None or last.act != Act.UNDO:
        raise Refused("nothing was taken back that could be done again")
    return _revert_all(store, None, _parts(store, acts, last), Act.REDO, by, now)


def in_force(store: Store, by: str) -> Iterator[Event]:
    """Return somebody's acts that are not taken back, the newest first, without what they changed.

    Nobody takes back what another has done, so only one's own acts are read.
    """
    dead: set[int] = set()
    for head in _backwards(store, by):
        if head.turn not in dead:
            if head.undoes is not None:
                dead.add(head.undoes)
            yield head


def _backwards(store: Store, by: str) -> Iterator[Event]:
    """Yield all acts of somebody, the newest first, a page in memory at a time."""
    before: int | None = None
    while page := store.acts_of(by, before=before, limit=_PAGE):
        yield from page
        before = page[-1].turn


def _parts(store: Store, acts: Iterator[Event], head: Event) -> list[int]:
    """Return the turns of what was done at one stroke, the newest first: nearly always a single one.

    Its parts have one time. What the same person did between two of them came later, and stays.

    Args:
        store: Where it was done.
        acts: What is in force before the newest part.
        head: The newest part.
    """
    done = head if head.undoes is None else _event(store, head.undoes)
    if done.act not in IN_PARTS:
        return [head.turn]
    since = takewhile(lambda each: each.at >= head.at, acts)
    return [head.turn, *(each.turn for each in since if (each.act, each.at) == (head.act, head.at))]


def _revert_all(
    store: Store, playbook: Playbook | None, turns: list[int], act: Act, by: str, now: datetime
) -> Event:
    """Take back all parts, each by itself so that nobody waits for all of them, and return them as one."""
    for turn in turns[1:]:
        _expect_nobody_since(store, _event(store, turn))
    done = [_revert(store, playbook, turn, act, by, now) for turn in turns]
    return replace(done[0], changes=tuple(chain.from_iterable(each.changes for each in reversed(done))))


def _event(store: Store, turn: int) -> Event:
    (event,) = store.events(after=turn - 1, limit=1)
    return event


def _revert(store: Store, playbook: Playbook | None, turn: int, act: Act, by: str, now: datetime) -> Event:
    event = _event(store, turn)
    with store.together(by, act, now, undoes=event.turn):
        _expect_nobody_since(store, event)
        for case, changes in groupby(reversed(event.changes), key=lambda each: each.case):
            some = list(changes)
            with store.act(by, act, now, case=case):
                for change in some:
                    _take_back(store, change)
                settle(store, playbook, some, now)
        _leave_nothing_behind(store, playbook, event, now)
        _mark_words(store, event)
    return event


def _take_back(store: Store, change: Change) -> None:
    table = _table(store, change)
    current = table.get(doc_id=change.id)
    touched = _touched(change)
    _expect_untouched(change, touched, current if isinstance(current, dict) else None)
    if change.was is None:
        table.remove(doc_ids=[change.id])
    elif change.now is None:
        table.insert(Document(change.was, doc_id=change.id))
    else:
        before = {name: value for name, value in change.was.items() if name in touched}
        table.update(before, doc_ids=[change.id])


def _table(store: Store, change: Change) -> LiveTable:
    table: LiveTable = getattr(store, change.table)
    return table


def _expect_untouched(change: Change, touched: set[str], current: dict[str, Any] | None) -> None:
    if change.now is None or current is None:
        same = change.now is None and current is None
    else:
        same = all(current.get(name) == change.now.get(name) for name in touched)
    if not same:
        raise _changed(change.table, change.id)


def _expect_nobody_since(store: Store, event: Event) -> None:
    """Refuse where somebody else has since brought the same about: it looks as it was left, and is theirs."""
    later = [each for some in _later(store, event) for each in _standing(some) if each.by != event.by]
    ours = _places(event) if later else set()
    for each in later:
        if both := ours & _places(each):
            raise _changed(*min(both)[:2])


def _later(store: Store, event: Event) -> Iterator[list[Event]]:
    """Yield what was done after an act on each of its cases, and by others on what belongs to none."""
    for case in sorted({each.case for each in event.changes if each.case is not None}):
        yield store.events(case=case, after=event.turn)
    loose = {(each.table, each.id) for each in event.changes if each.case is None}
    if loose:
        yield store.events_on(loose, after=event.turn, but=event.by)


def _standing(events: list[Event]) -> list[Event]:
    """Return the acts among these that were not taken back among these."""
    known, dead, found = {each.turn for each in events}, set[int](), []
    for each in reversed(events):
        if each.turn in dead:
            continue
        if each.undoes is not None:
            dead.add(each.undoes)
        if each.undoes not in known:
            found.append(each)
    return found


def _places(event: Event) -> set[tuple[str, int, str]]:
    """Return every field an act changed: table, document, field."""
    return {(each.table, each.id, name) for each in event.changes for name in _touched(each)}


def _changed(table: str, number: int) -> Refused:
    word = _WORDS.get(table, table)
    return Refused(f"{word} #{number} has been changed since by somebody else; this cannot be taken back")


def _touched(change: Change) -> set[str]:
    """Return the fields the act changed, its rung aside; all where it made or removed the document."""
    was, now = change.was or {}, change.now or {}
    names = (was.keys() | now.keys()) - RUNG
    return {name for name in names if change.was is None or was.get(name) != now.get(name)}


def _leave_nothing_behind(store: Store, playbook: Playbook | None, event: Event, now: datetime) -> None:
    """Refuse to take a case away under what is on it since; hear what a mute has let go that is gone."""
    for change in event.changes:
        if change.was is not None or _table(store, change).get(doc_id=change.id) is not None:
            continue
        if change.table == "cases" and _rests_on_case(store, change.id):
            raise Refused(f"case #{change.id} has grown since: it cannot be taken back, only resolved")
        if change.table == "mutes":
            hear_after_all(store, playbook, change.id, now)


def _rests_on_case(store: Store, case: int) -> bool:
    """Return whether anything is on a case that is gone, or any other case part of it."""
    tables = (store.mentions, store.notes, store.follow_ups, store.promises, store.drafts)
    parts = store.cases.count(where("merged_into") == case)
    return bool(parts) or any(table.count(where("case") == case) for table in tables)


def _mark_words(store: Store, event: Event) -> None:
    """Have one's draft, which no log keeps, follow a post: in preparation again, or up again after all."""
    said = event if event.act == Act.POST else _undone_post(store, event)
    draft = draft_of(store, said.case, said.by) if said and said.case is not None else None
    if said is None or draft is None:
        return
    if said is event and draft.up_at == said.at:
        shelf.keep(store.drafts, replace(draft, up_at=None))
    if said is not event and draft.at <= said.at:
        shelf.keep(store.drafts, replace(draft, up_at=said.at))


def _undone_post(store: Store, event: Event) -> Event | None:
    """Return the post that an undo took back, if it was one."""
    if event.undoes is None:
        return None
    found = store.events(after=event.undoes - 1, limit=1)
    return next((each for each in found if each.act == Act.POST), None)


_WORDS = {
    "mentions": "mention",
    "cases": "case",
    "handles": "link",
    "notes": "note",
    "follow_ups": "follow-up",
    "mutes": "mute",
    "promises": "promise",
    "lessons": "lesson",
    "storms": "storm",
}
