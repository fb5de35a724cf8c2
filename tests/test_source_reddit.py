"""Reddit: one request a minute for all of us, what its refusals mean, and a secret that stays one."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from casebook.kinds import HealthKind, Portal
from casebook.query.rule import Brand, Rule, rule_of
from sources.errors import Misled
from sources.http import Web
from sources.keyring import Keyring
from sources.kit import FEED_LIMIT, JSON_LIMIT, Kit, Reply
from sources.poller import Poller
from sources.reddit import addresses
from sources.registry import KINDS
from sources.settings.reddit import RedditSettings
from sources.source import Answer, Health, Source
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.rig import HUSH, SECRET, ParserHere
from tests.rig_feeds import ATOM
from tests.test_source_poller import Book, HandClock

EMPTY = f"{ATOM}<id>/search.rss</id></feed>"
ACME = rule_of([Brand("Acme", ("acme", "acme corp"), ("akme",))])


@dataclass
class Reddit:
    """The network towards Reddit: notes when it is asked for what, and answers by its script."""

    clock: HandClock = field(default_factory=HandClock)
    script: list[Reply | Exception] = field(default_factory=list)
    """What it answers first; later all is well."""
    asked: list[tuple[datetime, str]] = field(default_factory=list)

    async def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = FEED_LIMIT
    ) -> Reply:
        self.asked.append((self.clock.now(), url))
        answer = self.script.pop(0) if self.script else said(EMPTY)
        if isinstance(answer, Exception):
            raise answer
        return Reply(answer.status, answer.headers, answer.body, url)

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, limit: int = JSON_LIMIT
    ) -> Reply:
        raise AssertionError("nothing is sent to Reddit")

    @property
    def seconds(self) -> list[int]:
        """When it was asked, from the beginning on."""
        return [round((at - NOW).total_seconds()) for at, _ in self.asked]

    def source(self, name: str, settings: RedditSettings, rule: Rule | None = None) -> Source:
        """Return a source that asks it."""
        kit = Kit(self, ParserHere(), Keyring(), Web())
        return KINDS["reddit"].build(name, settings, kit, rule or rule_of())


def said(body: str | bytes, status: int = 200, **headers: str) -> Reply:
    """Return an answer."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, told, body.encode() if isinstance(body, str) else body, "")


async def live(reddit: Reddit, sources: list[Source], seconds: float) -> Book:
    """Let the poller ask these sources for so long."""
    book = Book()
    poller = Poller(sources, book, clock=reddit.clock, chance=lambda: 0.5)
    running = asyncio.create_task(poller.run())
    await reddit.clock.pass_by(seconds)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return book


async def test_three_sources_stand_in_one_line_a_minute_apart() -> None:
    reddit = Reddit()
    sources = [
        reddit.source("a", RedditSettings("acme", every=60.0)),
        reddit.source("b", RedditSettings("acme", ("parcels",), every=60.0)),
        reddit.source("c", RedditSettings(subreddits=("acme", "acme_help"), whole=True, every=60.0)),
    ]
    await live(reddit, sources, 61 * 12 + 1)
    assert reddit.seconds == [61 * turn for turn in range(13)]
    paths = [urlsplit(url).path for _, url in reddit.asked]
    assert paths[:3] == ["/search.rss", "/r/parcels/search.rss", "/r/acme+acme_help/new/.rss"]
    assert sorted(map(paths.count, set(paths))) == [4, 4, 5], "each has its turn"


async def test_a_source_asks_one_of_its_questions_at_a_time_and_all_in_turn() -> None:
    reddit = Reddit()
    source = reddit.source("a", RedditSettings(every=300.0), ACME)
    book = await live(reddit, [source], 300)
    asked = [dict(parse_qsl(urlsplit(url).query))["q"] for _, url in reddit.asked]
    assert asked[:4] == ['"acme"', '"acme corp"', '"akme"', '"acme"']
    assert reddit.seconds == [0, 100, 200, 300]
    assert all(answer.health.kind.well for _, answer in book.kept)


