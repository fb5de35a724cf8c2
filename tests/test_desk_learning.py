"""From what people decide to what is learned: kept with the act, taken back with it, gone with the words."""

from dataclasses import replace
from typing import Any

from tinydb import where

from casebook.kinds import Aftermath, Decision, Sort
from casebook.mention import KeptMention
from desk.closing import resolve
from desk.deciding import let_go, thank
from desk.intake import take_in
from desk.learning import Learner, heard, taught, version
from desk.opening import open_case
from desk.overruling import overrule
from desk.undo import undo
from playbooks.learned import NOTHING, SEVERITY
from playbooks.learner import GRADED
from playbooks.playbook import Playbook
from tests.desk_world import NOON, World, after, complaint, playbook, thanks
from tests.learned_samples import UNKNOWN, decided, graded, text_of

SIGNED: dict[str, Any] = {"by": "dana", "now": NOON}


def lessons(desk: World) -> list[tuple[int, str, str]]:
    return [(each["mention"], each["facet"], each["said"]) for each in desk.store.lessons.select(order="+")]


def seen(desk: World, with_: Playbook, native_id: str = "new", **about: object) -> KeptMention:
    said = complaint(native_id, **{"text": UNKNOWN, "author_handle": "kim", **about})
    return desk.kept(take_in(desk.store, with_, [said], NOON)[0].id)


def test_each_decision_teaches_what_it_says(desk: World) -> None:
    ids = [
        desk.one(each)
        for each in (
            complaint("1"),
            complaint("2", author_handle="k"),
            thanks(),
            complaint("4", author_handle="m"),
        )
    ]
    resolve(
        desk.store, open_case(desk.store, playbook(), ids[0], **SIGNED), "billing", Aftermath.QUIET, **SIGNED
    )
    let_go(desk.store, ids[1], "spam or a machine", playbook(), **SIGNED)
    thank(desk.store, ids[2], **SIGNED)
    let_go(desk.store, ids[3], "asks for nothing, and an answer would make it louder", playbook(), **SIGNED)
    assert lessons(desk) == [
        (ids[0], "complaint", "yes"),
        (ids[0], "cause", "billing"),
        (ids[1], "complaint", "no"),
        (ids[2], "complaint", "no"),
    ]


def test_what_nobody_has_named_as_no_complaint_teaches_nothing(desk: World) -> None:
    number = desk.one(complaint())
    let_go(desk.store, number, "spam or a machine", replace(playbook(), no_complaint=()), **SIGNED)
    assert lessons(desk) == []


def test_a_cause_does_not_speak_against_a_person_s_own_answer(desk: World) -> None:
    number = desk.one(complaint())
    overrule(desk.store, playbook(), number, "sort", "question", **SIGNED)
    resolve(
        desk.store,
        open_case(desk.store, playbook(), number, **SIGNED),
        "information",
        Aftermath.QUIET,
        **SIGNED,
    )
    assert lessons(desk)[1:] == [(number, "cause", "information")]
    (found,) = heard(desk.store).decisions
    assert (found.said, found.cause) == ({"complaint": False}, "information")


def test_the_next_mention_is_judged_as_was_decided(desk: World) -> None:
    assert seen(desk, playbook(), "before").sort is not Sort.COMPLAINT
    decided(desk, 40)
    wise = taught(desk.store, playbook())
    kept = seen(desk, wise, "after", text=f"{UNKNOWN} again", author_handle="eli")
    assert kept.sort is Sort.COMPLAINT
    assert any("as learned from 40 decisions" in each.what for each in kept.reasons)


def test_how_bad_it_is_is_learned_and_taken_back_with_the_act(desk: World) -> None:
    late = "The bustitution at Fen Halt was awful again"
    assert seen(desk, playbook(), "before", text=late).severity == 1
    graded(desk, 2 * GRADED)
    learner = Learner(playbook())
    wise = learner.look(desk.store)
    assert wise is not None
    assert seen(desk, wise, "after", text=f"{late}, truly", author_handle="eli").severity == 2
    undo(desk.store, playbook(), by="dana", now=after(2))
    again = learner.look(desk.store)
    assert again is not None
    assert again.learned.facets[SEVERITY].count == 2 * GRADED - 1


