"""Mastodon, asked: a token and what needs one, lists that are switched off, refusals in words."""

import json as jsonlib
from collections.abc import Callable

import pytest

from casebook.kinds import HealthKind
from casebook.query.rule import Brand, rule_of
from sources.kit import Reply
from sources.mastodon_server import Mastodon
from sources.registry import KINDS
from sources.settings.mastodon import MastodonSettings
from sources.source import Answer
from sources.tools import opened
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.loopback import Loopback, Request, Step, html, json
from tests.rig import HUSH, SECRET, Post
from tests.rig_mastodon import status

TAG = "/api/v1/timelines/tag/acme"
INSTANCE = "/api/v2/instance"
RULE = rule_of([Brand("acme", ("acme", "acme shop"))])


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


async def asked(server: Loopback, settings: MastodonSettings, times: int = 1) -> Answer:
    """Return what a server answers when asked so often."""
    async with opened() as kit:
        rule = RULE if settings.searches and not settings.query else rule_of()
        source = KINDS["mastodon"].build("mine", settings, kit, rule)
        answer = await source.fetch({}, NOW)
        for _ in range(times - 1):
            answer = await source.fetch(answer.cursor, NOW)
        return answer


def access(local: str, remote: str) -> Step:
    feeds = {"hashtag_feeds": {"local": local, "remote": remote}}
    return json(jsonlib.dumps({"configuration": {"timelines_access": feeds}}))


@pytest.mark.parametrize(
    ("instance", "token", "kind", "say"),
    [
        (access("disabled", "disabled"), "", HealthKind.BLOCKED, "switched its tags off"),
        (access("authenticated", "authenticated"), "", HealthKind.AUTH, "have an account"),
        (access("authenticated", "authenticated"), SECRET, HealthKind.OK, ""),
        (access("public", "disabled"), "", HealthKind.OK, ""),
        (html(), "", HealthKind.OK, ""),
        (json("{}", status=404), "", HealthKind.OK, ""),
    ],
)
async def test_an_empty_list_is_told_from_one_that_is_switched_off(
    instance: Step, token: str, kind: HealthKind, say: str
) -> None:
    async with Loopback({TAG: [json("[]")], INSTANCE: [instance]}) as server:
        answer = await asked(server, MastodonSettings(server.url(), tags=("acme",), token=token), times=2)
        looks = len(server.asked(INSTANCE))
    assert (answer.health.kind, say in answer.health.say) == (kind, True)
    assert bool(answer.health.do) == (kind is not HealthKind.OK)
    assert looks == (1 if kind is HealthKind.OK else 2), "once it is known to be open, nobody looks again"


async def test_what_the_recorded_server_says_of_itself_is_understood() -> None:
    said = fixtures("mastodon", "mpy_timeline_disabled.00.json").read_bytes()
    async with Loopback({TAG: [json("[]")], INSTANCE: [json(said)]}) as server:
        answer = await asked(server, MastodonSettings(server.url(), tags=("acme",)))
    assert answer.health.kind is HealthKind.OK


async def test_several_tags_are_asked_for_together() -> None:
    async with Loopback({"*": [json("[]")]}) as server:
        await asked(server, MastodonSettings(server.url(), tags=("#Acme", "b", "c", "d", "e", "f", "acme")))
        lists = [(each.path, each.query.get("any[]")) for each in server.requests if "timelines" in each.path]
    assert lists == [(TAG, "e"), ("/api/v1/timelines/tag/f", None)]


async def test_a_search_is_asked_for_each_phrase_and_several_words_are_one() -> None:
    def answer(request: Request) -> Step:
        posts = [status(Post(3, "Acme shop again", NOW))] if "max_id" not in request.query else []
        return json(jsonlib.dumps({"statuses": posts, "accounts": [], "hashtags": []}))

    async with Loopback({"/api/v2/search": answer}) as server:
        found = await asked(server, MastodonSettings(server.url(), search=True, token=SECRET))
        sought = {each.query["q"] for each in server.requests}
    assert sought == {"acme", '"acme shop"'}
    assert [(each.text, each.query) for each in found.mentions] == [("Acme shop again #acme", "acme")]
    assert found.health.kind is HealthKind.OK


@pytest.mark.parametrize("common", [0, 1])
async def test_a_search_that_finds_nothing_even_for_a_common_word_searches_no_posts(common: int) -> None:
    def answer(request: Request) -> Step:
        posts = [status(Post(3, "mastodon", NOW))] * common if request.query["q"] == "mastodon" else []
        return json(jsonlib.dumps({"statuses": posts, "accounts": [], "hashtags": [], "collections": []}))

    async with Loopback({"/api/v2/search": answer}) as server:
        found = await asked(server, MastodonSettings(server.url(), query="acme", token=SECRET))
    assert found.health.kind is (HealthKind.OK if common else HealthKind.EMPTY)
    assert ("Elasticsearch" in found.health.say) == (not common)


