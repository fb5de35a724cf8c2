"""Hacker News as a source: stories and comments that hold our words, newest first, each once.

The search indexes late and out of order, so every asking reaches two hours back behind the newest hit, and
what is known is told by its id and its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.address import host_of
from sources.errors import SourceError, Unreachable
from sources.feed_window import mark_of
from sources.hackernews_parse import Page, read_page
from sources.kit import JSON_LIMIT, Asks, Kit
from sources.settings import HackerNewsSettings
from sources.source import Answer, Cursor, Health, failed
from sources.stamp import stamped
from sources.status import has_news

_OVERLAP = 2 * 3600
"""Seconds asked again behind the newest hit: the index runs late."""
_A_PAGE = 100
_PAGES = 10
"""The search gives a thousand hits at most, whatever there is."""
_KEPT = 1000
_FALSE_SILENCE = "the search no longer finds what it found before: its index may be down"
_WALL = "more hits than the search gives at once: the oldest of them were not read"


@dataclass(slots=True)
class _Gathering:
    """What the pages of one asking brought so far."""

    known: Mapping[str, str]
    """Marks by id."""
    found: dict[str, Mention]
    seen: dict[str, str]
    newest: int = 0
    """Newest time of writing, in seconds since 1970."""
    hits: int = 0
    lost: int = 0

    def take(self, page: Page) -> bool:
        """Take in a page; return whether it held anything this asking had not seen yet."""
        before = len(self.seen)
        for mention in page.mentions:
            mark = mark_of(f"{mention.title}\0{mention.text}".encode())
            if self.known.get(mention.native_id) != mark and mention.native_id not in self.seen:
                self.found[mention.native_id] = mention
            self.seen.setdefault(mention.native_id, mark)
            self.newest = max(self.newest, int(mention.created_at.timestamp()) if mention.created_at else 0)
        self.hits += page.hits
        self.lost += page.lost
        return len(self.seen) > before


class HackerNewsSource:
    """One search over Hacker News, by the settings."""

    def __init__(self, name: str, settings: HackerNewsSettings, web: Asks) -> None:
        self.name = name
        self.every = settings.every
        self.host = host_of(settings.base_url)
        self._settings = settings
        self._web = web

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once, page by page; new and edited hits are delivered.

        When a later page fails, what came before it is delivered, and the mark stays where it was.
        """
        mark = cursor["mark"] if type(cursor.get("mark")) is int else 0
        stored = cursor.get("seen")
        known = dict(stored) if isinstance(stored, dict) else {}
        gathering = _Gathering(known, {}, {})
        try:
            health = await self._gather(gathering, mark, now)
        except SourceError as error:
            bad = failed(error, self._after(gathering, mark))
            return replace(bad, mentions=self._ours(gathering, now))
        if mark and not gathering.hits:
            return Answer((), cursor, Health(HealthKind.EMPTY, _FALSE_SILENCE))
        newest = min(gathering.newest, int(now.timestamp()))  # a date in the future must not hide the present
        return Answer(self._ours(gathering, now), self._after(gathering, max(mark, newest)), health)

    async def _gather(self, gathering: _Gathering, mark: int, now: datetime) -> Health:
        for number in range(_PAGES):
            page = await self._page(mark, number, now)
            more = gathering.take(page) or page.hits > len(page.mentions)
            if not more or page.hits == 0 or number + 1 >= page.pages:
                break
        if mark and page.found > gathering.hits >= _A_PAGE * _PAGES:
            return Health(HealthKind.PARTIAL, _WALL)
        return _said(gathering)

    async def _page(self, mark: int, number: int, now: datetime) -> Page:
        reply = await self._web.get(self._address(mark, number), limit=JSON_LIMIT)
        if not has_news(reply, now):
            return Page((), 0, 0, 0, 0)
        if reply.cut:
            raise Unreachable(f"the search {reply.cut}")
        return read_page(reply.body)

    def _address(self, mark: int, number: int) -> str:
        words = self._settings.query.replace('"', " ").strip()
        asked = {
            "query": f'"{words}"' if words else "",
            "tags": "(story,comment)",
            "hitsPerPage": str(_A_PAGE),
            "page": str(number),
            "typoTolerance": "false",
        }
        if mark:
            asked["numericFilters"] = f"created_at_i>{mark - _OVERLAP}"
        return f"{self._settings.base_url.rstrip('/')}/api/v1/search_by_date?{urlencode(asked)}"

    def _after(self, gathering: _Gathering, mark: int) -> dict[str, Any]:
        """Return the next cursor: what was seen, and how far everything was read."""
        older = {number: known for number, known in gathering.known.items() if number not in gathering.seen}
        seen = dict(list((gathering.seen | older).items())[: max(_KEPT, len(gathering.seen))])
        return {"mark": mark, "seen": seen}

    def _ours(self, gathering: _Gathering, now: datetime) -> tuple[Mention, ...]:
        asked = (replace(each, query=self._settings.query) for each in gathering.found.values())
        return tuple(stamped(each, self.name, self._settings.portal, now) for each in asked)


def build(name: str, settings: HackerNewsSettings, kit: Kit) -> HackerNewsSource:
    """Return a search as a source."""
    return HackerNewsSource(name, settings, kit.web)


def _said(gathering: _Gathering) -> Health:
    if gathering.lost:
        return Health(HealthKind.PARTIAL, f"{gathering.lost} of {gathering.hits} hits could not be read")
    return Health(HealthKind.OK)
