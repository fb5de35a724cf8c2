"""Jetstream over a real line: nothing lost, nothing told twice, a hole said, and nobody held up."""

import asyncio
import json as jsonlib
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from time import thread_time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from casebook.kinds import HealthKind
from casebook.query.rule import Brand, Rule, rule_of
from sources.jetstream import Jetstream
from sources.matched import matched
from sources.poller import Poller
from sources.settings.jetstream import JetstreamSettings
from sources.source import Listens
from sources.tools import opened
from tests.feed_samples import NOW
from tests.loopback import Loopback, error, json
from tests.rig_jetstream import account, deletion, event, network, no
from tests.telling import Heard, Quick, Teller
from tests.waiting import until

RULE = rule_of([Brand("acme", ("acme",))])
T = int(NOW.timestamp() * 1e6) - 60_000_000
"""A minute ago."""


def source(
    kit: Any, *servers: str, profiles: str = "", now: Any = lambda: NOW, rule: Rule = RULE
) -> Jetstream:
    settings = JetstreamSettings(servers, profiles=profiles)
    return Jetstream("mine", settings, kit, rule, every=0.02, now=now)


@asynccontextmanager
async def listening(*servers: str, book: Heard | None = None, **more: Any) -> AsyncIterator[Heard]:
    """Lend a book that a poller fills from these servers."""
    book = book or Heard()
    async with opened() as kit:
        here = matched(source(kit, *servers, **more), RULE)
        assert isinstance(here, Listens)
        poller = Poller([here], book, clock=Quick(), chance=lambda: 0.5)
        asking = asyncio.create_task(poller.run())
        try:
            yield book
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)


async def test_no_post_is_written_into_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with network(event(1, T, "ACME and my secret")) as net, listening(net.address) as book:
        await until(lambda: book.told == ["1"])
    assert "my secret" not in caplog.text


async def test_a_line_is_led_nowhere_else() -> None:
    async with network(event(1, T)) as other:

        def away(line: Any) -> Any:
            answer = line.respond(302, "there")
            answer.headers["Location"] = other.address
            return answer

        async with network(refuses=away) as net, listening(net.address) as book:
            await until(lambda: any("302" in each.health.say for each in book.answers))
        assert (other.asked, book.told) == ([], [])


async def test_what_is_for_us_is_told_at_once_and_what_is_not_stays_out() -> None:
    async with network(event(1, T), event(2, T + 1, "nothing"), account(T + 2)) as net:
        async with listening(net.address) as book:
            await until(lambda: book.told == ["1"])
            await net.write(event(3, T + 3, "ACME again"), event(4, T + 4, "nobody"))
            await until(lambda: book.told == ["1", "3"])
        assert "wantedCollections=app.bsky.feed.post" in net.asked[0]
    (first, second) = (each for one in book.answers for each in one.mentions)
    assert (first.uri, first.via, first.query) == (
        "bluesky:at://did:plc:w1/app.bsky.feed.post/1",
        "mine",
        "acme",
    )
    assert first.url == "https://bsky.app/profile/did:plc:w1/post/1"
    assert second.text == "ACME again"
    assert book.answers[-1].health.kind is HealthKind.OK


async def test_what_a_servers_address_asks_for_already_is_asked_as_well() -> None:
    async with network(event(1, T)) as net, listening(f"{net.address}?maxMessageSizeBytes=9000") as book:
        await until(lambda: book.told == ["1"])
    asked = parse_qs(urlsplit(net.asked[0]).query)
    assert (asked["maxMessageSizeBytes"], asked["wantedCollections"]) == (["9000"], ["app.bsky.feed.post"])


async def test_what_is_taken_back_or_edited_is_told_beside_the_others() -> None:
    edit: dict[str, Any] = {
        "operation": "update",
        "rev": "e1",
        "record": {"text": "Sorry, all is well", "createdAt": "x"},
    }
    async with network(event(1, T)) as net, listening(net.address) as book:
        await until(lambda: book.told == ["1"])
        await net.write(deletion(9, T + 1), event(1, T + 2, **edit), event(2, T + 3))
        await until(lambda: book.told == ["1", "2"])
    assert book.gone == ["9"]
    (edited,) = (each for one in book.answers for each in one.beside if not each.deleted)
    assert (edited.text, edited.edited_at is not None) == ("Sorry, all is well", True)