async def test_what_is_written_to_the_account_comes_with_the_tags() -> None:
    note = {
        "id": "21",
        "type": "mention",
        "created_at": NOW.isoformat(),
        "status": status(Post(2, "@us hello", NOW)),
    }
    notes = json(jsonlib.dumps([note]))
    routes = {TAG: [json(jsonlib.dumps([status(Post(1, "hm", NOW))])), json("[]")],
              "/api/v1/notifications": [notes, json("[]")]}  # fmt: skip
    async with Loopback(routes) as server:
        found = await asked(
            server, MastodonSettings(server.url(), tags=("acme",), mentions=True, token=SECRET)
        )
        (request, *_) = server.asked("/api/v1/notifications")
    assert [each.native_id[-2:] for each in found.mentions] == ["/1", "/2"]
    assert request.headers["authorization"] == f"Bearer {HUSH}"


def refusing(status: int, words: str) -> Callable[[], Step]:
    return lambda: json(jsonlib.dumps({"error": words}), status=status)


@pytest.mark.parametrize(
    ("step", "kind", "say"),
    [
        (refusing(401, "This method requires an authenticated user"), HealthKind.AUTH, "authenticated user"),
        (refusing(422, "Tag is odd"), HealthKind.ERROR, "Tag is odd"),
        (refusing(403, "This action is not allowed"), HealthKind.BLOCKED, "not allowed"),
        (lambda: html(status=403), HealthKind.BLOCKED, "refuses us"),
        (lambda: html(status=401), HealthKind.AUTH, "status 401"),
    ],
)
async def test_a_refusal_is_told_in_the_servers_words(
    step: Callable[[], Step], kind: HealthKind, say: str
) -> None:
    async with Loopback({"*": [step()]}) as server:
        answer = await asked(server, MastodonSettings(server.url(), tags=("acme",)))
    assert (answer.health.kind, say in answer.health.say) == (kind, True), answer.health


async def test_a_token_that_is_refused_is_fetched_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: Request) -> Step:
        known = request.headers.get("authorization") == "Bearer another"
        return json("[]") if known else refusing(401, "no")()

    async with Loopback({"*": answer}) as server, opened() as kit:
        settings = MastodonSettings(server.url(), tags=("acme",), token=SECRET)
        source = KINDS["mastodon"].build("mine", settings, kit, rule_of())
        refused = await source.fetch({}, NOW)
        monkeypatch.setenv("AMENDS_TEST_SECRET", "another")
        again = await source.fetch(refused.cursor, NOW)
    assert (refused.health.kind, again.health.kind) == (HealthKind.AUTH, HealthKind.OK)


async def test_no_word_of_a_refusal_is_told_that_holds_the_token() -> None:
    async with Loopback({"*": [refusing(401, f"token {HUSH} is unknown")()]}) as server:
        answer = await asked(server, MastodonSettings(server.url(), tags=("acme",), token=SECRET))
    assert answer.health.kind is HealthKind.AUTH
    assert HUSH not in repr(answer)
    assert "scopes" in answer.health.do


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (MastodonSettings("https://m.example"), "tags"),
        (MastodonSettings("https://m.example", tags=("two words",)), "tags"),
        (MastodonSettings("https://m.example", tags=("2026",)), "tags"),
        (MastodonSettings("https://m.example", search=True), "token"),
        (MastodonSettings("https://m.example", search=True, mentions=True, token=SECRET), "mentions"),
        (MastodonSettings("https://m.example", tags=("a",), live=True), "token"),
        (MastodonSettings("https://m.example", mentions=True, live=True, token=SECRET), "live"),
        (MastodonSettings("https://m.example", tags=("a",), token="abc"), "token"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: MastodonSettings, field: str) -> None:
    assert field in wrong.mistakes()


def test_good_settings_pass() -> None:
    assert (
        MastodonSettings("https://m.example", tags=("#acme",), mentions=True, token=SECRET).mistakes() == {}
    )


async def test_what_a_servers_ids_stand_for_is_not_remembered_for_ever() -> None:
    async with opened() as kit:
        server = Mastodon(kit, MastodonSettings("https://social.example", tags=("acme",)))
    (strand,) = server.strands
    for first in range(1, 6001, 1000):
        said = [status(Post(number, "Acme", NOW)) for number in range(first, first + 1000)]
        body = jsonlib.dumps(said).encode()
        server.read(Reply(200, {}, body, f"https://social.example{TAG}"), strand)
    assert (len(server.met), next(iter(server.met)), "6000" in server.met) == (5000, "1001", True)
