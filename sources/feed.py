"""A feed as a source: asked with care, read only where something changed.

Each asking costs as little as it can, in this order: not modified (304), the same body as before, the same
entries as before, and only then the parser, for the new entries alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import EVERYTHING, Rule
from sources.address import here, host_of, shown
from sources.dialect import PLAIN, Dialect
from sources.errors import SourceError, Unreachable, Unreadable
from sources.feed_age import is_old_news
from sources.feed_behind import PAGES
from sources.feed_cursor import FeedCursor
from sources.feed_flood import DO as FLOOD_DO
from sources.feed_flood import settled, sifted
from sources.feed_id import scoped
from sources.feed_news import News, news
from sources.feed_offered import pointed
from sources.feed_window import mark_of
from sources.hints import cache_seconds, spent
from sources.kit import Asks, Kit, Reads, Reply
from sources.settings.common import Common
from sources.settings.feed import FeedSettings, Flood
from sources.source import Answer, Cursor, Health, failed
from sources.stamp import possible, stamped
from sources.status import has_news

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/feed+json;q=0.9, "
    "application/json;q=0.8, text/xml;q=0.7, */*;q=0.1"
)
_TTL_LIMIT = 3600.0
"""Seconds a feed's own wish to be left alone is followed at most."""
_AGAIN = 3
"""Times a page behind the first is asked for again where it cannot be had."""
_EMPTY = "the feed is suddenly empty: it may be broken, open it and look"


class Asked(Common, Protocol):
    """What is needed of the settings."""

    @property
    def url(self) -> str:
        """Where the feed is."""


