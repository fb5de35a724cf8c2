"""Bluesky: recorded answers as a person reads them, links that were cut short, and what is no post."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import CanReply, HealthKind, LangSource, MentionKind
from casebook.mention import Mention
from sources.bluesky_parse import parse
from sources.bluesky_text import words_of
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.rig import Post
from tests.rig_bluesky import post

POST = Post(7, "Acme lost my order", NOW)


def read(*posts: Any) -> tuple[Mention, ...]:
    parsed = parse(json.dumps({"posts": posts}).encode())
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def test_a_recorded_search_is_read_as_a_person_reads_it() -> None:
    parsed = parse(fixtures("bluesky", "bskyr_f_search.00.json").read_bytes())
    assert (parsed.health.kind, len(parsed.mentions)) == (HealthKind.OK, 25)
    root = "at://did:plc:7nagdvjqrzaquzk7mueohne5/app.bsky.feed.post/"
    page = "https://bsky.app/profile/did:plc:7nagdvjqrzaquzk7mueohne5/post/"
    assert parsed.mentions[2] == Mention(
        source="bluesky",
        native_id=f"{root}3lpjzka2pzc2l",
        text=(
            "And last but not least, here's the state defendants trial brief in the Texas redistricting"
            " cases.\n\nhttps://drive.google.com/file/d/1rporOuFeT8tvgIITtUCWAw6W_iM_RgfH/view?usp=sharing"
        ),
        kind=MentionKind.COMMENT,
        url="https://bsky.app/profile/mcpli.bsky.social/post/3lpjzka2pzc2l",
        author_handle="mcpli.bsky.social",
        author_name="Michael Li (李之樸)",
        author_url="https://bsky.app/profile/mcpli.bsky.social",
        created_at=datetime(2025, 5, 19, 16, 46, 41, 792000, tzinfo=UTC),
        thread_root_id=f"{root}3lpjy3eabqs2l",
        thread_root_url=f"{page}3lpjy3eabqs2l",
        reply_to_id=f"{root}3lpjzgltpa22l",
        reply_to_url=f"{page}3lpjzgltpa22l",
        comments=0,
        reposts=0,
        likes=2,
        lang="en",
        lang_source=LangSource.DECLARED,
        can_reply=CanReply.LINK,
    )
    stir = [(each.comments, each.reposts, each.likes) for each in parsed.mentions]
    assert [stir[3], stir[10], stir[24]] == [(1, 6, 13), (2, 6, 20), (0, 14, 58)]
    assert parsed.mentions[0].lang is None, "a bot that does not say"


def test_a_recorded_post_has_its_links_whole_behind_letters_of_many_bytes() -> None:
    (found,) = parse(fixtures("bluesky", "bskyr_f_getposts.00.json").read_bytes()).mentions
    assert (
        "📈 I'll be debuting a new version (and applications) of LocalView (http://localview.net), a"
        in found.text
    )
    assert found.text.endswith("around the beltway!✨#rstats #rgov\n\nhttps://rstats.ai/gov.html")


def test_a_recorded_refusal_is_told_in_its_own_words() -> None:
    parsed = parse(fixtures("bluesky", "bskyr_r_post_errors.00.json").read_bytes())
    assert parsed.health.kind is HealthKind.NOT_A_FEED
    assert "300 graphemes" in parsed.health.say


def facet(start: Any, end: Any, link: str) -> dict[str, Any]:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": link}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


@pytest.mark.parametrize(
    ("text", "facets", "words"),
    [
        ("😀 acme.example/a... now", [facet(5, 22, "https://acme.example/a/b?c=1")],
         "😀 https://acme.example/a/b?c=1 now"),
        ("www.acme.example/vide…", [facet(0, 24, "https://www.acme.example/video")], "https://www.acme.example/video"),
        ("my bank", [facet(3, 7, "https://evil.example")], "my bank (https://evil.example)"),
        ("https://a.example", [facet(0, 17, "https://a.example")], "https://a.example"),
        ("😀 here", [facet(2, 9, "https://a.example")], "😀 here"),  # inside a letter
        ("here", [facet(0, 99, "https://a.example")], "here"),
        ("here", [facet(-1, 3, "https://a.example")], "here"),
        ("here", [facet(3, 1, "https://a.example")], "here"),
        ("here", [facet("0", 4, "https://a.example")], "here"),
        ("here", [facet(0, 4, "javascript:alert(1)")], "here"),
        ("a b", [facet(2, 3, "https://b.example"), facet(0, 3, "https://a.example")], "a b (https://a.example)"),
        ("here", [{"index": None, "features": 7}, None], "here"),
    ],
)  # fmt: skip
def test_links_are_put_back_by_their_bytes(text: str, facets: list[Any], words: str) -> None:
    assert words_of({"text": text, "facets": facets}) == words


def test_a_time_that_is_yet_to_come_is_when_the_network_saw_it() -> None:
    record = post(POST)["record"] | {"createdAt": "2031-01-01T00:00:00Z"}
    assert read(post(POST, record=record))[0].created_at == NOW
    never = post(POST)["record"] | {"createdAt": "1970-01-01T00:00:00Z"}
    assert read(post(POST, record=never))[0].created_at == NOW
    old = post(POST)["record"] | {"createdAt": "2024-01-01T00:00:00Z"}
    assert read(post(POST, record=old))[0].created_at == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("langs", [[None], [{"a": 1}], ["\u202een"], ["en us"], ["x" * 99], "en", []])
def test_a_language_that_is_none_is_unknown(langs: Any) -> None:
    record = post(POST)["record"] | {"langs": langs}
    (found,) = read(post(POST, record=record))
    assert (found.lang, found.lang_source) == (None, None)


def test_quotes_are_reposts_and_labels_and_bots_are_noted() -> None:
    author = post(POST)["author"] | {"labels": [{"val": "bot"}]}
    labels = [{"val": "spam"}, {"val": "!hide"}, {"val": "porn", "neg": True}]
    (found,) = read(post(POST, repostCount=3, quoteCount=4, labels=labels, author=author))
    assert (found.reposts, found.community, found.author_name) == (7, "labelled spam", "Jane (automated)")


def test_who_has_no_handle_is_known_by_the_did() -> None:
    author = {"did": "did:plc:jane", "handle": "handle.invalid", "displayName": ""}
    (found,) = read(post(POST, author=author))
    assert (found.author, found.author_name) == ("bluesky:did:plc:jane", None)
    assert found.url == "https://bsky.app/profile/did:plc:jane/post/7"


def test_of_notifications_only_what_was_written_to_us_is_told() -> None:
    notes = [
        post(Post(at, "@acme", NOW), reason=each)
        for at, each in enumerate(("mention", "like", "reply", "follow", "quote"))
    ]
    parsed = parse(
        json.dumps(
            {
                "notifications": [
                    {name: value for name, value in each.items() if not name.endswith("Count")}
                    for each in notes
                ]
            }
        ).encode()
    )
    assert [each.native_id[-1] for each in parsed.mentions] == ["0", "2", "4"]
    assert {each.likes for each in parsed.mentions} == {None}, "what is not said is not zero"


@pytest.mark.parametrize(
    "uri", ["", "at://did:plc:x/app.bsky.feed.like/1", "https://x.example/", "at://a/b\x1b"]
)
def test_what_is_no_post_is_counted_as_lost(uri: str) -> None:
    parsed = parse(json.dumps({"posts": [post(POST, uri=uri)]}).encode())
    assert (parsed.health.kind, parsed.mentions) == (HealthKind.PARTIAL, ())
