"""What decisions teach: new words for old troubles, little where they are few, and unlearned to the last."""

from dataclasses import replace

import pytest

from playbooks.learned import NOTHING
from playbooks.learner import LATEST, Decision, learn
from playbooks.playbook import Playbook, load
from playbooks.traces import LONGEST, SIZE, traces
from tests.learned_samples import UNKNOWN, decisions, judged_after, taught, text_of
from tests.playbook_samples import judged, said

HARMLESS = "A booklet with a photograph of Marsh End"


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


def test_words_that_no_rule_knows_are_learned(playbook: Playbook) -> None:
    assert not judged(playbook, UNKNOWN).complaint
    wise = taught(playbook, decisions(80))
    assert judged(wise, UNKNOWN).complaint
    assert not judged(wise, HARMLESS).complaint
    assert judged(wise, UNKNOWN).priority is not None


def test_what_the_rules_are_sure_of_is_not_lost_by_it(playbook: Playbook) -> None:
    wise = taught(playbook, decisions(80))
    sure = "You charged me twice. I called support on Monday and nobody ever called me back."
    assert judged(wise, sure).complaint
    assert judged(wise, sure).double


@pytest.mark.parametrize("facet", ["complaint", "specific", "double", "abusive"])
def test_each_facet_is_learned_by_itself(playbook: Playbook, facet: str) -> None:
    before, after = judged(playbook, UNKNOWN).labels, judged(taught(playbook, decisions(80, facet)), UNKNOWN)
    assert getattr(after.labels, facet) > getattr(before, facet)
    if facet != "double":  # to be let down twice is a complaint
        others = {"complaint", "specific", "abusive"} - {facet}
        assert all(getattr(after.labels, each) == getattr(before, each) for each in others)


def test_a_verdict_says_from_how_many_decisions_and_by_which_words(playbook: Playbook) -> None:
    verdict = judged(taught(playbook, decisions(80)), UNKNOWN)
    ground = next(each for each in verdict.grounds if "learned" in each.what)
    assert ground.what == "likely a complaint, as learned from 80 decisions"
    assert ground.points == 0
    assert "bustitution" in ground.words
    assert all(each in UNKNOWN for each in ground.words.split(" … "))
    assert ground.start is not None
    assert ground.end is not None
    assert UNKNOWN[ground.start : ground.end].startswith(ground.words.split(" … ")[0])


def test_where_nothing_moves_nothing_is_said_of_learning(playbook: Playbook) -> None:
    assert not any("learned" in each.what for each in judged(playbook, UNKNOWN).grounds)


def test_it_says_what_speaks_against_too(playbook: Playbook) -> None:
    grumble = "The booklet with the photograph is broken"
    assert judged(playbook, grumble).complaint
    given = [
        Decision(
            said(f"The photograph in booklet {text_of(number, bad=False)} is broken"), {"complaint": False}
        )
        for number in range(60)
    ]
    verdict = judged(taught(playbook, [*given, *decisions(120)]), grumble)
    told = [each.what for each in verdict.grounds if "learned" in each.what]
    assert not verdict.complaint
    assert told == ["unlikely a complaint, as learned from 180 decisions"]


def test_the_same_decisions_teach_the_same_and_one_taken_back_is_unlearned(playbook: Playbook) -> None:
    given = decisions(40)
    first, again = learn(playbook, given), learn(playbook, given)
    assert first == again
    more = learn(
        playbook, [*given, Decision(said("and a bustitution on top of it all"), {"complaint": False})]
    )
    assert more != first
    assert learn(playbook, given) == first


def test_what_was_learned_before_is_left_aside(playbook: Playbook) -> None:
    given = decisions(40)
    assert learn(taught(playbook, decisions(90)), given) == learn(playbook, given)


def test_decisions_that_all_say_the_same_move_no_other_words(playbook: Playbook) -> None:
    given = [Decision(said(text_of(number, bad=False)), {"complaint": False}) for number in range(50)]
    wise = taught(playbook, given)
    for text in (UNKNOWN, "They charged me twice", "No refund yet", HARMLESS):
        assert judged(wise, text).labels == judged(playbook, text).labels


def test_the_very_same_words_are_judged_as_they_were_decided(playbook: Playbook) -> None:
    machine = (
        "Broken screen? Never again! We repair 24 sorts of screens near you, call @shop https://a.example/1"
    )
    again = (
        "BROKEN screen? Never again! We repair 30 sorts of screens near you, call @other https://b.example/2"
    )
    wise = taught(playbook, [Decision(said(machine), {"complaint": False})])
    assert judged(playbook, again).complaint
    verdict = judged(wise, again)
    assert not verdict.complaint
    assert "the same words were decided before: not a complaint" in {each.what for each in verdict.grounds}
    assert judged(wise, again + " Or do not.").labels == judged(playbook, again + " Or do not.").labels


def test_a_few_words_that_many_may_say_are_no_twin(playbook: Playbook) -> None:
    wise = taught(
        playbook, [Decision(said("@corncrake broken again https://a.example"), {"complaint": False})]
    )
    assert judged(wise, "@corncrake broken again https://b.example").complaint


def test_few_decisions_move_little_and_many_much(playbook: Playbook) -> None:
    chances = [
        judged(taught(playbook, decisions(count)), UNKNOWN).labels.complaint for count in (0, 4, 16, 80)
    ]
    assert chances == sorted(chances)
    assert chances[1] - chances[0] < chances[3] - chances[1]


def test_only_so_many_are_remembered(playbook: Playbook) -> None:
    old = [Decision(said("one two three four five six"), {"complaint": each % 2 == 0}) for each in range(3)]
    learned = learn(playbook, [*old * 2, *decisions(20) * (LATEST // 20 + 1)])
    assert learned.facets["complaint"].count == LATEST


def test_a_text_is_read_so_far_and_no_further(playbook: Playbook) -> None:
    long = playbook.rules.read("word " * 5_000)
    places = traces(long).places
    assert len(places) == len(set(places))
    assert all(0 <= each < SIZE for each in places)
    beyond = playbook.rules.read("word " * (LONGEST // 5) + "bustitution " * 9)
    assert set(traces(beyond).words) == {"word"}


def test_facets_that_nobody_knows_teach_nothing(playbook: Playbook) -> None:
    assert learn(playbook, [Decision(said(UNKNOWN), {"cause": True})]) == NOTHING
    assert judged_after(playbook, NOTHING, UNKNOWN).labels == judged(playbook, UNKNOWN).labels


def test_whoever_learns_beside_other_work_lets_it_go_first(playbook: Playbook) -> None:
    breaths = []
    learn(playbook, decisions(30), lambda: breaths.append(1))
    assert len(breaths) > 30


def test_it_learns_in_any_writing(playbook: Playbook) -> None:
    given = [
        Decision(
            said(f"電車がまた来ない {each}号" if each % 2 else f"きれいな写真です {each}枚"),
            {"complaint": each % 2 == 1},
        )
        for each in range(60)
    ]
    wise = replace(playbook, learned=learn(playbook, given))
    before = judged(playbook, "電車がまた来ない、困る").labels.complaint
    assert judged(wise, "電車がまた来ない、困る").labels.complaint > before


def test_each_four_letters_in_a_row_are_learned_from(playbook: Playbook) -> None:
    said = " tøler the bustitution ".encode()
    fours = zip(said, said[1:], said[2:], said[3:], strict=False)
    pieces = {(a + 27_751 * b + 51_307 * c + 9_973 * d) % SIZE for a, b, c, d in fours}
    assert pieces <= {*traces(playbook.rules.read("Tøler the bustitution")).places}
    assert traces(playbook.rules.read("")).places
