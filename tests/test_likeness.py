"""When two mentions say the same, and when they are two people who have met with the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinds import Completeness, MentionKind
from casebook.mention import Mention
from desk.likeness import Said, keys, why_same
from tests.test_text_clean import HOSTILE

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMPLAINT = "Acme cancelled my train twice and still charged me for both tickets. Nobody ever called me back."
LETTER = (
    "I booked a return trip with Acme Rail for my family in January, and the outbound train was cancelled "
    "while we stood on the platform. The next one was cancelled too, and the staff told us to go home. Weeks "
    "later the money is still gone, the hotline hangs up on us, and every mail gets the same template."
)
RELEASE = (
    "Acme Rail announced on Monday that it will replace its booking system after thousands of passengers "
    "were charged twice for cancelled trains. The company said refunds would be paid within fourteen days, "
    "and that a review had begun. Consumer groups called the step overdue and asked for compensation."
)


def said(text: str, where: str = "mastodon", who: str | None = "jane_doe", **about: Any) -> Mention:
    first = Mention(where, text[:20] + where, text, author_handle=who, via=where, created_at=MONDAY)
    return replace(first, **about)


def article(text: str, where: str, who: str | None = None, **about: Any) -> Mention:
    return said(text, where, who, **{"kind": MentionKind.ARTICLE, "title": "Acme Rail and bookings", **about})


def review(text: str, where: str = "appstore", who: str = "kim", **about: Any) -> Mention:
    return said(text, where, who, kind=MentionKind.REVIEW, rating=1, **about)


REWORDED = RELEASE.replace("on Monday", "this week")
OTHER_END = RELEASE.partition("Consumer")[0] + "The company would not say when the work is to begin."
SNIPPET = " ".join(RELEASE.split()[:34])

COPIES = [
    ("a cross-post", said(COMPLAINT), said(COMPLAINT, "bluesky", "jane_doe.bsky.social")),
    ("told by another handle, the same name", said(COMPLAINT, author_name="Jane Doe"),
     said(COMPLAINT, "reddit", "throwaway_1", author_name="jane  doe")),
    ("with a tag and a link more", said(LETTER), said(f"{LETTER} #acme https://t.co/x1", "bluesky")),
    ("few words, but the same name", said("Acme is down again"), said("acme is DOWN again!", "bluesky")),
    ("a short name, but a sentence", said(COMPLAINT, who="jane"), said(COMPLAINT, "bluesky", "jane")),
    ("an article in two papers", article(RELEASE, "herald", "Ann Lee"),
     article(REWORDED, "tribune", "Bo Ray")),
    ("an article twice in one alert", article(RELEASE, "alert"),
     replace(article(RELEASE, "alert"), native_id="2")),
    ("the article, and an alert's snippet of it", article(RELEASE, "herald"),
     article(SNIPPET, "alert", completeness=Completeness.SNIPPET)),
    ("a headline alone", article(RELEASE, "herald", title="Acme Rail replaces its whole booking system"),
     article("", "news", title="Acme Rail replaces its whole booking system - The Herald",
             completeness=Completeness.TITLE_ONLY)),
    ("nobody is named", said(LETTER, "forum", None), said(LETTER, "alerts", None)),
    ("a retweet", said(COMPLAINT, "x"), said(f"RT @jane_doe: {COMPLAINT}", "x", "bob")),
    ("a retweet cut short", said(LETTER, "x"), said(f"RT @jane_doe: {LETTER[:130]}…", "x", "bob")),
    ("a quote with its link", said(LETTER, "mastodon", url="https://m.example/@jane_doe/1"),
     said(f"{LETTER} https://m.example/@jane_doe/1", "mastodon", "bob")),
]  # fmt: skip

NEWS = [
    ("a template of a review", review("Worst app ever"), review("Worst app ever", who="lee")),
    ("the same long review by two", review(LETTER), review(LETTER, "playstore", "lee")),
    ("two nameless reviews", review(LETTER, who=""), review(LETTER, "playstore", "")),
    ("two people, one complaint", said(COMPLAINT), said(COMPLAINT, "bluesky", "bob")),
    ("a form letter two people have sent", said(LETTER), said(LETTER, "forum", "bob")),
    ("nobody named, few words", said("It doesn't work", "forum", None), said("It doesn't work", "x", None)),
    ("nobody's name", said("It doesn't work", "forum", "guest"), said("It doesn't work", "x", "Guest")),
    ("a short name, few words", said("Acme is down", who="jane"), said("Acme is down", "bluesky", "jane")),
    ("nobody named, a sentence or two", said(COMPLAINT, "forum", None), said(COMPLAINT, "x", None)),
    ("an article that ends otherwise", article(RELEASE, "herald"), article(OTHER_END, "tribune")),
    ("a snippet that goes on otherwise", article(RELEASE, "herald"),
     article(f"{SNIPPET[:140]} {LETTER[:120]}", "alert", completeness=Completeness.SNIPPET)),
    ("they write it again where they wrote it", said(COMPLAINT), replace(said(COMPLAINT), native_id="2")),
    ("the same person about something else", said(LETTER), said(RELEASE, "bluesky")),
    ("weeks later", said(COMPLAINT), said(COMPLAINT, "bluesky", created_at=MONDAY + timedelta(days=15))),
    ("a quote with words of one's own", said(COMPLAINT, "x"),
     said(f"RT @jane_doe: {COMPLAINT} Me too, they owe me 80 euros and nobody answers my mails", "x", "bob")),
    ("it names somebody else", said(COMPLAINT, "x"), said(f"RT @eve: {COMPLAINT}", "x", "bob")),
    ("articles with one headline word", article(RELEASE, "herald"), article(LETTER, "tribune")),
    ("no words", said("", "x", "jane_doe"), said("", "y", "jane_doe")),
]  # fmt: skip


@pytest.mark.parametrize(("story", "first", "copy"), COPIES, ids=[each[0] for each in COPIES])
def test_a_copy_is_known(story: str, first: Mention, copy: Mention) -> None:
    assert why_same(Said(first), Said(copy)) is not None
    assert set(keys(Said(first))) & set(keys(Said(copy))), "the store would not find it"


@pytest.mark.parametrize(("story", "first", "copy"), NEWS, ids=[each[0] for each in NEWS])
def test_two_complaints_are_two(story: str, first: Mention, copy: Mention) -> None:
    assert why_same(Said(first), Said(copy)) is None


def test_near_texts_share_a_key_all_but_always() -> None:
    chance, found = Random(4), 0
    for _ in range(200):
        text = [f"w{chance.randrange(500)}" for _ in range(120)]
        other = list(text)
        for at in chance.sample(range(120), 3):
            other[at] = "changed"
        first, copy = Said(said(" ".join(text))), Said(said(" ".join(other), "bluesky"))
        assert why_same(first, copy)
        found += bool(set(keys(first)) & set(keys(copy)))
    assert found >= 198


@given(HOSTILE, HOSTILE, st.sampled_from(list(MentionKind)), st.sampled_from(list(Completeness)))
def test_no_text_breaks_it(one: str, other: str, kind: MentionKind, part: Completeness) -> None:
    first, copy = (
        Said(said(one, who=other)),
        Said(said(other, "b", one, kind=kind, completeness=part, title=one)),
    )
    assert len(keys(first)) <= 7
    assert keys(copy) == keys(Said(copy.mention))
    for pair in ((first, copy), (copy, first)):
        assert isinstance(why_same(*pair), str | None)


def test_a_huge_text_is_looked_at_in_part() -> None:
    assert len(Said(said("acme " * 1_000_000)).words) < 5000
