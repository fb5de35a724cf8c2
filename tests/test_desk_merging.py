"""A case becomes part of another: all of it stands with that one, and the link can be cut again."""

import pytest

from casebook.kinds import Aftermath, CaseStatus, Decision, Lane, PromiseState
from desk import shelf
from desk.answering import note, posted
from desk.candidates import candidates
from desk.closing import resolve
from desk.errors import Refused
from desk.followups import follow_up
from desk.intake import State
from desk.merging import cut, link
from desk.opening import claim, open_case
from desk.passing_time import pass_time
from desk.promised import promises_of
from desk.promising import promise
from desk.timeline import timeline
from desk.undo import redo, undo
from desk.views import case_view, header_counts
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.test_desk_undo import everything

OTHER = complaint("2", author_handle="ben", text="The page has a small error.")


def two(desk: World) -> tuple[int, int]:
    """Open a case on each of two mentions, 1 and 2, and return them."""
    first, other = desk.one(OTHER), desk.one(complaint())
    return tuple(open_case(desk.store, playbook(), each, by="dana", now=NOON) for each in (first, other))  # type: ignore[return-value]


def merged(desk: World) -> tuple[int, int]:
    """Merge the second of two cases into the first, and return both."""
    target, part = two(desk)
    link(desk.store, shelf.case(desk.store, part).lead, target, by="dana", now=after(1))
    return target, part


def test_a_mention_joins_a_case_and_its_row_speaks_for_both(desk: World) -> None:
    target = open_case(desk.store, playbook(), desk.one(OTHER), by="dana", now=NOON)
    number = desk.one(complaint())
    urgent = desk.kept(number)
    posted(desk.store, playbook(), target, None, answer=True, by="dana", now=after(1))
    link(desk.store, number, target, by="dana", now=after(2))
    kept, row = desk.kept(number), desk.kept(1)
    assert (kept.decision, kept.case, kept.lane) == (Decision.IN_CASE, target, None)
    assert (row.voices, row.priority, row.lane) == (2, urgent.priority, Lane.DESK)
    assert shelf.case(desk.store, target).status is CaseStatus.OPEN


def test_a_copy_joins_with_the_row_it_stands_behind(desk: World) -> None:
    target = open_case(desk.store, playbook(), desk.one(OTHER), by="dana", now=NOON)
    first = desk.one(complaint())
    copy = desk.one(complaint("x", via="alerts", author_handle=None, url="https://forum.example/t/1"))
    assert (desk.kept(first).voices, desk.kept(copy).lane) == (2, None)
    link(desk.store, copy, target, by="dana", now=after(1))
    assert {desk.kept(each).case for each in (first, copy)} == {target}
    assert (desk.kept(1).voices, desk.kept(first).lane) == (3, None)


def test_a_merged_case_stands_behind_the_other_with_all_it_has(desk: World) -> None:
    target, part = two(desk)
    note(desk.store, part, "rang her", by="dana", now=NOON)
    follow_up(desk.store, part, "her blog", after(99), by="dana", now=NOON)
    promise(desk.store, part, "a refund", after(60), by="dana", now=NOON)
    sooner = shelf.case(desk.store, part).due_at
    link(desk.store, 2, target, by="dana", now=after(1))
    view = case_view(desk.store, target, "dana")
    assert [each.id for each in view.mentions] == [1, 2]
    assert [each.text for each in view.notes] == ["rang her"]
    assert [each.what for each in view.follow_ups] == ["her blog"]
    assert [each.what for each in view.promises] == ["a refund"]
    assert [each.id for each in view.parts] == [part]
    assert view.case.due_at == min(sooner, view.case.due_at) if sooner and view.case.due_at else False
    assert (desk.kept(2).lane, desk.kept(1).voices) == (None, 2)
    assert header_counts(desk.store, after(2)).undecided == 0
    assert [each.words for each in timeline(view.events)][-1] == f"merged case #{part} into #{target}"


def test_later_voices_of_its_thread_join_the_other(desk: World) -> None:
    target, _ = merged(desk)
    taken = desk.take(complaint("3", author_handle="kim", thread_root_id="1"), now=after(3))[0]
    assert (taken.state, desk.kept(taken.id).case, desk.kept(1).voices) == (State.JOINED, target, 3)
    assert open_case(desk.store, playbook(), 2, by="dana", now=after(4)) == target


