"""Set aside until a time or an event: it comes back by itself, says why, and stays counted when overdue."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casebook.kinds import Aftermath, CaseStatus, Decision, Lane, WakeOn
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.deciding import let_go
from desk.errors import Refused
from desk.lenses import lenses
from desk.opening import claim, open_case
from desk.snoozing import snooze, wake_now
from desk.timeline import timeline
from desk.undo import redo, undo
from desk.views import header_counts, queue_count
from desk.waking import wake
from tests.desk_world import NOON, World, after, complaint, playbook, thanks


def aside(desk: World, number: int, minutes: float = 120, on: WakeOn | None = None, why: str = "") -> None:
    snooze(desk.store, number, after(minutes), on=on, why=why, by="dana", now=after(1))


def tabs(desk: World) -> dict[str, int]:
    return {lens.name: queue_count(desk.store, lens) for lens in lenses("dana")}


def test_a_row_leaves_the_desk_and_comes_back_when_its_time_has_come(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    aside(desk, number, why="the courier calls at two")
    assert tabs(desk) == {"all": 0, "mine": 0, "waiting": 0, "snoozed": 1, "praise": 0}
    kept = desk.kept(number)
    assert kept.snooze is not None
    assert (kept.decision, kept.due_at) == (Decision.UNDECIDED, before.due_at)
    assert (kept.snooze.by, kept.snooze.why) == ("dana", "the courier calls at two")
    assert wake(desk.store, after(119)) == []
    assert wake(desk.store, after(120)) == [number]
    assert wake(desk.store, after(120)) == []
    back = desk.kept(number)
    assert back == replace(before, back="the time has come (dana: the courier calls at two)")


def test_an_overdue_matter_that_is_set_aside_is_still_counted(desk: World) -> None:
    number = desk.one(complaint())
    due = desk.kept(number).due_at
    assert due is not None
    late = due + timedelta(minutes=5)
    assert header_counts(desk.store, late).overdue == 1
    snooze(desk.store, number, late + timedelta(hours=2), by="dana", now=late)
    counts = header_counts(desk.store, late)
    assert (counts.overdue, counts.undecided) == (1, 0)


def test_an_open_case_set_aside_keeps_the_figures_right(desk: World) -> None:
    first, other = desk.one(complaint()), desk.one(complaint("2", author_handle="ben"))
    case = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    aside(desk, first)
    assert header_counts(desk.store, after(1)).undecided == 1
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(2))
    assert header_counts(desk.store, after(2)).undecided == 1
    assert desk.kept(first).lane is Lane.SNOOZED
    aside(desk, other)
    assert header_counts(desk.store, after(3)).undecided == 0


@pytest.mark.parametrize("on", WakeOn)
def test_an_answer_in_the_thread_or_by_the_author_brings_it_back(desk: World, on: WakeOn) -> None:
    first, other = desk.one(complaint()), desk.one(complaint("2", author_handle="ben"))
    aside(desk, first, on=on)
    aside(desk, other, on=on)
    desk.take(complaint("3", author_handle="kim", thread_root_id="1"), now=after(5))
    assert [desk.kept(each).lane for each in (first, other)] == [Lane.DESK, Lane.SNOOZED]
    assert desk.kept(first).back == "they have written again"
    desk.take(complaint("4", author_handle="ben"), now=after(6))
    assert desk.kept(other).lane is Lane.DESK


def test_only_any_change_is_brought_back_by_an_edit(desk: World) -> None:
    one, two, three = (desk.one(complaint(n, author_handle=f"p{n}")) for n in "123")
    for number, on in ((one, None), (two, WakeOn.ANSWER), (three, WakeOn.CHANGE)):
        aside(desk, number, on=on)
    for n in "123":
        edited = complaint(n, author_handle=f"p{n}", text="You charged me twice, I said.")
        desk.take(replace(edited, edited_at=after(3)))
    assert [desk.kept(each).lane for each in (one, two, three)] == [Lane.SNOOZED, Lane.SNOOZED, Lane.DESK]
    assert desk.kept(three).back == "something about it has changed"


def test_what_becomes_more_urgent_comes_back_whatever_it_waits_for(desk: World) -> None:
    number = desk.one(complaint(text="The page has a small error."))
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    aside(desk, number)
    calm = complaint("2", author_handle="ben", text="Here too, a small error.", thread_root_id="1")
    desk.take(calm, now=after(3))
    assert desk.kept(number).lane is Lane.SNOOZED
    angry = "You charged me twice, I called support three times, nobody ever called back. A scam!"
    desk.take(complaint("3", author_handle="kim", text=angry, thread_root_id="1"), now=after(4))
    assert desk.kept(number).lane is Lane.DESK
    assert desk.kept(number).back == "it has become more urgent"
    assert desk.kept(number).case == case


def test_a_customer_who_answers_a_waiting_case_brings_it_back(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=NOON)
    aside(desk, number)
    desk.take(complaint("2", thread_root_id="1", text="No, it is not solved."), now=after(5))
    assert desk.kept(number).lane is Lane.DESK
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN


def test_a_waiting_case_whose_time_has_come_is_looked_at_again(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=NOON)
    aside(desk, number)
    assert wake(desk.store, after(121)) == [number]
    kept, found = desk.kept(number), shelf.case(desk.store, case)
    assert (kept.lane, found.status, found.due_at) == (Lane.DESK, CaseStatus.OPEN, after(120))
    assert header_counts(desk.store, after(121)).undecided == 0


def test_why_it_is_back_is_told_until_somebody_acts_on_it(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    aside(desk, number)
    wake(desk.store, after(120))
    assert desk.kept(number).back
    claim(desk.store, playbook(), case, by="dana", now=after(121))
    assert desk.kept(number).back is None


def test_praise_comes_back_as_praise(desk: World) -> None:
    number = desk.one(thanks())
    aside(desk, number)
    wake(desk.store, after(120))
    assert desk.kept(number).lane is Lane.PRAISE


def test_a_decision_ends_it(desk: World) -> None:
    first, other = desk.one(complaint()), desk.one(complaint("2", author_handle="ben"))
    case = open_case(desk.store, playbook(), other, by="dana", now=NOON)
    aside(desk, first)
    aside(desk, other)
    let_go(desk.store, first, "only venting", by="dana", now=after(2))
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(2))
    assert [desk.kept(each).snooze for each in (first, other)] == [None, None]
    assert wake(desk.store, after(200)) == []
    with pytest.raises(Refused, match="decided"):
        aside(desk, first)
    with pytest.raises(Refused, match="is resolved"):
        aside(desk, other)


def test_it_is_taken_back_by_hand_or_by_undo_and_done_again(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    aside(desk, number)
    away = desk.kept(number)
    undo(desk.store, by="dana", now=after(2))
    assert desk.kept(number) == before
    redo(desk.store, by="dana", now=after(3))
    assert desk.kept(number) == away
    wake_now(desk.store, number, by="dana", now=after(4))
    assert desk.kept(number) == before
    with pytest.raises(Refused, match="not set aside"):
        wake_now(desk.store, number, by="dana", now=after(5))


@pytest.mark.parametrize("until", [NOON, after(1), after(60 * 24 * 91)])
def test_a_time_that_is_over_or_too_far_is_refused(desk: World, until: datetime) -> None:
    number = desk.one(complaint())
    with pytest.raises(Refused, match="90 days at most"):
        snooze(desk.store, number, until, by="dana", now=after(1))


def test_another_s_claim_forbids(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="eve", now=NOON)
    claim(desk.store, playbook(), case, by="eve", now=NOON)
    with pytest.raises(Refused, match="eve has case"):
        aside(desk, number)


def test_the_timeline_tells_it(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    snooze(
        desk.store, number, after(120), on=WakeOn.ANSWER, why="she is on a train", by="dana", now=after(0.2)
    )
    wake(desk.store, after(120))
    told = [each.words for each in timeline(desk.store.events(case=case))]
    assert told[1:] == [
        "set it aside for 2h or until they write again: she is on a train",
        "it is back: the time has come (dana: she is on a train)",
    ]


def test_a_copy_that_wakes_a_row_is_one_of_its_voices(desk: World) -> None:
    number = desk.one(complaint())
    aside(desk, number, on=WakeOn.CHANGE)
    desk.take(complaint("7", source="search", via="search", url="https://forum.example/t/1"), now=after(2))
    assert (desk.kept(number).lane, desk.kept(number).voices) == (Lane.DESK, 2)
