"""How well double disappointment, abuse, blame, cause and severity are read: the figures reached are held."""

from bench.labelled import f1, macro_f1
from tests.scoring import accuracy, decided, judged_rows, kappa, named


def test_double_disappointment_is_found() -> None:
    assert f1(decided(judged_rows("facets"), "double")) >= 0.88


def test_abuse_is_found() -> None:
    assert f1(decided(judged_rows("facets"), "abusive")) >= 0.85


def test_slurs_and_insults_at_large_are_found() -> None:
    assert macro_f1(decided(judged_rows("abuse", "davidson2017"), "abusive")) >= 0.9


def test_hardly_a_plain_complaint_is_called_abusive() -> None:
    complaints = [verdict for labels, verdict in judged_rows("airline") if labels["negative"]]
    assert sum(verdict.abusive for verdict in complaints) / len(complaints) <= 0.005


def test_the_motive_they_believe_in_is_found() -> None:
    pairs = [(gold, ours.value) for gold, ours in named(judged_rows("facets"), "blame")]
    assert macro_f1(pairs) >= 0.85


def test_the_root_cause_is_guessed() -> None:
    pairs = named(judged_rows("facets"), "cause")
    assert accuracy(pairs) >= 0.73
    assert macro_f1(pairs) >= 0.67


def test_how_bad_it_is_is_told() -> None:
    assert kappa(named(judged_rows("facets"), "severity")) >= 0.71
