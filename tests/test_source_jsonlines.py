"""JSON Lines: the door every other tool can use."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinds import HealthKind, MentionKind, Portal, Precision, ReachKind
from casebook.mention import Mention
from sources.errors import BadLine
from sources.jsonlines import mention_line, parse, parse_line
from tests.feed_samples import NOW
from tests.test_text_clean import HOSTILE, is_clean


def line(**said: Any) -> str:
    return json.dumps(said)


def read(**said: Any) -> Mention:
    return parse_line(line(**said), NOW)


@pytest.mark.parametrize(
    "said", [{"text": "It broke"}, {"url": "https://a.example/1"}, {"title": "It broke"}]
)
def test_one_word_is_enough(said: dict[str, str]) -> None:
    mention = read(**said)
    assert mention.source == "manual"
    assert len(mention.native_id) == 24
    assert (mention.created_at, mention.created_precision) == (None, Precision.FIRST_SEEN)
    assert mention == read(**said), "the same line twice is one mention"


def test_different_words_are_different_mentions() -> None:
    lines = [{"text": "a"}, {"text": "b"}, {"title": "a"}, {"text": "a", "url": "https://a.example/"}]
    assert len({read(**said).uri for said in lines}) == 4


@pytest.mark.parametrize(
    "when",
    [
        "2026-03-01T10:00:00Z",
        "2026-03-01T11:00:00+01:00",
        "2026-03-01T10:00:00",
        1772359200,
        1772359200000,
        1772359200.0,
    ],
)
def test_a_time_may_be_written_in_many_ways(when: object) -> None:
    mention = read(text="x", created_at=when)
    assert mention.created_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert mention.created_precision is Precision.EXACT


def test_a_day_is_only_a_day_and_tomorrow_is_not_known() -> None:
    assert read(text="x", created_at="2026-03-01").created_precision is Precision.DAY
    later = read(text="x", created_at=(NOW + timedelta(days=1)).isoformat())
    assert (later.created_at, later.created_precision) == (None, Precision.FIRST_SEEN)


def test_every_field_may_be_said() -> None:
    mention = read(
        source="reviews",
        native_id=17,
        text="Bad",
        kind="review",
        rating=1,
        score=-3,
        author_handle="jane",
        author_reach=250,
        author_reach_kind="followers",
        likes=0,
        upvote_ratio=1,
        deleted=False,
        portal="complaint",
        something_else={"x": 1},
    )
    assert (mention.uri, mention.author) == ("reviews:17", "reviews:jane")
    assert (mention.kind, mention.rating, mention.score, mention.likes) == (MentionKind.REVIEW, 1, -3, 0)
    assert (mention.author_reach_kind, mention.portal) == (ReachKind.FOLLOWERS, Portal.COMPLAINT)
    assert mention.upvote_ratio == 1.0
    assert mention.comments is None


def test_null_and_nothing_mean_that_it_does_not_say() -> None:
    assert read(text="x", score=None, title="", url="", kind=None) == read(text="x")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ('{"text": 5}', "text"),
        ('{"text": ["a"]}', "text"),
        ('{"text": "x", "score": "many"}', "score"),
        ('{"text": "x", "score": true}', "score"),
        ('{"text": "x", "score": 1.5}', "score"),
        ('{"text": "x", "score": 1e400}', "score"),
        ('{"text": "x", "score": 99999999999999999999}', "score"),
        ('{"text": "x", "rating": 6}', "rating"),
        ('{"text": "x", "upvote_ratio": 2}', "upvote_ratio"),
        ('{"text": "x", "created_at": "soon"}', "created_at"),
        ('{"text": "x", "created_at": 1e300}', "created_at"),
        ('{"text": "x", "created_at": true}', "created_at"),
        ('{"text": "x", "kind": "rant"}', "kind: expected one of post, comment"),
        ('{"text": "x", "kind": []}', "kind"),
        ('{"text": "x", "deleted": "no"}', "deleted"),
        ('{"text": "x", "source": "two words"}', "source"),
        ('{"text": "x", "source": "a:b"}', "source"),
        ('{"text": "x", "url": "javascript:alert(1)"}', "url: only http"),
        ('{"text": "x", "author_url": "mailto:a@b.example"}', "author_url"),
        ('{"title": "\\u200b"}', "at least one"),
        ("{}", "at least one"),
        ("[1]", "not an object"),
        ("null", "not an object"),
        ("text", "not JSON"),
        ('{"text": "x", "score": NaN}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("", "not JSON"),
    ],
)
def test_a_line_that_does_not_fit_says_why(said: str, word: str) -> None:
    with pytest.raises(BadLine, match=word):
        parse_line(said, NOW)


def test_what_is_wrong_is_said_without_what_is_hostile() -> None:
    with pytest.raises(BadLine) as bad:
        read(text="x", created_at="\x1b[31m\u202enever")
    assert is_clean(str(bad.value))


@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "author_name", "native_id", "community", "lang"]), HOSTILE
    )
)
def test_whatever_is_handed_in_is_cleaned(said: dict[str, str]) -> None:
    mention = read(**said, url="https://a.example/")
    assert all(is_clean(value) for value in mention_line(mention).values() if isinstance(value, str))


@given(
    st.builds(
        Mention,
        source=st.sampled_from(["feed", "hackernews"]),
        native_id=st.text("abc123#/.", min_size=1),
        text=st.text("ab c\n", min_size=1).map(
            lambda said: "x" + said.strip().replace("\n", "").replace("  ", " ")
        ),
        created_at=st.integers(800_000_000, 1_750_000_000).map(
            lambda second: datetime.fromtimestamp(second, UTC)
        ),
        score=st.none() | st.integers(-(2**40), 2**40),
        rating=st.none() | st.integers(1, 5),
        upvote_ratio=st.none() | st.floats(0, 1),
        kind=st.sampled_from(MentionKind),
        deleted=st.booleans(),
        url=st.none() | st.just("https://a.example/x?y=%20z"),
    )
)
def test_what_is_printed_can_be_handed_in_again(mention: Mention) -> None:
    assert parse_line(json.dumps(mention_line(mention)), NOW) == mention


def test_a_printed_mention_has_every_field_and_iso_times() -> None:
    zoned = datetime(2026, 3, 1, 11, tzinfo=timezone(timedelta(hours=1))).astimezone(UTC)
    printed = mention_line(replace(read(text="x"), created_at=zoned))
    assert printed["created_at"] == "2026-03-01T10:00:00Z"
    assert printed["score"] is None
    assert json.loads(json.dumps(printed))["kind"] == "post"


def test_one_bad_line_does_not_cost_the_good_ones() -> None:
    body = "\n".join([line(text="one"), "{bad", "", line(text="two"), line(text=3)])
    parsed = parse(b"\xef\xbb\xbf" + body.encode())
    assert [mention.text for mention in parsed.mentions] == ["one", "two"]
    assert parsed.health.kind is HealthKind.PARTIAL
    assert parsed.health.say.startswith("line 2: it is not JSON; line 5: text: expected text")
    assert parse(line(text="one").encode()).health.kind is HealthKind.OK