class FeedSource:
    """One feed, by the settings."""

    def __init__(
        self,
        name: str,
        settings: Asked,
        web: Asks,
        parser: Reads,
        dialect: Dialect = PLAIN,
        fresh: Callable[[Reply, datetime], bool] = has_news,
        rule: Rule = EVERYTHING,
        flood: Flood = Flood.TAKE,
    ) -> None:
        """Make it.

        Args:
            name: Our own name of it.
            settings: Where it is, and how often and how far back it is read.
            web: What asks.
            parser: What reads.
            dialect: How its entries are understood.
            fresh: Whether an answer has a body to read; raises a `SourceError` where it is no good one.
            rule: What it is listened to for: by another one it is read anew.
            flood: What becomes of it when nearly all of the feed is new at once, though written long ago.
        """
        self.name = name
        self.every = settings.every
        self.host = host_of(settings.url)
        self._settings = settings
        self._web = web
        self._parser = parser
        self._dialect = dialect
        self._fresh = fresh
        self._flood = flood
        self._rule = rule.written_out
        self._held: Reply | None = None
        """An answer that holds more than was read of it so far."""

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once; new and changed entries are delivered, known ones are not.

        A body that broke off gives its finished entries, and is asked for again from the start. One with a
        great many new entries gives some of them; the next asking reads on in it, and asks nobody.
        """
        known = settled(FeedCursor.from_json(cursor, self._settings.url, self._rule), self._flood)
        held, self._held = self._held, None
        try:
            if held is not None:
                return await self._read_on(held, known.begun(now, self._settings.backfill), now)
            reply = await self._web.get(
                known.url or self._settings.url, {"accept": _ACCEPT, **known.validators()}
            )
            return await self._answer(reply, known, now)
        except SourceError as error:
            return failed(error, cursor)

    async def _answer(self, reply: Reply, before: FeedCursor, now: datetime) -> Answer:
        fresh = self._fresh(reply, now)
        known = before.heard_from(reply).begun(now, self._settings.backfill)
        digest = self._digest(reply)
        if not fresh:
            return self._unchanged(known, reply, now)
        if not reply.cut and digest == known.digest:
            return self._unchanged(known.told(reply, digest), reply, now)
        found, known = await self._news(reply, known, now)
        if known.seen and not found.marks and not found.flaw:
            return Answer((), before.to_json(), Health(HealthKind.EMPTY, _EMPTY))
        joined = any(mark in known.seen for mark in found.marks) if known.seen else None
        answer = replace(self._told(found, known.knowing(found.marks), reply, now), reaches_back=joined)
        if joined or found.cut or found.left or len(found.mentions) < len(found.marks):
            return answer
        return await self._further(answer, found.marks, reply, known, now)

    async def _further(
        self, first: Answer, marks: Mapping[str, str], reply: Reply, before: FeedCursor, now: datetime
    ) -> Answer:
        """Read the pages behind one whose every entry was new: back to what we know, or what is no news.

        One that cannot be had ends it; after a gap the answer then says that something may be missing, and
        the next asking begins where this one did.
        """
        answer, known = first, FeedCursor.from_json(first.cursor, self._settings.url, self._rule)
        for _ in range(PAGES):
            if not (url := self._dialect.behind(reply)):
                return answer
            try:
                reply = await self._web.get(url, {"accept": _ACCEPT})
                found = await self._behind(reply, known, now)
            except SourceError as error:
                return _gap(answer, before, error) if before.seen else answer
            if found is None:
                return answer
            marks = {**marks, **found.marks}
            known = known.knowing(marks)
            ours = tuple(self._ours(each, now) for each in found.mentions)
            answer = replace(answer, mentions=(*answer.mentions, *ours), cursor=known.to_json())
            if any(mark in before.seen for mark in found.marks):
                return replace(answer, reaches_back=True)
            if len(found.mentions) < len(found.marks) or found.left:
                return answer
        return answer

    async def _behind(self, reply: Reply, known: FeedCursor, now: datetime) -> News | None:
        """Return what is news on a page behind the first; None at the end, which WordPress calls 404."""
        if reply.status == 404 or not self._fresh(reply, now):
            return None
        if reply.cut:
            raise Unreachable(f"it {reply.cut}")
        found = await news(reply, known, self._parser, self._dialect)
        return replace(found, mentions=_young(found, known, now))

    async def _read_on(self, reply: Reply, known: FeedCursor, now: datetime) -> Answer:
        found, known = await self._news(reply, known, now)
        flaw, lossy = found.flaw or known.flaw, found.lossy or known.lossy
        found = replace(found, flaw=flaw, lossy=lossy)
        return self._told(found, known.knowing(found.marks), reply, now)

    async def _news(self, reply: Reply, known: FeedCursor, now: datetime) -> tuple[News, FeedCursor]:
        """Return what is news in an answer, and the cursor that knows of what is held back."""
        try:
            found = await news(reply, known, self._parser, self._dialect)
        except Unreadable as error:
            raise pointed(error, reply.body, reply.url, reply.headers.get("content-type", "")) from error
        return sifted(replace(found, mentions=_young(found, known, now)), known, self._flood)

    def _told(self, found: News, known: FeedCursor, reply: Reply, now: datetime) -> Answer:
        """Deliver what is new; only a whole body moves the cursor past asking for it again."""
        mentions = tuple(self._ours(mention, now) for mention in found.mentions)
        if found.left:
            return self._some(found, mentions, known, reply)
        if found.cut:
            health = Health(
                HealthKind.PARTIAL, f"{shown(reply.url)} {found.cut}: the rest is asked for again"
            )
            return Answer(mentions, known.to_json(), health)
        after = replace(
            known.told(reply, self._digest(reply)),
            flaw=found.flaw,
            lossy=found.lossy,
            ttl=found.ttl or known.ttl,
        )
        return Answer(
            mentions, after.to_json(), _health(after, HealthKind.OK), self._pause(after, reply, now)
        )

    def _some(self, found: News, mentions: tuple[Mention, ...], known: FeedCursor, reply: Reply) -> Answer:
        """Deliver what was read so far; where the parser gets nowhere, the rest has to wait for its time."""
        after = replace(known, flaw=found.flaw, lossy=found.lossy)
        if found.stuck:
            say = (
                f"{shown(reply.url)}: {found.left} entries could not be parsed in time, they are tried again"
            )
            return Answer(mentions, after.to_json(), Health(HealthKind.PARTIAL, say))
        self._held = reply
        say = f"much has gathered: {found.left} of its entries are still to be read"
        return Answer(mentions, after.to_json(), _health(after, HealthKind.OK, say), more=True)

    def _unchanged(self, known: FeedCursor, reply: Reply, now: datetime) -> Answer:
        health = _health(known, HealthKind.NOT_MODIFIED)
        return Answer((), known.to_json(), health, self._pause(known, reply, now), reaches_back=True)

    def _digest(self, reply: Reply) -> str:
        return mark_of(self._dialect.essence(reply.body))

    def _pause(self, known: FeedCursor, reply: Reply, now: datetime) -> float | None:
        """Return how long server and feed wish to be left alone; our own machine has no such wishes."""
        if here(self.host):
            return None
        wishes = cache_seconds(reply.headers, now) or 0.0, spent(reply.headers, now) or 0.0
        return max(*wishes, min(known.ttl, _TTL_LIMIT)) or None

    def _ours(self, mention: Mention, now: datetime) -> Mention:
        own = replace(mention, native_id=scoped(mention.native_id, self.name))
        return stamped(own, self.name, self._settings.portal, now)


def build(name: str, settings: FeedSettings, kit: Kit, rule: Rule) -> FeedSource:
    """Return a feed as a source."""
    return FeedSource(name, settings, kit.web, kit.parser, rule=rule, flood=settings.flood)


def _health(known: FeedCursor, otherwise: HealthKind, say: str = "") -> Health:
    todo = FLOOD_DO if known.flood else ""
    return Health(HealthKind.PARTIAL if known.lossy else otherwise, known.flaw or say, do=todo)


def _young(found: News, known: FeedCursor, now: datetime) -> tuple[Mention, ...]:
    """Return what was written since the feed is read back to, with times that can be."""
    young = (each for each in found.mentions if not is_old_news(each, known.since))
    return tuple(possible(each, now) for each in young)


def _gap(answer: Answer, before: FeedCursor, error: SourceError) -> Answer:
    """Return an answer that lacks a page behind the first: all of it is asked for again, but not for ever."""
    say = f"more was written than its first page shows, and the one behind could not be had: {error}"
    health = Health(HealthKind.PARTIAL, answer.health.say or say, do=answer.health.do)
    again = replace(before, missed=before.missed + 1)
    return replace(answer, cursor=answer.cursor if again.missed > _AGAIN else again.to_json(), health=health)
