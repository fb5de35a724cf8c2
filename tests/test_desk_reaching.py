"""Within reach (J6): proposed from their words, said by a person, outranking others, over when it is over."""

from datetime import datetime

import pytest

from casebook.case import Case
from casebook.kinds import Clock, Lane
from desk import shelf
from desk.acts import Act
from desk.deciding import let_go
from desk.errors import Refused
from desk.lenses import lenses
from desk.opening import open_case
from desk.passing_time import pass_time
from desk.reaching import reach
from desk.timeline import timeline
from desk.undo import redo, undo
from desk.views import case_view, header_counts, queue_rows
from playbooks.clocks import clock_of
from tests.desk_world import NOON, World, after, complaint, playbook, thanks

LIFT = "The lift at Corncrake station is broken."
THERE = "I'm still here at Corncrake station and the lift is broken."
UNTIL = after(-10 + 180)


def case_on(desk: World, number: int) -> Case:
    return shelf.case(desk.store, open_case(desk.store, playbook(), number, by="dana", now=NOON))


def say(desk: World, number: int, until: datetime | None, now: datetime = NOON) -> None:
    reach(desk.store, playbook(), number, until, by="dana", now=now)


def first_rows(desk: World) -> list[int]:
    return [each.id for each in queue_rows(desk.store, lenses("dana")[0])]


def test_it_is_proposed_from_their_words_and_kept(desk: World) -> None:
    kept = desk.kept(desk.one(complaint(text=THERE)))
    assert (kept.reach_by, kept.priority) == (UNTIL, 2)
    assert any(each.key == "reachable" and each.words == "I'm still here" for each in kept.reasons)


def test_the_case_opened_on_it_and_its_row_know_it(desk: World) -> None:
    number = desk.one(complaint(text=THERE))
    case = case_on(desk, number)
    assert (case.reach_by, desk.kept(number).reach_by) == (UNTIL, UNTIL)


def test_a_voice_that_says_so_gives_it_to_its_case(desk: World) -> None:
    first = desk.one(complaint(text=LIFT, thread_root_id="root"))
    case = case_on(desk, first)
    desk.one(complaint("2", text=THERE, thread_root_id="root"), now=after(1))
    assert shelf.case(desk.store, case.id).reach_by == UNTIL
    assert (desk.kept(first).reach_by, desk.kept(first).priority) == (UNTIL, 2)


def test_said_by_a_person_it_outranks_others_of_its_priority_and_is_taken_back(desk: World) -> None:
    mild = desk.one(complaint("1", text=LIFT, author_handle="kim"))
    urgent = desk.one(complaint("2"))
    before = desk.kept(mild)
    assert first_rows(desk) == [urgent, mild]
    say(desk, mild, after(20))
    then = desk.kept(mild)
    assert (then.reach_by, then.priority, clock_of(then)) == (after(20), 2, Clock.REACH)
    assert desk.kept(urgent).priority == 2
    assert first_rows(desk) == [mild, urgent]
    undo(desk.store, playbook(), by="dana", now=after(1))
    assert desk.kept(mild) == before
    redo(desk.store, by="dana", now=after(2))
    assert desk.kept(mild) == then


def test_on_a_case_it_stands_on_case_and_row_and_the_timeline_tells_it(desk: World) -> None:
    number = desk.one(complaint(text=LIFT))
    case = case_on(desk, number)
    say(desk, number, after(120))
    row = desk.kept(number)
    assert (shelf.case(desk.store, case.id).reach_by, row.reach_by, row.priority) == (
        after(120),
        after(120),
        2,
    )
    say(desk, number, None, after(1))
    row = desk.kept(number)
    assert (shelf.case(desk.store, case.id).reach_by, row.reach_by, row.priority) == (None, None, 3)
    told = [each.words for each in timeline(case_view(desk.store, case.id, "dana").events, playbook())]
    assert told[-2:] == [
        "said that they are within reach for 2h",
        "said that they are within reach no more",
    ]


def test_a_person_may_say_that_they_are_gone_whatever_the_words_say(desk: World) -> None:
    number = desk.one(complaint(text=THERE))
    say(desk, number, None)
    assert (desk.kept(number).reach_by, desk.kept(number).priority) == (None, 3)
    desk.one(complaint(text=THERE + " Still nobody.", edited_at=after(1)), now=after(2))
    assert desk.kept(number).reach_by is None


def test_it_can_be_said_of_what_asks_for_nothing(desk: World) -> None:
    number = desk.one(thanks())
    say(desk, number, after(60))
    assert (desk.kept(number).priority, desk.kept(number).lane) == (2, Lane.PRAISE)


def test_when_it_is_over_it_outranks_nothing_and_says_so(desk: World) -> None:
    number = desk.one(complaint(text=THERE))
    pass_time(desk.store, UNTIL - (after(1) - NOON), playbook())
    assert desk.kept(number).reach_by == UNTIL
    pass_time(desk.store, after(171), playbook())
    kept = desk.kept(number)
    assert (kept.reach_by, kept.priority) == (None, 3)
    assert any(each.what.startswith("was within reach until") for each in kept.reasons)
    assert kept.due_at is not None
    assert kept.due_at < after(-10) + playbook().within(3)  # what was promised is not put off
    pass_time(desk.store, after(172), playbook())
    assert desk.kept(number) == kept


def test_when_it_is_over_on_a_case_the_case_still_tells_until_when(desk: World) -> None:
    number = desk.one(complaint(text=THERE))
    case = case_on(desk, number)
    pass_time(desk.store, after(171), playbook())
    row = desk.kept(number)
    assert (shelf.case(desk.store, case.id).reach_by, row.reach_by, row.priority) == (UNTIL, None, 3)
    events = case_view(desk.store, case.id, "dana").events
    assert (events[-1].act, events[-1].by) == (Act.OUT_OF_REACH, "collector")


def test_what_is_within_reach_and_not_due_is_not_overdue(desk: World) -> None:
    number = desk.one(complaint(text=THERE))
    say(desk, number, after(3))
    assert desk.kept(number).due_at is not None
    assert header_counts(desk.store, after(5)).overdue == 0
    pass_time(desk.store, after(5), playbook())
    assert header_counts(desk.store, after(5)).overdue == 0


def test_a_time_that_is_over_and_what_is_decided_are_refused(desk: World) -> None:
    number = desk.one(complaint(text=LIFT))
    with pytest.raises(Refused, match="ahead of now"):
        say(desk, number, NOON)
    let_go(desk.store, number, "spam", by="dana", now=NOON)
    with pytest.raises(Refused, match="decided"):
        say(desk, number, after(60))
