"""The filter language: what is typed is understood, or said to be wrong, and never anything else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.document import to_ms
from casebook.query.errors import QueryError
from casebook.query.fields import FIELDS, NAMES
from casebook.query.parser import DEEPEST, MOST, Asked, as_seen, parse
from casebook.query.values import Asking
from casebook.store.narrow import narrow

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DANA = Asking("dana", NOW)


def fits(said: str, **document: Any) -> bool:
    return parse(said, DANA).query(document)


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ("late parcel", True),
        ("parcel LATE", True),
        ("late refund", False),
        ('"is late"', True),
        ('"late is"', False),
        ("parc*", True),
        ('"is la"*', True),
        ("refund OR late", True),
        ("refund OR invoice", False),
        ("refund OR late parcel", True),
        ("late refund OR invoice", False),
        ("late AND parcel", True),
        ("-refund", True),
        ("-late", False),
        ("NOT late", False),
        ("late -refund", True),
        ("late NOT parcel", False),
        ('-"is late"', False),
        ("-(refund OR late)", False),
        ("-(refund OR invoice) late", True),
        ("(late)", True),
        ("--late", True),
        ("late or parcel", False),  # in small letters they are words
        ("re-late", False),
        ("late-again", True),
        ("!!! late ???", True),
        ("- late", True),
        ("", True),
        ("   ", True),
        ("()", True),
        ('"is late', True),  # left open, it ends with the text
        ("(late", True),
        ("12:30 parcel", False),
    ],
)
def test_words(said: str, matches: bool) -> None:
    assert fits(said, title="The parcel", text="It is late. Again!") is matches


FULL = {
    "author_handle": "jane_doe",
    "author_name": "Jane Doe",
    "author": "mastodon:jane_doe",
    "via": "the forum",
    "source": "hackernews",
    "case": 41,
    "owner": "dana",
    "priority": 2,
    "rating": 1,
    "author_reach": 1500,
    "lang": "pt-BR",
    "kind": "review",
    "lane": "desk",
    "decision": "in_case",
    "portal": "social",
    "community": "r/help",
    "url": "https://forum.example/t/41",
    "title": "No reply",
    "text": "for weeks",
    "created_at": to_ms(NOW - timedelta(days=1)),
    "due_at": to_ms(NOW - timedelta(minutes=3)),
}


@pytest.mark.parametrize(
    "said",
    [
        *("by:jane_doe", "by:JANE", "by:jane*", 'by:"jane doe"', "where:forum", "where:hackernews"),
        *('where:"the forum"', "case:41", "case:any", "case:>40", "owner:dana", "owner:me", "owner:any"),
        *("p:2", "priority:2", "p:<=2", "p:>1", "p:1..3", "p:any", "P:2", "stars:<=2", "stars:=1"),
        *("reach:>1k", "reach:<2k", "lang:pt", "lang:pt-BR", "kind:review", "lane:desk", "lane:any"),
        *("decision:in_case", "portal:social", "community:help", "url:forum.example", 'title:"no reply"'),
        *("https://forum.example/t/41", "since:2d", "since:2026-03-13", "before:1h", "before:2026-03-14"),
        *("is:overdue", "is:mine", "is:claimed", "has:case", "has:link", "has:stars", "has:author"),
        *("-p:1", "-is:unclaimed", "p:1 OR p:2", "is:overdue weeks -refund", "(p:1 OR by:jane) is:mine"),
    ],
)
def test_fields(said: str) -> None:
    assert fits(said, **FULL)
    assert not fits(f"-({said})", **FULL)


@pytest.mark.parametrize(
    "said",
    [
        *("by:jan", "by:doe_jane", "where:reddit", "case:40", "case:none", "owner:eli", "owner:none"),
        *("p:1", "p:none", "p:>2", "stars:>1", "reach:<1000", "lang:de", "kind:post", "lane:none"),
        *("is:praise", "is:waiting", "is:undecided", "is:unclaimed", "-has:case", "since:1h", "before:2d"),
        *("title:weeks", "url:forum.exam", 'owner:"me"'),
    ],
)
def test_fields_that_do_not_fit(said: str) -> None:
    assert not fits(said, **FULL)


@pytest.mark.parametrize("field", [each.name for each in FIELDS])
def test_what_is_not_there_never_fits_and_never_fails(field: str) -> None:
    empty = dict.fromkeys(FULL)
    assert not fits(NAMES[field].example, **empty)
    assert not fits(NAMES[field].example)
    assert fits(f"-{NAMES[field].example}", **empty)


@pytest.mark.parametrize(
    ("said", "at", "words"),
    [
        ("late foo:bar", 5, "'foo' is no field"),
        ("wher:forum", 0, 'did you mean "where"?'),
        ("is:overdu late", 0, 'did you mean "overdue"?'),
        ("p:high", 0, "wants a number"),
        ("since:yesterday", 0, "wants a time"),
        ("since:2026-13-40", 0, "wants a time"),
        ("since:99999999d", 0, "wants a time"),
        ("by: jane", 0, "by: wants a value, e.g. by:jane*"),
        ("late OR", 5, "OR wants something behind it"),
        ("late NOT", 5, "NOT wants something behind it"),
        ("OR late", 0, "OR stands alone"),
        ("late OR OR parcel", 8, "OR stands alone"),
        ("late)", 4, '")" closes nothing'),
        ("(late OR) refund", 6, "OR wants something behind it"),
        ("kind:song", 0, "does not know 'song'"),
        ("(" * 50, DEEPEST, "too many parentheses"),
        ("a " * 500, MOST * 2, "longer than"),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_place(said: str, at: int, words: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(said, DANA)
    assert words in str(error.value)
    assert error.value.at == at
    assert f"(at {at + 1})" in str(error.value)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "late OR",
            "late -",
            "late NOT",
            "late AND",
            '"no re',
            "late (",
            "by:",
            "p:",
            "p:<",
            "p:<=",
            "p:1..",
        ),
        *("is:", "is:over", "kind:rev", "since:", "since:2", "since:2026-0", "owner:", "has:l", "p:no", "-"),
        *("reach:>1", "-is:pr", "(p:1 OR is:o"),
    ],
)
def test_what_is_still_being_typed_is_no_error(said: str) -> None:
    for end in range(len(said) + 1):
        parse(said[:end], DANA, typing=True)


@pytest.mark.parametrize("said", ["foo:", "is:xyz", "by: jane", "late)", "p:high", "OR late"])
def test_what_typing_on_cannot_mend_is_an_error_at_once(said: str) -> None:
    with pytest.raises(QueryError):
        parse(said, DANA, typing=True)


def test_an_unfinished_part_is_left_out_of_account() -> None:
    assert parse("late is:ove", DANA, typing=True).query({"text": "late"})
    assert parse("by:ja", DANA, typing=True).query({"author_handle": "jane"})
    assert not parse("by:ja", DANA).query({"author_handle": "jane"})
    assert parse("late OR ", DANA, typing=True).query == parse("late", DANA).query


def test_words_to_show_are_those_that_must_be_there() -> None:
    asked = parse('refund* "no reply" -praise by:jane (a OR -b)', DANA)
    assert [(each.words, each.prefix) for each in asked.phrases] == [
        (("refund",), True),
        (("no", "reply"), False),
        (("a",), False),
    ]


SIGNS = [*"()\"-:*<>=.,\\'", "://", "\x00", "\ud800", "é", "退款", "\u202e", "k", "..", "\n", " ", "  "]
WORDS = ["OR", "NOT", "AND", "is:", "p:", "none", "2d", "1", "overdue", "since:", "9" * 40]
PIECES = st.sampled_from([*NAMES, *SIGNS, *WORDS])
ANYTHING = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))


def understood(said: str, typing: bool) -> Asked | QueryError:
    try:
        return parse(said, DANA, typing=typing)
    except QueryError as error:
        return error


@given(ANYTHING, st.booleans())
def test_whatever_is_typed_is_a_query_or_an_error_of_its_own(said: str, typing: bool) -> None:
    asked = understood(said, typing)
    if isinstance(asked, QueryError):
        assert 0 <= asked.at <= asked.end <= len(said)
        assert str(asked).isprintable()
        return
    assert asked.query({}) in (True, False)
    assert asked.query(FULL) in (True, False)
    assert hash(asked.query) == hash(parse(said, DANA, typing=typing).query)


@given(ANYTHING)
def test_what_stands_finished_is_understood_while_typing_too(said: str) -> None:
    if isinstance(understood(said, typing=False), Asked):
        assert isinstance(understood(said, typing=True), Asked)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_example_is_understood_by_the_store_itself(field: Any) -> None:
    assert narrow(parse(field.example, DANA).query, '"words"').exact
    assert narrow(parse(f"late -{field.example} OR {field.example}", DANA).query, '"words"').exact
    for value in field.values:
        assert narrow(parse(f"{field.name}:{value}", DANA).query, '"words"').exact


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("refu", "refu*"),
        ("refu ", "refu "),
        ("refu*", "refu*"),
        ("late -refu", "late -refu*"),
        ("(late OR refu", "(late OR refu*"),
        ('"no re', '"no re'),
        ("by:jan", "by:jan*"),
        ("owner:el", "owner:el*"),
        ("owner:me", "owner:me"),
        ("is:overdue", "is:overdue"),
        ("p:1", "p:1"),
        ("refu since:2d", "refu since:2d"),
        ("https://forum.exam", "https://forum.exam*"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_what_is_kept_asks_for_what_was_seen(said: str, kept: str) -> None:
    assert as_seen(said, DANA) == kept
    assert parse(kept, DANA).query == parse(said, DANA, typing=True).query


@given(st.text(alphabet='ab: *-"()退.!', max_size=12))
def test_whatever_was_typed_is_kept_as_it_was_seen(said: str) -> None:
    try:
        parse(said, DANA)
    except QueryError:
        return
    assert parse(as_seen(said, DANA), DANA).query == parse(said, DANA, typing=True).query
