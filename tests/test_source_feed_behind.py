"""A feed that has gone on while nobody looked: the pages behind its first are read, back to what is known."""

import pytest

from casebook.kinds import HealthKind
from sources.feed_behind import linked
from sources.kit import Reply
from sources.registry import KINDS
from sources.settings.feed import FeedSettings
from sources.tools import opened
from tests.feed_samples import NOW, numbers, rss, rss_item
from tests.loopback import Loopback, Request, Step, serve
from tests.rig import FAULTS, on
from tests.rig_feeds import WordPressWorld


async def test_forty_comments_in_ten_minutes_are_all_heard() -> None:
    world = WordPressWorld()
    world.write(4, minutes=30)
    async with on(world) as asker:
        await asker.ask()
        world.write(40)
        storm, after = await asker.ask(), await asker.ask()
    assert asker.told(storm) == list(range(5, 45))
    assert (storm.health.kind, storm.reaches_back) == (HealthKind.OK, True)
    assert [request.query for request in asker.server.requests[3:7]] == [
        *({"paged": str(page)} for page in (2, 3, 4, 5)),
    ]
    assert after.mentions == ()


async def test_a_site_that_is_new_to_us_is_read_back_over_its_pages() -> None:
    world = WordPressWorld()
    world.write(5, minutes=3 * 1440)
    world.write(20, minutes=30)
    async with on(world) as asker:
        first, second = await asker.ask(), await asker.ask()
    assert asker.told(first) == list(range(6, 26))
    assert second.mentions == ()


async def test_a_page_behind_that_cannot_be_had_is_told_and_asked_for_again() -> None:
    world = WordPressWorld()
    world.write(4, minutes=30)
    async with on(world) as asker:
        await asker.ask()
        world.write(20)
        storm = await asker.ask({1: FAULTS["500"]})
        after, then = await asker.ask(), await asker.ask()
    assert asker.told(storm) == list(range(15, 25))
    assert (storm.health.kind, storm.reaches_back) == (HealthKind.PARTIAL, False)
    assert "the one behind could not be had" in storm.health.say
    assert set(asker.told(after)) >= set(range(5, 15)), "nothing is lost"
    assert (after.health.kind.well, after.reaches_back) == (True, True)
    assert (then.mentions, then.health.kind.well) == ((), True)


async def test_a_page_behind_that_can_never_be_had_is_let_be() -> None:
    world = WordPressWorld()
    world.write(4, minutes=30)
    async with on(world) as asker:
        await asker.ask()
        world.write(20)
        storms = [await asker.ask({1: FAULTS["500"]}) for _ in range(4)]
        after = await asker.ask()
    assert [each.health.kind for each in storms] == [HealthKind.PARTIAL] * 4
    assert (after.mentions, after.health.kind.well) == ((), True)


async def test_a_feed_that_links_its_next_page_is_followed() -> None:
    def answer(request: Request) -> Step:
        page = int(request.query.get("page", "1"))
        link = f"<atom:link rel='next' href='/f?page={page + 1}'/>" if page < 3 else ""
        return serve(rss((rss_item(each) for each in range(10 - 3 * page, 13 - 3 * page)), head=link))

    async with Loopback({"/f": answer}) as server, opened() as kit:
        source = KINDS["feed"].build("mine", FeedSettings(server.url("/f")), kit)
        found = await source.fetch({}, NOW)
    assert sorted(numbers(found.mentions)) == list(range(1, 10))


async def test_what_the_first_page_holds_is_known_however_much_lies_behind_it() -> None:
    size, newest = 180, 900

    def answer(request: Request) -> Step:
        page = int(request.query.get("page", "1"))
        link = f"<atom:link rel='next' href='/f?page={page + 1}'/>" if page < 4 else ""
        first = newest - size * (page - 1)
        return serve(rss(map(rss_item, range(first, first - size, -1)), head=link))

    async with Loopback({"/f": answer}) as server, opened() as kit:
        source = KINDS["feed"].build("mine", FeedSettings(server.url("/f")), kit)
        first = await source.fetch({}, NOW)
        newest += 1
        second = await source.fetch(first.cursor, NOW)
    assert sorted(numbers(first.mentions)) == list(range(181, 901))
    assert numbers(second.mentions) == [901]
    assert len(server.requests) == 5, "nothing behind it is asked for again"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link rel='next' href='/f?page=2'/>", "https://a.example/f?page=2"),
        ("<atom:link rel='next' href='https://a.example/g'/>", "https://a.example/g"),
        ("<atom:link rel='next' href='https://b.example/g'/>", ""),
        ("<link rel='next' href='javascript:x'/>", ""),
        ("<link rel='next' href='http://[::1'/>", ""),
        ("<link rel='self' href='/f'/>", ""),
        ("<item><link rel='next' href='/f?page=2'/></item>", ""),
    ],
)
def test_only_the_feeds_own_link_on_its_own_host_is_followed(link: str, url: str) -> None:
    assert linked(Reply(200, {}, f"<feed>{link}</feed>".encode(), "https://a.example/f")) == url
