"""Hacker News, asked again and again: nothing is lost, nothing is doubled."""

import json

import pytest

from casebook.kinds import HealthKind
from casebook.query.rule import Brand, rule_of
from sources.registry import KINDS
from sources.settings.hackernews import HackerNewsSettings
from sources.tools import opened
from tests.feed_samples import NOW
from tests.hackernews_samples import PATH, START, Search, asking, hit, ids
from tests.loopback import Loopback, Request, Step, error, hang, html, serve, truncate
from tests.loopback import json as json_step


async def test_every_page_is_read_and_every_hit_delivered_once() -> None:
    search = Search([hit(number) for number in range(250)])
    async with asking(search) as (hn, server):
        first, second = await hn.ask(), await hn.ask()
        asked = server.asked(PATH)
    assert (ids(first), ids(second)) == (list(range(250)), [])
    assert [request.query.get("page") for request in asked] == ["0", "1", "2", "0", "1", None]
    assert asked[0].query["query"] == '"acme"'
    assert "numericFilters" not in asked[0].query
    assert asked[3].query["numericFilters"] == f"created_at_i>{START + 249 * 60 - 7200}"
    assert {(each.via, each.query) for each in first.mentions} == {("hn", "acme")}


async def test_a_last_page_that_is_just_full_is_not_asked_behind() -> None:
    async with asking(Search([hit(number) for number in range(100)])) as (hn, server):
        assert ids(await hn.ask()) == list(range(100))
        assert [request.query.get("page") for request in server.asked(PATH)] == ["0"]


async def test_a_hit_indexed_late_is_found_and_an_edited_one_delivered_again() -> None:
    search = Search([hit(number) for number in range(10)])
    async with asking(search) as (hn, _):
        await hn.ask()
        search.hits += [hit(77, at=START + 30)]
        search.hits[5] = hit(5, "Acme found order 5 after all")
        answer = await hn.ask()
    assert ids(answer) == [5, 77]