BLOCK = "<!doctype html><html><head><title>Blocked</title></head><body>network policy</body></html>"


@pytest.mark.parametrize(
    ("trouble", "kind", "next_at"),
    [
        (said(BLOCK, 403), HealthKind.BLOCKED, 3660),
        (said(BLOCK), HealthKind.BLOCKED, 3660),
        (Misled("https://old.reddit.com/search.rss?… asks for a login"), HealthKind.BLOCKED, 3660),
        (said("", 403, x_ratelimit_remaining="0", x_ratelimit_reset="200"), HealthKind.RATE_LIMITED, 202),
        (said("<html>whoa there, pardner!", 429, retry_after="4"), HealthKind.RATE_LIMITED, 61),
        (said("", 429, x_ratelimit_remaining="0.0", x_ratelimit_reset="418"), HealthKind.RATE_LIMITED, 420),
        (said(EMPTY, x_ratelimit_remaining="0", x_ratelimit_reset="30"), HealthKind.OK, 61),
        (said(EMPTY, x_ratelimit_remaining="0.0", x_ratelimit_reset="500"), HealthKind.OK, 502),
    ],
)
async def test_what_reddit_says_to_one_source_holds_for_all(
    trouble: Reply | Exception, kind: HealthKind, next_at: int
) -> None:
    reddit = Reddit(script=[trouble])
    sources = [reddit.source(name, RedditSettings("acme", every=60.0)) for name in "ab"]
    book = await live(reddit, sources, next_at + 10)
    assert reddit.seconds == [0, next_at]
    assert book.kept[0][1].health.kind is kind


async def test_the_recorded_pages_mean_what_they_say() -> None:
    over_18 = fixtures("reddit", "over18_interstitial.html").read_bytes()
    whoa = fixtures("errors", "reddit_too_many_requests_with_retry_headers.01.html").read_bytes()
    reddit = Reddit(script=[said(over_18), said(whoa, 429, retry_after="4")])
    source = reddit.source("a", RedditSettings("acme"))
    first = await source.fetch({}, NOW)
    assert (first.health.kind, first.health.until) == (HealthKind.BLOCKED, NOW + timedelta(minutes=61))
    assert "subreddit" in first.health.do
    second = await source.fetch(first.cursor, NOW)
    assert (second.health.kind, second.health.until) == (
        HealthKind.RATE_LIMITED,
        NOW + timedelta(seconds=4),
    )


async def test_a_question_that_goes_wrong_is_told_of_until_it_goes_well() -> None:
    reddit = Reddit(script=[said(EMPTY), said("", 404)])
    source = reddit.source("a", RedditSettings(subreddits=("acme",), whole=True, comments=True))
    answers: list[Answer] = []
    for _ in range(5):
        answers.append(await source.fetch(answers[-1].cursor if answers else {}, NOW))
    kinds = [each.health.kind for each in answers]
    assert kinds[:3] == [HealthKind.OK, HealthKind.ERROR, HealthKind.PARTIAL]
    assert answers[2].health.say.startswith("comments: https://www.reddit.com/r/acme/comments/.rss")
    assert all(kind.well for kind in kinds[3:])


async def test_all_have_their_turn_though_nobody_is_here_for_more_than_one() -> None:
    reddit, answer = Reddit(), Answer((), {}, Health(HealthKind.OK))
    for _ in range(4):
        answer = await reddit.source("a", RedditSettings(), ACME).fetch(answer.cursor, NOW)
    asked = [dict(parse_qsl(urlsplit(url).query))["q"] for _, url in reddit.asked]
    assert asked == ['"acme"', '"acme corp"', '"akme"', '"acme"']


