"""Stack Exchange: recorded answers as a person reads them, its ration, and what it asks of us."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.kinds import CanReply, Completeness, HealthKind, MentionKind, ReachKind
from sources.stackexchange_parse import page, parse
from tests.fixtures_folder import fixtures
from tests.loopback import Step
from tests.loopback import json as json_step
from tests.rig import HUSH, on
from tests.rig_stackexchange import StackExchangeWorld, question


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


def body_of(*items: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"items": items, "has_more": False, **more}).encode()


def recorded() -> list[Any]:
    path = fixtures("stackexchange", "stackapi_search_advanced.json")
    kept = json.loads(path.read_text(encoding="utf-8"))["stackapi_results"]
    return list(parse(json.dumps(kept).encode()).mentions)


def test_a_recorded_question_is_read_as_a_person_reads_it() -> None:
    mentions = recorded()
    first = mentions[0]
    assert (len(mentions), first.uri) == (50, "stackexchange:stackoverflow.com/q/767545")
    assert first.url == "https://stackoverflow.com/questions/767545/does-notepad-show-all-hidden-characters"
    assert (first.kind, first.can_reply) == (MentionKind.QUESTION, CanReply.LINK)
    assert (first.title, first.text) == ("Does Notepad++ show all hidden characters?", "")
    assert first.completeness is Completeness.TITLE_ONLY
    assert (first.author_handle, first.author_name) == (None, "user89021")
    assert first.author_url == "https://stackoverflow.com/users/89021/user89021"
    assert (first.author_reach, first.author_reach_kind) == (13844, ReachKind.REPUTATION)
    assert (first.score, first.comments, first.views, first.likes) == (267, 5, 367473, None)
    assert first.created_at == datetime(2009, 4, 20, 9, 28, tzinfo=UTC)
    assert first.edited_at == datetime(2018, 6, 26, 18, 45, 49, tzinfo=UTC)
    assert first.community == "stackoverflow.com"


def test_entities_in_titles_are_resolved() -> None:
    titles = {each.native_id: each.title for each in recorded()}
    assert titles["stackoverflow.com/q/10886946"] == "How does IPython's magic %paste work?"
    assert titles["stackoverflow.com/q/7842120"] == (
        "Python return statement error \" 'return' outside function\""
    )


def test_who_has_left_the_site_has_a_name_and_nothing_else() -> None:
    (gone,) = (each for each in recorded() if each.native_id == "stackoverflow.com/q/9071995")
    assert gone.author_name == "user248237"
    assert (gone.author_url, gone.author_reach, gone.author_reach_kind) == (None, None, None)


@pytest.mark.parametrize("name", ["questions_page", "questions_page_2", "questions_backoff_page"])
def test_questions_without_any_words_are_counted_as_lost(name: str) -> None:
    parsed = parse(fixtures("stackexchange", f"{name}.json").read_bytes())
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.PARTIAL)
    assert parsed.health.say == "2 of 2 entries could not be read"


def test_people_are_no_questions() -> None:
    parsed = parse(fixtures("stackexchange", "users_associated.json").read_bytes())
    assert parsed.mentions == ()
    assert parsed.health.kind is not HealthKind.OK


def test_a_backoff_is_honoured_with_two_seconds_more() -> None:
    recorded = fixtures("stackexchange", "questions_backoff_page.json").read_bytes()
    assert page(recorded).pause == pytest.approx(2.2)
    assert page(body_of(backoff=10)).pause == 12.0
    assert page(body_of(backoff=0)).pause is None
    assert page(body_of(backoff="soon")).pause is None


def test_an_answer_stands_under_its_question() -> None:
    item = {"item_type": "answer", "answer_id": 5, "question_id": 4, "title": "T", "excerpt": "an <b>x</b>"}
    (mention,) = parse(body_of({**item, "link": "https://superuser.com/a/5"})).mentions
    assert (mention.kind, mention.native_id) == (MentionKind.ANSWER, "superuser.com/a/5")
    assert (mention.thread_root_id, mention.reply_to_id) == ("superuser.com/q/4", "superuser.com/q/4")
    assert (mention.text, mention.completeness) == ("an x", Completeness.SNIPPET)


async def test_the_pause_in_a_good_answer_ends_the_asking_and_the_next_goes_on_behind_it() -> None:
    here = StackExchangeWorld()
    here.write(150, minutes=30)

    def slow(good: Step) -> Step:
        said = json.loads(good.body)
        return json_step(json.dumps({**said, "backoff": 7.5}), gzip=True)

    async with on(here) as asker:
        first = await asker.ask({0: slow})
        assert (len(first.mentions), first.pause, len(asker.asked)) == (100, 9.5, 1)
        second = await asker.ask()
        told = asker.told(first) + asker.told(second)
    assert sorted(told) == list(range(1, 151))


async def test_when_today_s_questions_are_used_up_nobody_asks_before_midnight() -> None:
    here = StackExchangeWorld()
    here.quota = 0
    here.write(3, minutes=30)
    async with on(here) as asker:
        answer = await asker.ask()
    midnight = here.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert len(answer.mentions) == 3
    assert (answer.health.kind, answer.health.until) == (HealthKind.RATE_LIMITED, midnight)
    assert "midnight UTC" in answer.health.say


async def test_a_throttle_violation_is_a_429_in_disguise() -> None:
    said = "too many requests from this IP, more requests available in 4711 seconds"
    body = {"error_id": 502, "error_name": "throttle_violation", "error_message": said}
    here = StackExchangeWorld()
    async with on(here) as asker:
        answer = await asker.ask({0: lambda good: json_step(json.dumps(body), status=400, gzip=True)})
    assert answer.health.kind is HealthKind.RATE_LIMITED
    assert answer.health.until == here.now + timedelta(seconds=4711)


async def test_a_refusal_is_told_in_its_own_words_and_the_key_is_fetched_anew() -> None:
    body = {"error_id": 400, "error_name": "bad_parameter", "error_message": f"`{HUSH}` is not known\x1b[31m"}
    here = StackExchangeWorld()
    here.write(1)
    async with on(here) as asker:
        answer = await asker.ask({0: lambda good: json_step(json.dumps(body), status=400)})
        good = await asker.ask()
    assert answer.health.kind is HealthKind.ERROR
    assert "`…` is not known (status 400)" in answer.health.say
    assert asker.told(good) == [1]


async def test_what_is_asked() -> None:
    here = StackExchangeWorld()
    here.write(1)
    async with on(here) as asker:
        await asker.ask()
        (asked,) = asker.asked
    assert asked.query["q"] == '"acme"'
    assert (asked.query["site"], asked.query["filter"]) == ("stackoverflow", "withbody")
    assert asked.query["key"] == HUSH
    assert HUSH not in json.dumps(asker.cursor)


def test_a_title_alone_and_a_body_of_tricks() -> None:
    odd = {**question(_post()), "title": "\u202e<b>x</b>", "body": "<script>alert(1)</script>", "link": "x:y"}
    (mention,) = parse(body_of(odd)).mentions
    assert (mention.title, mention.text, mention.url) == ("<b>x</b>", "", None)
    assert mention.can_reply is CanReply.NONE


def _post() -> Any:
    here = StackExchangeWorld()
    here.write(1)
    return here.posts[0]
