"""A walk along one list: from its newest page, or along a gap, back to where we were, as far as it goes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.address import origin_of, shown
from sources.errors import Refused, SourceError, Unreachable
from sources.feed_window import mark_of
from sources.hints import exhausted, reset
from sources.kit import Reply
from sources.links import LONGEST
from sources.platform import Page, Platform, Strand
from sources.roll_cursor import StrandCursor, after
from sources.status import has_news
from sources.validators import validators

_THE_QUESTION = frozenset({400, 404, 410, 422})
"""Statuses that say it is the question that is wrong, not the platform."""
_GROWTH = ("score", "comments", "reposts", "likes", "author_reach", "views")
"""What is told again each time it has about doubled."""


@frozen
class Walked:
    """What a walk brought."""

    mentions: tuple[Mention, ...]
    """New or changed."""
    strand: StrandCursor
    seen: Mapping[str, str]
    asked: int = 0
    """How many pages were asked for."""
    modified: bool = True
    hits: int = 0
    lost: int = 0
    flaw: str = ""
    pause: float | None = None
    spent: str = ""


@dataclass(slots=True)
class Walk:
    """One walk; `go` may be called once."""

    platform: Platform
    strand: Strand
    before: StrandCursor
    known: Mapping[str, str]
    """Marks by mark of the id, of all lists."""
    begun: datetime
    now: datetime
    pages: int
    """How many may be asked for."""
    gap: bool = False
    """Whether it is along the newest gap, not from the newest page."""
    asked: int = 0
    found: list[Mention] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    hits: int = 0
    lost: int = 0
    newest: int = 0
    flaw: str = ""
    pause: float | None = None
    spent: str = ""
    patchy: bool = False
    url: str = ""
    """The page that is asked for."""
    _tag: dict[str, str] = field(default_factory=dict)

    async def go(self) -> Walked:
        """Walk, and return what was found.

        Raises:
            SourceError: A page could not be had; `broken_off` tells what the pages before it held.
        """
        first = self.strand.first(self.before.since(self.platform.overlap))
        self.url = self.before.gaps[0].url if self.gap else first
        while self.asked < self.pages:
            page = await self._page(self.url, first)
            if page is None:
                return self._walked(self.before, modified=False)
            more = self._take(page)
            if not more or self._reached(page):
                return self._walked(self._to_the_end())
            self.url = page.next
            if self.pause:
                break
        return self._walked(self._to_here())

    def broken_off(self, error: SourceError) -> Walked:
        """Return what was found before an error, with where to go on: where it broke off.

        Where to ask for the same again leads nowhere, the list is read from its newest page once more.
        """
        if asked_wrongly(error):
            return self._walked(self.before.again() if self.gap else self.before)
        return self._walked(self._to_here() if self.hits else self.before)

    def _walked(self, strand: StrandCursor, *, modified: bool = True) -> Walked:
        """Return what was found so far, with how far the list was read by that."""
        counted = (self.hits, self.lost, self.flaw, self.pause, self.spent)
        return Walked(tuple(self.found), strand, self.seen, self.asked, modified, *counted)

    def _to_here(self) -> StrandCursor:
        """Return the cursor of a list that goes on behind what was read of it."""
        if self.patchy:
            return replace(self.before, tag={})
        if self.gap:
            return self.before.gap_at(self.url)
        return self.before.left_at(self.url, self._newest(), int(self.now.timestamp()))

    def _to_the_end(self) -> StrandCursor:
        """Return the cursor of a list that was read to where we were; the mark waits for what is missing."""
        if self.patchy:
            return replace(self.before, tag={})
        if self.gap:
            return self.before.gap_at("")
        return self.before.read_to(self._newest(), int(self.now.timestamp()), self._tag)

    def _newest(self) -> int:
        return self.newest or (0 if self.before.mark else int(self.begun.timestamp()))

    async def _page(self, url: str, first: str) -> Page | None:
        """Return a page; None where the first one is as it was."""
        self.asked += 1
        reply = await self.platform.ask(url, self._condition(url))
        self._mind(reply)
        if not has_news(reply, self.now):
            return None if reply.status == 304 else Page()
        if reply.cut:
            raise Unreachable(f"{shown(reply.url)} {reply.cut}")
        if url == first:
            own = validators(reply.headers)
            self._tag = {"of": mark_of(url.encode()), **own} if own else {}
        return _ended(await asyncio.to_thread(self.platform.read, reply, self.strand), url)

    def _condition(self, url: str) -> Mapping[str, str]:
        """Return what asks for a page only where it has changed."""
        tag = dict(self.before.tag)
        return tag if tag.pop("of", "") == mark_of(url.encode()) else {}

    def _mind(self, reply: Reply) -> None:
        """Take note where the platform says that this was the last answer for a while."""
        if reply.status < 400 and exhausted(reply.headers):
            until = reset(reply.headers, self.now)
            self.pause = (until - self.now).total_seconds() if until else self.pause

    def _take(self, page: Page) -> bool:
        """Take a page in; return whether it held anything this walk had not met."""
        before = len(self.seen)
        for mention in page.mentions:
            key, mark = mark_of(mention.native_id.encode()), _mark(mention)
            if key not in self.seen and self.known.get(key) != mark and self._ours(mention, key):
                self.found.append(replace(mention, query=mention.query or self.strand.query))
            self.seen.setdefault(key, mark)
        self.hits, self.lost = self.hits + page.hits, self.lost + page.lost
        self.flaw, self.patchy = page.trouble or self.flaw, page.patchy or self.patchy
        self.pause, self.spent = _until_tomorrow(page, self.now) or page.pause or self.pause, page.spent
        self.newest = max(self.newest, int(page.newest.timestamp()) if page.newest else 0)
        return len(self.seen) > before or page.hits > len(page.mentions) or not page.hits

    def _ours(self, mention: Mention, key: str) -> bool:
        """Whether it is told: not what was written before we began, unless we know it."""
        return key in self.known or mention.created_at is None or mention.created_at >= self.begun

    def _reached(self, page: Page) -> bool:
        """Whether nothing behind this page can be news."""
        if page.next:
            return bool(page.hits) and (self._old(page) or self._met(page) or self._passed(page))
        self.flaw = page.wall if page.wall and not self._old(page) else self.flaw
        return True

    def _passed(self, page: Page) -> bool:
        """Whether the overlap can wait: it holds nothing new, and behind it there is what nobody has read."""
        if self.gap or not self.before.gaps or page.oldest is None:
            return False
        if int(page.oldest.timestamp()) > self.before.mark:
            return False
        return all(self.known.get(mark_of(each.native_id.encode())) == _mark(each) for each in page.mentions)

    def _met(self, page: Page) -> bool:
        """Whether a page of a list in order holds what was read before: behind it there is nothing new."""
        told = ((each.created_at, each.native_id) for each in page.mentions if self.platform.in_order)
        read = (name for when, name in told if when and int(when.timestamp()) <= self._floor)
        return any(mark_of(name.encode()) in self.known for name in read)

    def _old(self, page: Page) -> bool:
        """Whether a page reaches back to where we were, or to what we know."""
        if page.oldest is None:
            known = [mark_of(each.native_id.encode()) in self.known for each in page.mentions]
            return bool(known) and all(known)
        return page.oldest < (after(self._floor, self.platform.overlap) or self.begun)

    @property
    def _floor(self) -> int:
        """Up to when everything was read before, in seconds since 1970; 0 where nothing was."""
        return self.before.gaps[0].floor if self.gap else self.before.mark


def asked_wrongly(error: SourceError) -> bool:
    """Whether it is the question that is refused: another one may be answered; a 400 may mean "too fast"."""
    of_it = isinstance(error, Refused) and error.status in _THE_QUESTION
    return of_it and error.health is HealthKind.ERROR


def _ended(page: Page, url: str) -> Page:
    """Return a page that ends the list where the next one must not be asked for, and then says why.

    What we tell the platform is not for others; and what is too long to be asked is not kept either.
    """
    say = "at an address too long to be asked" if len(page.next) > LONGEST else "on another host"
    if not page.next or (len(page.next) <= LONGEST and origin_of(page.next) == origin_of(url)):
        return page
    return replace(page, next="", wall=f"{shown(url)} says its next page is {say}: it is not read")


def _until_tomorrow(page: Page, now: datetime) -> float | None:
    """Return the seconds until the next day, where this one has no more answers for us."""
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (tomorrow - now).total_seconds() if page.spent else None


def _mark(mention: Mention) -> str:
    """Return what tells whether a mention has changed: its words, whether it is gone, coarsely its stir."""
    stir = [(getattr(mention, name) or 0).bit_length() for name in _GROWTH]
    said = (mention.title, mention.text, mention.rating, mention.deleted, stir)
    return mark_of(repr(said).encode())
