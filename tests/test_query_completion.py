"""What the filter's words may become: fields by their names, then the words of a field."""

import pytest

from casebook.query.completion import complete, lines, offers
from casebook.query.fields import FIELDS


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("pri", "priority:"),
        ("PRI", "priority:"),
        ("refund is:unc", "refund is:unclaimed "),
        ("is:un", "is:un"),
        ("is:m", "is:m"),
        ("lane:d", "lane:desk "),
        ("-is:ov", "-is:overdue "),
        ("(is:ov", "(is:overdue "),
        ("zzz", "zzz"),
        ("", ""),
        ("refund ", "refund "),
        ('"is:ov', '"is:ov'),
        ("https://exam", "https://exam"),
        ("nofield:x", "nofield:x"),
        ("p:n", "p:none "),
        ("refund NE", "refund NEAR/5 "),
        ("NE", "NE"),
        ("refund N", "refund N"),
    ],
)
def test_a_word_is_finished_as_far_as_there_is_one_way(said: str, whole: str) -> None:
    assert complete(said) == whole


def test_whole_lines_keep_what_stands_before() -> None:
    assert lines("refund is:ov") == ["refund is:overdue"]
    assert lines("refund ") == [f"refund {each.name}:" for each in FIELDS]
    assert lines("") == [f"{each.name}:" for each in FIELDS]
    assert lines('"no re ') == []


def test_every_word_of_every_field_is_offered_and_understood() -> None:
    for each in FIELDS:
        assert offers(f"{each.name}:") == [f"{each.name}:{value}" for value in each.values]
