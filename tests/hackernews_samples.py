"""Hits of our own making, a search that really pages and filters, and something to ask it with."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sources.hackernews import Watchful
from sources.http import Limits, Web
from sources.settings.hackernews import HackerNewsSettings
from sources.source import Answer, Cursor
from tests.feed_samples import NOW
from tests.loopback import Answers, Loopback, Request, Step
from tests.loopback import json as json_step

PATH = "/api/v1/search_by_date"
START = int(NOW.timestamp()) - 86_400


def hit(number: int, text: str = "", *, at: int | None = None, level: str = "full") -> dict[str, Any]:
    """Return a comment in today's shape: what is not known is absent."""
    return {
        "objectID": str(number),
        "author": "jane",
        "comment_text": text or f"Acme lost order {number}",
        "created_at_i": at if at is not None else START + number * 60,
        "story_id": 7,
        "parent_id": 8,
        "story_title": "Ask HN: Who else?",
        "_tags": ["comment"],
        "_highlightResult": {"comment_text": {"matchLevel": level}, "author": {"matchLevel": "none"}},
    }


@dataclass
class Search:
    """A search over a list of hits, newest first, a hundred a page, a thousand at most."""

    hits: list[dict[str, Any]] = field(default_factory=list)
    silent_for: int = 0
    """Hours since anybody wrote anything at all."""
    now: datetime = NOW

    def __call__(self, request: Request) -> Step:
        if request.query["hitsPerPage"] == "1":
            newest = hit(1, at=int(self.now.timestamp()) - self.silent_for * 3600 - 60)
            return json_step(json.dumps({"hits": [newest], "nbHits": 9999, "nbPages": 1000}))
        assert request.query["typoTolerance"] == "false"
        spans = re.findall(r"created_at_i([<>])(\d+)", request.query.get("numericFilters", ""))
        limits = {sign: int(number) for sign, number in spans}
        after, before = limits.get(">", -1), limits.get("<", 10**12)
        found = sorted(
            (each for each in self.hits if after < each["created_at_i"] < before),
            key=lambda each: -int(each["created_at_i"]),
        )
        size, page = int(request.query["hitsPerPage"]), int(request.query["page"])
        shown = found[:1000][page * size : (page + 1) * size]
        pages = -(-min(len(found), 1000) // size)
        return json_step(json.dumps({"hits": shown, "nbHits": len(found), "nbPages": pages, "page": page}))


@dataclass
class Asker:
    source: Watchful
    cursor: Cursor = field(default_factory=dict)

    async def ask(self) -> Answer:
        answer = await self.source.fetch(self.cursor, NOW)
        self.cursor = json.loads(json.dumps(answer.cursor))
        return answer


@asynccontextmanager
async def asking(
    answers: Answers, query: str = "acme", patience: float = 60.0
) -> AsyncIterator[tuple[Asker, Loopback]]:
    """Lend an asker and its server, which may be silent for so many seconds."""
    async with Loopback({PATH: answers}) as server, Web(limits=Limits(60.0, patience, 120.0)) as web:
        settings = HackerNewsSettings(query, base_url=server.url())
        yield Asker(Watchful("hn", settings, web, (query,))), server


def ids(answer: Answer) -> list[int]:
    return sorted(int(mention.native_id) for mention in answer.mentions)