def test_cut_each_is_again_what_it_was(desk: World) -> None:
    target, part = two(desk)
    posted(desk.store, playbook(), part, None, answer=True, by="dana", now=NOON)
    row = desk.kept(2)
    link(desk.store, 2, target, by="dana", now=after(1))
    assert cut(desk.store, part, by="dana", now=after(2)) == target
    assert (desk.kept(2), desk.kept(1).voices) == (row, 1)
    found = shelf.case(desk.store, part)
    assert (found.status, found.merged_into, found.before_merge) == (CaseStatus.WAITING, None, None)
    assert desk.take(complaint("3", thread_root_id="1"), now=after(3))[0].state is State.JOINED
    assert desk.kept(3).case == part
    with pytest.raises(Refused, match="part of no other"):
        cut(desk.store, part, by="dana", now=after(4))


def test_cut_the_other_has_its_own_urgency_again(desk: World) -> None:
    target, part = two(desk)
    posted(desk.store, playbook(), target, None, answer=True, by="dana", now=NOON)
    row, case = desk.kept(1), shelf.case(desk.store, target)
    link(desk.store, 2, target, by="dana", now=after(1))
    assert desk.kept(1).priority != row.priority
    assert shelf.case(desk.store, target).status is CaseStatus.OPEN
    cut(desk.store, part, by="dana", now=after(2))
    assert (desk.kept(1), shelf.case(desk.store, target)) == (row, case)
    again = everything(desk.store)
    link(desk.store, 2, target, by="dana", now=after(3))
    undo(desk.store, by="dana", now=after(4))
    redo(desk.store, by="dana", now=after(5))
    cut(desk.store, part, by="dana", now=after(6))
    assert everything(desk.store) == again


def test_cut_what_was_decided_since_stays(desk: World) -> None:
    target, part = two(desk)
    posted(desk.store, playbook(), target, None, answer=True, by="dana", now=NOON)
    link(desk.store, 2, target, by="dana", now=after(1))
    posted(desk.store, playbook(), target, None, answer=False, by="dana", now=after(2))
    owed = shelf.case(desk.store, target)
    assert owed.status is CaseStatus.OPEN
    cut(desk.store, part, by="dana", now=after(3))
    assert shelf.case(desk.store, target) == owed


def test_undo_and_redo_take_all_of_it(desk: World) -> None:
    target, part = two(desk)
    before = everything(desk.store)
    link(desk.store, 2, target, by="dana", now=after(1))
    joined = everything(desk.store)
    undo(desk.store, by="dana", now=after(2))
    assert everything(desk.store) == before
    redo(desk.store, by="dana", now=after(3))
    assert everything(desk.store) == joined
    cut(desk.store, part, by="dana", now=after(4))
    undo(desk.store, by="dana", now=after(5))
    assert everything(desk.store) == joined


def test_chains_and_circles_are_refused(desk: World) -> None:
    target, part = merged(desk)
    third = open_case(
        desk.store, playbook(), desk.one(complaint("9", author_handle="lee")), by="dana", now=NOON
    )
    with pytest.raises(Refused, match=f"case #{target} has parts of its own"):
        link(desk.store, 1, third, by="dana", now=after(2))
    with pytest.raises(Refused, match=f"case #{part} is part of case #{target}"):
        link(desk.store, 3, part, by="dana", now=after(2))
    with pytest.raises(Refused, match=f"case #{part} is part of case #{target}"):
        link(desk.store, 2, third, by="dana", now=after(2))
    with pytest.raises(Refused, match="in case #1 already"):
        link(desk.store, 1, target, by="dana", now=after(2))


@pytest.mark.parametrize("held", [0, 1])
def test_another_s_claim_on_either_forbids(desk: World, held: int) -> None:
    cases = two(desk)
    claim(desk.store, playbook(), cases[held], by="eve", now=NOON)
    with pytest.raises(Refused, match="eve has case"):
        link(desk.store, 2, cases[0], by="dana", now=after(1))
    link(desk.store, 2, cases[0], by="eve", now=after(1))
    if held == 0:
        with pytest.raises(Refused, match="eve has case"):
            cut(desk.store, cases[1], by="dana", now=after(2))


