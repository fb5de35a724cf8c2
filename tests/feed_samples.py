"""Feeds of our own making, and something to ask them with."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from casebook.mention import Mention
from sources.feed import FeedSource
from sources.http import Limits, Web
from sources.limited import SECONDS
from sources.parser_process import ParserProcess
from sources.settings.common import OLDEST
from sources.settings.feed import FeedSettings
from sources.source import Answer, Cursor

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def rss_item(number: int, title: str = "", *, guid: str | None = None, more: str = "") -> str:
    return (
        f"<item><title>{title or f'Parcel {number} is late'}</title>"
        f"<link>https://forum.example/t/{number}</link>"
        f"<guid isPermaLink='false'>{guid or f'tag:forum.example,2026:{number}'}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 0{number % 10}:00:00 GMT</pubDate>"
        f"<description>Order {number} never came.</description>{more}</item>"
    )


def rss(items: Iterable[str], head: str = "") -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        "xmlns:slash='http://purl.org/rss/1.0/modules/slash/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Acme forum</title><link>https://forum.example/</link>{head}\n"
        + "\n".join(items)
        + "\n</channel></rss>"
    )


def parcels(count: int) -> str:
    return rss(rss_item(number) for number in range(count))


@dataclass
class Asker:
    """A feed being asked again and again, as a poller would."""

    source: FeedSource
    parser: ParserProcess
    cursor: Cursor

    async def ask(self) -> Answer:
        answer = await self.source.fetch(self.cursor, NOW)
        self.cursor = answer.cursor
        return answer


@asynccontextmanager
async def asking(
    url: str,
    limits: Limits | None = None,
    name: str = "forum",
    backfill: float = OLDEST,
    seconds: float = SECONDS,
) -> AsyncIterator[Asker]:
    parser = ParserProcess(seconds)
    async with Web(limits=limits) as web:
        try:
            yield Asker(FeedSource(name, FeedSettings(url, backfill=backfill), web, parser), parser, {})
        finally:
            await parser.close()


def numbers(mentions: Iterable[Mention]) -> list[int]:
    """Return which parcels they are about."""
    return [int(str(mention.url).rpartition("/")[2]) for mention in mentions]
