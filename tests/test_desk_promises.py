"""What we said we would do: owed until somebody says what became of it, and back on the desk when overdue."""

import pytest

from casebook.case import Draft
from casebook.kinds import Aftermath, CaseStatus, Lane, PromiseState
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.errors import Missing, Refused
from desk.opening import open_case
from desk.passing_time import pass_time
from desk.promised import promises_of, promises_owed
from desk.promising import promise, raise_overdue, settle
from desk.snoozing import snooze
from desk.timeline import timeline
from desk.undo import redo, undo
from desk.views import case_view, header_counts
from tests.desk_world import NOON, World, after, complaint, playbook
from tui.screens.promising import LONGEST, said_by_when


def opened(desk: World) -> int:
    return open_case(desk.store, playbook(), desk.one(complaint()), by="dana", now=NOON)


def made(desk: World, case: int, minutes: float = 120, what: str = "tell her where the refund is") -> int:
    return promise(desk.store, case, what, after(minutes), by="dana", now=NOON)


def test_a_promise_is_owed_until_it_is_settled(desk: World) -> None:
    case = opened(desk)
    later, sooner = made(desk, case, 240, "the refund itself"), made(desk, case)
    assert [each.id for each in promises_owed(desk.store)] == [sooner, later]
    settle(desk.store, sooner, PromiseState.KEPT, by="dana", now=after(5))
    settle(desk.store, sooner, PromiseState.BROKEN, by="eve", now=after(6))
    assert [each.id for each in promises_owed(desk.store)] == [later]
    first = case_view(desk.store, case, "dana").promises[1]
    assert (first.state, first.settled_at) == (PromiseState.KEPT, after(5))
    undo(desk.store, by="dana", now=after(7))
    assert [each.id for each in promises_owed(desk.store)] == [sooner, later]


def test_an_overdue_promise_brings_its_waiting_case_back_and_is_counted(desk: World) -> None:
    case = opened(desk)
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=NOON)
    number = made(desk, case)
    assert header_counts(desk.store, after(119)).promises == 0
    pass_time(desk.store, after(119))
    assert desk.kept(1).lane is Lane.WAITING
    pass_time(desk.store, after(121))
    assert header_counts(desk.store, after(121)).promises == 1
    kept, found = desk.kept(1), shelf.case(desk.store, case)
    assert (kept.lane, found.status, found.due_at) == (Lane.DESK, CaseStatus.OPEN, after(120))
    assert kept.back == "a promise is overdue: tell her where the refund is"
    assert raise_overdue(desk.store, after(122)) == []
    settle(desk.store, number, PromiseState.KEPT, by="dana", now=after(123))
    assert header_counts(desk.store, after(124)).promises == 0


def test_it_is_raised_once_and_what_the_responder_does_then_stands(desk: World) -> None:
    case = opened(desk)
    number = made(desk, case)
    assert raise_overdue(desk.store, after(121)) == [number]
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(122))
    assert raise_overdue(desk.store, after(123)) == []
    assert desk.kept(1).lane is Lane.WAITING


def test_it_wakes_what_is_set_aside_and_moves_no_due_time(desk: World) -> None:
    case = opened(desk)
    due = shelf.case(desk.store, case).due_at
    made(desk, case)
    snooze(desk.store, 1, after(600), by="dana", now=after(1))
    pass_time(desk.store, after(121))
    assert (desk.kept(1).lane, shelf.case(desk.store, case).due_at) == (Lane.DESK, due)
    assert desk.kept(1).snooze is None


def test_no_case_is_closed_without_saying_what_becomes_of_it(desk: World) -> None:
    case = opened(desk)
    made(desk, case)
    with pytest.raises(Refused, match="still owes “tell her where the refund is”"):
        resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(2))
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN
    state = PromiseState.RELEASED
    resolve(desk.store, case, "billing", Aftermath.QUIET, promises=state, by="dana", now=after(3))
    assert [each.state for each in promises_of(desk.store, case)] == [state]
    undo(desk.store, by="dana", now=after(4))
    assert [each.state for each in promises_of(desk.store, case)] == [PromiseState.OWED]
    redo(desk.store, by="dana", now=after(5))
    assert [each.state for each in promises_of(desk.store, case)] == [state]


def test_a_case_with_a_promise_on_it_cannot_be_unopened(desk: World) -> None:
    case = opened(desk)
    promise(desk.store, case, "a call", after(60), by="eve", now=after(1))
    with pytest.raises(Refused, match="has grown since"):
        undo(desk.store, by="dana", now=after(2))


def test_what_cannot_be_promised_is_refused(desk: World) -> None:
    case = opened(desk)
    with pytest.raises(Refused, match="what was promised"):
        promise(desk.store, case, " ", after(60), by="dana", now=NOON)
    with pytest.raises(Refused, match="ahead of now"):
        promise(desk.store, case, "a call", NOON, by="dana", now=NOON)
    with pytest.raises(Missing):
        settle(desk.store, 99, PromiseState.KEPT, by="dana", now=NOON)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(3))
    with pytest.raises(Refused, match="is resolved"):
        promise(desk.store, case, "a call", after(60), by="dana", now=after(4))


def test_the_timeline_tells_it(desk: World) -> None:
    case = opened(desk)
    number = made(desk, case)
    pass_time(desk.store, after(120))
    settle(desk.store, number, PromiseState.BROKEN, by="dana", now=after(130))
    assert [each.words for each in timeline(desk.store.events(case=case))][1:] == [
        "promised: tell her where the refund is",
        "a promise is overdue: tell her where the refund is",
        "broke the promise: tell her where the refund is",
    ]


def draft(text: str, **fields: str) -> Draft:
    return Draft(1, 1, "dana", NOON, text, "acknowledge", tuple(fields.items()))


def test_the_sentence_that_says_by_when_is_what_was_promised() -> None:
    said = draft(
        "I am sorry. You will hear from me by Friday noon, solved or not. dana", by_when="Friday noon"
    )
    assert said_by_when(said) == ("You will hear from me by Friday noon, solved or not.", "Friday noon")
    assert said_by_when(draft("I am sorry.")) is None
    assert said_by_when(draft("I am sorry.", by_when=" ")) is None
    long = draft(f"{'very ' * 60}soon, by noon", by_when="noon")
    assert len((said_by_when(long) or ("", ""))[0]) <= LONGEST