def test_a_part_is_not_worked_on_and_its_promises_bind_the_other(desk: World) -> None:
    target, part = two(desk)
    promise(desk.store, part, "a refund", after(60), by="dana", now=NOON)
    link(desk.store, 2, target, by="dana", now=after(1))
    with pytest.raises(Refused, match=f"is part of case #{target}: act on that one"):
        claim(desk.store, playbook(), part, by="dana", now=after(2))
    posted(desk.store, playbook(), target, None, answer=True, by="dana", now=after(3))
    pass_time(desk.store, after(61))
    assert desk.kept(1).back == "a promise is overdue: a refund"
    with pytest.raises(Refused, match="still owes"):
        resolve(desk.store, target, "billing", Aftermath.QUIET, by="dana", now=after(62))
    kept = PromiseState.KEPT
    resolve(desk.store, target, "billing", Aftermath.QUIET, promises=kept, by="dana", now=after(62))
    assert [each.state for each in promises_of(desk.store, part)] == [kept]
    assert desk.take(complaint("3", thread_root_id="1"), now=after(63))[0].state is State.ECHO


def test_the_likeliest_case_is_offered_first_with_what_speaks_for_it(desk: World) -> None:
    said = (
        complaint("1", author_handle="lee", text="Nothing works."),
        complaint("2", author_handle="ben", title="Parcel never delivered again", text="Hm."),
        complaint("3", text="Something else entirely."),
    )
    text = "My parcel was delivered to nobody, see https://forum.example/t/1"
    *first, number = [desk.one(each) for each in (*said, complaint("4", text=text))]
    for each in first:
        open_case(desk.store, playbook(), each, by="dana", now=NOON)
    found = candidates(desk.store, desk.kept(number))
    assert [(each.case.id, each.why) for each in found] == [
        (3, "the same author"),
        (1, "a link to its page"),
        (2, "both say delivered, parcel"),
    ]


def test_a_part_s_own_timeline_tells_what_became_of_it(desk: World) -> None:
    target, part = merged(desk)
    third = desk.one(complaint("3", author_handle="eve", thread_root_id="3"))
    link(desk.store, third, target, by="dana", now=after(2))
    told = [each.words for each in timeline(case_view(desk.store, part, "dana").events)]
    assert told[-1] == f"merged case #{part} into #{target}"
    assert sum("merged" in words or "put a mention" in words for words in told) == 1
    cut(desk.store, part, by="dana", now=after(3))
    told = [each.words for each in timeline(case_view(desk.store, part, "dana").events)]
    assert told[-2:] == [f"merged case #{part} into #{target}", f"cut case #{part} off again"]


def test_a_case_is_not_taken_back_from_under_its_parts(desk: World) -> None:
    late = complaint("2", author_handle="ben", created_at=after(-1))
    first, other = desk.one(complaint()), desk.one(late)
    target = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    open_case(desk.store, playbook(), other, by="eve", now=NOON)
    link(desk.store, other, target, by="eve", now=after(1))
    with pytest.raises(Refused, match=f"case #{target} has grown since"):
        undo(desk.store, by="dana", now=after(2))
    taken = desk.take(complaint("3", author_handle="kim", thread_root_id="2"), now=after(3))[0]
    assert desk.kept(taken.id).case == target


@pytest.mark.parametrize("urgent_first", [True, False])
@pytest.mark.parametrize("cut_first", [0, 1])
def test_of_two_parts_each_goes_with_all_that_came_with_it(
    desk: World, urgent_first: bool, cut_first: int
) -> None:
    said = ["It is slow.", "You charged me twice. I called support and nobody ever called me back."]
    texts = said[::-1] if urgent_first else said
    numbers = [desk.one(OTHER)]
    for n, text in enumerate(texts):
        numbers.append(desk.one(complaint(f"p{n}", author_handle=f"p{n}", text=text, created_at=after(-n))))
    target, *two_parts = (open_case(desk.store, playbook(), each, by="dana", now=NOON) for each in numbers)
    posted(desk.store, playbook(), target, None, answer=True, by="dana", now=after(1))
    row, case = desk.kept(1), shelf.case(desk.store, target)
    alone = {}
    for lead, part in zip(numbers[1:], two_parts, strict=True):
        link(desk.store, lead, target, by="dana", now=after(2))
        alone[part] = desk.kept(1), shelf.case(desk.store, target)
        cut(desk.store, part, by="dana", now=after(3))
        assert (desk.kept(1), shelf.case(desk.store, target)) == (row, case)
    for lead in numbers[1:]:
        link(desk.store, lead, target, by="dana", now=after(4))
    first, last = two_parts[cut_first], two_parts[1 - cut_first]
    cut(desk.store, first, by="dana", now=after(5))
    assert (desk.kept(1), shelf.case(desk.store, target)) == alone[last]
    undo(desk.store, by="dana", now=after(6))
    redo(desk.store, by="dana", now=after(7))
    cut(desk.store, last, by="dana", now=after(8))
    assert (desk.kept(1), shelf.case(desk.store, target)) == (row, case)
