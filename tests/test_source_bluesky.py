"""Bluesky, asked: one session for all askings, renewed when it runs out, and what a refusal means."""

import json as jsonlib
from collections.abc import Callable

import pytest

from casebook.kinds import HealthKind
from casebook.query.rule import Brand, rule_of
from sources.registry import KINDS
from sources.settings.bluesky import BlueskySettings
from sources.tools import opened
from tests.feed_samples import NOW
from tests.loopback import Loopback, Step, html, json
from tests.rig import HUSH, SECRET, Post, on
from tests.rig_bluesky import BlueskyWorld, post

OPEN = "/xrpc/com.atproto.server.createSession"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


async def test_one_session_serves_all_askings_and_is_renewed_when_it_runs_out() -> None:
    here = BlueskyWorld()
    here.write(3, minutes=30)
    async with on(here) as asker:
        for _ in range(5):
            assert (await asker.ask()).health.kind.well
        assert (here.sessions, here.renewals) == (1, 0)
        here.run_out()
        here.write()
        again = await asker.ask()
        assert (asker.told(again), again.health.kind.well) == ([4], True)
        assert (here.sessions, here.renewals) == (1, 1)


async def test_a_renewal_that_is_refused_opens_one_new_session() -> None:
    here = BlueskyWorld(renewable=False)
    async with on(here) as asker:
        await asker.ask()
        here.run_out()
        assert (await asker.ask()).health.kind.well
    assert here.sessions == 2


async def test_a_server_that_takes_no_session_is_not_asked_for_more_and_more() -> None:
    here = BlueskyWorld()
    async with on(here) as asker:
        await asker.ask()
        no = json('{"error":"ExpiredToken","message":"Token has expired"}', status=400)
        for _ in range(2):
            answer = await asker.ask(dict.fromkeys((0, 2, 4), lambda good: no))
            assert answer.health.kind is HealthKind.AUTH
            assert "app password" in answer.health.do
    assert (here.sessions, here.renewals) == (2, 1), "each asking opens one at most"


async def test_a_wrong_password_is_told_with_what_to_do_and_without_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", "not-the-one")
    here = BlueskyWorld()
    async with on(here) as asker:
        answer = await asker.ask()
    assert (answer.health.kind, "does not let us sign in as acme.example" in answer.health.say) == (
        HealthKind.AUTH, True)  # fmt: skip
    assert "app password" in answer.health.do
    assert "not-the-one" not in repr(answer)


async def test_who_has_no_password_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMENDS_TEST_SECRET")
    async with on(BlueskyWorld()) as asker:
        answer = await asker.ask()
        assert asker.asked == []
    assert answer.health.kind is HealthKind.AUTH
    assert "app password" in answer.health.do


@pytest.mark.parametrize(
    ("step", "kind", "say"),
    [
        (lambda: html("<html>Forbidden</html>", status=403), HealthKind.BLOCKED, "refuses us"),
        (lambda: json('{"error":"InvalidRequest","message":"Error: q is too long"}', status=400),
         HealthKind.ERROR, "q is too long"),
        (lambda: json('{"error":"x"}', status=200), HealthKind.NOT_A_FEED, "without posts"),
    ],
)  # fmt: skip
async def test_what_a_refusal_means(step: Callable[[], Step], kind: HealthKind, say: str) -> None:
    async with on(BlueskyWorld()) as asker:
        await asker.ask()
        answer = await asker.ask({0: lambda good: step()})
    assert (answer.health.kind, say in answer.health.say) == (kind, True), answer.health


def session(home: str) -> Step:
    service = {"type": "AtprotoPersonalDataServer", "serviceEndpoint": home}
    return json(jsonlib.dumps({"accessJwt": "a", "refreshJwt": "r", "didDoc": {"service": [service]}}))


async def test_posts_are_asked_for_at_the_accounts_own_server() -> None:
    found = json(jsonlib.dumps({"posts": []}))
    async with Loopback({"/xrpc/app.bsky.feed.searchPosts": [found]}) as home, opened() as kit:
        async with Loopback({OPEN: [session(home.url())]}) as entry:
            settings = BlueskySettings("acme.example", SECRET, base_url=entry.url() + "/")
            rule = rule_of([Brand("acme", ("acme", "acme shop"))])
            source = KINDS["bluesky"].build("mine", settings, kit, rule)
            answer = await source.fetch({}, NOW)
        sought = [each.query["q"] for each in home.requests]
        assert [each.path for each in entry.requests] == [OPEN]
    assert (answer.health.kind, sought) == (HealthKind.OK, ["acme", '"acme shop"'])
    assert home.url() not in jsonlib.dumps(answer.cursor)


async def test_what_is_written_to_the_account_is_listened_to() -> None:
    note = post(Post(1, "Acme", NOW), reason="reply")
    notes = json(jsonlib.dumps({"notifications": [note], "cursor": "more"}))
    end = json(jsonlib.dumps({"notifications": []}))
    path = "/xrpc/app.bsky.notification.listNotifications"
    async with opened() as kit, Loopback({path: [notes, end]}) as server:
        server.routes[OPEN] = [session(server.url())]
        settings = BlueskySettings("acme.example", SECRET, mentions=True, base_url=server.url())
        answer = await KINDS["bluesky"].build("mine", settings, kit).fetch({}, NOW)
        assert [each.query.get("cursor") for each in server.asked(path)] == [None, "more"]
    assert [each.text for each in answer.mentions] == ["Acme"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (BlueskySettings("", SECRET), "handle"),
        (BlueskySettings("acme.example", "abcd-efgh"), "password"),
        (BlueskySettings("acme.example", ""), "password"),
        (BlueskySettings("acme.example", SECRET, query="x", mentions=True), "query"),
        (BlueskySettings("acme.example", SECRET, base_url="bsky.social"), "base_url"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: BlueskySettings, field: str) -> None:
    assert field in wrong.mistakes()
