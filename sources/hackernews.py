"""Hacker News as a source: stories and comments that hold our words, newest first, each once.

The search indexes late and out of order, so every asking reaches two hours back behind the newest hit, and
what is known is told by its id and its words. Of more hits than it gives at once, the next askings read the
older ones before anything newer.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Rule
from sources.address import host_of
from sources.errors import SourceError, Unreachable
from sources.feed_window import mark_of
from sources.hackernews_cursor import HackerNewsCursor
from sources.hackernews_parse import Page, read_page
from sources.kit import JSON_LIMIT, Asks, Kit
from sources.platform import phrases
from sources.settings.hackernews import HackerNewsSettings
from sources.several import Several
from sources.source import Answer, Cursor, Health, Source, failed
from sources.stamp import stamped
from sources.status import has_news

_OVERLAP = 2 * 3600
"""Seconds asked again behind the newest hit: the index runs late."""
_A_PAGE = 100
_PAGES = 10
"""The search gives a thousand hits at most, whatever there is."""
_FALSE_SILENCE = "the search no longer finds what it found before: its index may be down"
_MORE = "more hits than the search gives at once: the older ones are asked for next"
_WALL = "more hits than the search gives at once: the oldest of them cannot be read"


@dataclass(slots=True)
class _Gathering:
    """What the pages of one asking brought so far."""

    known: Mapping[str, str]
    """Marks by id."""
    found: dict[str, Mention]
    seen: dict[str, str]
    newest: int = 0
    """Newest time of writing, in seconds since 1970."""
    oldest: int | None = None
    hits: int = 0
    lost: int = 0
    walled: bool = False
    """Whether there are more hits than were given."""

    def take(self, page: Page) -> bool:
        """Take in a page; return whether it held anything this asking had not seen yet."""
        before = len(self.seen)
        for mention in page.mentions:
            mark = mark_of(f"{mention.title}\0{mention.text}".encode())
            if self.known.get(mention.native_id) != mark and mention.native_id not in self.seen:
                self.found[mention.native_id] = mention
            self.seen.setdefault(mention.native_id, mark)
            self.newest = max(self.newest, int(mention.created_at.timestamp()) if mention.created_at else 0)
        self.oldest = min(filter(None, (self.oldest, page.oldest)), default=None)
        self.hits += page.hits
        self.lost += page.lost
        self.walled = page.hits >= _A_PAGE and page.found > self.hits
        return len(self.seen) > before


class HackerNewsSource:
    """One search over Hacker News, by the settings."""

    def __init__(self, name: str, settings: HackerNewsSettings, web: Asks) -> None:
        self.name = name
        self.every = settings.every
        self.host = host_of(settings.base_url)
        self._settings = settings
        self._web = web
        self._of = mark_of(f"{settings.base_url}\0{settings.query}".encode())

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once, page by page; new and edited hits are delivered.

        When a later page fails, what came before it is delivered, and the mark stays where it was.
        """
        before = HackerNewsCursor.from_json(cursor, self._of)
        gathering = _Gathering(before.seen, {}, {})
        try:
            await self._gather(gathering, before, now)
        except SourceError as error:
            known = before.knowing(gathering.seen).to_json() if gathering.seen else cursor
            return replace(failed(error, known), mentions=self._ours(gathering, now))
        if before.mark and not before.below and not gathering.hits:
            return Answer((), cursor, Health(HealthKind.EMPTY, _FALSE_SILENCE))
        after, health = _moved(before.knowing(gathering.seen), gathering, now)
        whole = True if before.mark and not gathering.walled else None
        return Answer(self._ours(gathering, now), after.to_json(), health, reaches_back=whole)

    async def _gather(self, gathering: _Gathering, before: HackerNewsCursor, now: datetime) -> None:
        for number in range(_PAGES):
            page = await self._page(before, number, now)
            more = gathering.take(page) or page.hits > len(page.mentions)
            if not more or page.hits == 0 or number + 1 >= page.pages:
                break

    async def _page(self, before: HackerNewsCursor, number: int, now: datetime) -> Page:
        reply = await self._web.get(self._address(before, number), limit=JSON_LIMIT)
        if not has_news(reply, now):
            return Page((), 0, 0, 0, 0, None)
        if reply.cut:
            raise Unreachable(f"the search {reply.cut}")
        return await asyncio.to_thread(read_page, reply.body)  # megabytes of markup would hold up everybody

    def _address(self, before: HackerNewsCursor, number: int) -> str:
        words = self._settings.query.replace('"', " ").strip()
        asked = {
            "query": f'"{words}"' if words else "",
            "tags": "(story,comment)",
            "hitsPerPage": str(_A_PAGE),
            "page": str(number),
            "typoTolerance": "false",
        }
        spans = [f"created_at_i>{before.mark - _OVERLAP}"] if before.mark else []
        spans += [f"created_at_i<{before.below}"] if before.below else []
        if spans:
            asked["numericFilters"] = ",".join(spans)
        return f"{self._settings.base_url.rstrip('/')}/api/v1/search_by_date?{urlencode(asked)}"

    def _ours(self, gathering: _Gathering, now: datetime) -> tuple[Mention, ...]:
        asked = (replace(each, query=self._settings.query) for each in gathering.found.values())
        return tuple(stamped(each, self.name, self._settings.portal, now) for each in asked)


def build(name: str, settings: HackerNewsSettings, kit: Kit, rule: Rule) -> Source:
    """Return a search as a source: the answers to each phrase it is asked for, one after the other."""
    asked = {each: replace(settings, query=each) for each in phrases(settings.query, rule)}
    sources = {each: HackerNewsSource(name, said, kit.web) for each, said in asked.items()}
    return sources[settings.query] if settings.query else Several(sources)


def _moved(before: HackerNewsCursor, gathering: _Gathering, now: datetime) -> tuple[HackerNewsCursor, Health]:
    """Return how far everything is read now; the first asking of all takes what it is given."""
    newest = min(gathering.newest, int(now.timestamp()))  # a date in the future must not hide the present
    if not (before.mark and gathering.walled):
        return before.through(newest), _said(gathering)
    further = before.down_to(gathering.oldest, newest) if gathering.oldest else None
    if further is None:
        return before.through(newest), Health(HealthKind.PARTIAL, _WALL)
    return further, Health(HealthKind.PARTIAL, _MORE)


def _said(gathering: _Gathering) -> Health:
    if gathering.lost:
        return Health(HealthKind.PARTIAL, f"{gathering.lost} of {gathering.hits} hits could not be read")
    return Health(HealthKind.OK)
