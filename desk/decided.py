"""Who decided about a mention, when, and why: nothing leaves the queue without that (rule L4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tinydb import where

from casebook.frozen import frozen
from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk.acts import COLLECTOR
from desk.timeline import words_of
from playbooks.playbook import Playbook

_LATEST = 50
"""Changes of a mention that are looked through for the one that decided, the latest first."""


@frozen
class Decided:
    """A decision about a mention."""

    by: str
    at: datetime
    why: str
    """In a sentence: what was done, and the reason where one was asked."""


def decided(store: Store, kept: KeptMention, playbook: Playbook | None = None) -> Decided | None:
    """Return the decision that took a mention out of the queue; None while nobody has decided.

    What was decided when it came in, by a mute, by standing behind its first or by its author's deleting it,
    says so itself.
    """
    if kept.decision is Decision.UNDECIDED:
        return None
    query = (where("id") == kept.id) & (where("table") == "mentions")
    for row in store.log.select(query, order="-", limit=_LATEST):
        if _decides(row):
            (event,) = store.events(after=row["turn"] - 1, limit=1)
            return Decided(event.by, event.at, words_of(event, playbook))
    return Decided(COLLECTOR, kept.seen_at, kept.why or _first_reason(kept))


def _decides(row: Mapping[str, Any]) -> bool:
    was, now = ((row[side] or {}).get("decision") for side in ("was", "now"))
    return now not in (None, was)


def _first_reason(kept: KeptMention) -> str:
    return kept.reasons[0].what if kept.reasons else f"it belongs to case #{kept.case}"
