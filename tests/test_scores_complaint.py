"""Complaint and concern on the labelled texts: what was reached, less a little, is kept."""

import pytest

from bench.labelled import area, macro_f1
from playbooks.labels import DECIDED
from tests.scoring import chances, judged_rows

REACHED = [
    ("complaint", "complaint", "complaint", 0.795, 0.885),
    ("airline", "negative", "complaint", 0.8, 0.885),
    ("reviews", "complaint", "complaint", 0.78, 0.885),
    ("facets", "complaint", "complaint", 0.83, 0.92),
    ("facets", "specific", "specific", 0.82, 0.92),
    ("appreviews", "informative", "specific", 0.75, 0.82),
]


@pytest.mark.parametrize(("name", "label", "facet", "f1", "auc"), REACHED, ids=[each[0] for each in REACHED])
def test_the_judge_is_as_right_as_it_was(name: str, label: str, facet: str, f1: float, auc: float) -> None:
    pairs = chances(judged_rows(name), label, facet)
    assert macro_f1([(said, int(chance >= DECIDED)) for said, chance in pairs]) >= f1
    assert area(pairs) >= auc


def test_a_chance_means_what_it_says() -> None:
    pairs = chances(judged_rows("airline"), "negative", "complaint")
    for low, high in ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)):
        said = [yes for yes, chance in pairs if low <= chance <= high]
        assert low - 0.15 <= sum(said) / len(said) <= high + 0.25
