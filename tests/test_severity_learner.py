"""What is learned of how bad it is: a company's own scale, once it clearly helps; harm is never unlearned."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from playbooks.around import Answer, Around
from playbooks.judge import judge
from playbooks.learned import SEVERITY
from playbooks.learner import GRADED, Decision, learn
from playbooks.playbook import Playbook, load
from tests.desk_world import NOON
from tests.learned_samples import grading, grading_text
from tests.playbook_samples import judged, said

LATE = "The bustitution at Fen Halt was awful again"
MILDEW = "The vestibule at Fen Halt was awful again"


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


@pytest.fixture(scope="module")
def wise(playbook: Playbook) -> Playbook:
    return taught(playbook, grading(2 * GRADED))


def at_random(count: int) -> list[Decision]:
    """Return so many decisions whose answers have nothing to do with their words."""
    return [
        Decision(said(grading_text(number)), {SEVERITY: number * number % 7 in (1, 2)})
        for number in range(count)
    ]


def taught(playbook: Playbook, given: Sequence[Decision]) -> Playbook:
    return replace(playbook, learned=learn(playbook, given))


def test_a_loss_that_no_rule_sees_is_learned_and_raises_it(playbook: Playbook, wise: Playbook) -> None:
    before, after = judged(playbook, LATE), judged(wise, LATE)
    assert (before.labels.severity, after.labels.severity) == (1, 2)
    assert sum(each.points for each in after.grounds) > sum(each.points for each in before.grounds)
    assert judged(wise, MILDEW).labels.severity == 1


def test_it_says_which_words_did_it_and_from_how_many_decisions(wise: Playbook) -> None:
    ground = next(each for each in judged(wise, LATE).grounds if "learned" in each.what)
    assert ground.what == f"likely more than an annoyance, as learned from {2 * GRADED} decisions"
    assert "bustitution" in ground.words
    assert (ground.points, ground.start is not None) == (0, True)


def test_nothing_else_of_the_verdict_is_moved(playbook: Playbook, wise: Playbook) -> None:
    before, after = judged(playbook, LATE).labels, judged(wise, LATE).labels
    assert replace(after, severity=1) == before


def test_where_there_are_few_the_rules_alone_say_of_other_words(playbook: Playbook) -> None:
    few = taught(playbook, grading(GRADED - 2))
    assert not few.learned.facets[SEVERITY].helps
    assert judged(few, LATE) == judged(playbook, LATE)


def test_where_it_would_not_help_the_rules_alone_say_of_other_words(playbook: Playbook) -> None:
    none = taught(playbook, at_random(4 * GRADED))
    assert not none.learned.facets[SEVERITY].helps
    assert judged(none, LATE) == judged(playbook, LATE)


def test_the_same_words_said_over_and_over_are_no_proof(playbook: Playbook) -> None:
    copies = [Decision(each.mention, each.said) for each in grading(20) for _ in range(10)]
    assert not learn(playbook, copies).facets[SEVERITY].helps


def test_the_very_same_words_are_as_bad_as_was_decided(playbook: Playbook) -> None:
    once = taught(playbook, [Decision(said(LATE), {SEVERITY: True})])
    verdict = judged(once, LATE.upper())
    assert verdict.labels.severity == 2
    assert "the same words were decided before: more than an annoyance" in {
        each.what for each in verdict.grounds
    }


def test_harm_is_never_unlearned(playbook: Playbook) -> None:
    harm = "The vestibule door trapped my hand and I am bleeding, I need an ambulance"
    assert judged(playbook, harm).labels.severity == 3
    given = [*grading(2 * GRADED), *[Decision(said(harm), {SEVERITY: False})] * 50]
    assert judged(taught(playbook, given), harm).labels.severity == 3


def test_harm_is_never_learned(playbook: Playbook) -> None:
    given = [Decision(each.mention, {SEVERITY: True}) for each in grading(2 * GRADED)]
    assert judged(taught(playbook, [*given, *grading(2 * GRADED)]), LATE).labels.severity <= 2


def test_what_is_no_complaint_stays_without(wise: Playbook) -> None:
    praise = "Thank you Corncrake, the bustitution was lovely and quick"
    assert judged(wise, praise).labels.severity == 0


def test_decisions_taken_back_are_unlearned(playbook: Playbook, wise: Playbook) -> None:
    more = learn(playbook, [*grading(2 * GRADED), Decision(said(MILDEW), {SEVERITY: True})])
    assert more != wise.learned
    assert learn(playbook, grading(2 * GRADED)) == wise.learned


def test_a_person_s_own_answer_stands_and_nothing_else_is_told(wise: Playbook) -> None:
    around = Around(said=(Answer(SEVERITY, "1", "dana"),))
    verdict = judge(said(LATE), wise, NOON, around)
    assert verdict.labels.severity == 1
    assert not any("learned" in each.what for each in verdict.grounds)
