"""Hacker News: recorded replies, and a search that really pages and filters."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import Completeness, HealthKind, MentionKind
from sources.hackernews import HackerNewsSource
from sources.hackernews_parse import parse
from sources.http import Limits, Web
from sources.settings import HackerNewsSettings
from sources.source import Answer, Cursor
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.loopback import (
    Answers,
    Loopback,
    Request,
    Step,
    error,
    hang,
    html,
    serve,
    truncate,
)
from tests.loopback import (
    json as json_step,
)

PATH = "/api/v1/search_by_date"
START = int(NOW.timestamp()) - 86_400


def hit(number: int, text: str = "", *, at: int | None = None, level: str = "full") -> dict[str, Any]:
    """Return a comment in today's shape: what is not known is absent."""
    return {
        "objectID": str(number),
        "author": "jane",
        "comment_text": text or f"Acme lost order {number}",
        "created_at_i": at if at is not None else START + number * 60,
        "story_id": 7,
        "parent_id": 8,
        "story_title": "Ask HN: Who else?",
        "_tags": ["comment"],
        "_highlightResult": {"comment_text": {"matchLevel": level}, "author": {"matchLevel": "none"}},
    }


@dataclass
class Search:
    """A search over a list of hits, newest first, a hundred a page, a thousand at most."""

    hits: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: Request) -> Step:
        assert request.query["typoTolerance"] == "false"
        spans = re.findall(r"created_at_i([<>])(\d+)", request.query.get("numericFilters", ""))
        limits = {sign: int(number) for sign, number in spans}
        after, before = limits.get(">", -1), limits.get("<", 10**12)
        found = sorted(
            (each for each in self.hits if after < each["created_at_i"] < before),
            key=lambda each: -int(each["created_at_i"]),
        )
        size, page = int(request.query["hitsPerPage"]), int(request.query["page"])
        shown = found[:1000][page * size : (page + 1) * size]
        pages = -(-min(len(found), 1000) // size)
        return json_step(json.dumps({"hits": shown, "nbHits": len(found), "nbPages": pages, "page": page}))


@dataclass
class Asker:
    source: HackerNewsSource
    cursor: Cursor = field(default_factory=dict)

    async def ask(self) -> Answer:
        answer = await self.source.fetch(self.cursor, NOW)
        self.cursor = json.loads(json.dumps(answer.cursor))
        return answer


@asynccontextmanager
async def asking(answers: Answers, query: str = "acme") -> AsyncIterator[tuple[Asker, Loopback]]:
    async with Loopback({PATH: answers}) as server, Web(limits=Limits(0.5, 0.2, 0.5)) as web:
        settings = HackerNewsSettings(query, base_url=server.url())
        yield Asker(HackerNewsSource("hn", settings, web)), server


def ids(answer: Answer) -> list[int]:
    return sorted(int(mention.native_id) for mention in answer.mentions)


def test_a_recorded_comment_is_read_as_a_person_reads_it() -> None:
    body = fixtures("hackernews", "algolia_search_by_date_hitsperpage_1_tags_comment.json").read_bytes()
    parsed = parse(body)
    (mention,) = parsed.mentions
    assert parsed.health.kind is HealthKind.OK
    assert (mention.uri, mention.kind, mention.author) == (
        "hackernews:7919431",
        MentionKind.COMMENT,
        "hackernews:gohrt",
    )
    assert mention.url == "https://news.ycombinator.com/item?id=7919431"
    assert (mention.thread_root_id, mention.reply_to_id) == ("7919207", "7919207")
    assert mention.thread_root_url == "https://news.ycombinator.com/item?id=7919207"
    assert (mention.title, mention.score, mention.comments) == ("Fibonacci Flim-Flam", 1, None)
    assert mention.created_at == datetime(2014, 6, 20, 3, 39, 55, tzinfo=UTC)
    assert mention.text.startswith("A perennial HN favorite\n\nhttps://hn.algolia.com/?q=Fibonacci")
    assert mention.text.endswith("come at intervals that approximates the Fibonacci sequence.")


def test_a_recorded_story_and_a_recorded_poll() -> None:
    folder = fixtures("hackernews")
    start = "algolia_search_by_date_hitsperpage_1_tags_"
    (story,) = parse((folder / f"{start}story_query_apple.json").read_bytes()).mentions
    (poll,) = parse((folder / f"{start}poll.json").read_bytes()).mentions
    assert (story.uri, story.kind, story.text) == ("hackernews:7919424", MentionKind.POST, "")
    assert (story.completeness, story.comments, story.thread_root_id) == (
        Completeness.TITLE_ONLY,
        0,
        "7919424",
    )
    assert (poll.title, poll.comments, poll.reply_to_id) == ('Poll: Do you experience "The Hum"?', 1, None)
    assert 'experiences "The Hum", a low-frequency' in poll.text


def test_a_null_and_an_absent_key_are_both_unknown() -> None:
    known = {key: value for key, value in hit(1).items() if value is not None}
    old = known | {"points": None, "num_comments": None, "title": None, "story_text": None}
    new, nulls = (parse(json.dumps({"hits": [each]}).encode()).mentions for each in (known, old))
    assert new == nulls
    assert (new[0].score, new[0].comments) == (None, None)


@pytest.mark.parametrize(
    "marked",
    [
        {"comment_text": {"matchLevel": "partial"}},
        {"comment_text": {"matchLevel": "none"}, "author": {"matchLevel": "full"}},
        {"comment_text": {"matchLevel": "none"}, "story_title": {"matchLevel": "full"}},
    ],
)
def test_a_hit_that_only_looks_similar_is_no_mention(marked: dict[str, Any]) -> None:
    assert parse(json.dumps({"hits": [hit(1) | {"_highlightResult": marked}]}).encode()).mentions == ()


@pytest.mark.parametrize(
    "body", ["", "<html>", "[]", "{}", '{"message": "no"}', '{"hits": {}}', "[" * 100_000]
)
def test_what_is_no_search_result_is_said_to_be_none(body: str) -> None:
    parsed = parse(body.encode())
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.NOT_A_FEED)


