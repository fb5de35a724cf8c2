"""Opening a case and holding it: who has it, until when, and what comes along."""

import pytest

from casebook.kinds import Aftermath, Blame, CaseStatus, Decision, Lane
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.deciding import let_go
from desk.errors import Missing, Refused
from desk.opening import claim, open_case, reopen
from desk.undo import undo
from tests.desk_world import MINUTE, NOON, World, after, complaint, playbook


def opened(desk: World, **about: str) -> int:
    return open_case(desk.store, playbook(), desk.one(complaint(**about)), by="dana", now=after(2))


def test_a_case_knows_what_it_was_opened_on(desk: World) -> None:
    number = desk.one(
        complaint(title="Charged twice", text="This was a deliberate rip-off to grab our money.")
    )
    case = shelf.case(desk.store, open_case(desk.store, playbook(), number, by="dana", now=after(2)))
    assert (case.title, case.lead, case.opened_by) == ("Charged twice", number, "dana")
    assert (case.posted_at, case.seen_at, case.opened_at) == (after(-10), NOON, after(2))
    assert case.status is CaseStatus.OPEN
    assert case.blame is Blame.GREED
    assert case.due_at == desk.kept(number).due_at
    assert case.claimed_at is None


def test_the_lead_stands_for_the_case_in_the_queue(desk: World) -> None:
    case = shelf.case(desk.store, opened(desk))
    row = desk.kept(case.lead)
    assert (row.decision, row.case, row.lane) == (Decision.IN_CASE, case.id, Lane.DESK)


def test_opening_twice_gives_the_same_case_and_leaves_one_event(desk: World) -> None:
    number = desk.one(complaint())
    first = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    again = open_case(desk.store, playbook(), number, by="eve", now=after(1))
    assert first == again
    assert [each.act for each in desk.store.events(case=first)] == ["case.open"]


def test_all_undecided_voices_of_a_thread_come_along(desk: World) -> None:
    root, answer, other = (
        desk.one(complaint("1")),
        desk.one(complaint("2", thread_root_id="1", author_handle="kim")),
        desk.one(complaint("3", author_handle="lee")),
    )
    case = open_case(desk.store, playbook(), answer, by="dana", now=NOON)
    assert (desk.kept(answer).lane, desk.kept(answer).voices) == (Lane.DESK, 2)
    assert (desk.kept(root).lane, desk.kept(root).case) == (None, case)
    assert desk.kept(other).case is None


def test_a_mention_let_go_joins_the_case_of_its_thread_after_all(desk: World) -> None:
    first, second = (
        desk.one(complaint("1")),
        desk.one(complaint("2", thread_root_id="1", author_handle="kim")),
    )
    let_go(desk.store, second, "only venting", by="dana", now=NOON)
    case = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    assert desk.kept(second).case is None
    assert open_case(desk.store, playbook(), second, by="dana", now=after(1)) == case
    assert desk.kept(first).voices == 2


def test_opening_what_is_not_there_is_refused_in_words(desk: World) -> None:
    with pytest.raises(Missing, match="there is no mention #99"):
        open_case(desk.store, playbook(), 99, by="dana", now=NOON)


def test_a_claim_lasts_as_long_as_the_playbook_says(desk: World) -> None:
    case = opened(desk)
    until = claim(desk.store, playbook(), case, by="dana", now=after(3))
    assert until == after(3) + playbook().claim_minutes * MINUTE
    kept = shelf.case(desk.store, case)
    assert (kept.owner, kept.claimed_at, kept.claimed_until) == ("dana", after(3), until)
    assert desk.kept(kept.lead).owner == "dana"


def test_claiming_again_keeps_it_longer_but_the_clock_shows_the_first_time(desk: World) -> None:
    case = opened(desk)
    first = claim(desk.store, playbook(), case, by="dana", now=after(3))
    assert (
        claim(desk.store, playbook(), case, by="dana", now=after(4))
        == first + playbook().claim_minutes * MINUTE
    )
    assert shelf.case(desk.store, case).claimed_at == after(3)


def test_what_somebody_holds_nobody_else_gets(desk: World) -> None:
    case = opened(desk)
    until = claim(desk.store, playbook(), case, by="dana", now=NOON)
    with pytest.raises(Refused, match=rf"dana has case #{case} for another \d+ minutes"):
        claim(desk.store, playbook(), case, by="eve", now=after(1))
    with pytest.raises(Refused, match="dana has case"):
        resolve(desk.store, case, "billing", Aftermath.QUIET, by="eve", now=after(1))
    assert claim(desk.store, playbook(), case, by="eve", now=until) > until


def test_a_resolved_case_can_only_be_reopened(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(5))
    with pytest.raises(Refused, match=f"case #{case} is resolved: reopen it first"):
        claim(desk.store, playbook(), case, by="dana", now=after(6))
    reopen(desk.store, playbook(), case, by="dana", now=after(6))
    with pytest.raises(Refused, match="is open already"):
        reopen(desk.store, playbook(), case, by="dana", now=after(7))
    assert desk.kept(shelf.case(desk.store, case).lead).lane is Lane.DESK


def test_a_case_that_is_taken_up_again_is_in_nobody_s_hands(desk: World) -> None:
    case = open_case(desk.store, playbook(), desk.one(complaint()), by="eli", now=NOON)
    claim(desk.store, playbook(), case, by="eli", now=NOON)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="eli", now=after(1))
    reopen(desk.store, playbook(), case, by="dana", now=after(2))
    assert (shelf.case(desk.store, case).owner, desk.kept(1).owner) == (None, None)
    undo(desk.store, by="dana", now=after(3))
    assert shelf.case(desk.store, case).owner == "eli"


def test_a_running_claim_goes_on_when_a_waiting_case_is_taken_up_again(desk: World) -> None:
    case = open_case(desk.store, playbook(), desk.one(complaint()), by="eli", now=NOON)
    claim(desk.store, playbook(), case, by="eli", now=NOON)
    posted(desk.store, playbook(), case, None, answer=True, by="eli", now=after(1))
    reopen(desk.store, playbook(), case, by="eli", now=after(2))
    assert shelf.case(desk.store, case).owner == "eli"
