"""A feed is read as far back as it was told to be, and no entry it brings later is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from casebook.document import to_ms
from casebook.kinds import Precision
from casebook.mention import Mention
from sources.feed_age import is_old, is_old_news
from sources.settings.feed import FeedSettings
from tests.feed_samples import NOW, asking, numbers, parcels, rss, rss_item
from tests.loopback import Loopback, serve

SINCE = to_ms(NOW)
HOUR = 3600.0


async def test_what_was_written_before_the_backfill_is_left_alone() -> None:
    async with (
        Loopback({"/f": [serve(parcels(9))]}) as server,
        asking(server.url("/f"), backfill=5 * HOUR) as feed,
    ):
        answer = await feed.ask()
        again = await feed.ask()
    assert numbers(answer.mentions) == [7, 8], "NOW is noon, parcel 7 was written at seven"
    assert again.mentions == ()


async def test_an_entry_that_comes_later_is_news_though_it_is_edited() -> None:
    later = rss([rss_item(9), rss_item(0, "Parcel 0 is still late"), *(rss_item(n) for n in range(1, 9))])
    async with (
        Loopback({"/f": [serve(parcels(9)), serve(later)]}) as server,
        asking(server.url("/f"), backfill=4.5 * HOUR) as feed,
    ):
        await feed.ask()
        answer = await feed.ask()
    assert numbers(answer.mentions) == [9], "parcel 0 was written long before, whatever it says now"


async def test_of_an_old_feed_the_head_is_read_all_the_same() -> None:
    old = rss((rss_item(n) for n in range(3)), head="<ttl>60</ttl>")
    async with Loopback({"/f": [serve(old)]}) as server, asking(server.url("/f"), backfill=0.0) as feed:
        answer = await feed.ask()
    assert answer.mentions == ()
    assert answer.health.kind.well
    assert answer.cursor["ttl"] == HOUR
    assert len(answer.cursor["seen"]) == 3


async def test_an_entry_without_a_date_is_news() -> None:
    undated = rss(["<item><title>When?</title><link>https://forum.example/t/1</link></item>"])
    async with Loopback({"/f": [serve(undated)]}) as server, asking(server.url("/f"), backfill=0.0) as feed:
        answer = await feed.ask()
    assert [each.title for each in answer.mentions] == ["When?"]


async def test_an_entry_from_the_end_of_time_costs_nobody_else() -> None:
    late = rss_item(3, more="<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>9999-12-31</dc:date>")
    step = serve(
        rss([rss_item(0), late.replace("<pubDate>", "<x>").replace("</pubDate>", "</x>"), rss_item(1)])
    )
    async with Loopback({"/f": [step]}) as server, asking(server.url("/f")) as feed:
        assert numbers((await feed.ask()).mentions) == [0, 3, 1]


async def test_a_cursor_from_before_there_was_a_limit_has_none() -> None:
    steps = [serve(parcels(2)), serve(parcels(3))]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        await feed.ask()
        feed.cursor = {name: kept for name, kept in feed.cursor.items() if name != "since"}
        answer = await feed.ask()
        assert numbers(answer.mentions) == [2]
        assert "since" not in answer.cursor


@pytest.mark.parametrize(
    ("span", "old"),
    [
        (b"<item><pubDate>Mon, 02 Mar 2026 11:59:00 GMT</pubDate></item>", True),
        (b"<item><pubDate>Mon, 02 Mar 2026 12:01:00 GMT</pubDate></item>", False),
        (b"<item><pubDate>Mon, 02 Mar 2026 13:59:00 +0200</pubDate></item>", True),
        (b"<item><pubDate>soon</pubDate></item>", False),
        (b"<item><title>2020</title></item>", False),
        (b"<entry><published>2020-01-01T00:00:00Z</published></entry>", True),
        (b"<entry><published>2020-01-01</published><updated>2026-03-02T12:30:00Z</updated></entry>", False),
        (b"<item><dc:date>2026-03-02</dc:date></item>", False),
        (b"<item><dc:date>2026-03-01</dc:date></item>", True),
        (b"<item><dc:date>9999-12-31</dc:date></item>", False),
        (b"<item><pubDate>\xff\xfe</pubDate></item>", False),
        (b"<item><pubDate>" + b"9" * 10_000 + b"</pubDate></item>", False),
    ],
)
def test_an_entrys_bytes_tell_whether_it_is_old(span: bytes, old: bool) -> None:
    assert is_old(span, SINCE) is old
    assert is_old(span, 0) is False


def test_a_day_is_old_when_it_is_over() -> None:
    day = Mention("feed", "1", created_at=datetime(2026, 3, 2, tzinfo=UTC), created_precision=Precision.DAY)
    assert not is_old_news(day, SINCE)
    assert is_old_news(day, SINCE + to_ms(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=12, seconds=1)))
    assert not is_old_news(Mention("feed", "1"), SINCE)


@pytest.mark.parametrize(("backfill", "fits"), [(0.0, True), (36_500 * 86_400.0, True), (4e9, False)])
def test_the_backfill_is_bounded(backfill: float, fits: bool) -> None:
    assert ("backfill" in FeedSettings("https://x.example/", backfill=backfill).mistakes()) is not fits