async def test_beyond_a_thousand_hits_the_older_ones_come_with_the_next_askings() -> None:
    search = Search([hit(0)])
    async with asking(search) as (hn, _):
        await hn.ask()
        search.hits += [hit(number, at=START + 60 + number // 20) for number in range(1, 2500)]
        answers = [await hn.ask() for _ in range(3)]
        search.hits += [hit(3000)]
        answers += [await hn.ask(), await hn.ask()]
    delivered = [number for answer in answers for number in ids(answer)]
    assert sorted(delivered) == [*range(1, 2500), 3000]
    assert ids(answers[0]) == list(range(1500, 2500)), "the newest ones first"
    assert [answer.health.kind for answer in answers[:2]] == [HealthKind.PARTIAL] * 2


async def test_trouble_while_catching_up_loses_and_doubles_nothing() -> None:
    search, broken = Search([hit(0)]), False

    def answers(request: Request) -> Step:
        return error(500) if broken and request.query["page"] == "3" else search(request)

    async with asking(answers) as (hn, _):
        await hn.ask()
        search.hits += [hit(number, at=START + number) for number in range(1, 1500)]
        first = await hn.ask()
        broken = True
        second = await hn.ask()
        broken = False
        later = [await hn.ask() for _ in range(2)]
    assert second.health.kind is HealthKind.PARTIAL, "what is new was read"
    assert "does not work at the moment" in second.health.say
    told = [number for each in (first, second, *later) for number in ids(each)]
    assert sorted(told) == list(range(1, 1500))


async def test_more_than_a_thousand_hits_of_one_second_do_not_hold_it_up_for_ever() -> None:
    search = Search([hit(0)])
    async with asking(search) as (hn, _):
        await hn.ask()
        search.hits += [hit(number, at=START + 60) for number in range(1, 1500)]
        search.hits += [hit(number, at=START + 30) for number in range(2000, 2010)]
        answers = [await hn.ask() for _ in range(3)]
    assert answers[2].health.kind is HealthKind.OK
    assert ids(answers[2]) == list(range(2000, 2010))


async def test_a_search_that_knows_no_below_is_not_asked_below_for_ever() -> None:
    many = json_step(
        json.dumps({"hits": [hit(number, at=START) for number in range(100)], "nbHits": 5000, "nbPages": 1})
    )
    async with asking([many]) as (hn, server):
        answers = [await hn.ask() for _ in range(4)]
        asked = [request.query.get("numericFilters", "") for request in server.asked(PATH)]
    assert [len(answer.mentions) for answer in answers] == [100, 0, 0, 0]
    assert len(asked) <= 12


async def test_another_search_in_the_settings_is_asked_from_the_start() -> None:
    search = Search([hit(1), hit(2)])
    async with asking(search) as (hn, _):
        await hn.ask()
        cursor = hn.cursor
    async with asking(search, "acme parcels") as (hn, server):
        hn.cursor = cursor
        answer = await hn.ask()
        assert "numericFilters" not in server.asked(PATH)[0].query
    assert ids(answer) == [1, 2]


async def test_what_was_written_before_we_began_is_left_alone() -> None:
    async with asking(Search([hit(1, at=START - 60), hit(2)])) as (hn, _):
        answer = await hn.ask()
    assert (ids(answer), answer.health.kind) == ([2], HealthKind.OK)


async def test_a_sudden_silence_is_suspicious() -> None:
    search = Search([hit(1)])
    async with asking(search) as (hn, _):
        await hn.ask()
        search.hits.clear()
        answer = await hn.ask()
        assert answer.health.kind is HealthKind.EMPTY
        search.hits = [hit(1), hit(2)]
        assert ids(await hn.ask()) == [2]


async def test_an_index_that_stands_still_is_told_by_the_newest_hit_of_all() -> None:
    search = Search(silent_for=5)
    async with asking(search) as (hn, server):
        still = [await hn.ask() for _ in range(2)]
        search.silent_for = 0
        moving = [await hn.ask() for _ in range(3)]
        looks = [each.query for each in server.asked(PATH) if each.query["hitsPerPage"] == "1"]
    assert [each.health.kind for each in still] == [HealthKind.EMPTY] * 2
    assert "5h old" in still[0].health.say
    assert [each.health.kind for each in moving] == [HealthKind.OK] * 3
    assert len(looks) == 3, "while it stands still it is looked at each time, and else once an hour"


async def test_each_phrase_of_our_brands_is_asked_for() -> None:
    search = Search([hit(1, "Acme lost it"), hit(2, "akme lost it"), hit(3, "acme found it")])
    rule = rule_of((Brand("Acme", ("acme", "akme")),), "lost")
    async with Loopback({PATH: search}) as server, opened() as kit:
        said = HackerNewsSettings(base_url=server.url())
        answer = await KINDS["hackernews"].build("hn", said, kit, rule).fetch({}, NOW)
        asked = [each.query["query"] for each in server.asked(PATH)]
    assert (ids(answer), asked) == ([1, 2], ['"acme"', '"akme"'])


async def test_a_word_nobody_has_used_yet_is_no_trouble() -> None:
    async with asking(Search()) as (hn, _):
        assert [(await hn.ask()).health.kind for _ in range(2)] == [HealthKind.OK] * 2


async def test_a_date_in_the_future_does_not_hide_the_present() -> None:
    search = Search([hit(1), hit(2, at=int(NOW.timestamp()) + 10_000_000)])
    async with asking(search) as (hn, _):
        first = await hn.ask()
        search.hits.append(hit(3, at=int(NOW.timestamp()) - 5))
        assert ids(await hn.ask()) == [3]
    assert [each.created_at is None for each in first.mentions] == [True, False]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (error(500), HealthKind.ERROR),
        (error(429, retry_after="60"), HealthKind.RATE_LIMITED),
        (html(), HealthKind.NOT_A_FEED),
        (serve(""), HealthKind.NOT_A_FEED),
        (hang(), HealthKind.ERROR),
        (truncate(json.dumps({"hits": [hit(1)]}), 40), HealthKind.ERROR),
    ],
)
async def test_trouble_on_a_later_page_loses_and_doubles_nothing(trouble: Step, kind: HealthKind) -> None:
    search = Search([hit(number) for number in range(150)])
    broken = True

    def answers(request: Request) -> Step:
        return trouble if broken and request.query["page"] == "1" else search(request)

    async with asking(answers, patience=1.0 if trouble.mute else 60.0) as (hn, _):
        first = await hn.ask()
        broken = False
        second = await hn.ask()
    assert (ids(first), first.health.kind) == (list(range(50, 150)), kind)
    assert (ids(second), second.health.kind) == (list(range(50)), HealthKind.OK)


async def test_a_server_that_says_the_same_on_every_page_is_not_asked_for_ever() -> None:
    same = json_step(json.dumps({"hits": [hit(1)], "nbHits": 1_000_000, "nbPages": 1000}))
    async with asking([same]) as (hn, server):
        answer = await hn.ask()
        assert (ids(answer), len(server.asked(PATH))) == ([1], 2)
