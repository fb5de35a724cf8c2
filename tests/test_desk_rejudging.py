"""Rows that wait are judged anew once more was learned: visibly, no more than stated, and nothing twice."""

from dataclasses import replace

import pytest
from tinydb import where

from casebook.event import Event
from casebook.kinds import Aftermath, Decision, Lane, Sort
from casebook.mention import KeptMention
from desk import rejudging
from desk.acts import Act
from desk.closing import resolve
from desk.deciding import let_go, thank
from desk.learning import version
from desk.opening import open_case
from desk.overruling import overrule
from desk.passing_time import pass_time
from desk.rejudging import By, Moved, is_due, judge_some
from desk.snoozing import snooze
from desk.timeline import words_of
from desk.undo import undo
from playbooks.playbook import Playbook
from tests.desk_world import NOON, World, after, complaint, playbook, thanks
from tests.learned_samples import decided
from tests.rejudged import SIGNED, billed, by, judge, no_complaint, unknown


def told(desk: World) -> list[Event]:
    return [each for each in desk.store.events() if each.act == Act.JUDGED]


def like(kept: KeptMention) -> KeptMention:
    return replace(kept, reasons=())


def test_a_waiting_row_is_as_urgent_as_was_learned_and_says_so(desk: World) -> None:
    number = unknown(desk)
    before = desk.kept(number)
    decided(desk, 40)
    assert judge(desk) == Moved(higher=1)
    now = desk.kept(number)
    assert (before.sort, now.sort) == (Sort.NOISE, Sort.COMPLAINT)
    assert (before.priority, now.priority) == (None, 3)
    (ground,) = (each for each in now.reasons if "as learned from 40 decisions" in each.what)
    assert "bustitution" in ground.words
    (event,) = told(desk)
    assert (event.by, words_of(event)) == ("collector", "judged anew: priority · → 3")


def test_an_overrule_moves_another_of_the_same_words_and_undo_moves_it_back(desk: World) -> None:
    first, second = billed(desk, "ann"), billed(desk, "bob")
    before = desk.kept(second)
    assert before.priority is not None
    no_complaint(desk, first)
    assert judge(desk) == Moved(lower=1)
    lower = desk.kept(second)
    assert (lower.priority, lower.decision, lower.lane) == (None, Decision.UNDECIDED, Lane.DESK)
    assert "the same words were decided before: not a complaint" in [each.what for each in lower.reasons]
    assert (lower.due_at, lower.resolve_by) == (before.due_at, before.resolve_by)
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert judge(desk) == Moved(higher=1)
    assert desk.kept(second) == before


def test_a_higher_row_is_owed_sooner_and_a_time_that_was_told_is_not_put_off(desk: World) -> None:
    number = unknown(desk)
    before = desk.kept(number)
    decided(desk, 40)
    judge(desk)
    higher = desk.kept(number)
    assert before.due_at
    assert higher.due_at
    assert higher.due_at < before.due_at
    with desk.store.act("dana", Act.UNDO, NOON):
        desk.store.lessons.remove(where("facet") == "complaint")
    assert judge(desk) == Moved(lower=1)
    again = desk.kept(number)
    assert (again.priority, again.due_at) == (None, higher.due_at)


def test_what_a_person_said_stays_as_they_said_it(desk: World) -> None:
    decided(desk, 40)
    number = unknown(desk)
    no_complaint(desk, number)
    before = desk.kept(number)
    decided_again = unknown(desk, "other", "eli")
    overrule(desk.store, playbook(), decided_again, "complaint", "yes", **SIGNED)
    judge(desk)
    assert desk.kept(number) == before
    undo(desk.store, playbook(), by="dana", now=after(2))


