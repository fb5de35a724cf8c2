"""How a mention lies in the store: flat, so that one query reads a live mention and a kept one alike."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from casebook.document import Written, to_document, to_ms
from casebook.mention import KeptMention, Mention

LAST = 4
"""The rank of no priority: behind 1, 2 and 3."""
CLASSES = (1, 2, 3, None)
"""Every priority, first to last."""
UNSAID = frozenset(
    {each.name for kind in (Mention, KeptMention) for each in fields(kind) if each.default is None}
    | {"author", "rank", "early"}
)
"""The fields of a document of which most have nothing to say: they hold None then, and take it if missing."""
_HARM = 3
"""The severity at which somebody is in danger."""
_MINUTE = 60_000
_DUE_DIGITS = 10**13
"""Above any time in milliseconds until the year 2286, and a priority above that stays below 2**53."""


_REACH = 365 * 24 * 60 * _MINUTE
"""By so much a row stands before its time while they are within reach; a priority is more apart."""


def mention_document(kept: KeptMention) -> dict[str, Any]:
    """Return the flat document: the mention's own fields, ours, and the keys the indexes need.

    Keys beyond the two records: `uri`, `author` (the account), `rank` (its place in the lane) and `early`
    (when it is due, of a row that stands ahead of that).
    """
    own = to_document(kept)
    said = own.pop("mention")
    return {**said, **own, **keys_of(kept)}


def keys_of(kept: KeptMention) -> dict[str, Any]:
    """Return what the document holds beyond the two records: the keys the indexes need."""
    keys = {"uri": kept.mention.uri, "author": kept.mention.author, "rank": rank(kept)}
    return {**keys, "early": _early(kept)}


def kept_mention(document: Mapping[str, Any], number: int) -> KeptMention:
    """Return the kept mention a flat document holds.

    Raises:
        BadRecord: A field is missing or does not fit.
    """
    written = Written(document)
    return written.record(KeptMention, id=number, mention=written.record(Mention))


def rank(kept: KeptMention) -> int | None:
    """Return the row's place in its lane, lowest first, by `place`; None outside the queue.

    One that weighs more than its priority asks stands as if it had been due earlier: time passes for all
    rows alike, so their order holds without being written anew. Before all others of a priority stand those
    whose customer is within reach, or in danger; first those who are both, and of equal ones the heavier.
    """
    if kept.lane is None:
        return None
    before = (kept.ahead or 0) * _MINUTE + _pressing(kept) * _REACH
    return place(kept.priority, kept.runs_out or _otherwise(kept)) - before


def _early(kept: KeptMention) -> int | None:
    """Return when a row is due that stands before its time: it weighs more, or they are within reach.

    One that owes nothing is due never: it stands by when it was written.
    """
    if kept.lane is None:
        return None
    if kept.due_at is None:
        return _DUE_DIGITS
    return to_ms(kept.due_at) if kept.ahead or _pressing(kept) else None


def _pressing(kept: KeptMention) -> int:
    """Return by how much a row goes before others of its priority: danger to somebody still there by two."""
    return (kept.reach_by is not None) + (kept.severity == _HARM)


def _otherwise(kept: KeptMention) -> datetime:
    return kept.mention.created_at or kept.seen_at


def place(priority: int | None, due: datetime) -> int:
    """Return the number rows are sorted by: first the priority, then the due time."""
    return (priority or LAST) * _DUE_DIGITS + to_ms(due)


def span(priority: int | None) -> tuple[int, int]:
    """Return the lowest rank a row of this priority can have, and that which none of it reaches."""
    start = (priority or LAST) * _DUE_DIGITS
    return start, start + _DUE_DIGITS
