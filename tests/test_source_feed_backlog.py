"""Feeds in which much has gathered: it comes in by and by, whatever the machine and the parser can do."""

from casebook.kinds import HealthKind
from sources.feed_news import A_PASS
from sources.feed_portions import PORTION
from sources.reading import MOST, TOO_MANY
from tests.feed_samples import asking, numbers, parcels, rss, rss_item
from tests.loopback import Loopback, serve


async def test_what_has_gathered_is_parsed_a_portion_at_a_time() -> None:
    many = 2 * PORTION
    async with Loopback({"/f": [serve(parcels(many))]}) as server, asking(server.url("/f")) as feed:
        answer = await feed.ask()
    assert (numbers(answer.mentions), feed.parser.asked) == ([*range(many)], 2)


async def test_of_very_much_each_asking_reads_some_the_oldest_first_and_the_server_is_asked_once() -> None:
    many = 2 * A_PASS + 10
    step = serve(parcels(many), etag=True)
    async with Loopback({"/f": [step]}) as server, asking(server.url("/f")) as feed:
        answers = [await feed.ask() for _ in range(3)]
        asked = len(server.asked("/f"))
        last = await feed.ask()
    assert [numbers(each.mentions) for each in answers] == [
        [*range(A_PASS + 10, many)],
        [*range(10, A_PASS + 10)],
        [*range(10)],
    ]
    assert [(each.more, each.health.kind) for each in answers] == [
        (True, HealthKind.OK),
        (True, HealthKind.OK),
        (False, HealthKind.OK),
    ]
    assert f"{A_PASS + 10} of its entries are still to be read" in answers[0].health.say
    assert (asked, answers[2].health.say, last.health.kind) == (1, "", HealthKind.NOT_MODIFIED)


async def test_what_was_read_of_very_much_is_not_read_again_after_a_crash() -> None:
    many = A_PASS + 10
    async with Loopback({"/f": [serve(parcels(many), etag=True)]}) as server:
        async with asking(server.url("/f")) as feed:
            cursor = (await feed.ask()).cursor
        async with asking(server.url("/f")) as feed:
            feed.cursor = cursor
            answer = await feed.ask()
    assert (numbers(answer.mentions), answer.more) == ([*range(10)], False)


async def test_of_a_feed_without_end_the_beginning_is_read() -> None:
    old = "<pubDate>Mon, 01 Jan 2024 12:00:00 GMT</pubDate>"
    many = (f"<item><guid>{number}</guid>{old}</item>" for number in range(MOST))
    step = serve(rss([rss_item(0), *many, rss_item(1)]), etag=True)
    async with Loopback({"/f": [step]}) as server, asking(server.url("/f"), backfill=86_400) as feed:
        answer = await feed.ask()
        again = await feed.ask()
    assert (numbers(answer.mentions), len(answer.cursor["seen"])) == ([0], MOST)
    assert (answer.health.kind, answer.health.say) == (HealthKind.OK, TOO_MANY)
    assert (again.mentions, again.health.kind, again.health.say) == ((), HealthKind.NOT_MODIFIED, TOO_MANY)


async def test_of_a_list_without_end_the_beginning_is_read() -> None:
    items = ", ".join(f'{{"id": {number}, "title": "Parcel {number}"}}' for number in range(MOST + 1))
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}'
    step = serve(body, "application/feed+json")
    async with Loopback({"/f": [step]}) as server, asking(server.url("/f")) as feed:
        answer = await feed.ask()
    assert (len(answer.mentions), answer.health.kind) == (MOST, HealthKind.OK)
    assert answer.health.say == TOO_MANY


async def test_an_entry_that_breaks_the_parser_costs_only_itself() -> None:
    broken = {3, 40, 41, 77, 120, 130}
    chapters = (
        "<p:chapters xmlns:p='http://podlove.org/simple-chapters'><p:chapter title='one'/></p:chapters>"
    )
    items = [rss_item(number, more=chapters if number in broken else "") for number in range(150)]
    async with Loopback({"/f": [serve(rss(items))]}) as server, asking(server.url("/f")) as feed:
        answer = await feed.ask()
    assert sorted(numbers(answer.mentions)) == [number for number in range(150) if number not in broken]
    assert (answer.health.kind, answer.health.say) == (
        HealthKind.PARTIAL,
        "6 of 150 entries could not be read",
    )


async def test_an_entry_with_a_hundred_thousand_attributes_is_read_like_any_other() -> None:
    crowd = " ".join(f"a{number}='1'" for number in range(100_000))
    items = [
        rss_item(number).replace("<title>", f"<title {crowd}>" if number == 3 else "<title>")
        for number in range(8)
    ]
    async with Loopback({"/f": [serve(rss(items))]}) as server, asking(server.url("/f")) as feed:
        answer = await feed.ask()
    assert (numbers(answer.mentions), answer.health.kind) == ([*range(8)], HealthKind.OK)


async def test_an_entry_that_holds_up_the_parser_costs_only_itself() -> None:
    deep = rss_item(3, more="<x>" * 100_000 + "</x>" * 100_000)
    items = [deep if number == 3 else rss_item(number) for number in range(8)]
    delivered: list[int] = []
    step = serve(rss(items))
    async with Loopback({"/f": [step]}) as server, asking(server.url("/f"), seconds=1.5) as feed:
        delivered += numbers((await feed.ask()).mentions)
        while (answer := await feed.ask()).mentions:
            delivered += numbers(answer.mentions)
    assert sorted(delivered) == [0, 1, 2, 4, 5, 6, 7]
    assert answer.health.say == "1 of 8 entries could not be read"