def test_nothing_is_written_where_nothing_changes_and_nothing_judged_twice(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [billed(desk, "ann"), unknown(desk), desk.one(thanks())]
    rows.append(billed(desk, "ann", native_id="elsewhere", source="blog", via="the blog", url=None))
    assert desk.kept(rows[0]).voices == 2
    decided(desk, 6)
    known = by(desk)
    judge(desk, known)
    kept = [desk.kept(each) for each in rows]
    overrule(desk.store, playbook(), unknown(desk, "s", "sue", text="Hm."), "severity", "2", **SIGNED)
    log = desk.store.log.top()
    assert judge(desk) == Moved()
    assert ([desk.kept(each) for each in rows], desk.store.log.top()) == (kept, log)
    assert not is_due(desk.store, by(desk))
    monkeypatch.setattr(rejudging, "_judged", None)
    assert not judge_some(desk.store, by(desk), after(9))


def test_whoever_is_behind_does_nothing(desk: World) -> None:
    number = unknown(desk)
    decided(desk, 20)
    late = by(desk)
    decided_since = desk.one(complaint("since", text="The booklet again", author_handle="sue"))
    no_complaint(desk, decided_since)
    before = desk.kept(number)
    assert not is_due(desk.store, late)
    assert not judge_some(desk.store, late, after(1))
    assert desk.kept(number) == before


def test_what_is_decided_set_aside_or_without_words_is_left_alone(desk: World) -> None:
    aside, cased, gone, silent = (unknown(desk, name, name) for name in "abcd")
    snooze(desk.store, aside, after(60), **SIGNED)
    open_case(desk.store, playbook(), cased, **SIGNED)
    let_go(desk.store, gone, "spam or a machine", playbook(), **SIGNED)
    gone_words = complaint("d", text="", author_handle="d", deleted=True)
    desk.take(gone_words, keep_deleted=False)
    before = [desk.kept(each) for each in (aside, cased, gone, silent)]
    decided(desk, 40)
    judge(desk)
    assert [desk.kept(each) for each in (aside, cased, gone, silent)] == before


def test_what_was_set_aside_is_judged_once_its_time_has_come(desk: World) -> None:
    number = unknown(desk)
    snooze(desk.store, number, after(60), **SIGNED)
    pass_time(desk.store, after(1), playbook())
    decided(desk, 40)
    assert judge(desk) == Moved()
    pass_time(desk.store, after(61), playbook())
    assert is_due(desk.store, by(desk))
    assert judge(desk) == Moved(higher=1)
    assert (desk.kept(number).lane, desk.kept(number).back) == (Lane.DESK, "the time has come")
    assert not is_due(desk.store, by(desk))


def test_praise_that_is_none_comes_to_the_desk_and_nothing_leaves_it(desk: World) -> None:
    said = "Thank you for the bustitution, wonderful service. I love this company!"
    praise = [desk.one(thanks(name, author_handle=name, text=said)) for name in ("ann", "bob")]
    assert {desk.kept(each).lane for each in praise} == {Lane.PRAISE}
    overrule(desk.store, playbook(), praise[0], "complaint", "yes", **SIGNED)
    assert judge(desk) == Moved(higher=1)
    assert desk.kept(praise[1]).lane is Lane.DESK
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert judge(desk) == Moved(lower=1)
    assert (desk.kept(praise[1]).sort, desk.kept(praise[1]).lane) == (Sort.PRAISE, Lane.DESK)
    thank(desk.store, praise[1], **SIGNED)


def test_a_row_with_copies_is_judged_with_them(desk: World) -> None:
    first, row = billed(desk, "ann"), billed(desk, "bob")
    twin = billed(desk, "bob", native_id="elsewhere", source="blog", via="the blog", url=None)
    assert desk.kept(twin).copy_of == row
    before = desk.kept(row), desk.kept(twin)
    no_complaint(desk, first)
    assert judge(desk) == Moved(lower=1)
    assert (desk.kept(row).priority, desk.kept(twin).priority) == (None, None)
    assert desk.kept(twin).reasons[0] == before[1].reasons[0]
    undo(desk.store, playbook(), by="dana", now=after(2))
    judge(desk)
    assert (like(desk.kept(row)), desk.kept(twin)) == (like(before[0]), before[1])


def test_an_echo_stays_one_with_its_reason_and_tells_its_case(desk: World) -> None:
    case = open_case(desk.store, playbook(), billed(desk, "ann", thread_root_id="t"), **SIGNED)
    resolve(desk.store, case, "billing", Aftermath.QUIET, **SIGNED)
    echo = unknown(desk, thread_root_id="t")
    before = desk.kept(echo)
    assert before.case == case
    decided(desk, 40)
    assert judge(desk) == Moved(higher=1)
    now = desk.kept(echo)
    assert (now.case, now.decision, now.reasons[0]) == (case, Decision.UNDECIDED, before.reasons[0])
    assert desk.store.events(case=case)[-1].act == Act.JUDGED


def test_who_takes_in_sees_to_what_came_while_others_had_learned_already(desk: World) -> None:
    decided(desk, 40)
    assert judge(desk) == Moved()
    late = unknown(desk)
    assert not is_due(desk.store, by(desk))
    assert judge(desk, by(desk, collects=True), newcomers=True) == Moved(higher=1)
    assert desk.kept(late).sort is Sort.COMPLAINT
    assert not is_due(desk.store, by(desk, collects=True), newcomers=True)


def heavier(known: Playbook) -> Playbook:
    return replace(known, weights=replace(known.weights, first=1))


def test_other_rules_hold_for_what_waits_once_the_collector_has_them(desk: World) -> None:
    number = billed(desk, "ann")
    judge(desk, by(desk, rules="old", collects=True))
    new = By(heavier(playbook()), version(desk.store), "new", collects=True)
    assert not is_due(desk.store, replace(new, collects=False))
    assert judge(desk, new).higher == 1
    assert desk.kept(number).priority == 1
    decided(desk, 4)
    assert not is_due(desk.store, by(desk, rules="old"))
    assert is_due(desk.store, by(desk, rules="new"))


def test_a_playbook_that_learns_nothing_is_due_only_by_its_rules(desk: World) -> None:
    decided(desk, 4)
    plain = By(replace(playbook(), learn=False), None, "rules", collects=True)
    judge(desk, plain)
    decided(desk, 6)
    assert not is_due(desk.store, plain)
