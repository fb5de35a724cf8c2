"""Discourse: recorded forums as a person reads them, and the ways they say no."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.kinds import Completeness, HealthKind, MentionKind, ReachKind
from casebook.mention import Mention
from sources.discourse import Discourse
from sources.discourse_parse import parse
from sources.kit import Kit, Reply
from sources.platform import Strand
from sources.registry import KINDS
from sources.settings.discourse import DiscourseSettings
from tests.fixtures_folder import fixtures
from tests.loopback import Step
from tests.loopback import json as json_step
from tests.rig import HUSH, Post, on
from tests.rig_discourse import (
    DiscourseOf2018World,
    DiscourseOf2023World,
    DiscourseSearchWorld,
    DiscourseWorld,
    post,
)
from tests.test_source_refused_keys import Refusing

FORUM = "https://forum.example/community"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


def recorded(name: str, url: str = f"{FORUM}/posts.json") -> tuple[Mention, ...]:
    parsed = parse(fixtures("discourse", f"{name}.json").read_bytes(), url)
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def test_the_latest_posts_of_a_forum() -> None:
    first, second, third = recorded("api_posts_before")
    assert [each.native_id.rpartition("/")[2] for each in (first, second, third)] == ["14", "10", "2"]
    assert first.uri == "discourse:forum.example/community/p/14"
    assert first.url == f"{FORUM}/t/this-is-an-uncategorized-title/11/1"
    assert (first.title, first.text) == ("This is an uncategorized title", "hi there. hi there. hi there.")
    assert (first.kind, first.completeness) == (MentionKind.POST, Completeness.FULL)
    assert (first.author_handle, first.author_name) == ("johndoe@forum.example", "johndoe")
    assert first.author_url == f"{FORUM}/u/johndoe"
    assert (first.author_reach, first.author_reach_kind) == (1, ReachKind.TRUST_LEVEL)
    assert first.created_at == datetime(2020, 1, 25, 0, 58, 35, 475000, tzinfo=UTC)
    assert (first.edited_at, first.deleted) == (None, False)
    assert (first.likes, first.comments, first.reposts, first.score) == (None, 0, 0, None)
    assert first.thread_root_id == "forum.example/community/t/11"
    assert first.thread_root_url == f"{FORUM}/t/this-is-an-uncategorized-title/11"
    assert (second.author_name, second.author_reach) == ("system", 4)
    assert second.text.startswith("The first paragraph of this pinned topic will be visible")


def test_a_topic_and_what_answers_what_in_it() -> None:
    first, *_, last = recorded("api_topic", "https://try.example/t/sandbox/57.json")
    assert (first.author_name, first.author_handle) == ("Sam Saffron", "samsaffron@try.example")
    assert first.created_at == datetime(2013, 2, 4, 20, 26, 26, 278000, tzinfo=UTC)
    assert first.edited_at == datetime(2013, 4, 30, 18, 33, 37, 273000, tzinfo=UTC)
    assert first.text.startswith("Welcome!\n\nTry is a sandbox, a safe place to play with Discourse")
    assert "Any accounts or posts you create here will not exist tomorrow!" in first.text
    topic = "https://try.example/t/this-site-is-a-sandbox-it-is-reset-every-day/57"
    assert (first.thread_root_url, last.thread_root_url) == (topic, topic)
    assert (last.url, last.reply_to_url, last.kind) == (f"{topic}/14", f"{topic}/1", MentionKind.COMMENT)
    assert (first.likes, last.likes) == (0, 5)


def test_a_post_that_only_tells_of_its_topic_is_nobody_s_words() -> None:
    mentions = recorded("api_topic")
    assert [each.native_id.rpartition("/")[2] for each in mentions] == ["83", "86", "226"]


def test_real_posts_of_people() -> None:
    first, second, third, fourth = recorded("perceval_discourse_posts")
    assert first.text.startswith(
        "Hi,\n\nI was wondering if there were any plans to add support for IBM PowerVM"
    )
    assert (second.author_name, second.author_handle) == ("Itamar", "iheim@forum.example")
    assert third.text.startswith("@blomquisg can you review this question from @kincl and")
    assert (first.title, first.author_name) == ("IBM PowerVM support?", "kincl")
    assert fourth.reply_to_url == f"{FORUM}/t/ibm-powervm-support/1448/2"


def test_a_single_post_without_a_forum_to_link_to() -> None:
    (mention,) = recorded("api_post", "")
    assert (mention.native_id, mention.url, mention.author_url) == ("/p/11", None, None)
    assert (mention.author_handle, mention.reply_to_url) == ("system", None)


@pytest.mark.parametrize(
    "name",
    ["api_search", "perceval_discourse_topics_empty", "perceval_discourse_topics_last_posted_at_null"],
)
def test_other_answers_are_no_posts(name: str) -> None:
    parsed = parse(fixtures("discourse", f"{name}.json").read_bytes(), FORUM)
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.NOT_A_FEED)


def found(**result: Any) -> bytes:
    posts = [{"id": 3, "username": "jane", "blurb": "Acme &amp; me", "post_number": 2, "topic_id": 7}]
    topics = [{"id": 7, "title": "Who else?", "slug": "who-else"}]
    return json.dumps({"posts": posts, "topics": topics, "grouped_search_result": result}).encode()


def test_what_a_search_finds_is_a_snippet_under_its_topic_s_title() -> None:
    (mention,) = parse(found(error=None), f"{FORUM}/search.json?q=acme").mentions
    assert (mention.title, mention.text, mention.completeness) == (
        "Who else?",
        "Acme & me",
        Completeness.SNIPPET,
    )
    assert (mention.url, mention.author_reach, mention.likes) == (f"{FORUM}/t/who-else/7/2", None, None)


def test_an_error_with_status_200_is_an_error() -> None:
    parsed = parse(found(error="The search is overloaded\x1b[2J"), FORUM)
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.ERROR)
    assert parsed.health.say == "the forum did not search: The search is overloaded"


@pytest.mark.parametrize("gone", [{"hidden": True}, {"user_deleted": True}, {"deleted_at": "2026-01-01"}])
def test_what_is_hidden_or_deleted_leaves_no_words(gone: dict[str, Any]) -> None:
    post = {"id": 3, "username": "jane", "cooked": "<p>Acme</p>", "post_number": 2, "topic_id": 7, **gone}
    (mention,) = parse(json.dumps({"latest_posts": [post]}).encode(), FORUM).mentions
    assert (mention.deleted, mention.text) == (True, "")


def refusals() -> Iterator[tuple[str, Step, HealthKind, float | None]]:
    plain = {"content-type": "text/plain"}
    code = {"retry-after": "17", "discourse-rate-limit-error-code": "ip_10_secs_limit"}
    yield "global 429", Step(b"Slow down", 429, {**plain, **code}), HealthKind.RATE_LIMITED, 17
    wait = '{"errors": ["too often"], "error_type": "rate_limit", "extras": {"wait_seconds": 23}}'
    yield "json 429", json_step(wait, status=429), HealthKind.RATE_LIMITED, 23
    yield "bare 429", json_step('{"errors": ["x"]}', status=429), HealthKind.RATE_LIMITED, None
    closed = '{"errors": ["sign in"], "error_type": "not_logged_in"}'
    yield "closed", json_step(closed, status=403), HealthKind.AUTH, None


@pytest.mark.parametrize(("answer", "kind", "wait"), [each[1:] for each in refusals()])
async def test_each_way_to_say_no(answer: Step, kind: HealthKind, wait: float | None) -> None:
    here = DiscourseWorld()
    async with on(here) as asker:
        told = await asker.ask({0: lambda good: answer})
    assert told.health.kind is kind
    assert told.health.until == (here.now + timedelta(seconds=wait) if wait else None)


@pytest.mark.parametrize(
    ("world", "name"), [(DiscourseWorld, "api-key"), (DiscourseSearchWorld, "user-api-key")]
)
async def test_a_key_is_told_in_the_header_it_belongs_in(world: type[DiscourseWorld], name: str) -> None:
    here = world()
    async with on(here) as asker:
        await asker.ask()
        (asked,) = asker.asked
    assert asked.headers[name] == HUSH
    assert asked.headers.get("api-username") == ("desk" if name == "api-key" else None)


async def test_a_search_of_more_than_ten_pages_says_that_it_is_cut_and_never_asks_for_the_eleventh() -> None:
    here = DiscourseSearchWorld()
    here.write(620, minutes=30)
    async with on(here) as asker:
        answer = await asker.ask()
        pages = [each.query["page"] for each in asker.asked]
    assert (pages[-1], len(answer.mentions)) == ("10", 500)
    assert answer.health.kind is HealthKind.PARTIAL
    assert "ten pages" in answer.health.say


AGES = (DiscourseWorld, DiscourseOf2023World, DiscourseOf2018World)


@pytest.mark.parametrize("world", AGES)
async def test_posts_whose_numbers_lie_far_apart_are_all_told_and_then_left_alone(
    world: type[DiscourseWorld],
) -> None:
    here = world()
    numbers = [*range(200, 260), *range(260, 6000, 40), *range(6000, 6120)]
    for at, number in enumerate(numbers):
        here.posts.append(Post(number, f"Acme lost it {number}", here.now - timedelta(minutes=600 - at)))
    told: list[int] = []
    async with on(here) as asker:
        for _turn in range(16):
            told += asker.told(await asker.ask())
        assert sorted(told) == numbers, "none is lost, and none told twice"
        quiet, quietly = await asker.ask(), len(asker.asked)
        here.posts.append(Post(6420, "Acme once more", here.now))
        news = await asker.ask()
    assert (quiet.health.kind, quiet.health.say, quietly) == (HealthKind.OK, "", 1)
    assert (asker.told(news), len(asker.asked) < 9, news.health.kind) == ([6420], True, HealthKind.OK)


@pytest.mark.parametrize(
    ("before", "given", "told", "behind"),
    [
        (0, [5, 3, 2], [5, 3, 2], 2),
        (0, [3, 1], [3, 1], 0),
        (51, [51, 40], [40], 2),
        (51, [], [], 2),
        (50, [40], [40], 0),
    ],
)
def test_a_page_tells_what_lies_below_its_number_and_the_last_one_ends_at_the_first_post(
    before: int, given: list[int], told: list[int], behind: int
) -> None:
    world = Refusing(200, {})
    forum = Discourse(Kit(world, world, world, world), DiscourseSettings(FORUM), ())
    at = datetime(2026, 3, 1, tzinfo=UTC)
    body = json.dumps({"latest_posts": [post(Post(each, "Acme", at)) for each in given]}).encode()
    url = f"{FORUM}/posts.json" + (f"?before={before}" if before else "")
    page = forum.read(Reply(200, {}, body, url), Strand("all", lambda since: url))
    assert [int(each.native_id.rpartition("/")[2]) for each in page.mentions] == told
    assert (page.hits, page.next) == (len(told), f"{FORUM}/posts.json?before={behind}" if behind else "")


async def test_a_forum_that_shows_nothing_any_more_is_suspicious() -> None:
    here = DiscourseWorld()
    here.write(3, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.posts.clear()
        assert (await asker.ask()).health.kind is HealthKind.EMPTY


def test_words_need_a_search() -> None:
    assert list(DiscourseSettings(FORUM, query="acme").mistakes()) == ["query"]
    assert DiscourseSettings(FORUM, search=True, query="acme").mistakes() == {}
    assert list(DiscourseSettings(FORUM, user="desk").mistakes()) == ["key"]
    assert not DiscourseSettings(FORUM).searches
    assert KINDS["discourse"].card.keep_deleted is False
