"""What is known of a mention beyond its words of today: what they were before, and where else they stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tinydb import where

from casebook.document import from_ms
from casebook.frozen import frozen
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act
from desk.copies import copies_of
from desk.edits import WORDS

MOST = 50
"""Edits that are told, the latest of them."""


SLOW = timedelta(days=1)
"""How far an index may lag behind its platform."""


@frozen
class Wording:
    """An author's words at one time."""

    title: str = ""
    text: str = ""
    rating: int | None = None


@frozen
class Edit:
    """One change of an author's words, or that they took them back."""

    at: datetime
    """When we heard of it."""
    was: Wording
    now: Wording
    deleted: bool = False


@frozen
class Evidence:
    """Beyond a mention's words of today."""

    edits: tuple[Edit, ...] = ()
    """Oldest first."""
    copies: tuple[KeptMention, ...] = ()
    """What stands behind its row, oldest first."""


def evidence_of(store: Store, kept: KeptMention) -> Evidence:
    """Return the evidence on a mention; most have none, and nothing is asked for those."""
    changed = kept.mention.edited_at is not None or kept.mention.deleted
    edits = tuple(edits_of(store, kept.id)) if changed else ()
    return Evidence(edits, tuple(copies_of(store, kept)))


def evidence_now(store: Store, number: int) -> Evidence:
    """Return the evidence on a mention as it is just now in the store.

    Raises:
        Missing: There is no such mention.
    """
    return evidence_of(store, shelf.mention(store, number))


def edits_of(store: Store, number: int) -> list[Edit]:
    """Return how a mention's words have changed, oldest first, as the log tells it."""
    query = (where("id") == number) & (where("table") == "mentions")
    told = where("act").one_of([Act.EDITED.value, Act.DELETED.value])
    return list(_edits(store.log.select(query & told, order="-", limit=MOST)[::-1]))


def is_late(edits: Sequence[Edit], kept: Mention, new: Mention, now: datetime) -> bool:
    """Return whether an undated version of an edited mention is one from before its latest edit: pure.

    A platform that dates its edits gives none to what was never edited. Where none does, the time we noted
    is ours; there a wording we have had is taken for a slow index's for a day, and for a change of mind then.
    """
    ours = {each.at for each in edits}
    if kept.edited_at is not None and kept.edited_at not in ours:
        return True
    had = {each.was for each in edits if now - each.at <= SLOW}
    return Wording(new.title or "", new.text, new.rating) in had


def _edits(rows: Iterable[Mapping[str, Any]]) -> Iterable[Edit]:
    for row in rows:
        was, now = _wording(row["was"] or {}), _wording(row["now"] or {})
        gone = bool((row["now"] or {}).get("deleted")) and not (row["was"] or {}).get("deleted")
        if was != now or gone:
            yield Edit(from_ms(row["at"]), was, now, gone)


def _wording(document: Mapping[str, Any]) -> Wording:
    said = {name: document.get(name) for name in WORDS}
    return Wording(said["title"] or "", said["text"] or "", said["rating"])
