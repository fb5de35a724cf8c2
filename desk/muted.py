"""Which mentions a mute lets go, and how many it has: pure where it decides."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tinydb import where

from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.keeping import LAST
from casebook.kinds import Decision, MuteKind
from casebook.mention import KeptMention, Reason
from casebook.mute import Mute
from casebook.store.store import Store
from desk import lanes, shelf

_ALL_THE_SAME = ", but this is more urgent"
LATELY = timedelta(hours=24)
"""The time over which the header counts what was muted."""


@frozen
class MuteRow:
    """A mute and what it has let go."""

    mute: Mute
    muted: int

    @property
    def id(self) -> int:
        """The mute's number."""
        return self.mute.id


def active(store: Store, now: datetime) -> list[Mute]:
    """Return the mutes that hold at a time."""
    found = shelf.records(Mute, store.mutes.select(where("until") > to_ms(now)))
    return [each for each in found if each.lifted_at is None]


def by_which(
    mutes: Iterable[Mute], kept: KeptMention, urgency: Callable[[KeptMention], int | None] | None = None
) -> Mute | None:
    """Return the mute that lets a mention go; None also where it is more urgent than what was muted.

    Args:
        mutes: Those that hold.
        kept: The mention, judged.
        urgency: Its priority, judged anew, had we found it at once: that we found it late makes it no more
            than was muted. None: it is as urgent as it stands.
    """
    held = _about(mutes, kept)
    first = _no_more_urgent(kept.priority, held)
    if first is not None or not held or urgency is None:
        return first
    at_once = replace(kept, seen_at=kept.mention.created_at or kept.seen_at)
    return _no_more_urgent(urgency(at_once), held)


def shown_all_the_same(mutes: Iterable[Mute], kept: KeptMention) -> KeptMention:
    """Return a mention no mute lets go; where one would, but for its urgency, that is among its reasons."""
    first = next(iter(_about(mutes, kept)), None)
    if first is None:
        return kept
    why = Reason(f"{first.by} has muted {first.name}{_ALL_THE_SAME}")
    return replace(kept, reasons=(*kept.reasons, why))


def reasons_all_the_same(kept: KeptMention) -> tuple[Reason, ...]:
    """Return why it was shown although it was muted; nothing where it was not."""
    return tuple(each for each in kept.reasons if each.what.endswith(_ALL_THE_SAME))


def muted(kept: KeptMention, mute: Mute) -> KeptMention:
    """Return a mention let go by a mute, which says so."""
    why = f"muted by {mute.by} until {mute.until:%d %b}: {mute.why}"
    return replace(lanes.decided(kept, Decision.NO_ACTION, why), mute=mute.id)


def thread_name(kept: KeptMention) -> str:
    """Return what the thread of a mention is called."""
    return f"the thread {kept.mention.title or kept.mention.url or kept.thread}"


def mute_rows(store: Store, now: datetime) -> list[MuteRow]:
    """Return the mutes that hold at a time, the one that stops first first."""
    rows = [MuteRow(each, store.mentions.count(where("mute") == each.id)) for each in active(store, now)]
    return sorted(rows, key=lambda row: row.mute.until)


def muted_lately(store: Store, now: datetime) -> int:
    """Return how many mentions were muted in the last day, by mutes that have ended meanwhile too."""
    since = to_ms(now - LATELY)
    mutes = store.mutes.select(where("until") > since)
    return sum(
        store.mentions.count((where("mute") == each.doc_id) & (where("seen_at") >= since)) for each in mutes
    )


def _about(mutes: Iterable[Mute], kept: KeptMention) -> list[Mute]:
    """Return the mutes of a mention's author, thread or words, however urgent it is."""
    return [each for each in mutes if _fits(each, kept)]


def _no_more_urgent(priority: int | None, mutes: Iterable[Mute]) -> Mute | None:
    """Return the first mute of what was as urgent, or more."""
    return next((each for each in mutes if (priority or LAST) >= (each.priority or LAST)), None)


def _fits(mute: Mute, kept: KeptMention) -> bool:
    said = kept.mention
    match mute.kind:
        case MuteKind.AUTHOR:
            return said.author == mute.value
        case MuteKind.THREAD:
            return kept.thread == mute.value
    return place(kept) == mute.source and has_word(f"{said.title or ''} {said.text}", mute.value)


def place(kept: KeptMention) -> str:
    """Return where a mention stands, as shown under "where"."""
    return kept.mention.via or kept.mention.source


def has_word(text: str, word: str) -> bool:
    """Return whether a text has a word, or several side by side, whole and in any case."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.casefold()) is not None
