"""Counts what comes in: by the hour for what is usual, by the minute for what is not.

One document of each is rewritten with a delivery, however many mentions it brings. What is deleted, edited or
decided later stays counted: these figures say how much was heard, and when.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from tinydb import where
from tinydb.table import Document

from casebook.document import EPOCH
from casebook.gauge import SPAN, Gauge, Voice
from casebook.hour import Hour, Sum, said_of
from casebook.kinds import Precision
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from casebook.storm import ANY
from desk import shelf
from playbooks import judge, sameness
from playbooks.hosts import host_of
from playbooks.verdict import Verdict

UNDATED = 3
"""Mentions of a delivery that say no time and count as said now: a page that is new to us has many."""
_MINUTE = timedelta(minutes=1)
_ONLY = 1
"""The id of the one gauge."""


def minute_of(moment: datetime) -> int:
    """Return the minute a time lies in, counted from 1970."""
    return (moment - EPOCH) // _MINUTE


def gauge_of(store: Store) -> Gauge:
    """Return what was said against us in the last two hours."""
    kept = store.gauges.get(doc_id=_ONLY)
    return Gauge(kept["said"] if kept else "")


def keep_gauge(store: Store, gauge: Gauge) -> None:
    """Write the gauge."""
    store.gauges.upsert(Document({"said": gauge.said()}, doc_id=_ONLY))


def place_of(mention: Mention) -> str:
    """Return where a mention stands: its site, else its source."""
    return host_of(mention.url) or mention.via or mention.source


class _Heard(NamedTuple):
    """One mention to be counted."""

    minute: int
    stream: str
    """Its cause; `ANY` where it has none, or is no complaint."""
    voice: Voice | None
    """None where it is no complaint."""
    hard: int
    kind: int


class Gauging:
    """One delivery's counts."""

    def __init__(self, store: Store, now: datetime) -> None:
        """Begin to count.

        Args:
            store: Where it is written in the end.
            now: When it comes in.
        """
        self._store, self._now = store, minute_of(now)
        self._heard: list[_Heard] = []
        self._undated = 0

    def came(self, kept: KeptMention, verdict: Verdict) -> None:
        """Count a mention that is news, at the time at which it was written, if that is not long ago."""
        mention = kept.mention
        minute = minute_of(mention.created_at or kept.seen_at)
        if mention.created_precision is not Precision.EXACT:
            self._undated += 1
        late = not self._now - SPAN < minute <= self._now
        if late or self._undated > UNDATED or mention.created_precision is Precision.DAY:
            return
        against = verdict.complaint
        stream = (verdict.labels.cause or ANY) if against else ANY
        voice = voice_of(mention, minute) if against else None
        self._heard.append(_Heard(minute, stream, voice, verdict.hard, verdict.kind))

    @property
    def streams(self) -> set[str]:
        """The streams in which anything was said against us."""
        return {of for each in self._heard if each.voice for of in (ANY, each.stream)}

    def gauge(self) -> Gauge | None:
        """Return the gauge with all of it, still to be kept; None where nothing is to be counted."""
        if not self._heard:
            return None
        gauge = gauge_of(self._store)
        flush(self._store, gauge, self._now)
        for each in self._heard:
            fresh = each.voice is not None and gauge.heard(each.stream, each.voice)
            for stream in {ANY, each.stream}:
                gauge.counted(each.minute // 60, stream).count(each.voice, each.hard, each.kind, fresh=fresh)
        return gauge


def flush(store: Store, gauge: Gauge, minute: int) -> bool:
    """Bring what a gauge has counted into its hours, once a minute, and forget what is long ago."""
    if gauge.flushed == minute:
        return False
    for hour, sums in gauge.sums():
        _add(store, hour, sums)
    gauge.flush(minute)
    gauge.forget(minute - SPAN)
    return True


def mark(store: Store, now: datetime) -> None:
    """Note that this hour was listened to, though nothing may have been said in it."""
    hour = minute_of(now) // 60
    if not store.hours.count(where("hour") == hour):
        with store.batch():
            _add(store, hour, [])


def voice_of(mention: Mention, minute: int) -> Voice:
    """Return somebody who complains, by where and in which words."""
    place = place_of(mention)
    return Voice(minute, _who(mention, place), _number(place), sameness.keys_of(judge.said(mention)))


def _who(mention: Mention, place: str) -> int:
    """Return a number that tells who wrote a mention; where nobody is named, its words and place tell."""
    return _number(mention.author or f"{place} {judge.said(mention)}")


def _add(store: Store, hour: int, sums: list[Sum]) -> None:
    """Add sums to those of an hour."""
    kept = store.hours.get(where("hour") == hour)
    before = Hour(kept.doc_id, hour, kept["said"]) if kept else Hour(0, hour)
    told = {each.stream: each for each in before.sums}
    for each in sums:
        told[each.stream] = told[each.stream].plus(each) if each.stream in told else each
    shelf.keep(store.hours, Hour(before.id, hour, said_of(told.values())))


def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
