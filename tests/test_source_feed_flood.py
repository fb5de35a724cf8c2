"""A feed that is suddenly full of old news is held back and asked about; nothing is lost, or told unasked."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime

from casebook.kinds import HealthKind
from sources.feed import FeedSource
from sources.http import Web
from sources.settings.feed import FeedSettings, Flood
from sources.source import Answer, Cursor
from tests.feed_samples import NOW, numbers, rss
from tests.loopback import Loopback, serve
from tests.rig import ParserHere


class Site:
    """A site with a feed, and somebody who asks for it."""

    def __init__(self, server: Loopback, flood: Flood = Flood.ASK) -> None:
        self.server, self.web = server, Web()
        self.cursor: Cursor = {}
        self.settings = FeedSettings(server.url("/f"), flood=flood, backfill=365 * 86_400.0)
        self.now = NOW

    async def ask(self, items: Iterable[tuple[int, float | None]], flood: Flood | None = None) -> Answer:
        """Ask an hour later, when it holds these entries, each so many hours old."""
        self.now += timedelta(hours=1)
        self.server.play("/f", serve(rss(item(each, age, self.now) for each, age in items), etag=True))
        source = FeedSource("mine", self.settings, self.web, ParserHere(), flood=flood or self.settings.flood)
        while True:
            answer = await source.fetch(self.cursor, self.now)
            self.cursor = dict(answer.cursor)
            if not answer.more:
                return answer


def item(number: int, hours: float | None, now: datetime) -> str:
    """Return an entry that is so many hours old; one without a date for None."""
    date = f"<pubDate>{format_datetime(now - timedelta(hours=hours))}</pubDate>" if hours is not None else ""
    return (
        f"<item><title>Parcel {number}</title><link>https://forum.example/t/{number}</link>"
        f"<guid isPermaLink='false'>tag:forum.example,2026:{number}</guid>{date}</item>"
    )


BEFORE = [(number, 10.0 + number) for number in range(10)]
MOVED = [(100 + number, 100.0 + number) for number in range(9)]


async def test_old_news_all_at_once_is_held_back_while_what_is_new_comes_in() -> None:
    async with Loopback() as server:
        site = Site(server)
        first = await site.ask(BEFORE)
        flood = await site.ask([(500, 0.5), *MOVED])
        same = await site.ask([(500, 1.5), *[(number, age + 1) for number, age in MOVED]])
        later = await site.ask([(501, 0.1), (500, 2.5), *[(number, age + 2) for number, age in MOVED]])
        await site.web.close()
    assert len(first.mentions) == 10
    assert numbers(flood.mentions) == [500]
    assert flood.health.kind is HealthKind.PARTIAL
    assert flood.health.say == "9 of its 10 entries were new at once, though written before: held back"
    assert '"take"' in flood.health.do
    assert (same.mentions, same.health.say, same.health.do) == ((), flood.health.say, flood.health.do)
    assert numbers(later.mentions) == [501]


async def test_what_is_held_back_comes_in_once_when_it_may() -> None:
    async with Loopback() as server:
        site = Site(server)
        await site.ask(BEFORE)
        items = [(500, 0.5), *MOVED]
        await site.ask(items)
        taken = await site.ask([(number, age + 1) for number, age in items], Flood.TAKE)
        again = await site.ask([(number, age + 2) for number, age in items], Flood.TAKE)
        await site.web.close()
    assert numbers(taken.mentions) == [number for number, _ in MOVED]
    assert (taken.health.kind, taken.health.do) == (HealthKind.OK, "")
    assert again.mentions == ()


async def test_what_is_held_back_is_known_without_being_told_where_it_shall_be_left() -> None:
    async with Loopback() as server:
        site = Site(server)
        await site.ask(BEFORE)
        await site.ask(MOVED)
        left = await site.ask([(number, age + 1) for number, age in MOVED], Flood.LEAVE)
        new = await site.ask([(501, 0.1), *[(number, age + 2) for number, age in MOVED]], Flood.LEAVE)
        await site.web.close()
    assert (left.mentions, left.health.say) == ((), "")
    assert numbers(new.mentions) == [501]


async def test_a_storm_is_no_flood() -> None:
    async with Loopback() as server:
        site = Site(server)
        await site.ask(BEFORE)
        storm = await site.ask([(600 + number, number / 20) for number in range(15)])
        await site.web.close()
    assert (len(storm.mentions), storm.health.kind) == (15, HealthKind.OK)


async def test_a_flood_of_hundreds_is_held_back_in_all_its_passes() -> None:
    async with Loopback() as server:
        site = Site(server)
        await site.ask(BEFORE)
        flood = await site.ask([(1000 + number, 100.0 + number) for number in range(450)])
        await site.web.close()
    assert flood.mentions == ()
    assert flood.health.say.startswith("450 of its 450 entries")


async def test_a_feed_without_dates_is_asked_about_too() -> None:
    async with Loopback() as server:
        site = Site(server)
        first = await site.ask([(number, None) for number in range(6)])
        one = await site.ask([(number, None) for number in range(7)])
        flood = await site.ask([(number, None) for number in range(50, 57)])
        await site.web.close()
    assert (len(first.mentions), numbers(one.mentions), flood.mentions) == (6, [6], ())
    assert flood.health.kind is HealthKind.PARTIAL
