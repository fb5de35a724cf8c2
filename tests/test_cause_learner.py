"""What named causes teach: which cause comes first, from five hundred decisions on, and no sooner."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from playbooks.around import Answer, Around
from playbooks.judge import judge
from playbooks.learned_causes import NEEDED
from playbooks.learner import LATEST, Decision, learn
from playbooks.lexicon import strongest_of_causes
from playbooks.playbook import Playbook, load
from tests.desk_world import NOON
from tests.learned_samples import naming, naming_text
from tests.playbook_samples import judged, said

LATE = "The bustitution at Fen Halt was awful again"
STRANGE = "My kettle is broken, its plug sparks"
CHARGED = "You charged me twice for the bustitution and there is no refund"


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


@pytest.fixture(scope="module")
def wise(playbook: Playbook) -> Playbook:
    return taught(playbook, naming(NEEDED))


def taught(playbook: Playbook, given: Sequence[Decision]) -> Playbook:
    return replace(playbook, learned=learn(playbook, given))


def test_a_cause_the_rules_do_not_see_is_learned(playbook: Playbook, wise: Playbook) -> None:
    before, after = judged(playbook, LATE), judged(wise, LATE)
    assert before.complaint
    assert before.labels.cause != "delivery"
    assert after.labels.cause == after.causes[0][0] == "delivery"
    assert sum(chance for _, chance in after.causes) <= 1.0


def test_it_says_which_words_did_it_and_from_how_many_decisions(wise: Playbook) -> None:
    ground = next(each for each in judged(wise, LATE).grounds if "learned" in each.what)
    assert ground.what.endswith(f"as learned from {NEEDED} decisions")
    assert " rather than " in ground.what
    assert "bustitution" in ground.words
    assert (ground.points, ground.start is not None) == (0, True)
    assert LATE[ground.start : ground.end].startswith(ground.words.split(" … ")[0])


def test_one_decision_less_and_the_rules_alone_rank(playbook: Playbook) -> None:
    few = taught(playbook, naming(NEEDED - 1))
    assert few.learned.causes is None
    assert judged(few, LATE) == judged(playbook, LATE)


def test_decisions_taken_back_are_unlearned(playbook: Playbook, wise: Playbook) -> None:
    more = learn(playbook, [*naming(NEEDED), Decision(said(STRANGE), {}, "billing")])
    assert more != wise.learned
    assert learn(playbook, naming(NEEDED)) == wise.learned


def test_where_words_are_unknown_the_rules_rank_alone(playbook: Playbook, wise: Playbook) -> None:
    assert judged(wise, STRANGE) == judged(playbook, STRANGE)


def test_what_the_rules_are_sure_of_stays(playbook: Playbook, wise: Playbook) -> None:
    assert judged(playbook, CHARGED).labels.cause == "billing"
    assert judged(wise, CHARGED).labels.cause == "billing"


def test_a_cause_that_left_the_list_is_left_out(playbook: Playbook) -> None:
    others = playbook.with_causes([each for each in playbook.causes if each.key != "delivery"])
    given = naming(2 * NEEDED)
    left = learn(others, given)
    assert left.causes is not None
    assert left.causes.count == NEEDED
    assert "delivery" not in left.causes.weights
    old = replace(others, learned=learn(playbook, given))  # learned before it left
    assert "delivery" not in {key for key, _ in judged(old, LATE).causes}


def test_a_cause_nobody_named_keeps_its_place(wise: Playbook) -> None:
    dark = "The power is out and my internet is down, an outage again"
    assert judged(wise, dark).labels.cause == "outage"


def test_of_what_is_no_complaint_no_cause_is_learned(playbook: Playbook) -> None:
    calm = [replace(each, said={"complaint": False}) for each in naming(NEEDED)]
    assert learn(playbook, calm).causes is None


def test_a_person_s_own_answer_stands_and_nothing_else_is_told(wise: Playbook) -> None:
    around = Around(said=(Answer("cause", "billing", "dana"),))
    verdict = judge(said(LATE), wise, NOON, around)
    assert verdict.labels.cause == "billing"
    assert not any("rather than" in each.what for each in verdict.grounds)


def test_only_the_latest_are_learned_from(playbook: Playbook) -> None:
    given = naming(100) * (LATEST // 100 + 1)
    causes = learn(playbook, given).causes
    assert causes is not None
    assert causes.count == LATEST


def test_each_cause_is_told_by_its_words(playbook: Playbook, wise: Playbook) -> None:
    assert wise.learned.causes is not None
    texts = [naming_text(each) for each in range(NEEDED)]
    words = strongest_of_causes(wise.learned.causes, texts, 3)
    assert "bustitution" in words["delivery"]
    assert any("gangway" in each for each in words["product"])
    assert all(len(each) <= 3 for each in words.values())
