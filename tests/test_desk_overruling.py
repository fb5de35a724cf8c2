"""What a person says of a mention is above the rules: seen at once, kept as a lesson, taken back by undo."""

import pytest

from casebook.kinds import Blame, Decision, Lane, Sort
from casebook.lesson import Lesson
from casebook.mention import KeptMention
from desk import shelf
from desk.acts import Act
from desk.bulk import in_bulk
from desk.deciding import let_go
from desk.errors import Missing, Refused
from desk.opening import open_case
from desk.overruling import overrule, overrule_mention
from desk.timeline import words_of
from desk.undo import redo, undo
from tests.desk_world import World, after, complaint, playbook, thanks


def said(desk: World, number: int, facet: str, answer: str, *, minute: float = 5) -> KeptMention:
    return overrule(desk.store, playbook(), number, facet, answer, by="dana", now=after(minute))


def lessons(desk: World) -> list[Lesson]:
    return shelf.records(Lesson, desk.store.lessons.select(order="+"))


def told(kept: KeptMention) -> list[str]:
    return [each.what for each in kept.reasons]


def test_what_is_no_complaint_loses_its_priority_at_once_and_stays_to_be_decided(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    assert before.priority is not None
    kept = said(desk, number, "complaint", "no")
    assert kept == desk.kept(number)
    assert (kept.priority, kept.sort, kept.double, kept.cause, kept.severity) == (
        None,
        Sort.NOISE,
        None,
        None,
        None,
    )
    assert (kept.decision, kept.lane, kept.overruled) == (Decision.UNDECIDED, Lane.DESK, True)
    assert "dana says: it is no complaint" in told(kept)
    assert all(each.points == 0 for each in kept.reasons)
    assert [(each.facet, each.said, each.by, each.from_act) for each in lessons(desk)] == [
        ("complaint", "no", "dana", "mention.overrule")
    ]


def test_an_undo_takes_the_answer_and_the_lesson_back_and_a_redo_gives_them_again(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    answered = said(desk, number, "complaint", "no")
    undo(desk.store, playbook(), by="dana", now=after(6))
    assert (desk.kept(number), lessons(desk)) == (before, [])
    redo(desk.store, by="dana", now=after(7))
    assert desk.kept(number) == answered
    assert len(lessons(desk)) == 1


def test_what_the_rules_pass_over_is_a_complaint_where_somebody_says_so(desk: World) -> None:
    number = desk.one(complaint(text="One roll, one jam, four people at our table."))
    assert desk.kept(number).priority is None
    kept = said(desk, number, "complaint", "yes")
    assert (kept.priority, kept.sort, kept.severity) == (3, Sort.COMPLAINT, 1)
    assert kept.cause is not None


def test_praise_that_is_none_comes_to_the_desk_and_a_complaint_that_is_praise_goes_there(desk: World) -> None:
    praise, other = desk.one(thanks()), desk.one(complaint("2"))
    assert desk.kept(praise).lane is Lane.PRAISE
    assert said(desk, praise, "complaint", "yes").lane is Lane.DESK
    kept = said(desk, other, "sort", "praise")
    assert (kept.lane, kept.sort, kept.priority) == (Lane.PRAISE, Sort.PRAISE, None)


@pytest.mark.parametrize(
    ("facet", "answer", "field", "value"),
    [
        ("specific", "no", "specific", False),
        ("specific", "yes", "specific", True),
        ("double", "no", "double", None),
        ("double", "yes", "double", True),
        ("abusive", "yes", "abusive", True),
        ("blame", "greed", "blame", Blame.GREED),
        ("cause", "billing", "cause", "billing"),
        ("severity", "3", "severity", 3),
        ("sort", "question", "sort", Sort.QUESTION),
    ],
)
def test_each_part_of_the_verdict_can_be_another(
    desk: World, facet: str, answer: str, field: str, value: object
) -> None:
    number = desk.one(complaint())
    kept = said(desk, number, facet, answer)
    assert getattr(kept, field) == value
    assert any(each.startswith("dana says: ") for each in told(kept))


def test_an_answer_moves_the_points_by_the_playbook_s_weights(desk: World) -> None:
    number, weights = desk.one(complaint()), playbook().weights

    def points() -> int:
        return sum(each.points for each in desk.kept(number).reasons)

    before = points()
    said(desk, number, "double", "no")
    assert points() == before - weights.double
    said(desk, number, "severity", "3", minute=6)
    assert desk.kept(number).priority == 1
    assert ("severity.3", weights.severity[3]) in {
        (each.key, each.points) for each in desk.kept(number).reasons
    }


def test_the_kind_of_customer_can_be_another_too(desk: World) -> None:
    number, weights = desk.one(complaint()), playbook().weights
    kept = said(desk, number, "customer", "steady")
    assert ("steady customer", weights.steady) in {(each.what, each.points) for each in kept.reasons}
    kept = said(desk, number, "customer", "casual", minute=6)
    assert "steady customer" not in told(kept)


def test_of_two_answers_the_later_stands_and_is_told_once(desk: World) -> None:
    number = desk.one(complaint())
    said(desk, number, "complaint", "no")
    kept = said(desk, number, "complaint", "yes", minute=6)
    assert kept.sort is Sort.COMPLAINT
    assert [each for each in told(kept) if each.startswith("dana")] == ["dana says: it is a complaint"]


def test_an_answer_outlives_an_edit_and_whatever_grows(desk: World) -> None:
    number = desk.one(complaint())
    said(desk, number, "complaint", "no")
    edited = complaint(text="You charged me thrice. I called and nobody ever called back.", score=900)
    desk.take(edited, now=after(9))
    kept = desk.kept(number)
    assert "thrice" in kept.mention.text
    assert (kept.priority, kept.overruled) == (None, True)
    assert "dana says: it is no complaint" in told(kept)


def test_a_case_stays_and_its_row_shows_the_answer(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=after(1))
    kept = said(desk, number, "severity", "3")
    assert (kept.decision, kept.case, kept.lane) == (Decision.IN_CASE, case, Lane.DESK)
    assert (kept.priority, kept.due_at) == (1, after(-10) + playbook().within(1))
    events = desk.store.events(case=case)
    assert words_of(events[-1], playbook()) == "overruled: somebody may come to harm"


def test_a_row_stays_as_urgent_as_the_other_voices_of_its_case(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=after(1))
    desk.take(
        complaint("2", author_handle="ben", thread_root_id="1", text="My son collapsed in coach 7, no help."),
        now=after(2),
    )
    assert desk.kept(number).priority == 1
    kept = said(desk, number, "complaint", "no")
    assert (kept.priority, kept.sort, kept.case) == (1, Sort.NOISE, case)


def test_what_was_let_go_is_learned_from_and_stays_where_it_is(desk: World) -> None:
    number = desk.one(complaint())
    let_go(desk.store, number, "not about us", by="dana", now=after(1))
    kept = said(desk, number, "complaint", "no")
    assert (kept.decision, kept.lane, kept.sort) == (Decision.NO_ACTION, None, Sort.NOISE)


def test_a_copy_behind_a_row_means_the_row(desk: World) -> None:
    first = desk.one(complaint())
    copy = desk.one(complaint("1", source="mirror", via="a mirror"))
    assert desk.kept(copy).copy_of == first
    before = desk.kept(first), desk.kept(copy)
    said(desk, copy, "complaint", "no")
    assert (desk.kept(first).priority, lessons(desk)[0].mention) == (None, first)
    assert desk.kept(copy).reasons[0].what.startswith(f"a copy of mention #{first}")
    undo(desk.store, playbook(), by="dana", now=after(6))
    assert (desk.kept(first), desk.kept(copy)) == before


def test_what_repeats_an_overruled_mention_later_does_not_lift_it_again(desk: World) -> None:
    first = desk.one(complaint())
    said(desk, first, "complaint", "no")
    copy = desk.one(complaint("1", source="mirror", via="a mirror"), now=after(9))
    assert (desk.kept(copy).copy_of, desk.kept(copy).priority, desk.kept(first).priority) == (
        first,
        None,
        None,
    )
    assert desk.kept(first).voices == 2


@pytest.mark.parametrize(
    ("facet", "answer", "say"),
    [
        ("complain", "no", 'did you mean "complaint"'),
        ("complaint", "nope", 'did you mean "no"'),
        ("cause", "biling", 'did you mean "billing"'),
        ("severity", "9", "known here: 1, 2, 3"),
    ],
)
def test_an_answer_nobody_can_give_is_refused_and_nothing_is_written(
    desk: World, facet: str, answer: str, say: str
) -> None:
    number = desk.one(complaint())
    with pytest.raises(Refused, match=say):
        said(desk, number, facet, answer)
    assert lessons(desk) == []


def test_there_must_be_such_a_mention(desk: World) -> None:
    with pytest.raises(Missing):
        said(desk, 99, "complaint", "no")


def test_many_are_overruled_at_one_stroke_and_taken_back_at_one(desk: World) -> None:
    numbers = [
        desk.one(complaint(each, author_handle=each, text=f"Voucher {each} {each} failed again."))
        for each in ("4", "5", "6")
    ]
    before = [desk.kept(each) for each in numbers]
    outcome = in_bulk(
        desk.store,
        Act.OVERRULE,
        overrule_mention,
        [*numbers, 99],
        playbook(),
        "complaint",
        "no",
        by="dana",
        now=after(5),
    )
    assert (outcome.done, len(outcome.refused)) == (3, 1)
    assert [desk.kept(each).priority for each in numbers] == [None] * 3
    event = undo(desk.store, playbook(), by="dana", now=after(6))
    assert [desk.kept(each) for each in numbers] == before
    assert event.act == Act.OVERRULE
    assert words_of(event, playbook()) == "overruled 3: it is no complaint"
