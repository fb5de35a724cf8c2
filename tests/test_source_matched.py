"""A source is listened to for its rule alone: what fits is delivered, and no edit of what we have is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Brand, rule_of
from sources.matched import AT_ONCE, Matched
from sources.registry import KINDS
from sources.settings.common import OLDEST
from sources.settings.feed import FeedSettings
from sources.settings.hackernews import HackerNewsSettings
from sources.source import Answer, Cursor, Health, Source
from sources.tools import opened
from tests.desk_world import NOON, after
from tests.feed_samples import NOW, parcels
from tests.hackernews_samples import PATH, Search, hit, ids
from tests.loopback import Loopback, Request, Step, error, serve
from tests.test_collector_book import Place, place  # noqa: F401 - a fixture

ACME = rule_of([Brand("acme", ("Acme",), lookalikes=("acme comics",))])
OK = Health(HealthKind.OK)


class Saying:
    """A source that answers what it is told to."""

    name, every, host = "blog", 900.0, "blog.example"

    def __init__(self, *mentions: Mention, health: Health = OK) -> None:
        self.answer = Answer(mentions, {"mark": 7}, health, 30.0, more=True)

    async def fetch(self, cursor: Cursor, now: object) -> Answer:
        return replace(self.answer, cursor={**cursor, **self.answer.cursor})


def post(number: int, text: str, **more: object) -> Mention:
    return Mention("feed", str(number), text=text, via="blog", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("times", [1, AT_ONCE])
async def test_what_fits_is_delivered_under_the_rules_name_and_the_rest_beside(times: int) -> None:
    said = [post(number, text) for number, text in enumerate(["Acme again", "acme comics", "else"] * times)]
    source = Matched(Saying(*said), ACME)

    answer = await source.fetch({"a": 1}, NOON)

    assert [each.text for each in answer.mentions] == ["Acme again"] * times
    assert {each.query for each in answer.mentions} == {"acme"}
    assert len(answer.beside) == 2 * times
    assert (source.let_through, source.held_back) == (times, 2 * times)
    assert (answer.cursor, answer.health, answer.pause, answer.more) == ({"a": 1, "mark": 7}, OK, 30.0, True)
    assert (source.name, source.every, source.host) == ("blog", 900.0, "blog.example")


async def test_only_a_source_with_a_rule_is_matched() -> None:
    async with opened() as kit:
        settings = FeedSettings("https://blog.example/feed")
        assert not isinstance(KINDS["feed"].build("blog", settings, kit), Matched)
        assert isinstance(KINDS["feed"].build("blog", settings, kit, ACME), Matched)


async def test_by_another_rule_a_feed_is_read_anew_for_what_is_meant_now() -> None:
    async with Loopback({"/f": [serve(parcels(3))] * 3}) as server, opened() as kit:
        settings = FeedSettings(server.url("/f"), backfill=OLDEST)
        first = await KINDS["feed"].build("blog", settings, kit, rule_of(match="nothing")).fetch({}, NOW)
        by_words = KINDS["feed"].build("blog", settings, kit, rule_of(match="parcel"))
        second = await by_words.fetch(first.cursor, NOW)
        third = await by_words.fetch(second.cursor, NOW)
    assert [len(each.mentions) for each in (first, second, third)] == [0, 3, 0]


async def test_an_edit_that_takes_our_name_out_is_kept_where_we_have_the_mention(place: Place) -> None:  # noqa: F811
    book, source = place.book("blog"), Matched(Saying(), ACME)
    first = post(1, "Acme lost my parcel", author_handle="jane")
    for said in (first, replace(first, text="They lost my parcel"), post(2, "They lost mine too")):
        source = Matched(Saying(said), ACME)
        await book.delivered("blog", await source.fetch({}, NOON), after(1))

    (kept,) = place.store.mentions.all()
    assert (kept["text"], kept["query"]) == ("They lost my parcel", "acme")


async def test_a_deleted_post_is_noted_where_we_have_it_and_nowhere_else(place: Place) -> None:  # noqa: F811
    book = place.book("blog")
    mine, others = post(1, "Acme lost my parcel"), post(2, "")
    gone = [replace(mine, text="", deleted=True), replace(others, deleted=True)]
    for said in ([mine], gone):
        answer = await Matched(Saying(*said), ACME).fetch({}, NOON)
        await book.delivered("blog", answer, after(1))

    (kept,) = place.store.mentions.all()
    assert (kept["deleted"], kept["text"]) == (True, "Acme lost my parcel")


class Places:
    """A search that finds what holds the phrase it is asked for, and tells how often each was asked."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.wrong: dict[str, Step] = {}

    def __call__(self, request: Request) -> Step:
        asked = request.query["query"].strip('"')
        if asked in self.wrong:
            return self.wrong[asked]
        hits = [hit(number, text) for number, text in enumerate(self.texts) if asked.lower() in text.lower()]
        return Search(hits)(request)


BRANDS = rule_of([Brand("acme", ("Acme", "akme"), lookalikes=("acme comics",)), Brand("beta", ("Beta Ltd",))])


@asynccontextmanager
async def searching(search: Places) -> AsyncIterator[tuple[Source, Loopback]]:
    """Lend Hacker News, listened to for the brands, over a search."""
    async with Loopback({PATH: search}) as server, opened() as kit:
        yield (
            KINDS["hackernews"].build("hn", HackerNewsSettings(base_url=server.url("")), kit, BRANDS),
            server,
        )


async def test_hacker_news_is_asked_for_each_phrase_of_the_brands_and_matched_here() -> None:
    search = Places("Acme and akme", "acme comics", "beta ltd!", "betas")
    async with searching(search) as (source, server):
        first = await source.fetch({}, NOW)
        asked = [each.query["query"] for each in server.asked(PATH)]
        search.texts += ["AKME once more"]
        second = await source.fetch(first.cursor, NOW)

    assert asked == ['"Acme"', '"akme"', '"Beta Ltd"']
    assert (ids(first), [each.query for each in first.mentions]) == ([0, 2], ["acme", "beta"])
    assert ids(second) == [4]


async def test_one_phrase_that_fails_keeps_the_others_and_reads_on_where_it_stood() -> None:
    search = Places("Acme 0", "akme 1", "beta ltd 2")
    search.wrong["akme"] = error(500)
    async with searching(search) as (source, _):
        first = await source.fetch({}, NOW)
        search.wrong.clear()
        second = await source.fetch(first.cursor, NOW)

    assert first.health.kind is HealthKind.PARTIAL
    assert "akme" in first.health.say
    assert second.health.kind is HealthKind.OK
    assert sorted(ids(first) + ids(second)) == [0, 1, 2]


async def test_once_told_to_wait_the_others_are_not_asked() -> None:
    search = Places("Acme 0")
    search.wrong["Acme"] = error(429)
    async with searching(search) as (source, server):
        answer = await source.fetch({}, NOW)
        assert len(server.asked(PATH)) == 1

    assert (answer.mentions, answer.health.kind) == ((), HealthKind.RATE_LIMITED)
