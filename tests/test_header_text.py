"""The header's figures: the longest words that fit, and what may not be overlooked in the shortest too."""

import pytest
from rich.cells import cell_len

from desk.views import Counts
from tui.header_text import fitting, in_words, wordings

CALM = Counts(undecided=3, overdue=0, well=14, unwell=0, sources=14)
BAD = Counts(12, 3, 11, 3, 14, promises=2, muted=4, quiet=1, alerts=("shop silent 9h", "blog blind 2h"))


def test_all_well_says_so() -> None:
    assert in_words(CALM) == "3 undecided · 0 overdue · sources 14/14"


def test_in_full() -> None:
    assert in_words(BAD) == (
        "12 undecided · 3 overdue · ! 2 promises overdue · ! 3 of 14 sources unwell · "
        "!! shop silent 9h and 1 more · 1 quiet · 4 muted"
    )


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (110, "12 undecided · 3 overdue · ! 2 promises overdue · ! 3 of 14 sources unwell · !! 2 alerts"),
        (65, "12 und. · 3 late · ! 2 promises · ! 3/14 unwell · !! 2 alerts"),
        (10, "12 und. · 3 late · ! 2 promises · ! 3/14 unwell · !! 2 alerts"),
    ],
)
def test_in_less_room(width: int, words: str) -> None:
    assert fitting([*wordings(BAD)], width).startswith(words)


def test_what_just_fits_is_taken() -> None:
    assert fitting([["12 und.", "3 late"], ["12"]], len("12 und. · 3 late")) == "12 und. · 3 late"


def test_each_wording_is_shorter_than_the_one_before() -> None:
    widths = [cell_len(" · ".join(each)) for each in wordings(BAD)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 65, "a window of 80 columns"
