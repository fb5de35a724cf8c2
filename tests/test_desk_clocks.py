"""The clocks of rows and cases: what is owed first, what moves a clock, and that nobody's time is lost."""

from datetime import datetime, timedelta

from casebook.case import Case
from casebook.kinds import Aftermath, Clock, Decision, Lane
from casebook.query.parser import parse
from casebook.query.values import Asking
from desk import shelf
from desk.answering import posted
from desk.clocks import story_of
from desk.closing import resolve
from desk.deciding import let_go
from desk.merging import cut, link
from desk.opening import open_case, reopen
from desk.overruling import overrule
from desk.undo import undo
from desk.views import header_counts
from playbooks.clocks import clock_of
from playbooks.times import resolved_within
from tests.desk_world import NOON, World, after, complaint, playbook, thanks

DAYS = timedelta(days=1)
LIFT = "The lift at Corncrake station is broken."


def case_on(desk: World, number: int) -> int:
    return open_case(desk.store, playbook(), number, by="dana", now=NOON)


def case_of(desk: World, number: int) -> Case:
    return shelf.case(desk.store, number)


def late(desk: World, now: datetime) -> set[int]:
    """Return what the language finds overdue, which is as many as the header counts."""
    query = parse("is:overdue", Asking("dana", now)).query
    found = {each.doc_id for each in desk.store.mentions.select(query)}
    assert header_counts(desk.store, now).overdue == len(found)
    return found


def test_a_mention_has_both_clocks_of_its_priority_counted_from_its_post(desk: World) -> None:
    kept, clocks = desk.kept(desk.one(complaint())), playbook().clocks
    assert kept.priority is not None
    assert kept.due_at == after(-10) + playbook().within(kept.priority)
    assert kept.resolve_by == after(-10) + resolved_within(clocks, kept.priority)
    assert clock_of(kept) is Clock.FIRST


def test_the_portal_may_have_times_of_its_own(desk: World) -> None:
    clocks = playbook().clocks
    times = {priority: resolved_within(clocks, priority) for priority in (1, 2, 3)}
    assert times[3] == 7 * DAYS
    assert [resolved_within(clocks, 3, each) for each in clocks.portal] == [5 * DAYS]


def test_praise_that_nobody_has_looked_at_turns_overdue(desk: World) -> None:
    number = desk.one(thanks())
    assert desk.kept(number).lane is Lane.PRAISE
    assert late(desk, after(23 * 60)) == set()
    assert late(desk, after(25 * 60)) == {number}


def test_a_case_that_waits_past_its_resolve_by_is_overdue(desk: World) -> None:
    case = case_on(desk, desk.one(complaint()))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(5))
    row, by = desk.kept(1), case_of(desk, case).resolve_by
    assert by is not None
    assert (row.lane, row.due_at, clock_of(row)) == (Lane.WAITING, by, Clock.RESOLVE)
    assert late(desk, by) == set()
    assert late(desk, by + timedelta(minutes=1)) == {1}
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(9))
    assert late(desk, by + timedelta(minutes=1)) == set()


def test_after_the_first_word_the_next_is_owed_and_the_row_says_which(desk: World) -> None:
    case = case_on(desk, desk.one(complaint()))
    assert clock_of(desk.kept(1)) is Clock.FIRST
    posted(desk.store, playbook(), case, None, answer=False, by="dana", now=after(5))
    assert clock_of(desk.kept(1)) is Clock.NEXT


def test_a_more_urgent_voice_brings_both_clocks_forward(desk: World) -> None:
    thread = {"thread_root_id": "root"}
    first = desk.one(complaint("1", text=LIFT, **thread))
    case = case_on(desk, first)
    before = case_of(desk, case)
    desk.one(complaint("2", author_handle="kim", created_at=after(1), **thread), now=after(2))
    then, urgent = case_of(desk, case), desk.kept(2)
    assert before.due_at is not None
    assert before.resolve_by is not None
    assert then.due_at == min(before.due_at, urgent.due_at or before.due_at)
    assert then.resolve_by == min(before.resolve_by, urgent.resolve_by or before.resolve_by)


