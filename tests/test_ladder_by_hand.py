"""A story put higher by a person or a merge, and what undo and cut leave: never less than it reached (J5)."""

import pytest

from casebook.kinds import Aftermath, CaseStatus, Decision, Lane
from desk.closing import resolve
from desk.errors import Refused
from desk.merging import cut, link
from desk.snoozing import snooze
from desk.undo import redo, undo
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.ladder_steps import ANGRY, LOUD, answer, article, case, higher, opened, row, told


def test_a_mention_put_to_a_case_lifts_it_and_undo_takes_that_back(desk: World) -> None:
    number = opened(desk)
    other = desk.one(complaint("5", author_handle="kim", text="Another matter.", **LOUD))
    link(desk.store, other, number, by="dana", now=after(1))
    assert (case(desk, number).rung, row(desk, number).rung) == (3, 3)
    assert told(desk, number)[-1].endswith("; the story of case #1 is on rung 3 of 5, a bigger voice")
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert (case(desk, number).rung, row(desk, number).rung, desk.kept(other).rung) == (1, None, 3)


def merged(desk: World) -> tuple[int, int]:
    """Return a case, and one on rung 3 that is part of it."""
    target = opened(desk)
    other = opened(desk, complaint("5", author_handle="kim", text="Another matter.", **LOUD))
    link(desk.store, case(desk, other).lead, target, by="dana", now=after(1))
    assert case(desk, target).rung == 3
    return target, other


def test_a_merge_lifts_a_case_and_neither_undo_nor_cut_leaves_it_there(desk: World) -> None:
    target, other = merged(desk)
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert [case(desk, each).rung for each in (target, other)] == [1, 3]
    redo(desk.store, by="dana", now=after(3))
    assert case(desk, target).rung == 3
    cut(desk.store, other, by="dana", now=after(4))
    assert [case(desk, each).rung for each in (target, other)] == [1, 3]
    assert [row(desk, each).rung for each in (target, other)] == [None, 3]


def test_what_a_case_reached_while_it_was_merged_it_keeps(desk: World) -> None:
    target, other = merged(desk)
    desk.take(complaint(likes=30), now=after(2))
    desk.take(article(), now=after(3))
    cut(desk.store, other, by="dana", now=after(4))
    assert [case(desk, each).rung for each in (target, other)] == [5, 3]


def test_a_lower_rung_reached_while_it_was_merged_is_kept_too(desk: World) -> None:
    target, other = merged(desk)
    desk.take(answer("8", likes=30), now=after(2))
    cut(desk.store, other, by="dana", now=after(4))
    assert [case(desk, each).rung for each in (target, other)] == [2, 3]


def test_a_person_puts_a_story_higher_with_a_reason(desk: World) -> None:
    number = opened(desk)
    found = higher(desk, number, 5)
    assert (found.rung, found.rung_why, row(desk, number).rung) == (5, "the evening news", 5)
    assert told(desk, number)[-1] == "put the story on rung 5 of 5, the press (it was on 1): the evening news"


@pytest.mark.parametrize(
    ("rung", "why", "said"),
    [
        (3, "radio", "case #1 is on rung 3 already, and a story only climbs"),
        (2, "radio", "a story only climbs"),
        (1, "radio", "there is no rung 1 to put it on: say 2 to 5"),
        (6, "radio", "there is no rung 6"),
        (5, "  ", "say what took it there"),
    ],
)
def test_a_story_is_put_up_only_and_never_without_a_reason(
    desk: World, rung: int, why: str, said: str
) -> None:
    number = opened(desk, complaint(**LOUD))
    with pytest.raises(Refused, match=said):
        higher(desk, number, rung, why)
    assert case(desk, number).rung == 3


def test_undo_of_a_persons_word_puts_back_what_was(desk: World) -> None:
    number = opened(desk)
    higher(desk, number, 4)
    undo(desk.store, playbook(), by="dana", now=after(1))
    found = case(desk, number)
    assert (found.rung, found.rung_why, found.rung_at, row(desk, number).rung) == (1, None, None, None)
    redo(desk.store, by="dana", now=after(2))
    assert (case(desk, number).rung, case(desk, number).rung_why) == (4, "the evening news")


def test_undo_of_a_persons_word_loses_no_rung_that_was_reached_since(desk: World) -> None:
    number = opened(desk, complaint(text=ANGRY))
    assert row(desk, number).priority == 1
    higher(desk, number, 3)
    desk.take(article(), now=after(1))
    assert case(desk, number).rung == 5
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert case(desk, number).rung == 5


def test_undo_of_a_persons_word_loses_no_lower_rung_that_was_reached_below_it(desk: World) -> None:
    number = opened(desk, complaint(likes=1))
    higher(desk, number, 5)
    desk.take(complaint(likes=30), now=after(1))
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert (case(desk, number).rung, case(desk, number).rung_why) == (2, "mention #1: 30 likes")


def test_a_climb_stands_in_no_undos_way(desk: World) -> None:
    number = opened(desk, complaint(text=ANGRY))
    assert row(desk, number).priority == 1
    desk.take(complaint(text=ANGRY, likes=30), now=after(1))
    assert case(desk, number).rung == 2
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert desk.kept(1).decision is Decision.UNDECIDED
    assert desk.kept(1).rung == 2


def test_a_person_may_put_a_resolved_story_higher_and_one_that_is_set_aside_comes_back(desk: World) -> None:
    number = opened(desk)
    snooze(desk.store, case(desk, number).lead, after(600), on=None, why=None, by="dana", now=NOON)
    higher(desk, number, 4, "on the radio", after(1))
    assert row(desk, number).back == "the story is on rung 4 of 5 now, a front page: on the radio"
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert row(desk, number).lane is Lane.SNOOZED
    resolve(desk.store, number, "billing", Aftermath.QUIET, by="dana", now=after(3))
    assert higher(desk, number, 5, now=after(4)).status is CaseStatus.RESOLVED