@pytest.mark.parametrize(
    "bad", [1, None, {}, {"objectID": "../x"}, {"objectID": "1"}, {"objectID": 5, "title": []}]
)
def test_a_bad_hit_does_not_cost_the_good_ones(bad: object) -> None:
    parsed = parse(json.dumps({"hits": [hit(1), bad, hit(2)]}).encode())
    assert [mention.native_id for mention in parsed.mentions] == ["1", "2"]
    assert parsed.health.kind is HealthKind.PARTIAL


async def test_every_page_is_read_and_every_hit_delivered_once() -> None:
    search = Search([hit(number) for number in range(250)])
    async with asking(search) as (hn, server):
        first, second = await hn.ask(), await hn.ask()
        asked = server.asked(PATH)
    assert (ids(first), ids(second)) == (list(range(250)), [])
    assert [request.query["page"] for request in asked] == ["0", "1", "2", "0", "1"]
    assert asked[0].query["query"] == '"acme"'
    assert "numericFilters" not in asked[0].query
    assert asked[3].query["numericFilters"] == f"created_at_i>{START + 249 * 60 - 7200}"
    assert {(each.via, each.query) for each in first.mentions} == {("hn", "acme")}


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
    partial, fine = HealthKind.PARTIAL, HealthKind.OK
    assert [answer.health.kind for answer in answers[:4]] == [partial, partial, fine, partial]


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
        third = await hn.ask()
    assert second.health.kind is HealthKind.ERROR
    assert sorted(ids(first) + ids(second) + ids(third)) == list(range(1, 1500))


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
    assert [answer.health.kind for answer in answers[1:]] == [HealthKind.PARTIAL] * 3
    assert ["<" in each for each in asked] == [False, False, True, True]
    assert "cannot be read" in answers[3].health.say


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


async def test_the_first_asking_takes_the_newest_thousand_and_is_well() -> None:
    async with asking(Search([hit(number, at=START + number) for number in range(1200)])) as (hn, _):
        answer = await hn.ask()
    assert (len(answer.mentions), answer.health.kind) == (1000, HealthKind.OK)


async def test_a_sudden_silence_is_suspicious() -> None:
    search = Search([hit(1)])
    async with asking(search) as (hn, _):
        await hn.ask()
        before = hn.cursor
        search.hits.clear()
        answer = await hn.ask()
        assert (answer.health.kind, hn.cursor) == (HealthKind.EMPTY, before)


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

    async with asking(answers) as (hn, _):
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