def test_an_edit_that_makes_it_milder_puts_off_nothing(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    desk.one(complaint(text=LIFT, edited_at=after(1)), now=after(2))
    then = desk.kept(number)
    assert (then.priority or 4) > (before.priority or 4)
    assert (then.due_at, then.resolve_by) == (before.due_at, before.resolve_by)


def test_a_persons_overrule_counts_anew_both_ways_and_is_taken_back(desk: World) -> None:
    number = desk.one(complaint())
    case = case_on(desk, number)
    before = case_of(desk, case)
    for facet, said in (("double", "no"), ("severity", "1"), ("specific", "no")):
        overrule(desk.store, playbook(), number, facet, said, by="dana", now=after(1))
    milder, row = case_of(desk, case), desk.kept(number)
    assert row.priority == 3
    assert milder.due_at == after(-10) + playbook().within(3)
    assert milder.resolve_by == after(-10) + resolved_within(playbook().clocks, 3)
    assert row.due_at == milder.due_at
    overrule(desk.store, playbook(), number, "severity", "3", by="dana", now=after(2))
    assert case_of(desk, case).due_at == after(-10) + playbook().within(desk.kept(number).priority)
    for _ in range(4):
        undo(desk.store, playbook(), by="dana", now=after(3))
    assert case_of(desk, case) == before


def test_a_case_taken_up_again_has_its_time_from_then(desk: World) -> None:
    number = desk.one(complaint())
    case = case_on(desk, number)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(5))
    far = NOON + 30 * DAYS
    reopen(desk.store, playbook(), case, by="dana", now=far)
    found, priority = case_of(desk, case), desk.kept(number).priority
    assert priority is not None
    assert found.due_at == far + playbook().within(priority)
    assert found.resolve_by == far + resolved_within(playbook().clocks, priority)
    for facet, said in (("double", "no"), ("severity", "1"), ("specific", "no")):
        overrule(desk.store, playbook(), number, facet, said, by="dana", now=far)
    assert case_of(desk, case).resolve_by == far + resolved_within(playbook().clocks, 3)


def test_when_they_write_again_the_next_word_is_owed_by_the_priority_of_the_case(desk: World) -> None:
    number = desk.one(complaint(thread_root_id="t"))
    case = case_on(desk, number)
    overrule(desk.store, playbook(), number, "severity", "3", by="dana", now=after(1))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(5))
    assert (case_of(desk, case).due_at, desk.kept(number).priority) == (None, 1)
    back = complaint("again", text="Thanks, which platform?", thread_root_id="t", created_at=after(60))
    later = desk.one(back, now=after(61))
    assert desk.kept(later).priority != 1
    found = case_of(desk, case)
    assert found.due_at == desk.kept(number).due_at == after(60) + playbook().within(1)
    told = story_of(desk.store, desk.kept(number), playbook(), after(62))
    assert any("the next word is owed, counted from what was said last: [clocks" in each.say for each in told)


def test_a_part_lends_its_clocks_and_takes_them_away_again(desk: World) -> None:
    mine = case_on(desk, desk.one(complaint("1", text=LIFT)))
    other = desk.one(complaint("2", author_handle="kim", created_at=after(-60)))
    part = case_on(desk, other)
    before, theirs = case_of(desk, mine), case_of(desk, part)
    link(desk.store, other, mine, by="dana", now=after(1))
    both = case_of(desk, mine)
    assert both.resolve_by == min(each for each in (before.resolve_by, theirs.resolve_by) if each)
    cut(desk.store, part, by="dana", now=after(2))
    assert case_of(desk, mine) == before
    assert case_of(desk, part).resolve_by == theirs.resolve_by


def test_what_owes_nothing_is_never_overdue(desk: World) -> None:
    case = case_on(desk, desk.one(thanks()))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(5))
    row = desk.kept(1)
    assert (row.lane, row.due_at) == (Lane.WAITING, None)
    assert late(desk, NOON + 400 * DAYS) == set()


def test_what_is_decided_has_no_clock_any_more(desk: World) -> None:
    number = desk.one(complaint())
    let_go(desk.store, number, "a copy of what we already answer", by="dana", now=NOON)
    assert desk.kept(number).decision is Decision.NO_ACTION
    assert late(desk, NOON + DAYS) == set()
