"""What is new in a feed's body: the entries nobody knew, parsed, and the marks to know them by next time."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace

from casebook.frozen import frozen
from casebook.mention import Mention
from sources.dialect import PLAIN, Dialect
from sources.errors import Unreachable, Unreadable
from sources.feed_age import is_old
from sources.feed_cursor import FeedCursor
from sources.feed_portions import read_portions
from sources.feed_window import mark_of, window
from sources.kit import Reads, Reply
from sources.reading import TOO_MANY, Reading

A_PASS = 200
"""New entries read in one pass at most: each pass is kept with its cursor, so that what has gathered while
nobody collected comes in though the collector does not live long."""
Read = Callable[[bytes], Awaitable[Reading]]
"""Reads a feed's bytes."""
_BROKE_OFF = "broke off its answer"
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)


@frozen
class News:
    """New and changed mentions, and everything the body holds by its marks."""

    marks: Mapping[str, str]
    """One for each entry, in the feed's order, with the entry's key: the same for all it was edited to."""
    mentions: tuple[Mention, ...] = ()
    flaw: str = ""
    """What is wrong with the feed, in words."""
    cut: str = ""
    """Why the body is not whole, in words."""
    ttl: float | None = None
    """Seconds the feed itself asks to be left alone."""
    lossy: bool = False
    """Whether some entries could not be read."""
    left: int = 0
    """New entries that are still to be read, in another pass."""
    stuck: bool = False
    """Whether the parser could do nothing with what it was given: another pass may well be the same."""


async def news(reply: Reply, known: FeedCursor, parser: Reads, dialect: Dialect = PLAIN) -> News:
    """Return what is new in an answer; the parser is handed only what nobody knows yet.

    Entries that are plainly older than the feed is read back become known without it. Of a great many the
    last in the feed are read first: these are the oldest, and the first to fall out of it.

    Args:
        reply: A full answer, perhaps cut off.
        known: The entries that are known, and how far back the feed is read.
        parser: Reads what is new; not asked when nothing is.
        dialect: How it is understood, and what of an entry counts.

    Raises:
        Unreadable: The body is no feed.
        Unreachable: Too little of it came to be read.
    """
    cut_up, seen = window(reply.body), known.seen
    read = _reader(parser, reply, dialect)
    if cut_up is None:
        return await _whole(reply, (), seen, read)
    marks = tuple(mark_of(dialect.essence(span)) for span in cut_up.spans)
    unknown = {mark: span for mark, span in zip(marks, cut_up.spans, strict=True) if mark not in seen}
    new = _worth_reading(unknown, known)
    seen = {**{mark: "" for mark in unknown if mark not in new}, **seen}
    cut = reply.cut or ("" if cut_up.whole else _BROKE_OFF)
    flaw = TOO_MANY if cut_up.more else ""
    if not new:
        return News(_keyed(marks, seen), flaw=flaw, cut=cut)
    some = list(new.items())[-A_PASS:]
    portions = await read_portions([span for _, span in some], lambda spans: read(cut_up.over(spans)))
    if portions is None:
        return await _whole(reply, marks, seen, read)
    reading = portions.reading
    done = [mark for mark, _ in some[: len(reading.entries)]]
    found = _told(reading, _keyed(marks, {**seen, **_keys(done, reading.entries)}), reading.entries, cut)
    left, stuck = len(new) - len(done), portions.broke and not found.mentions
    return replace(found, flaw=found.flaw or flaw, left=left, stuck=stuck)


def _worth_reading(unknown: Mapping[str, bytes], known: FeedCursor) -> dict[str, bytes]:
    """Return the entries to be parsed; of a feed that is new to us at least one, for what its head says."""
    young = {mark: span for mark, span in unknown.items() if not is_old(span, known.since)}
    return young if young or known.seen else dict(list(unknown.items())[:1])


async def _whole(reply: Reply, marks: tuple[str, ...], seen: Mapping[str, str], read: Read) -> News:
    """Parse everything and deliver what is not known; entries are marked by their span where there is one."""
    try:
        reading = await read(reply.body)
    except Unreadable as error:
        if reply.cut:
            raise Unreachable(f"it {reply.cut}, too early to be read") from error
        raise
    broken = reading.flaw not in ("", TOO_MANY)
    cut = reply.cut or (_BROKE_OFF if broken and not _END.search(reply.body[-500:]) else "")
    entries = reading.entries[:-1] if cut else reading.entries  # the last one may be half of itself
    if len(marks) != len(entries):
        marks = tuple(mark_of(repr(entry).encode()) for entry in entries)
    new = tuple(entry for entry, mark in zip(entries, marks, strict=True) if mark not in seen)
    return _told(reading, _keys(marks, entries), new, cut)


def _reader(parser: Reads, reply: Reply, dialect: Dialect) -> Read:
    sort = reply.headers.get("content-type", "")
    return lambda body: parser.read(body, reply.url, sort, dialect.word)


def _keyed(marks: Iterable[str], keys: Mapping[str, str]) -> dict[str, str]:
    return {mark: keys[mark] for mark in marks if mark in keys}


def _keys(marks: Iterable[str], entries: Iterable[Mention | None]) -> dict[str, str]:
    pairs = zip(marks, entries, strict=True)
    return {mark: mark_of(entry.native_id.encode()) if entry else "" for mark, entry in pairs}


def _told(reading: Reading, marks: Mapping[str, str], new: Iterable[Mention | None], cut: str) -> News:
    mentions = tuple(mention for mention in new if mention is not None)
    return News(marks, mentions, reading.lost or reading.flaw, cut, reading.ttl, bool(reading.lost))