@pytest.mark.parametrize(("rule", "whole"), [(ACME, None), (rule_of([Brand("acme", ("acme",))]), True)])
async def test_one_question_does_not_say_for_the_others_that_nothing_was_missed(
    rule: Rule, whole: bool | None
) -> None:
    source, answers = Reddit().source("a", RedditSettings(), rule), list[Answer]()
    for _ in range(4):
        answers.append(await source.fetch(answers[-1].cursor if answers else {}, NOW))
    assert answers[-1].health.kind is HealthKind.NOT_MODIFIED
    assert answers[-1].reaches_back is whole


async def test_a_token_is_told_to_reddit_and_to_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)
    body = fixtures("reddit", "search_2026.rss").read_bytes()
    reddit = Reddit(script=[said(body), said("", 500), said(BLOCK, 403)])
    settings = RedditSettings("acme", user="acme_support", token=SECRET, backfill=3e9)
    source = reddit.source("a", settings)
    answers = [await source.fetch({}, NOW)]
    answers += [await source.fetch(answers[0].cursor, NOW) for _ in range(2)]
    assert len(answers[0].mentions) == 25
    for _, url in reddit.asked:
        assert dict(parse_qsl(urlsplit(url).query)) | {"feed": HUSH, "user": "acme_support"} == dict(
            parse_qsl(urlsplit(url).query)
        )
    assert HUSH not in repr(answers)
    assert HUSH not in repr(addresses(settings, rule_of()))


async def test_comments_of_a_question_of_its_own_are_matched_here() -> None:
    entries = "".join(
        f"<entry><id>t1_{name}</id><link href='https://www.reddit.com/r/acme/comments/1a/x/{name}/'/>"
        f"<title>/u/jane on x</title><content type='html'>&lt;!-- SC_OFF --&gt;{words}</content>"
        f"<updated>2026-03-02T11:00:00+00:00</updated></entry>"
        for name, words in (("one", "My parcel is late"), ("two", "Nice weather"))
    )
    reddit = Reddit(script=[said(EMPTY), said(f"{ATOM}{entries}</feed>")])
    source = reddit.source("a", RedditSettings("parcel", ("acme",), comments=True))
    first = await source.fetch({}, NOW)
    second = await source.fetch(first.cursor, NOW)
    assert [each.native_id for each in second.mentions] == ["t1_one"]
    assert [each.native_id for each in second.beside] == ["t1_two"]


def test_what_is_asked_is_what_the_settings_say() -> None:
    asked = addresses(RedditSettings("acme", ("parcels", "mail"), comments=True), rule_of())
    assert asked == {
        "“acme”": "https://www.reddit.com/r/parcels+mail/search.rss"
        "?q=%22acme%22&restrict_sr=1&sort=new&t=week&limit=100",
        "comments": "https://www.reddit.com/r/parcels+mail/comments/.rss?limit=100",
    }


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (RedditSettings("acme"), None),
        (RedditSettings(subreddits=("acme",), whole=True), None),
        (RedditSettings(subreddits=("r/acme",)), "subreddits"),
        (RedditSettings(subreddits=("a b",)), "subreddits"),
        (RedditSettings(whole=True), "subreddits"),
        (RedditSettings("acme", comments=True), "subreddits"),
        (RedditSettings("acme", user="jane"), "token"),
        (RedditSettings("acme", token="env:X"), "user"),
        (RedditSettings("acme", user="jane", token="3fa9c1d2"), "token"),
        (RedditSettings("acme", user="u/jane", token="env:X"), "user"),
    ],
)
def test_settings_that_cannot_be_meant_are_told(said: RedditSettings, field: str | None) -> None:
    assert list(said.mistakes()) == ([field] if field else [])


def test_reddit_is_no_place_to_look_for_customers() -> None:
    card, settings = KINDS["reddit"].card, RedditSettings("acme")
    assert (card.matches, settings.match_customers, card.keep_deleted) == (False, False, False)
    assert settings.portal is Portal.SOCIAL
