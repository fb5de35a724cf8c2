"""How far a feed was read: what is kept of one answer, and what it tells of the next."""

import pytest

from casebook.kinds import HealthKind
from tests.feed_samples import asking, numbers, parcels, rss, rss_item
from tests.loopback import Loopback, Step, redirect, serve


@pytest.mark.parametrize(
    "headers",
    [{"etag": '"häuser"'}, {"etag": '"a\x01b"'}, {"etag": "x" * 5000}, {"last-modified": "März"}],
    ids=["not ASCII", "a control character", "very long", "a date that is none"],
)
async def test_a_validator_that_cannot_be_sent_back_is_not_kept(headers: dict[str, str]) -> None:
    steps = [serve(parcels(2), headers=headers), serve(parcels(3))]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        await feed.ask()
        answer = await feed.ask()
        sent = server.asked("/f")[1].headers
    assert (numbers(answer.mentions), answer.health.kind) == ([2], HealthKind.OK)
    assert not {"if-none-match", "if-modified-since"} & sent.keys()


async def test_another_address_in_the_settings_is_asked_from_the_start() -> None:
    tag = {"etag": '"7"'}
    routes = {
        "/old": [redirect("/wrong", 301)],
        "/wrong": [serve(parcels(1), headers=tag)],
        "/right": [serve(parcels(2), headers=tag)],
    }
    async with Loopback(routes) as server:
        async with asking(server.url("/old")) as feed:
            for _ in range(3):
                await feed.ask()
            cursor = feed.cursor
        async with asking(server.url("/right")) as feed:
            feed.cursor = cursor
            answer = await feed.ask()
        (asked,) = server.asked("/right")
        assert numbers(answer.mentions) == [0, 1]
        assert "if-none-match" not in asked.headers
        assert len(server.asked("/wrong")) == 3


async def test_an_address_that_fails_costs_nothing_when_the_settings_go_back() -> None:
    async with Loopback({"/f": [serve(parcels(2))]}) as server:
        async with asking(server.url("/f")) as feed:
            cursor = (await feed.ask()).cursor
        async with asking(server.url("/none")) as feed:
            feed.cursor = cursor
            cursor = (await feed.ask()).cursor
        async with asking(server.url("/f")) as feed:
            feed.cursor = cursor
            assert (await feed.ask()).health.kind is HealthKind.NOT_MODIFIED


async def test_the_same_tag_on_other_bytes_hides_no_news() -> None:
    tag = {"etag": '"7"'}
    steps = [serve(parcels(2), headers=tag), serve(parcels(3), headers=tag)]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        await feed.ask()
        assert numbers((await feed.ask()).mentions) == [2]


async def test_an_edit_that_is_taken_back_is_delivered_too() -> None:
    edited = rss([rss_item(0, "Acme stole my money"), rss_item(1)])
    steps = [serve(parcels(2)), serve(edited), serve(parcels(2)), serve(parcels(2) + "\n")]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        titles = [[each.title for each in (await feed.ask()).mentions] for _ in steps]
    assert titles == [
        ["Parcel 0 is late", "Parcel 1 is late"],
        ["Acme stole my money"],
        ["Parcel 0 is late"],
        [],
    ]


async def test_an_entry_that_left_and_comes_back_unchanged_is_known() -> None:
    steps = [serve(parcels(3)), serve(rss([rss_item(1)])), serve(parcels(3))]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        assert [numbers((await feed.ask()).mentions) for _ in steps] == [[0, 1, 2], [], []]


async def test_an_entry_that_comes_back_with_other_words_is_delivered() -> None:
    back = rss([rss_item(0, "Parcel 0 has come after all"), rss_item(1)])
    steps = [serve(parcels(2)), serve(rss([rss_item(1)])), serve(back), serve(parcels(2))]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        assert [numbers((await feed.ask()).mentions) for _ in steps] == [[0, 1], [], [0], [0]]


async def test_two_entries_of_one_name_are_not_delivered_for_ever() -> None:
    twins = rss([rss_item(0, "One", guid="tag:x,2026:1"), rss_item(1, "Two", guid="tag:x,2026:1")])
    steps = [serve(twins), serve(twins + "\n"), serve(twins)]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        assert [len((await feed.ask()).mentions) for _ in steps] == [2, 0, 0]


async def test_where_no_window_is_an_edit_that_is_taken_back_is_delivered_too() -> None:
    def apart(title: str) -> Step:
        return serve(rss([rss_item(0, title), "stray", rss_item(1)]))

    steps = [apart("A"), apart("B"), apart("A"), apart("A")]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        assert [numbers((await feed.ask()).mentions) for _ in steps] == [[0, 1], [0], [0], []]
