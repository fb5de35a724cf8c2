"""NEAR: words near each other, in either order; what can stand there, and what it says while it is typed."""

import pytest

from casebook.query.errors import QueryError
from casebook.query.parser import parse
from tests.test_query_language import DANA, fits


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ("refund NEAR/2 never", True),
        ("never NEAR/2 refund", True),  # in either order
        ("refund NEAR/1 never", False),
        ("refund NEAR/0 will", True),
        ('refund NEAR/3 "never get it"', True),
        ('"it back" NEAR/5 refund', True),
        ("(money OR refund) NEAR/2 (never OR late)", True),
        ("ref* NEAR/2 nev*", True),
        ("refund NEAR back", True),  # ten words, where nothing else is said
        ("refund NEAR missing", False),
        ("missing OR refund NEAR/2 never", True),
        ("(refund NEAR/2 never) late", False),
        ("-refund NEAR/2 never", False),
        ("-refund NEAR/1 never", True),
        ("parcel NEAR/1 refund", True),  # from the title into the text
        ("refund NEAR/9 refund", True),
        ("refund NEAR/3 !!!", True),  # signs alone say nothing, here as elsewhere
        ('"NEAR"', False),
        ("near", False),
    ],
)
def test_words_near_each_other(said: str, matches: bool) -> None:
    assert fits(said, title="My parcel", text="A refund will I never get. It back, please!") is matches


@pytest.mark.parametrize(
    ("said", "says", "at"),
    [
        ("a NEAR/3", "NEAR wants something behind it", 2),
        ("NEAR/3 a", "NEAR stands alone", 0),
        ("a NEAR/x b", "NEAR wants a number up to 999, as in NEAR/5", 2),
        ("a NEAR/1000 b", "NEAR wants a number up to 999, as in NEAR/5", 2),
        ("a NEAR/0000000001000 b", "NEAR wants a number up to 999, as in NEAR/5", 2),
        ("a NEAR/3 b NEAR/3 c", "NEAR joins two: write (a NEAR/5 b) (b NEAR/5 c)", 11),
        ("a NEAR/3 -b", "NEAR joins words, phrases, or several of them as in (a OR b)", 9),
        ("title:a NEAR/3 b", "NEAR joins words, phrases, or several of them as in (a OR b)", 0),
        ("(a b) NEAR/3 c", "NEAR joins words, phrases, or several of them as in (a OR b)", 0),
    ],
)
def test_what_cannot_stand_near(said: str, says: str, at: int) -> None:
    with pytest.raises(QueryError) as wrong:
        parse(said, DANA)
    assert (wrong.value.say, wrong.value.at) == (says, at)


@pytest.mark.parametrize("said", ["late NEAR", "late NEAR/", "late NEAR/5", "late NEAR/5 "])
def test_while_it_is_typed_what_is_near_is_left_open(said: str) -> None:
    assert parse(said, DANA, typing=True).query == parse("late", DANA).query


def test_a_text_of_nothing_but_the_two_words_is_read_in_time() -> None:
    assert not fits("a NEAR/0 b", text="a x " * 50_000 + "b x " * 50_000)
