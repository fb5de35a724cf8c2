"""Copies: mentions that say elsewhere what another has said. Each keeps a record of its own behind its row.

They are known by their page, or by their words. What was let go keeps its copies out of the queue. A mute
and a rule hold where they were meant to hold, and a story that is over has no row: the same words elsewhere
are news then.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, Decision
from casebook.likeness import Likeness
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import known, lanes, seating, shelf
from desk.acts import COLLECTOR, Act
from desk.held import NOTHING, Held
from desk.likeness import WITHIN, Said, keys, why_same
from desk.parts import survivor

SAME_PAGE = "the same page"
SAME_WORDS = "the same words"

_LATEST = 8
"""Mentions of one key that are looked at, the newest first: what everybody says is nobody's copy."""
_COMPARED = 8
"""Mentions that a text is compared with: what is the same shares most keys, and comes first."""


@frozen
class Found:
    """What a mention is a copy of."""

    first: KeptMention
    """Behind whose row it stands."""
    why: str


def find(
    store: Store, kept: KeptMention, held: Held = NOTHING, by: tuple[int, ...] | None = None
) -> Found | None:
    """Return what a mention is a copy of, by its page or by its words; None where it is news.

    Args:
        store: Where the first may lie.
        kept: What may be a copy.
        held: What the store is known not to hold.
        by: The keys of its words, where they are known.
    """
    found = found_before(store, kept, held) or _by_words(store, kept, held, by)
    return None if found is not None and lanes.ruled_out(found.first) else found


def found_before(store: Store, kept: KeptMention, held: Held = NOTHING) -> Found | None:
    """Return what a mention that we have was a copy of when it came, or would be by its page."""
    if kept.apart:
        return None
    if kept.copy_of is not None:
        first = shelf.mention(store, kept.copy_of)
        return Found(first, SAME_PAGE if kept.page is not None and kept.page == first.page else SAME_WORDS)
    page = known.copied_page(store, kept.mention, kept.page, held) if kept.page else None
    return Found(_first_of(store, page), SAME_PAGE) if page is not None else None


def seat(store: Store, kept: KeptMention, found: Found, now: datetime) -> tuple[KeptMention, KeptMention]:
    """Put a copy behind the row of its first, which counts one voice more; return both as they are then."""
    with store.act(COLLECTOR, Act.COPIED, now, case=found.first.case):
        row = lanes.more_urgent(seating.row_of(store, found.first), kept)
        row = shelf.keep_mention(store, replace(row, voices=row.voices + 1))
        return shelf.keep_mention(store, lanes.behind(kept, found.first, found.why)), row


def remember(
    store: Store, kept: KeptMention, now: datetime, held: Held, by: tuple[int, ...] | None = None
) -> None:
    """Keep the keys of a new mention's words, for copies that may come; the arguments are those of `find`."""
    found = keys(Said(kept.mention)) if by is None else by
    held.came("likenesses", "key", *found)
    if found:
        shelf.keep_new(store.likenesses, [Likeness(0, key, kept.id, now) for key in found])


def renew(store: Store, kept: KeptMention, now: datetime, held: Held) -> None:
    """Keep the keys of a mention's words as they are now, and no longer those they had."""
    store.likenesses.remove(where("mention") == kept.id)
    remember(store, kept, now, held)


def forget_old(store: Store, now: datetime) -> None:
    """Forget the keys of what is too old to have copies, the oldest first, a portion each time."""
    shelf.forget_before(store.likenesses, now - WITHIN)


def copies_of(store: Store, kept: KeptMention) -> list[KeptMention]:
    """Return what stands behind a mention's row as copies of it, oldest first."""
    if kept.voices < 2:
        return []
    told = shelf.mentions(store.mentions.select(where("copy_of") == kept.id, order="+"))
    return [*_of_old(store, kept), *told]


def _of_old(store: Store, kept: KeptMention) -> list[KeptMention]:
    """Return copies from the days when a copy did not say of what it is one."""
    if kept.page is None:
        return []
    same = shelf.mentions(store.mentions.select(where("page") == kept.page, order="+"))
    beside = (each for each in same if each.id != kept.id and each.copy_of is None and not each.apart)
    return [each for each in beside if each.lane is None and _place(each) != _place(kept)]


def _place(kept: KeptMention) -> tuple[str, str | None]:
    return kept.mention.source, kept.mention.via


def _by_words(store: Store, kept: KeptMention, held: Held, by: tuple[int, ...] | None) -> Found | None:
    alike = _alike(store, keys(Said(kept.mention)) if by is None else by, kept.id, held)
    if not alike:
        return None
    copy = Said(kept.mention)
    for first in shelf.mentions(store.mentions.get(doc_ids=alike)):
        why = None if first.apart or first.mute else why_same(Said(first.mention), copy)
        if why is not None and not _is_over(store, first):
            return Found(_first_of(store, first), why)
    return None


def _alike(store: Store, by: tuple[int, ...], here: int, held: Held) -> list[int]:
    """Return the mentions that share a key of a text's words, those that share most of them: few at most."""
    found = Counter(
        each["mention"]
        for key in by
        if held.may_have("likenesses", "key", key)
        for each in store.likenesses.select(where("key") == key, order="-", limit=_LATEST)
    )
    return [number for number, _ in found.most_common(_COMPARED + 1) if number != here][:_COMPARED]


def _first_of(store: Store, kept: KeptMention) -> KeptMention:
    return kept if kept.copy_of is None else shelf.mention(store, kept.copy_of)


def _is_over(store: Store, kept: KeptMention) -> bool:
    """Return whether a mention's case is resolved: its row is gone, and nobody would see what joins it."""
    if kept.case is None or kept.decision is not Decision.IN_CASE:
        return False
    case: Case = survivor(store, shelf.case(store, kept.case))
    return case.status is CaseStatus.RESOLVED
