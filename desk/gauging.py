"""Counts what comes in: by the hour for what is usual, by the minute for what is not.

One document of each is rewritten with a delivery, however many mentions it brings. What is deleted, edited or
decided later stays counted: these figures say how much was heard, and when.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zlib import crc32

from tinydb import where
from tinydb.table import Document

from casebook.document import EPOCH
from casebook.frozen import frozen
from casebook.gauge import SPAN, Gauge, Voice
from casebook.hour import Hour, Sum, said_of, sketched
from casebook.kinds import Precision
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from casebook.storm import ANY
from desk import shelf
from playbooks.judge import said
from playbooks.sameness import keys_of
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
    try:
        host = urlsplit(mention.url or "").hostname
    except ValueError:  # no address at all
        host = None
    return host or mention.via or mention.source


def who_of(mention: Mention) -> int:
    """Return a number that tells who wrote a mention; where nobody is named, its words and place tell."""
    return _number(mention.author or f"{place_of(mention)} {said(mention)}")


@frozen
class _Heard:
    """One mention to be counted."""

    minute: int
    mention: Mention
    verdict: Verdict


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
        minute = minute_of(kept.mention.created_at or kept.seen_at)
        if kept.mention.created_precision is not Precision.EXACT:
            self._undated += 1
        late = not self._now - SPAN < minute <= self._now
        if late or self._undated > UNDATED or kept.mention.created_precision is Precision.DAY:
            return
        self._heard.append(_Heard(minute, kept.mention, verdict))

    @property
    def streams(self) -> set[str]:
        """The streams in which anything was said against us."""
        return {of for each in self._heard if each.verdict.complaint for of in (ANY, _stream(each))}

    def write(self) -> Gauge | None:
        """Write the hours, and return the gauge, to be kept, where anything was said against us."""
        sums: dict[tuple[int, str], Sum] = {}
        gauge = gauge_of(self._store) if any(each.verdict.complaint for each in self._heard) else None
        if gauge is not None:
            gauge.forget(self._now - SPAN)
        for each in self._heard:
            fresh = gauge is not None and each.verdict.complaint and gauge.heard(*_voice(each))
            for stream in {ANY, _stream(each)}:
                at = each.minute // 60, stream
                sums[at] = _counted(sums.get(at, Sum(stream)), each, fresh=fresh)
        for hour in {hour for hour, _ in sums}:
            _add(self._store, hour, [each for (of, _), each in sums.items() if of == hour])
        return gauge


def mark(store: Store, now: datetime) -> None:
    """Note that this hour was listened to, though nothing may have been said in it."""
    hour = minute_of(now) // 60
    if not store.hours.count(where("hour") == hour):
        with store.batch():
            _add(store, hour, [])


def _stream(heard: _Heard) -> str:
    return (heard.verdict.labels.cause or ANY) if heard.verdict.complaint else ANY


def _voice(heard: _Heard) -> tuple[str, Voice]:
    mention = heard.mention
    place, keys = _number(place_of(mention)), keys_of(said(mention))
    return _stream(heard), Voice(heard.minute, who_of(mention), place, keys)


def _counted(before: Sum, heard: _Heard, *, fresh: bool) -> Sum:
    against = heard.verdict.complaint
    who, place = who_of(heard.mention), _number(place_of(heard.mention))
    return Sum(
        before.stream,
        before.mentions + 1,
        before.complaints + against,
        before.voices + fresh,
        before.hard + heard.verdict.hard,
        before.kind + heard.verdict.kind,
        sketched(before.authors, who) if against else before.authors,
        sketched(before.places, place) if against else before.places,
    )


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