def test_what_stands_in_the_queue_stays_as_it_stands(desk: World) -> None:
    kept = seen(desk, playbook(), "before")
    decided(desk, 40)
    taught(desk.store, playbook())
    assert desk.kept(kept.id) == kept


def test_what_was_learned_hides_nothing(desk: World) -> None:
    for number in range(30):
        said = complaint(
            f"s{number}", text=f"{text_of(number, bad=False)} is broken", author_handle=f"a{number}"
        )
        let_go(desk.store, desk.one(said), "spam or a machine", playbook(), **SIGNED)
    decided(desk, 60)
    wise = taught(desk.store, playbook())
    kept = seen(desk, wise, text="The photograph in the booklet is broken")
    assert (kept.sort, kept.decision) == (Sort.NOISE, Decision.UNDECIDED)
    assert kept.lane is not None
    assert any(each.what.startswith("unlikely a complaint") for each in kept.reasons)


def test_an_act_taken_back_is_unlearned_to_the_last(desk: World) -> None:
    decided(desk, 20)
    before, at = taught(desk.store, playbook()).learned, version(desk.store)
    number = desk.one(complaint("x", text="a bustitution after all", author_handle="x"))
    let_go(desk.store, number, "not about us", playbook(), by="dana", now=after(1))
    assert taught(desk.store, playbook()).learned != before
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert len(lessons(desk)) == 20
    assert taught(desk.store, playbook()).learned == before
    assert version(desk.store) != at


def test_the_latest_answer_counts(desk: World) -> None:
    number = desk.one(complaint())
    for answer in ("no", "yes", "no", "yes"):
        overrule(desk.store, playbook(), number, "complaint", answer, **SIGNED)
    overrule(desk.store, playbook(), number, "double", "no", **SIGNED)
    (found,) = heard(desk.store).decisions
    assert found.said == {"complaint": True, "double": False}


def test_words_that_are_gone_teach_nothing(desk: World) -> None:
    decided(desk, 10)
    learner = Learner(playbook())
    assert learner.look(desk.store)
    assert learner.look(desk.store) is None
    gone = complaint("d0", text="", author_handle="a0", deleted=True)
    desk.take(gone, now=after(5), keep_deleted=False)
    known = heard(desk.store)
    assert (len(known.decisions), known.wordless) == (9, 1)
    again = learner.look(desk.store)
    assert again
    assert again.learned == taught(desk.store, playbook()).learned
    assert again.learned.facets["complaint"].count == 9


def test_it_is_made_anew_only_when_lessons_have_changed(desk: World) -> None:
    learner = Learner(playbook())
    assert learner.look(desk.store) is None
    decided(desk, 4)
    first = learner.look(desk.store)
    assert first
    assert first.rules is playbook().rules
    assert learner.look(desk.store) is None
    desk.one(complaint("other", author_handle="z"))
    assert learner.look(desk.store) is None
    decided(desk, 6)
    assert learner.look(desk.store)


def test_a_playbook_that_learns_nothing_is_left_as_it_is(desk: World) -> None:
    decided(desk, 4)
    still = replace(playbook(), learn=False)
    assert Learner(still).look(desk.store) is None
    assert taught(desk.store, still) is still
    assert playbook().learned == NOTHING


def test_lessons_that_say_nothing_of_yes_or_no_are_left_aside(desk: World) -> None:
    number = desk.one(complaint())
    overrule(desk.store, playbook(), number, "blame", "greed", **SIGNED)
    assert heard(desk.store).decisions == ()
    assert desk.store.lessons.count(where("facet") == "blame") == 1


def test_of_several_causes_named_the_latest_counts_and_one_taken_back_does_not(desk: World) -> None:
    number = desk.one(complaint())
    for minute, cause in enumerate(("billing", "delivery")):
        overrule(desk.store, playbook(), number, "cause", cause, by="dana", now=after(minute))
    assert [each.cause for each in heard(desk.store).decisions] == ["delivery"]
    undo(desk.store, playbook(), by="dana", now=after(3))
    assert [(each.said, each.cause) for each in heard(desk.store).decisions] == [({}, "billing")]
