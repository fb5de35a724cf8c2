"""Mastodon: recorded answers as a person reads them, and what is nobody's business."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import CanReply, HealthKind, LangSource, MentionKind, Precision, ReachKind
from casebook.mention import Mention
from sources.mastodon_parse import parse
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.rig import Post
from tests.rig_mastodon import status

POST = Post(7, "Acme lost my order", NOW)


def read(*statuses: Any) -> tuple[Mention, ...]:
    parsed = parse(json.dumps(statuses).encode())
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def test_a_recorded_tag_is_read_as_a_person_reads_it() -> None:
    parsed = parse(fixtures("mastodon", "rtoot_hashtag_timeline.00.json").read_bytes())
    assert parsed.health.kind is HealthKind.OK
    assert [each.author for each in parsed.mentions] == [
        "mastodon:simonpcouch@rstats.me",
        "mastodon:useR_conf@mastodon.social",
        "mastodon:zkamvar@hachyderm.io",
        "mastodon:donnagen@corteximplant.com",
        "mastodon:pp0196.bsky.social@bsky.brid.gy",
    ]
    first = parsed.mentions[0]
    assert first.text.startswith("After a month or so of ")
    assert " #rstats package documentation " in first.text, "a tag is a word of its sentence"
    assert first.text.count("https://") == 1, "the link stands there whole, once"
    assert not set("<>&") & set(first.text)
    assert len(first.text) == 278
    assert first == Mention(
        source="mastodon",
        native_id="https://rstats.me/users/simonpcouch/statuses/114870142137562212",
        text=first.text,
        kind=MentionKind.POST,
        url="https://rstats.me/@simonpcouch/114870142137562212",
        author_handle="simonpcouch@rstats.me",
        author_name="Simon P. Couch",
        author_url="https://rstats.me/@simonpcouch",
        author_reach=656,
        author_reach_kind=ReachKind.FOLLOWERS,
        created_at=datetime(2025, 7, 17, 19, 7, 48, tzinfo=UTC),
        created_precision=Precision.EXACT,
        comments=0,
        reposts=0,
        likes=0,
        lang="en",
        lang_source=LangSource.DECLARED,
        can_reply=CanReply.LINK,
    )
    assert [(each.reposts, each.comments) for each in parsed.mentions] == [
        (0, 0),
        (6, 0),
        (2, 0),
        (1, 1),
        (2, 1),
    ]
    conference = parsed.mentions[1].text
    assert "Less than 50 left!\nJoin this gathering" in conference, "line breaks stay"
    assert conference.endswith("https://user2025.r-project.org/register\n\n#useR2025 #RStats")


def test_a_recorded_boost_is_its_original_and_a_recorded_letter_to_us_a_mention() -> None:
    (boost,) = parse(fixtures("mastodon", "rtoot_post_status.00.json").read_bytes()).mentions
    assert boost.text.startswith("lol twitter now requires login")
    (aimed,) = parse(fixtures("mastodon", "mpy_notifications_mentions_only.01.json").read_bytes()).mentions
    assert (aimed.text, aimed.author_handle, aimed.author_reach) == (
        "@mastodonpy_test hello!",
        "admin@localhost",
        1,
    )
    assert aimed.created_at == datetime(2026, 8, 1, 13, 51, 42, 823000, tzinfo=UTC)
    assert aimed.lang == "en"


@pytest.mark.parametrize(
    ("name", "kind", "many"),
    [
        ("mpy_search.02.json", HealthKind.OK, 0),
        ("mpy_timeline_disabled.02.json", HealthKind.OK, 20),
        ("mpy_timeline_disabled.00.json", HealthKind.NOT_A_FEED, 0),
        ("rtoot_account_search.00.json", HealthKind.PARTIAL, 0),
    ],
)
def test_other_recorded_answers_are_told_apart(name: str, kind: HealthKind, many: int) -> None:
    parsed = parse(fixtures("mastodon", name).read_bytes())
    assert (parsed.health.kind, len(parsed.mentions)) == (kind, many)


def test_a_servers_own_words_tell_why_it_gives_nothing() -> None:
    parsed = parse(fixtures("errors", "mastodon_test_lang_for_errors.01.json").read_bytes())
    assert parsed.health.kind is HealthKind.NOT_A_FEED
    assert "Begrenzung von 500 Zeichen" in parsed.health.say


def test_only_what_anybody_may_read_is_taken_in() -> None:
    said = [
        status(Post(at, "Acme", NOW), visibility=each)
        for at, each in enumerate(("public", "unlisted", "private", "direct", "", None))
    ]
    assert [each.native_id[-1] for each in read(*said)] == ["0", "1"]


def test_a_private_letter_in_the_notifications_goes_no_further() -> None:
    notes = [{"id": "1", "type": "mention", "created_at": "2026-08-01T13:51:43Z",
              "status": status(POST, visibility="direct")},
             {"id": "2", "type": "follow", "created_at": "2026-08-01T13:51:43Z"}]  # fmt: skip
    assert read(*notes) == ()


def test_a_boost_is_unwrapped_to_what_was_boosted() -> None:
    (boosted,) = read(status(Post(9, "", NOW), reblog=status(POST, reblogs_count=41, quotes_count=2)))
    assert (boosted.native_id[-2:], boosted.reposts) == ("/7", 43)


def test_a_warning_stands_before_the_words_and_an_edit_and_a_bot_are_noted() -> None:
    bot = status(POST)["account"] | {"bot": True}
    (found,) = read(status(POST, spoiler_text="Rant", edited_at="2026-08-01T14:00:00Z", account=bot))
    assert found.text == "Rant\n\nAcme lost my order #acme"
    assert found.edited_at == datetime(2026, 8, 1, 14, tzinfo=UTC)
    assert found.author_name == "Jane (automated)"


def test_an_answer_names_what_it_answers_by_its_uri_where_that_is_known() -> None:
    here = read(status(Post(8, "Me too", NOW), in_reply_to_id="7"), status(POST))
    there = read(status(Post(8, "Me too", NOW), in_reply_to_id="7"))
    assert here[0].reply_to_id == here[1].native_id
    assert (there[0].reply_to_id, there[0].kind) == ("/7", MentionKind.COMMENT)


def test_what_a_server_does_not_say_is_unknown() -> None:
    bare = {name: value for name, value in status(POST).items() if not name.endswith("_count")}
    (found,) = read(bare | {"account": {}, "language": None})
    assert (found.reposts, found.likes, found.comments, found.author, found.lang) == (None,) * 5
    assert found.author_reach_kind is None


def test_ids_need_not_be_numbers_and_links_must_be_links() -> None:
    (found,) = read(status(POST, id="AXYZ-akkoma", url="javascript:alert(1)", uri="tag:old.example,2016:7"))
    assert (found.native_id, found.url) == ("tag:old.example,2016:7", None)