async def test_a_line_that_breaks_is_taken_up_where_it_broke_and_nothing_is_told_twice() -> None:
    lines = [event(number, T + number * 1000) for number in range(1, 40)]
    async with network(*lines[:20], lasts=15) as net, listening(net.address) as book:
        await until(lambda: len(net.cursors) >= 2)
        net.lasts = None
        await net.write(*lines[20:])
        await until(lambda: len(set(book.told)) == 39)
        await net.write(event(99, T + 90_000))
        await until(lambda: "99" in book.told)
    assert book.told == [str(number) for number in range(1, 40)] + ["99"]
    assert net.cursors[1] < T + 15_000, "it goes back a little"
    assert any("broke off" in each.health.say for each in book.answers)


async def test_the_next_server_takes_over_where_one_is_down() -> None:
    async with network(event(1, T)) as net, listening("ws://127.0.0.1:1/subscribe", net.address) as book:
        await until(lambda: book.told == ["1"])
    assert any(each.health.kind is HealthKind.ERROR for each in book.answers)
    assert any(each.health.say.endswith("could not be reached") for each in book.answers)


async def test_a_server_whose_name_leads_nowhere_is_told_in_words() -> None:
    async with listening("ws://no.such.host.invalid/subscribe") as book:
        await until(lambda: bool(book.answers))
    assert "its name leads nowhere from here" in book.answers[0].health.say


async def test_a_hole_in_what_the_server_remembers_is_said() -> None:
    book = Heard(cursors={"time_us": T - 9 * 3600 * 1_000_000, "told": {}})
    async with network(event(1, T), remembers=T) as net, listening(net.address, book=book):
        await until(lambda: book.told == ["1"])
        last = next(each for each in book.answers if each.mentions)
    assert last.health.kind is HealthKind.PARTIAL
    assert "was missed" in last.health.say
    assert last.reaches_back is False
    assert "search" in last.health.do


async def test_no_hole_is_told_where_there_is_none_nor_at_first() -> None:
    for cursors in ({"time_us": T, "told": {}}, {}):
        async with (
            network(event(1, T + 1)) as net,
            listening(net.address, book=Heard(cursors=dict(cursors))) as book,
        ):
            await until(lambda: book.told == ["1"])  # waited for in this very turn
            assert {each.health.kind for each in book.answers} == {HealthKind.OK}


async def test_a_server_that_does_not_remember_so_far_is_asked_for_what_it_has() -> None:
    book = Heard(cursors={"time_us": T - 90 * 3600 * 1_000_000, "told": {}})
    old = no(400, '{"error":"CursorTooOld"}')
    async with network(event(1, T), refuses=old) as net, listening(net.address, book=book):
        await until(lambda: any("remember" in each.health.say for each in book.answers))
        net.refuses = None
        await until(lambda: book.told == ["1"])
    assert net.cursors[-1] == int((NOW - timedelta(seconds=600)).timestamp() * 1e6)
    assert "was missed" in next(each for each in book.answers if each.mentions).health.say


@pytest.mark.parametrize(
    ("status", "kind", "headers"),
    [
        (403, HealthKind.BLOCKED, {}),
        (429, HealthKind.RATE_LIMITED, {}),
        (429, HealthKind.RATE_LIMITED, {"Retry-After": "300"}),
        (500, HealthKind.ERROR, {}),
        (200, HealthKind.ERROR, {}),
    ],
)
async def test_a_server_that_opens_no_line_is_unwell(
    status: int, kind: HealthKind, headers: dict[str, str]
) -> None:
    async with network(refuses=no(status, **headers)) as net, listening(net.address) as book:
        await until(lambda: book.answers)
        health = book.answers[0].health
        assert (health.kind, bool(health.say)) == (kind, True)
        assert health.until == (NOW + timedelta(seconds=300) if headers else None)


async def test_nonsense_on_the_line_costs_nothing_else() -> None:
    odd: list[str | bytes] = [
        "",
        "{",
        "[" * 5000,
        "null",
        b"\xff\xfe",
        '{"commit": 7}',
        '"text"',
        event(7, T, "x" * 10**5),
    ]
    async with network(*odd, event(1, T)) as net, listening(net.address) as book:
        await until(lambda: book.told == ["1"])
        await net.write(event(2, T + 5, "a" * 2**19))
        await until(lambda: any("KiB" in each.health.say for each in book.answers))


async def test_a_clock_far_ahead_does_not_move_the_cursor_into_the_future() -> None:
    async with network(event(1, T), event(2, T + 10**14)) as net, listening(net.address) as book:
        await until(lambda: book.told == ["1", "2"])
        assert book.cursors["time_us"] == int(NOW.timestamp() * 1e6)


