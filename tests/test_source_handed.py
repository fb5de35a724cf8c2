"""What other tools hand in: shapes we know, mappings of those we do not, and bodies that are neither."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinds import Completeness, HealthKind, MentionKind, Portal
from casebook.mention import Mention
from sources.handed import Hand, Row, hand_of, health_of, rows
from sources.preview import PARSERS, preview
from sources.settings.sender import SenderSettings
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.test_text_clean import HOSTILE, is_clean

F5BOT = {
    "id": "F5BOT-alert-12345",
    "url": "https://f5bot.com/url?u=https%3A%2F%2Fwww.reddit.com%2Fr%2Frail%2Fcomments%2Fab1%2Fc%2Fcd2%2F&i=1&h=2",
    "title": "acme - Reddit Comments - Late again",
    "content_html": "Yesterday <b>acme</b> left us in the snow.<br>Nobody answers.",
    "date_published": "2026-01-12T19:20:30+01:00",
    "group": "",
    "username": "snowed_in",
    "tags": ["acme", "Reddit Comments"],
}


def read(document: Any, hand: Hand) -> list[Row]:
    return rows(json.dumps(document).encode(), hand, NOW)


def one(document: Any, shape: str, **about: Any) -> Mention:
    [row] = read(document, hand_of("tool", shape, **about))
    assert row.error == ""
    [mention] = row.mentions
    return mention


def mapped(document: Any, each: str = "$", **fields: Any) -> list[Row]:
    return read(document, SenderSettings(map=fields, each=each).hand("tool"))


def test_an_alert_of_f5bot_is_read_whole() -> None:
    mention = one(F5BOT, "f5bot", portal=Portal.COMPLAINT)
    assert mention == Mention(
        source="f5bot",
        native_id="F5BOT-alert-12345",
        text="Yesterday acme left us in the snow.\nNobody answers.",
        kind=MentionKind.COMMENT,
        url="https://www.reddit.com/r/rail/comments/ab1/c/cd2/",
        title="Late again",
        author_handle="snowed_in",
        created_at=datetime(2026, 1, 12, 18, 20, 30, tzinfo=UTC),
        community="rail",
        completeness=Completeness.SNIPPET,
        query="acme",
        via="tool",
        portal=Portal.COMPLAINT,
    )


def test_the_feed_of_f5bot_holds_many_alerts() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [F5BOT, {**F5BOT, "id": "2"}]}
    [row] = read(feed, hand_of("tool", "f5bot"))
    assert [each.native_id for each in row.mentions] == ["F5BOT-alert-12345", "2"]


@pytest.mark.parametrize(
    ("said", "url", "text"),
    [
        (
            {"watch_url": "https://a.example/x", "watch_title": "A", "diff": "(added) Acme is a fraud"},
            "https://a.example/x",
            "(added) Acme is a fraud",
        ),
        (
            {"version": "1.0", "title": "A", "message": "https://a.example/x changed.", "type": "info"},
            "https://a.example/x",
            "https://a.example/x changed.",
        ),
    ],
)
def test_changedetection_tells_by_its_own_words_or_those_of_apprise(
    said: dict[str, str], url: str, text: str
) -> None:
    mention = one(said, "changedetection")
    assert (mention.source, mention.url, mention.title, mention.text) == ("changedetection", url, "A", text)
    assert mention.completeness is Completeness.SNIPPET


def github(name: str) -> Any:
    return json.loads(fixtures("webhook", name).read_bytes())


def test_an_issue_on_github_is_a_mention() -> None:
    mention = one(github("github_issues_opened.payload.json"), "github")
    assert (mention.uri, mention.kind) == ("github:issue-444500041", MentionKind.ISSUE)
    assert mention.title == "Spelling error in the README file"
    assert mention.text == "It looks like you accidently spelled 'commit' with two 't's."
    assert mention.url == "https://github.com/Codertocat/Hello-World/issues/1"
    assert (mention.author_handle, mention.community) == ("Codertocat", "Codertocat/Hello-World")
    assert mention.created_at == datetime(2019, 5, 15, 15, 20, 18, tzinfo=UTC)
    assert (mention.comments, mention.likes, mention.deleted) == (0, 0, False)


def test_a_comment_on_github_stands_in_its_issue() -> None:
    mention = one(github("github_issue_comment_created.payload.json"), "github")
    assert (mention.uri, mention.kind) == ("github:comment-492700400", MentionKind.COMMENT)
    assert mention.text == "You are totally right! I'll get this fixed right away."
    assert mention.thread_root_id == "issue-444500041"
    assert mention.thread_root_url == "https://github.com/Codertocat/Hello-World/issues/1"
    assert (mention.title, mention.edited_at) == (None, None)


def test_a_discussion_on_github_is_a_question() -> None:
    mention = one(github("github_discussion_created.payload.json"), "github")
    assert (mention.uri, mention.kind) == ("github:discussion-3299614", MentionKind.QUESTION)


def test_what_is_taken_back_on_github_is_told() -> None:
    said = {**github("github_issues_opened.payload.json"), "action": "deleted"}
    assert one(said, "github").deleted
    edited = {**said, "action": "edited"}
    assert one(edited, "github").edited_at == datetime(2019, 5, 15, 15, 20, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", [{"zen": "Keep it logically awesome.", "hook_id": 1}, {"action": "labeled", "issue": {"id": 1}}]
)
def test_a_ping_and_housekeeping_are_no_mentions(said: dict[str, Any]) -> None:
    assert read(said, hand_of("tool", "github")) == [Row(1)]


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("f5bot", "title, url, external_url, content_text, content_html"),
        (
            "changedetection",
            "diff_added, diff, message, body, current_snapshot, watch_url, url, watch_title, title",
        ),
        ("mention", "text, url and title"),
    ],
)
def test_what_says_nothing_is_told_in_its_senders_own_words(shape: str, words: str) -> None:
    [row] = read({"texts": "It broke"}, hand_of("tool", shape))
    said = row.error.removeprefix("it needs at least one of ")
    assert sorted(re.findall(r"\w+", said)) == sorted(re.findall(r"\w+", words))


def test_bodies_are_an_object_a_list_or_lines() -> None:
    hand = hand_of("tool")
    for body in (b'{"text": "a"}', b'[{"text": "a"}]', b'\xef\xbb\xbf{"text": "a"}\n', b'\n{"text": "a"}'):
        assert [each.text for row in rows(body, hand, NOW) for each in row.mentions] == ["a"]
    assert rows(b'{\n  "text": "a"\n}', hand, NOW)[0].mentions
    assert rows(b"[]", hand, NOW) == []
    assert [row.number for row in rows(b'[{"text": "a"}, 5]', hand, NOW)] == [1, 2]


def test_a_broken_line_in_the_middle_costs_the_others_nothing() -> None:
    body = b'{"text": "one"}\n{"text": \n\n{"text": "two"}\n5\n{"url": "javascript:1"}\n{"text": "three"}'
    read = rows(body, hand_of("tool"), NOW)
    assert [each.text for row in read for each in row.mentions] == ["one", "two", "three"]
    wrong = [(row.number, row.error) for row in read if row.error]
    assert wrong == [
        (2, "it is not JSON"),
        (5, "it is JSON, but not an object"),
        (6, "url: only http and https links are taken"),
    ]
    health = health_of(read)
    assert health.kind is HealthKind.PARTIAL
    assert "line 2: it is not JSON; line 5" in health.say
    assert "more" not in health.say
    assert health_of([*read, *read]).say.endswith(" and 3 more")


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'"x"', b"NaN", b"{}"])
def test_what_is_no_delivery_is_told_and_raises_nothing(body: bytes) -> None:
    read = rows(body, hand_of("tool"), NOW)
    assert not any(row.mentions for row in read)
    assert all(row.error for row in read)


@pytest.mark.parametrize("shape", ["f5bot", "changedetection", "github", "jsonfeed", "mention"])
@given(
    st.recursive(
        HOSTILE | st.none() | st.integers() | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*F5BOT, "items", "issue", "comment", "action", "message", "watch_url"]),
                inner,
                max_size=8,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_comes_is_a_clean_mention_or_an_error(shape: str, said: Any) -> None:
    for row in read(said, hand_of("tool", shape)):
        for each in row.mentions:
            assert all(is_clean(part) for part in (each.text, each.title or "", each.author_handle or ""))
            assert (each.url or "https:").startswith(("http:", "https:"))


def test_a_sender_cannot_say_where_it_comes_from() -> None:
    mention = one({"text": "x", "via": "the boss", "portal": "complaint"}, "mention")
    assert (mention.via, mention.portal, mention.source) == ("tool", Portal.SOCIAL, "tool")


def test_there_is_an_end_to_what_one_delivery_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.handed.MOST", 2)
    for line in (b'{"text": "a"}\n', b"{}\n", b"nonsense\n"):
        read = rows(line * 9, hand_of("tool"), NOW)
        assert (len(read), read[2].error.startswith("from here on nothing was read")) == (3, True)
    [row] = mapped([{"t": list("abcde")}], each="$.t", title="as ever")
    assert len(row.mentions) == 2
    assert (
        row.error == "from here on nothing was read, there are more than 2 mentions: hand the others in apart"
    )


def test_every_shape_can_be_tried_by_hand() -> None:
    assert {"webhook:f5bot", "webhook:github", "webhook:changedetection"} <= set(PARSERS)
    parsed = preview("webhook:f5bot", json.dumps(F5BOT).encode())
    assert [each.title for each in parsed.mentions] == ["Late again"]
    assert parsed.health.kind is HealthKind.OK
