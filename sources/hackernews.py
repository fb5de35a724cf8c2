"""Hacker News as a source: stories and comments that hold our words, newest first, each once.

The search indexes late and out of order, so every asking reaches two hours back. Of more than the thousand
hits it gives, those behind the last one are asked for by their time. When nothing comes, the newest hit of
all tells whether nobody wrote of us, or the index stands still.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from casebook.durations import span
from casebook.kinds import HealthKind
from casebook.query.rule import Rule
from sources.errors import SourceError
from sources.hackernews_parse import read_hits
from sources.kit import JSON_LIMIT, Asks, Kit, Reply
from sources.paging import address, with_query
from sources.platform import Addressed, Page, Plain, Strand, phrases
from sources.roll import Roll
from sources.settings.hackernews import HackerNewsSettings
from sources.source import Answer, Cursor, Health

A_PAGE = 100
_PATH = "/api/v1/search_by_date"
_ALL = "(story,comment)"
_WALL = "more hits of one second than the search gives: the oldest of them cannot be read"
_SPANS = re.compile(r"created_at_i([<>])(\d{1,12})")
_LOOKED = "looked"
_EVERY = timedelta(hours=1)
"""Between two looks at the index while it moves."""
_STALE = timedelta(hours=3)
"""Nobody writes nothing on all of Hacker News for so long."""


class HackerNews(Plain):
    """The search, asked for each phrase by itself."""

    overlap = 2 * 3600.0
    never_empty = True  # what was found last stands within what is asked for

    def __init__(self, web: Asks, base_url: str, phrases: tuple[str, ...]) -> None:
        """Make it.

        Args:
            web: What asks.
            base_url: Where the search is.
            phrases: What is looked for, each by itself.
        """
        super().__init__(web, (Strand(f"“{each}”", _first(base_url, each), each) for each in phrases))

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of hits."""
        hits = read_hits(reply.body)
        number = int(_said(reply.url, "page") or 0)
        page = hits.page
        if page.hits and number + 1 < hits.pages:
            return replace(page, next=with_query(reply.url, {"page": number + 1}))
        if page.hits < A_PAGE or hits.found <= (number + 1) * A_PAGE or page.oldest is None:
            return page
        behind = _below(reply.url, int(page.oldest.timestamp()))
        return replace(page, next=behind, wall="" if behind else _WALL)


class Watchful(Roll):
    """The source: a silence is looked into."""

    def __init__(self, name: str, settings: HackerNewsSettings, web: Asks, phrases: tuple[str, ...]) -> None:
        """Make it.

        Args:
            name: Our own name of it.
            settings: Where the search is, and how often it is asked.
            web: What asks.
            phrases: What is looked for.
        """
        super().__init__(name, settings, HackerNews(web, settings.base_url, phrases))
        self._base, self._web = settings.base_url, web

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once; where nothing comes, look whether anything can come."""
        answer = await super().fetch(cursor, now)
        looked = cursor.get(_LOOKED)
        last = looked if type(looked) is int else 0
        if answer.mentions or not answer.health.kind.well or now.timestamp() < last + _EVERY.total_seconds():
            return replace(answer, cursor={**answer.cursor, _LOOKED: last})
        age = await self._age(now)
        if age is None or age < _STALE:
            return replace(answer, cursor={**answer.cursor, _LOOKED: int(now.timestamp())})
        say = f"the search's index stands still: its newest hit of all is {span(age)} old"
        todo = "nothing, it is looked at again by itself; until then look at news.ycombinator.com"
        return replace(answer, health=Health(HealthKind.EMPTY, say, do=todo))

    async def _age(self, now: datetime) -> timedelta | None:
        """Return how old the newest hit of all is; None where that cannot be told."""
        asked = {"tags": _ALL, "hitsPerPage": 1}
        try:
            reply = await self._web.get(address(self._base, _PATH, asked), limit=JSON_LIMIT)
            newest = read_hits(reply.body).page.newest if reply.status == 200 else None
        except SourceError:
            return None
        return now - newest if newest else None


def _first(base_url: str, phrase: str) -> Addressed:
    words = phrase.replace('"', " ").strip()

    def first(since: datetime | None) -> str:
        asked = {
            "query": f'"{words}"' if words else "",
            "tags": _ALL,
            "hitsPerPage": A_PAGE,
            "page": 0,
            "typoTolerance": "false",
            "numericFilters": f"created_at_i>{int(since.timestamp())}" if since else None,
        }
        return address(base_url, _PATH, asked)

    return first


def _below(url: str, oldest: int) -> str:
    """Return where the hits behind the last one given are found; empty where that leads nowhere.

    The second of the last one is asked for once more, for it may hold more hits; then it is left behind.
    """
    spans = dict(_SPANS.findall(_said(url, "numericFilters")))
    before = int(spans.get("<", 0))
    if before and oldest >= before:
        return ""
    spans["<"] = str(oldest if before == oldest + 1 else oldest + 1)
    filters = ",".join(f"created_at_i{sign}{number}" for sign, number in sorted(spans.items(), reverse=True))
    return with_query(url, {"numericFilters": filters, "page": 0})


def _said(url: str, name: str) -> str:
    return parse_qs(urlsplit(url).query).get(name, [""])[0]


def build(name: str, settings: HackerNewsSettings, kit: Kit, rule: Rule) -> Watchful:
    """Return a search as a source."""
    return Watchful(name, settings, kit.web, phrases(settings.query, rule))
