"""What a case has from a part goes when that is cut off again, as far as the log tells what was before."""

from collections.abc import Mapping
from typing import Any

from casebook.case import Case
from casebook.document import from_document
from casebook.event import Change, Event
from casebook.keeping import kept_mention
from casebook.store.store import Store
from casebook.store.tables import LiveTable
from desk import shelf

OWED = ("status", "due_at", "resolved_at")
"""What a merge may change of the case that stands for both."""
URGENT = ("priority", "reasons")
"""What it may change of its row."""


def give_back(store: Store, part: Case, target: Case) -> None:
    """Put a case and its row back as they were before a part was merged into it.

    What anybody has changed since is left as it is: it was decided knowing of the part.
    """
    merge = _merge_of(store, part, target)
    if merge is None:
        return
    if case := _before(store.cases, _change(merge, "cases", target.id), OWED):
        shelf.keep(store.cases, from_document(Case, case, id=target.id))
    if row := _before(store.mentions, _change(merge, "mentions", target.lead), URGENT):
        shelf.keep_mention(store, kept_mention(row, target.lead))


def _merge_of(store: Store, part: Case, target: Case) -> Event | None:
    """Return the act by which a case became a part of another the last time."""
    for event in store.events(case=target.id, newest=True):
        change = _change(event, "cases", part.id)
        if change is not None and (change.now or {}).get("merged_into") == target.id:
            return event
    return None


def _change(event: Event, table: str, number: int) -> Change | None:
    return next((each for each in event.changes if (each.table, each.id) == (table, number)), None)


def _before(table: LiveTable, change: Change | None, names: tuple[str, ...]) -> Mapping[str, Any] | None:
    """Return a document with these fields as they were before a change; None where one is others by now."""
    document = table.get(doc_id=change.id) if change else None
    if change is None or change.was is None or change.now is None or not isinstance(document, Mapping):
        return None
    touched = [each for each in names if change.was.get(each) != change.now.get(each)]
    if not touched or any(document.get(each) != change.now.get(each) for each in touched):
        return None
    return {**document, **{each: change.was.get(each) for each in touched}}
