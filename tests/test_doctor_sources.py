"""The doctor asks every source once, all at once, and says what came or what is wrong."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.query.rule import Brand, rule_of
from casebook.source_row import SourceRow
from desk.doctor import collecting, machine
from desk.doctor.asking import Asked, ask
from desk.doctor.collecting import Kept
from desk.doctor.finding import State
from desk.lock import elected, lock_of
from desk.settings import Settings
from desk.source_settings import SourceSettings
from desk.source_words import TO_DO
from sources.settings.feed import FeedSettings
from sources.settings.hackernews import HackerNewsSettings
from sources.settings.lemmy import LemmySettings
from sources.settings.reddit import RedditSettings
from tests.loopback import Loopback, error, hang, html, json, serve

ITEM = "<item><guid>{0}</guid><title>broken {0}</title><pubDate>{1}</pubDate></item>"


def feed(*hours: float) -> str:
    now = utc_now()
    items = (
        ITEM.format(number, format_datetime(now - timedelta(hours=each))) for number, each in enumerate(hours)
    )
    return f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>"


def source(name: str, url: str) -> SourceSettings:
    return SourceSettings(name, "feed", FeedSettings(url=url))


async def asked(server: Loopback, *names: str) -> list[Asked]:
    return await ask([source(name, server.url(f"/{name}")) for name in names], (), utc_now(), patience=120.0)


async def test_what_came_is_said_with_how_new_it_is() -> None:
    async with Loopback({"/blog": [serve(feed(3.5, 30))]}) as server:
        (found,) = await asked(server, "blog")
        assert found.finding.state is State.OK
        assert found.finding.say == "2 mentions, newest 3 h ago"
        assert len(server.requests) == 1


async def test_what_does_not_fit_a_sources_rule_is_counted() -> None:
    async with Loopback({"/blog": [serve(feed(3.5, 30)), serve(feed(3.5, 30))]}) as server:
        blog = source("blog", server.url("/blog"))
        rules = [rule_of(match='"broken 1"'), rule_of(match="whole")]
        one, none = await ask([replace(blog, rule=each) for each in rules], (), utc_now())
    assert one.finding.say == "1 mention, 1 more do not fit its rule, newest 1 d ago"
    assert (none.finding.state, none.finding.say) == (
        State.NOTE,
        "answers, but none of its 2 mentions fits its rule",
    )


async def test_a_search_for_several_phrases_is_told_by_its_first_call() -> None:
    async with Loopback({"/api/v1/search_by_date": [error(500)] * 9}) as server:
        rule = rule_of([Brand("acme", ("Acme", "akme"))])
        hn = SourceSettings("hn", "hackernews", HackerNewsSettings(base_url=server.url("")), rule)
        (found,) = await ask([hn], (), utc_now())
        assert len(server.requests) == 1
    assert found.finding.state is State.WRONG
    assert "status 500" in found.finding.say


async def test_what_is_only_known_of_its_other_parts_is_told_beside_the_first() -> None:
    hit = '{"objectID": "1", "title": "Acme lost it", "author": "jane", "_tags": ["story"]}'
    async with Loopback({"/api/v1/search_by_date": [json(f'{{"hits": [{hit}]}}')] * 2}) as server:
        rule = rule_of([Brand("acme", ("Acme", "akme"))])
        hn = SourceSettings("hn", "hackernews", HackerNewsSettings(base_url=server.url("")), rule)
        partly = SourceRow("hn", HealthKind.PARTIAL, "“akme”: it is not there", "look")
        (told,) = await ask([hn], [partly], utc_now())
        (well,) = await ask([hn], [replace(partly, health=HealthKind.OK)], utc_now())
    assert (told.finding.state, told.finding.do) == (State.NOTE, "look")
    assert told.finding.say == f"{well.finding.say}; when last collected: “akme”: it is not there"
    assert well.finding.state is State.OK


async def test_faults_are_told_apart_each_with_what_to_do() -> None:
    routes = {
        "/gone": [error(410)],
        "/locked": [error(401)],
        "/page": [html()],
        "/broken": [error(500)],
        "/bare": [serve(feed())],
        "/fine": [serve(feed(1))],
    }
    async with Loopback(routes) as server:
        found = {each.finding.what: each.finding for each in await asked(server, *(n[1:] for n in routes))}
    assert {name for name, each in found.items() if each.state is State.WRONG} == {
        "gone",
        "locked",
        "page",
        "broken",
    }
    assert all(each.do for each in found.values() if each.state is not State.OK)
    assert "status 410" in found["gone"].say
    assert "key or password" in found["locked"].do
    assert found["bare"].state is State.NOTE
    assert found["fine"].state is State.OK


async def test_a_source_that_hangs_holds_up_nobody() -> None:
    told = json('{"hits": []}')  # read at once, in this process
    async with Loopback({"/mute": [hang()], "/api/v1/search_by_date": [told]}) as server:
        fine = SourceSettings("hn", "hackernews", HackerNewsSettings("acme", base_url=server.url()))
        mute = source("mute", server.url("/mute"))
        first, second = await ask([mute, fine], (), utc_now(), patience=4.0)
    assert first.finding.state is State.WRONG
    assert "within 4 seconds" in first.finding.say
    assert second.finding.say.startswith("answers")


async def test_nobody_there_is_said() -> None:
    (found,) = await ask([source("none", "http://127.0.0.1:1/feed")], (), utc_now())
    assert found.finding.state is State.WRONG
    assert "could not be reached" in found.finding.say


async def test_no_secret_of_an_address_is_told() -> None:
    async with Loopback({}) as server:
        url = server.url("/feed?token=tops3cret").replace("//", "//dana:pa55word@")
        (found,) = await ask([source("private", url)], (), utc_now())
    assert found.finding.state is State.WRONG
    assert "tops3cret" not in found.finding.say
    assert "pa55word" not in found.finding.say


async def test_a_source_that_wants_to_be_left_alone_is() -> None:
    now = utc_now()
    async with Loopback({"/blog": [serve(feed(1))]}) as server:
        rows = [SourceRow("blog", until=now + timedelta(hours=1))]
        (found,) = await ask([source("blog", server.url("/blog"))], rows, now)
        assert server.requests == []
    assert found.finding.state is State.NOTE


async def test_a_search_of_many_pages_is_one_call() -> None:
    hit = '{{"objectID": "{0}", "comment_text": "acme {0}", "author": "kim", "created_at_i": {1}}}'
    now = int(utc_now().timestamp())
    hits = ",".join(hit.format(number, now - 60 * number) for number in range(100))
    page = f'{{"hits": [{hits}], "nbHits": 900, "nbPages": 9, "page": 0, "hitsPerPage": 100}}'
    async with Loopback({"/api/v1/search_by_date": [json(page)]}) as server:
        settings = HackerNewsSettings(query="acme", base_url=server.url())
        (found,) = await ask([SourceSettings("hn", "hackernews", settings)], (), utc_now())
        assert len(server.requests) == 1
    assert found.finding.say == "100 mentions and more, newest just now"


async def test_a_clock_is_compared_with_what_servers_say() -> None:
    date = format_datetime(utc_now() + timedelta(hours=2), usegmt=False)
    async with Loopback({"/blog": [serve(feed(1), headers={"date": date})]}) as server:
        (found,) = await asked(server, "blog")
    (clock,) = machine.clock(utc_now(), None, found.ahead)
    assert clock.state is State.WRONG
    assert "behind 127.0.0.1" in clock.say


def test_one_wrong_clock_out_there_is_not_ours() -> None:
    hour, none = timedelta(hours=1), timedelta(0)
    (clock,) = machine.clock(utc_now(), None, {"a": none, "b": hour, "c": none})
    assert clock.state is State.OK


def test_a_clock_that_went_back_is_told() -> None:
    now = utc_now()
    (clock,) = machine.clock(now, now + timedelta(hours=3), {})
    assert clock.state is State.WRONG
    (clock,) = machine.clock(machine.BORN - timedelta(days=400), None, {})
    assert clock.state is State.WRONG


def test_byte_code_is_looked_for() -> None:
    assert machine.byte_code(("no.such.module",)).state is State.OK
    assert machine.byte_code(("tui.app",)).what == "byte-code"


async def test_what_breaks_in_a_source_is_a_finding() -> None:
    odd = replace(source("odd", "http://127.0.0.1:1/"), fields=None)
    (found,) = await ask([odd], (), utc_now())
    assert found.finding.state is State.WRONG
    assert "something broke" in found.finding.say


@pytest.mark.parametrize("status", [500, 404])
async def test_a_search_of_many_lists_that_is_broken_is_not_taken_for_one_that_goes_on(status: int) -> None:
    async with Loopback({"*": [error(status)]}) as server:
        settings = LemmySettings(server.url(), query="acme")
        (found,) = await ask([SourceSettings("lemmy", "lemmy", settings)], (), utc_now())
    assert found.finding.state is State.WRONG
    assert f"status {status}" in found.finding.say


def test_the_doctor_says_it_in_the_words_of_the_health_screen(tmp_path: Path) -> None:
    settings, now = Settings(store=tmp_path / "amends.db"), utc_now()
    ill = SourceRow("blog", HealthKind.AUTH, "it wants a valid key", asked_at=now, failing_since=now)
    silent = SourceRow("shop", HealthKind.OK, last_new_at=now - timedelta(hours=9), expect=3600.0)
    with elected(lock_of(settings.store)):
        found = {each.what: each for each in collecting.findings(settings, Kept((ill, silent)), now)}
    assert found["blog"].say == "when it was last asked: signed out: it wants a valid key"
    assert found["blog"].do == TO_DO[HealthKind.AUTH]
    assert "far too quiet: nothing new for 9 h, expected at most 1 h" in found["shop"].say


async def test_of_several_that_stand_in_one_line_the_first_is_asked() -> None:
    unset = RedditSettings("acme", user="jane", token="env:AMENDS_TEST_NOT_SET")
    several = [SourceSettings(name, "reddit", unset) for name in ("bikes", "parcels")]
    first, second = await ask(several, (), utc_now())
    assert "AMENDS_TEST_NOT_SET" in first.finding.say, "it was about to be asked"
    assert second.finding.state is State.NOTE
    assert second.finding.say == "not asked: bikes was, and its host allows one question a minute"
