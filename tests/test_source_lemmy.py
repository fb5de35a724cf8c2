"""Lemmy: recorded answers as a person reads them, both APIs, and a 400 that means too fast."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import HealthKind, MentionKind, Precision
from casebook.mention import Mention
from sources.lemmy_parse import parse
from tests.fixtures_folder import fixtures
from tests.loopback import Request, Step
from tests.loopback import json as json_step
from tests.rig import Post, on
from tests.rig_lemmy import LemmyOneWorld, LemmyWorld, comment, in_four


def recorded(name: str) -> tuple[Mention, ...]:
    parsed = parse(fixtures("lemmy", f"{name}.json").read_bytes())
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def test_a_recorded_comment_with_a_time_without_a_zone() -> None:
    (mention,) = recorded("CreateCommentResponse")
    assert (mention.uri, mention.kind) == ("lemmy:https://localhost/comment/2", MentionKind.COMMENT)
    assert (mention.text, mention.title) == ("Lemmy comment content!", "Test post!")
    assert mention.created_at == datetime(2023, 8, 6, 9, 19, 25, 568032, tzinfo=UTC)
    assert mention.created_precision is Precision.EXACT
    assert (mention.author_handle, mention.community) == ("lemmy@localhost", "testcommunity")
    assert (mention.score, mention.likes, mention.comments) == (1, 1, 0)
    assert mention.thread_root_url == mention.reply_to_url == "https://localhost/post/1"


def test_a_recorded_deletion_leaves_no_words() -> None:
    (mention,) = recorded("DeleteCommentResponse")
    assert (mention.deleted, mention.text, mention.reply_to_url) == (True, "", None)


@pytest.mark.parametrize("name", ["GetCommentResponse", "GetCommentsResponse"])
def test_other_recorded_answers_are_read(name: str) -> None:
    assert all(each.text and each.url and each.created_at for each in recorded(name))


def test_both_apis_tell_the_same_of_a_comment() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    post = Post(7, "Acme lost it", at, edited=at)
    three, four = ({"comments": [comment(post)]}, {"search": [in_four(post)]})
    (one,), (other,) = (parse(json.dumps(each).encode()).mentions for each in (three, four))
    assert one == other
    assert (one.score, one.author_url) == (2, "https://lemmy.example/u/jane")


@pytest.mark.parametrize(
    ("own", "told"),
    [({}, True), ({"content": ""}, False), ({"content": "", "deleted": True}, True), ({"ap_id": ""}, False)],
)
def test_a_comment_without_words_is_told_only_where_it_is_gone_and_none_without_an_address(
    own: dict[str, Any], told: bool
) -> None:
    view = comment(Post(7, "Acme lost it", datetime(2026, 3, 1, 12, tzinfo=UTC))) | {"post": {"id": 1}}
    body = json.dumps({"comments": [view | {"comment": view["comment"] | own}]}).encode()
    assert bool(parse(body).mentions) == told


def test_people_and_communities_that_a_search_finds_are_no_mentions() -> None:
    parsed = parse(json.dumps({"results": [{"type_": "Person", "person": {"name": "acme"}}]}).encode())
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.OK)


async def test_the_api_a_server_speaks_is_found_once_and_remembered() -> None:
    here = LemmyOneWorld()
    here.write(60, minutes=30)
    async with on(here) as asker:
        first = await asker.ask()
        paths = [each.path for each in asker.asked]
        await asker.ask()
        later = {each.path for each in asker.asked}
    assert len(first.mentions) == 60
    assert (paths.count("/api/v3/search"), later) == (1, {"/api/v4/search"})
    assert asker.cursor["learnt"] == {"api": 4}


async def test_a_server_that_speaks_the_other_api_again_is_found_by_the_next_asking() -> None:
    class Older(LemmyWorld):
        def answer(self, request: Request) -> Step:
            three = request.path == "/api/v3/search"
            return super().answer(request) if three else json_step("{}", status=404)

    here = LemmyOneWorld()
    here.write(3, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.write(1)
        asker.world = Older(posts=here.posts, now=here.now)
        gone, found = await asker.ask(), await asker.ask()
    assert (gone.health.kind, found.health.kind) == (HealthKind.PARTIAL, HealthKind.OK)
    assert asker.told(gone) + asker.told(found) == [4]


async def test_a_server_that_speaks_neither_is_taken_for_none() -> None:
    here = LemmyWorld()
    async with on(here) as asker:
        answer = await asker.ask({turn: lambda good: json_step("{}", status=404) for turn in range(9)})
    assert (answer.health.kind, asker.cursor["learnt"]) == (HealthKind.ERROR, {})


async def test_a_rate_limit_in_a_400_s_dress() -> None:
    here = LemmyWorld()
    async with on(here) as asker:
        limited = json_step('{"error":"rate_limit_error"}', status=400)
        answer = await asker.ask({0: lambda good: limited})
        assert len(asker.asked) == 1, "nobody asks on"
    assert answer.health.kind is HealthKind.RATE_LIMITED
