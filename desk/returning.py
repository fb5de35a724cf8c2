"""What a case has from a part goes when that is cut off again, as far as the log tells what was before.

Every merge and every cut is a step in the log. They are walked back to where the case stood alone; then what
it has from the parts that are left is put to it again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from casebook.case import Case
from casebook.document import from_document
from casebook.event import Change, Event
from casebook.frozen import frozen
from casebook.keeping import kept_mention
from casebook.kinds import CaseStatus
from casebook.store.store import Store
from casebook.store.tables import LiveTable
from desk import climbing, lanes, parts, shelf

OWED = ("status", "due_at", "resolve_by", "reach_by", "counted_from", "resolved_at")
"""What a merge may change of the case that stands for both."""
CLIMBED = ("rung", "rung_why", "rung_at")
"""What it may change of how far the story has travelled."""
URGENT = ("priority", "reasons", "reach_by", "ahead")
"""What it may change of its row."""


@frozen
class _Before:
    """A document as it was before some merges, and the parts that came by them, the first of them first."""

    document: Mapping[str, Any]
    came: tuple[int, ...]


def give_back(store: Store, part: Case, target: Case, now: datetime) -> None:
    """Put a case and its row back as they would be had a part never been merged into it.

    What anybody has changed since is left as it is: it was decided knowing of the part.
    """
    steps = [event for event in store.events(case=target.id, newest=True) if list(_moved(event, target.id))]
    left = {each.id: each for each in parts.parts_of(store, target.id)}
    owed = _before(store.cases, target.id, OWED, steps, target.id)
    if part.id in owed.came:
        case = from_document(Case, owed.document, id=target.id)
        shelf.keep(store.cases, _owing(case, _still(owed, left)))
    climbed = _before(store.cases, target.id, CLIMBED, steps, target.id)
    if part.id in climbed.came:
        _as_high(store, from_document(Case, climbed.document, id=target.id), _still(climbed, left), now)
    urgent = _before(store.mentions, target.lead, URGENT, steps, target.id)
    if part.id in urgent.came:
        row = kept_mention(urgent.document, target.lead)
        for each in _still(urgent, left):
            row = lanes.more_urgent(row, shelf.mention(store, each.lead))
        shelf.keep_mention(store, row)


def _still(before: _Before, left: Mapping[int, Case]) -> list[Case]:
    """Return the parts that came since and are left."""
    return [left[number] for number in before.came if number in left]


def _as_high(store: Store, case: Case, of: Iterable[Case], now: datetime) -> None:
    """Keep a case on the rung of these parts of it, or on that which its own mentions have reached."""
    for part in of:
        case = climbing.risen_with(case, part, now)
    shelf.keep(store.cases, climbing.at_least(store, case, now))


def _owing(case: Case, of: Iterable[Case]) -> Case:
    """Return a case that owes what these parts of it owe too."""
    for part in of:
        if part.before_merge is CaseStatus.OPEN:
            case = lanes.taken_up(case, part)
    return case


def _moved(event: Event, target: int) -> Iterator[Change]:
    """Yield the changes by which a case became a part of another, or was cut off it."""
    for each in event.changes:
        into = {(side or {}).get("merged_into") for side in (each.was, each.now)}
        if each.table == "cases" and target in into and len(into) == 2:
            yield each


def _before(
    table: LiveTable, number: int, names: tuple[str, ...], steps: Sequence[Event], target: int
) -> _Before:
    """Return a document with these fields as they were before as many of the last steps as can be told."""
    document: dict[str, Any] = dict(table.get(doc_id=number) or {})
    came: list[int] = []
    for event in steps:
        change = next((each for each in event.changes if (each.table, each.id) == (table.name, number)), None)
        was, now = (change.was or {}, change.now or {}) if change else ({}, {})
        touched = [each for each in names if was.get(each) != now.get(each)]
        if any(document.get(each) != now.get(each) for each in touched):
            break
        document |= {each: was.get(each) for each in touched}
        came += [each.id for each in _moved(event, target) if (each.now or {}).get("merged_into") == target]
    return _Before(document, tuple(dict.fromkeys(came))[::-1])
