"""Hacker News: recorded replies, and what is no reply at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import Completeness, HealthKind, MentionKind
from sources.hackernews_parse import parse
from tests.fixtures_folder import fixtures
from tests.hackernews_samples import hit


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
    "bad",
    [
        *(1, None, {}, {"objectID": "../x"}, {"objectID": "1"}, {"objectID": 5, "title": []}),
        *({"objectID": 5, "_tags": True}, {"objectID": 5, "_tags": 7}),
    ],
)
def test_a_bad_hit_does_not_cost_the_good_ones(bad: object) -> None:
    parsed = parse(json.dumps({"hits": [hit(1), bad, hit(2)]}).encode())
    assert [mention.native_id for mention in parsed.mentions] == ["1", "2"]
    assert parsed.health.kind is HealthKind.PARTIAL
