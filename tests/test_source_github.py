"""GitHub: recorded issues as a person reads them, searches that fit, and each of its limits."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.kinds import CanReply, Completeness, HealthKind, MentionKind
from casebook.query.rule import Brand, rule_of
from sources.github_parse import page, parse
from sources.github_search import asked, below, groups
from sources.registry import KINDS
from sources.settings.github import GitHubSettings
from tests.fixtures_folder import fixtures
from tests.loopback import Step
from tests.loopback import json as json_step
from tests.rig import HUSH, Post, on
from tests.rig_github import GitHubWatchWorld, GitHubWorld, comment, issue

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


def body_of(*entries: Any, **more: Any) -> bytes:
    return json.dumps(
        {"total_count": len(entries), "incomplete_results": False, "items": entries} | more
    ).encode()


def one(**more: Any) -> dict[str, Any]:
    return issue(Post(7, "Acme lost it", NOON)) | more


def test_a_recorded_search_is_read_as_a_person_reads_it() -> None:
    parsed = parse(fixtures("github", "gh3_search_issues.00.json").read_bytes())
    first, second, third, *_ = parsed.mentions
    assert (len(parsed.mentions), parsed.health.kind) == (57, HealthKind.OK)
    assert (first.uri, first.kind, first.title) == (
        "github:issue-118524901",
        MentionKind.ISSUE,
        "GitHub integration images",
    )
    assert first.url == "https://github.com/Koffeegod/demo-issues/issues/28"
    assert (first.text, first.completeness) == ("", Completeness.TITLE_ONLY), "its body was null"
    assert (first.author_handle, first.author_url) == ("Koffeegod", "https://github.com/Koffeegod")
    assert (first.community, first.comments, first.score) == ("Koffeegod/demo-issues", 4, None)
    assert first.created_at == datetime(2015, 11, 24, 3, 31, 29, tzinfo=UTC)
    assert (first.can_reply, first.thread_root_url) == (CanReply.LINK, None)
    assert (second.title, third.title) == (
        "GitHub assign_repo request error",
        "contents.update api response is not checked, causing TypeError",
    )
    assert sum("/pull/" in (each.url or "") for each in parsed.mentions) == 2
    assert all(each.text for each in parsed.mentions[1:])


def test_recorded_issues_of_a_repository_and_of_a_later_search() -> None:
    kept = json.loads(fixtures("github", "octokit_paginate-issues.json").read_text(encoding="utf-8"))
    listed = [mention for each in kept for mention in parse(json.dumps(each["response"]).encode()).mentions]
    assert [each.title for each in listed] == [f"Test issue {number}" for number in range(13, 0, -1)]
    assert (listed[0].comments, listed[0].score, listed[0].likes) == (42, 0, 0)
    kept = json.loads(fixtures("github", "octokit_search-issues.json").read_text(encoding="utf-8"))
    found = parse(json.dumps(kept[0]["response"]).encode()).mentions
    assert [(each.title, each.text) for each in found] == [
        ("Sesame seeds split without a pop!", "I’ve waited all year long, but there was no pop 😭"),
        ("The doors don’t open", 'I tried "open sesame" as seen on Wikipedia but no luck!'),
    ]


def test_repositories_are_no_issues() -> None:
    parsed = parse(fixtures("github", "gh3_search_text_match.00.json").read_bytes())
    assert (parsed.mentions, parsed.health.say) == ((), "8 of 8 entries could not be read")


def test_a_comment_stands_under_its_issue() -> None:
    said = comment(Post(9, "Acme again", NOON, edited=NOON + timedelta(hours=1)))
    (mention,) = parse(json.dumps([said]).encode()).mentions
    assert (mention.native_id, mention.kind, mention.title) == ("comment-9", MentionKind.COMMENT, None)
    assert mention.url == "https://github.com/acme/app/issues/3#issuecomment-9"
    assert mention.thread_root_url == "https://github.com/acme/app/issues/3"
    assert (mention.community, mention.edited_at) == ("acme/app", NOON + timedelta(hours=1))


def test_machines_are_left_out_or_marked() -> None:
    machine = one(id=8, user={"login": "dependabot[bot]", "type": "Bot"})
    marked = page(body_of(machine, one()), bots=True).mentions
    left = page(body_of(machine, one()), bots=False)
    assert [each.author_name for each in marked] == ["dependabot[bot] (bot)", "jane"]
    assert ([each.native_id for each in left.mentions], left.hits, left.lost) == (["issue-7"], 2, 0)


@pytest.mark.parametrize("user", [None, {}, {"login": None}])
def test_an_account_that_is_gone_is_nobody(user: Any) -> None:
    (mention,) = parse(body_of(one(user=user, body=None))).mentions
    assert (mention.author_handle, mention.author_name, mention.author_url) == (None, None, None)
    assert (mention.text, mention.title) == ("", "It is broken")


def test_what_a_template_tells_the_writer_is_nobody_s_words() -> None:
    (mention,) = parse(body_of(one(body="<!-- Acme asks: which version? -->\nIt fell\n<!-- never"))).mentions
    assert mention.text == "It fell"


def test_phrases_are_joined_as_far_as_a_search_goes() -> None:
    words = [f"acme number {number}" for number in range(9)]
    whose = " -org:acme"
    found = list(groups(words, whose))
    assert [len(each) for each in found] == [6, 3]
    questions = [asked(each, "is:pull-request", whose, NOON) for each in found]
    assert all(len(each) <= 256 and each.count(" OR ") <= 5 for each in questions)
    assert questions[1].startswith('("acme number 6" OR "acme number 7" OR "acme number 8") is:pull-request')
    long = list(groups(["x" * 100, "y" * 100, "z"], ""))
    assert [len(each) for each in long] == [1, 2]
    assert asked(('a "b" c\\',), "is:issue", "", None) == '"a b c" is:issue'


def test_what_is_behind_the_last_hit() -> None:
    url = "https://api.github.com/search/issues?q=%22a%22+is%3Aissue+updated%3A%3E%3D2026-03-01T00%3A00%3A00Z&page=10"
    once = below(url, NOON)
    assert "updated%3A2026-03-01T00%3A00%3A00Z..2026-03-02T12%3A00%3A00Z" in once
    assert once.endswith("page=1")
    assert below(once, NOON) == ""
    assert "updated%3A2026-03-01T00%3A00%3A00Z..2026-03-02T11%3A00%3A00Z" in below(
        once, NOON - timedelta(hours=1)
    )


async def test_both_sorts_are_asked_for_each_by_itself() -> None:
    here = GitHubWorld()
    here.write(3, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        questions = [each.query["q"] for each in asker.asked]
        headers = asker.asked[0].headers
    assert questions == ['"acme" is:issue -org:acme', '"acme" is:pull-request -org:acme']
    assert headers["authorization"] == f"Bearer {HUSH}"
    assert headers["x-github-api-version"] == "2022-11-28"


async def test_beyond_a_thousand_hits_the_search_is_asked_for_those_before_them() -> None:
    here = GitHubWorld()
    here.write(1)
    async with on(here) as asker:
        await asker.ask()
        here.write(1100)
        told = [number for _ in range(3) for number in asker.told(await asker.ask())]
    assert sorted(told) == list(range(2, 1102))


async def test_a_search_that_was_given_up_half_way_is_asked_again_from_the_same_mark() -> None:
    here = GitHubWorld()
    here.write(1, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.incomplete = True
        here.write(2)
        answer = await asker.ask()
        asked_then = asker.asked[0].query["q"]
        here.incomplete = False
        again = await asker.ask()
        asked_now = asker.asked[0].query["q"]
    assert (asker.told(answer), answer.health.kind) == ([2, 3], HealthKind.PARTIAL)
    assert "half-way" in answer.health.say
    assert (asked_then, again.mentions, again.health.kind) == (asked_now, (), HealthKind.OK)


async def test_a_question_that_is_not_taken_is_told_in_github_s_words() -> None:
    said = {"message": "Validation Failed", "errors": [{"message": "Query must include 'is:issue'"}]}
    here = GitHubWorld()
    async with on(here) as asker:
        wrong = dict.fromkeys(range(9), lambda good: json_step(json.dumps(said), status=422))
        answer = await asker.ask(wrong)
    assert answer.health.kind is HealthKind.ERROR
    assert "Validation Failed; Query must include 'is:issue' (status 422)" in answer.health.say
    assert "settings" in answer.health.do


def limits() -> dict[str, tuple[Step, float | None]]:
    recorded = fixtures("github", "rate_limit_abuse.json").read_bytes()
    soon = str(int((GitHubWorld().now + timedelta(minutes=10, seconds=40)).timestamp()))
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": soon}
    return {
        "primary, 403": (json_step('{"message": "no"}', status=403, headers=spent), 40),
        "primary, 429": (json_step('{"message": "no"}', status=429, headers=spent), 40),
        "secondary, told": (json_step(recorded, status=403, headers={"retry-after": "77"}), 77),
        "secondary, untold": (json_step(recorded, status=403), None),
    }


@pytest.mark.parametrize("name", ["primary, 403", "primary, 429", "secondary, told", "secondary, untold"])
async def test_each_limit_is_told_from_a_refusal(name: str) -> None:
    answer, wait = limits()[name]
    here = GitHubWorld()
    async with on(here) as asker:
        told = await asker.ask({0: lambda good: answer})
        assert len(asker.asked) == 1, "nobody asks on"
    assert told.health.kind is HealthKind.RATE_LIMITED
    assert told.health.until == (here.now + timedelta(seconds=wait) if wait else None)


async def test_a_token_that_is_not_valid_is_fetched_anew_and_never_shown() -> None:
    here = GitHubWorld()
    async with on(here) as asker:
        said = json.dumps({"message": f"Bad credentials {HUSH}"})
        answer = await asker.ask({0: lambda good: json_step(said, status=401)})
    assert (answer.health.kind, HUSH in repr(answer)) == (HealthKind.AUTH, False)


async def test_a_repository_that_has_not_changed_costs_no_reading() -> None:
    here = GitHubWatchWorld()
    here.write(2, minutes=30)
    async with on(here) as asker:
        first = await asker.ask()
        await asker.ask()
        third = await asker.ask()
        tags = [each.headers.get("if-none-match", "") for each in asker.asked]
        spans = ["since" in each.query for each in asker.asked]
    assert asker.told(first) == [1, 2]
    assert tags[0].startswith('W/"')
    assert all(spans), "only what has changed since is asked for"
    assert third.health.kind.well


async def test_brands_are_searched_together_and_matched_here() -> None:
    here = GitHubWorld()
    here.write(3, minutes=30)
    rule = rule_of((Brand("Acme", ("acme", "akme")),), "order NEAR/2 2")
    async with on(here) as asker:
        settings = GitHubSettings(token="", base_url=asker.server.url())
        source = KINDS["github"].build("mine", settings, asker.kit, rule)
        answer = await source.fetch({}, here.now)
    assert [here.number(each) for each in answer.mentions] == [2]
    assert asker.server.requests[0].query["q"] == '("acme" OR "akme") is:issue'
    assert "authorization" not in asker.server.requests[0].headers


def test_what_the_settings_take() -> None:
    assert GitHubSettings(watch=("acme/app",), leave_out=("acme",)).mistakes() == {}
    wrong = GitHubSettings(watch=("acme",), within=("a b",), token="ghp_secret")
    assert sorted(wrong.mistakes()) == ["token", "watch", "within"]
    assert list(GitHubSettings(within=tuple(f"account-{number:030}" for number in range(5))).mistakes()) == [
        "within"
    ]
    assert GitHubSettings().searches
    assert not GitHubSettings(watch=("acme/app",)).searches