async def test_frames_of_the_second_version_are_understood() -> None:
    frame = jsonlib.dumps({"$type": "message", "payload": jsonlib.loads(event(1, T))})
    async with network(frame) as net, listening(net.address) as book:
        await until(lambda: book.told == ["1"])


async def test_authors_are_looked_up_and_a_post_does_not_wait_for_one_that_cannot_be() -> None:
    jane = {"did": "did:plc:w1", "handle": "jane.example", "displayName": "Jane", "followersCount": 70}
    there = json(jsonlib.dumps({"profiles": [jane]}))
    async with network(event(1, T)) as net, Loopback({"*": [there, error(500)]}) as web:
        async with listening(net.address, profiles=web.url()) as book:
            await until(lambda: book.told == ["1"])
            await net.write(event(2, T + 1), event(4, T + 2))
            await until(lambda: len(book.told) == 3)
        assert web.requests[0].query["actors"] == "did:plc:w1"
    told = [each for one in book.answers for each in one.mentions]
    assert [each.author for each in told] == [
        "bluesky:jane.example",
        "bluesky:did:plc:w2",
        "bluesky:jane.example",
    ]
    assert (told[0].author_reach, told[0].url) == (70, "https://bsky.app/profile/jane.example/post/1")


async def test_a_rule_may_ask_what_is_known_once_the_author_is_looked_up() -> None:
    jane = {"did": "did:plc:w1", "handle": "jane.example", "followersCount": 70}
    rule = rule_of([Brand("acme", ("acme",))], "reach:>50 by:jane* where:mine portal:social")
    there = [json(jsonlib.dumps({"profiles": [jane]}))]
    async with network(event(1, T), event(2, T + 1)) as net, opened() as kit, Loopback({"*": there}) as web:
        here = matched(source(kit, net.address, profiles=web.url(), rule=rule), rule)
        answer = await here.fetch({}, NOW)
    assert [each.native_id[-1] for each in answer.mentions] == ["1"]


async def test_a_single_round_hears_what_was_said_up_to_now() -> None:
    async with network(event(1, T), event(2, T + 1), deletion(1, T + 2)) as net, opened() as kit:
        here = source(kit, net.address)
        first = await here.fetch({}, NOW)
        second = await here.fetch(first.cursor, NOW)
    assert [each.native_id[-1] for each in first.mentions] == ["1", "2"]
    assert [each.deleted for each in first.beside] == [True]
    assert (second.mentions, first.health.kind) == ((), HealthKind.OK)


async def test_whoever_keeps_slowly_is_told_everything_and_holds_nobody_up() -> None:
    lines = [event(number, T + number) for number in range(2000)]
    async with network(*lines) as net, listening(net.address, book=Heard(slow=0.05)) as book:
        worst, last = 0.0, thread_time()
        async with asyncio.timeout(60):
            while sum(len(each.mentions) for each in book.answers) < 2000:
                await asyncio.sleep(0.001)
                worst, last = max(worst, thread_time() - last), thread_time()
    assert book.told == [str(number) for number in range(2000)]
    assert worst < 0.25, "the loop turns all the while"


@pytest.mark.parametrize("seed", range(4))
async def test_wherever_the_line_is_cut_nothing_is_lost_or_told_twice(seed: int) -> None:
    chance = random.Random(seed)
    lines = [event(number, T + number * 200_000) for number in range(1, 120)]
    async with network(*lines[:10]) as net, listening(net.address) as book:
        for at in range(10, len(lines), 10):
            net.lasts = chance.choice((None, 1, 7, 40))
            await net.write(*lines[at : at + 10])
            await asyncio.sleep(chance.random() / 20)
            if chance.random() < 0.5:
                net.cut()
        net.lasts = None
        net.cut()
        await until(lambda: len(set(book.told)) == len(lines))
    assert Counter(book.told) == Counter(str(number) for number in range(1, 120))


async def test_a_server_that_speaks_otherwise_is_told_from_one_that_is_not_there() -> None:
    async with Loopback({"*": [json("{}")]}) as web, Teller(head=b"220 mail.example ready\r\n") as mail:
        for address in (web.url().replace("http", "ws"), f"ws://{mail.address}"):
            async with listening(address) as book:
                await until(lambda: book.answers)  # waited for in this very turn
                assert "answers, but" in book.answers[0].health.say
