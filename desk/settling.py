"""The rung of a story once an act is taken back: as before it, but never below what the story has reached.

An undo leaves the rungs to this: where a story has climbed since, there is nothing to refuse and nothing to
bring down.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.document import from_document
from casebook.event import Change
from casebook.keeping import kept_mention
from casebook.store.store import Store
from desk import climbing, lanes, shelf
from playbooks.playbook import Playbook

RUNG = frozenset({"rung", "rung_why", "rung_at"})
"""The fields of a case, and of a mention, that no undo looks at by itself."""


def settle(store: Store, playbook: Playbook | None, changes: Iterable[Change], now: datetime) -> None:
    """Put the rungs back that these changes have moved; the caller has an act open.

    Args:
        store: Where they are.
        playbook: Its ladder tells what a case's own first mention has reached; without one that is not asked.
        changes: Those that are taken back, the latest first, once all else of them is.
        now: When.
    """
    moved = [each for each in changes if each.was and each.now and _rung(each.was) != _rung(each.now)]
    for each in moved:
        if each.table == "mentions":
            _mention(store, each)
    for each in moved:
        if each.table == "cases":
            _case(store, playbook, each, now)


def _rung(document: dict[str, object]) -> object:
    return document.get("rung")


def _mention(store: Store, change: Change) -> None:
    current = store.mentions.get(doc_id=change.id)
    if isinstance(current, dict) and _rung(current) == _rung(change.now or {}):
        kept = kept_mention(current, change.id)
        was = kept_mention(change.was or {}, change.id)
        shelf.keep_mention(store, replace(kept, rung=was.rung))


def _case(store: Store, playbook: Playbook | None, change: Change, now: datetime) -> None:
    current = store.cases.get(doc_id=change.id)
    if not isinstance(current, dict) or _rung(current) != _rung(change.now or {}):
        return  # gone, or it has climbed since
    case, was = (from_document(Case, each, id=change.id) for each in (current, change.was or {}))
    before = replace(case, rung=was.rung, rung_why=was.rung_why, rung_at=was.rung_at)
    case = climbing.at_least(store, before, now, playbook.ladder if playbook else None)
    shelf.keep(store.cases, case)
    shelf.keep_mention(store, lanes.on_rung(shelf.mention(store, case.lead), case.rung))
