"""What changed from one wording to the next: both can be read out of the pieces, and few are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.wording import MOST, Fate, Piece, changes
from tests.test_text_clean import HOSTILE
from tui.evidence_words import plainly


def test_words_are_struck_and_added_in_place() -> None:
    said = plainly(changes("Acme charged me twice, thieves!", "Acme charged me once, sorry!"))
    assert said == "Acme charged me [-twice, thieves!-] (+once, sorry!+)"


def test_a_line_more_is_a_line_added() -> None:
    assert plainly(changes("They never called.", "They never called.\n\nEdit: they called.")) == (
        "They never called.\n\n(+Edit: they called.+)"
    )


def test_what_was_emptied_is_struck() -> None:
    assert plainly(changes("All of it.", "")) == "[-All of it.-]"


@pytest.mark.parametrize(("before", "after"), [(5000, 5000), (5000, 5), (5, 5000)])
def test_very_long_texts_are_told_as_a_whole(before: int, after: int) -> None:
    one, other = " ".join(["a same"] * before), " ".join(["b same"] * after)
    assert changes(one, other) == [Piece(Fate.STRUCK, one), Piece(Fate.ADDED, other)]


def test_a_long_text_of_lines_is_compared_line_by_line() -> None:
    lines = [f"line number {number} of the story\n" for number in range(MOST // 2)]
    other = [*lines[:40], "a new line\n", *lines[40:]]
    added = [piece for piece in changes("".join(lines), "".join(other)) if piece.fate is not Fate.KEPT]
    assert [piece.text for piece in added] == ["a new line\n"]


def test_a_text_that_grows_beyond_what_is_compared_by_words_is_compared_by_lines_as_it_was() -> None:
    lines = [f"{'word ' * 9}{number}\n" for number in range(MOST // 10)]
    added = [
        piece
        for piece in changes("".join(lines), "".join(["Edit:\n", *lines]))
        if piece.fate is not Fate.KEPT
    ]
    assert [piece.text for piece in added] == ["Edit:\n"]


@given(st.lists(HOSTILE, max_size=6), st.lists(HOSTILE, max_size=6))
def test_the_new_wording_is_what_is_kept_and_added(before: list[str], after: list[str]) -> None:
    one, other = " ".join(before), " ".join(after)
    pieces = changes(one, other)
    assert "".join(each.text for each in pieces if each.fate is not Fate.STRUCK) == other
    struck = "".join(each.text for each in pieces if each.fate is not Fate.ADDED)
    assert "".join(struck.split()) == "".join(one.split())
