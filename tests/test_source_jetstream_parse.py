"""Jetstream, line by line: a recorded window of the network, and that a glance misses nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinds import HealthKind, LangSource, MentionKind
from casebook.mention import Mention
from casebook.query.rule import EVERYTHING, Brand, Rule, rule_of
from sources.jetstream_cursor import OVERLAP, JetstreamCursor
from sources.jetstream_parse import glimpse, parse, sift
from tests.fixtures_folder import fixtures
from tests.rig_jetstream import deletion, event

WINDOW = ("bluesky", "jetstream_expected_v1.jsonl")
DID = "did:plc:dclwtltrt2ggsryagfzk7dp4"


def rule(*words: str) -> Rule:
    return rule_of([Brand(each, (each,)) for each in words])


def test_a_recorded_window_is_read_as_a_person_reads_it() -> None:
    parsed = parse(fixtures(*WINDOW).read_bytes())
    assert parsed.health.kind is HealthKind.OK
    assert len(parsed.mentions) == 18, "of 152 events 17 are posts, and one takes a post back"
    assert parsed.mentions[0] == Mention(
        source="bluesky",
        native_id=f"at://{DID}/app.bsky.feed.post/3mptbyoeyc22k",
        text="https://www.youtube.com/watch?v=V5lDo-jw8mA",
        kind=MentionKind.POST,
        url=f"https://bsky.app/profile/{DID}/post/3mptbyoeyc22k",
        author_handle=DID,
        author_url=f"https://bsky.app/profile/{DID}",
        created_at=datetime(2026, 7, 4, 14, 38, 6, 240000, tzinfo=UTC),
        lang="en",
        lang_source=LangSource.DECLARED,
    )
    (korean,) = (each for each in parsed.mentions if each.text == "이쁘시네용~~~")
    assert (korean.kind, korean.thread_root_id is not None, korean.likes) == (MentionKind.COMMENT, True, None)
    (gone,) = (each for each in parsed.mentions if each.deleted)
    assert gone.uri == "bluesky:at://did:plc:4smmjsqf6l5jkzczvw6vsrqc/app.bsky.feed.post/3mpt73z3ejc2p"


def test_the_ten_recorded_sorts_of_lines_give_their_one_post() -> None:
    parsed = parse(fixtures("bluesky", "jetstream_golden_v1.jsonl").read_bytes())
    assert [each.text for each in parsed.mentions] == ["Try RSV for a good time !!"]
    assert parsed.mentions[0].reply_to_id == parsed.mentions[0].thread_root_id


@pytest.mark.parametrize(
    "word", ["government", "youtube", "天幕", "аватаром", "howtotellaitoshutup", "MAGA", "nobody"]
)
def test_a_glance_finds_in_the_window_what_reading_all_of_it_finds(word: str) -> None:
    lines = fixtures(*WINDOW).read_bytes().splitlines()
    wanted = rule(word)
    every = sift(lines, EVERYTHING).mentions
    found = sift(lines, wanted)
    assert set(found.mentions) == {key for key, each in every.items() if wanted.matches(each)}
    assert bool(found.mentions) == (word != "nobody")
    assert len(found.beside) == 1, "what is taken back is told whatever it was"


ODD = st.text(st.sampled_from('acmeACME\u00e9\u0301"\\/\n\t {}[]:,&<😀ж\u200b\xad\ufe0f'), max_size=40)


@given(
    ODD, st.booleans(), st.sampled_from([None, ("zz", {"text": "other"}), ("facets", []), ("alt", "Acme")])
)
def test_a_glance_never_misses_what_fits(text: str, ascii_only: bool, more: tuple[str, Any] | None) -> None:
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-03-01T00:00:00Z"}
    said = json.loads(event(1, 5, record=record | dict([more] if more else [])))
    line = json.dumps(said, ensure_ascii=ascii_only).encode()
    wanted = rule("acme", "acme e")
    (whole,) = sift([line], EVERYTHING).mentions.values()
    assert bool(sift([line], wanted).mentions) == (wanted.matches(whole) is not None)


def test_what_a_glance_cannot_tell_is_read() -> None:
    assert glimpse(event(1, 5, 'say "hi"\nacme')) == 'say \\"hi\\"\\nacme'
    assert glimpse(deletion(1, 5)) is None
    assert glimpse(event(1, 5, operation="update")) is None
    assert glimpse(event(1, 5, "caf\u00e9")) is None, "a letter in digits"


def test_a_new_post_that_only_looks_like_one_of_ours_is_nobody_s_business() -> None:
    line = event(1, 5, "the acmes of taste")
    found = sift([line.encode()], rule("acme"))
    assert rule("acme").may("the acmes of taste"), "a glance lets it pass"
    assert (found.mentions, found.beside, found.lost) == ({}, {}, 0)
    edited = event(1, 5, "the acmes of taste", operation="update")
    assert len(sift([edited.encode()], rule("acme")).beside) == 1, "it may have been one of ours before"


def test_times_are_those_of_the_first_and_the_latest_line() -> None:
    lines = [each.encode() for each in (event(1, 70), event(2, 90), event(3, 80))]
    found = sift(lines, rule("nobody"))
    assert (found.first, found.latest, found.posts) == (70, 90, 3)


def test_what_is_no_stream_is_not_taken_for_a_silent_one() -> None:
    assert parse(b"<html>wait</html>").health.kind is HealthKind.NOT_A_FEED
    assert parse(b"").health.kind is HealthKind.NOT_A_FEED
    half = parse((event(1, 5) + "\n" + event(2, 6)[:90]).encode())
    assert (half.health.kind, len(half.mentions)) == (HealthKind.PARTIAL, 1)


def test_a_cursor_forgets_what_was_told_long_ago_and_what_it_cannot_read() -> None:
    cursor = JetstreamCursor().heard(100, ["a"], 10**18).heard(200 + 2 * OVERLAP, ["b"], 10**18)
    assert dict(cursor.told) == {"b": 200 + 2 * OVERLAP}
    assert JetstreamCursor.from_json(json.loads(json.dumps(cursor.to_json()))) == cursor
    for odd in ({}, {"time_us": "x", "told": 7}, {"time_us": -5, "told": {"a": "b"}}, {"time_us": True}):
        assert JetstreamCursor.from_json(odd) == JetstreamCursor()


def test_a_clock_that_stands_still_lets_no_cursor_grow_for_ever() -> None:
    cursor = JetstreamCursor()
    for turn in range(30):
        cursor = cursor.heard(7, [f"{turn}-{each}" for each in range(500)], 10**18)
    assert len(cursor.told) == 10_000
    assert "29-499" in cursor.told
