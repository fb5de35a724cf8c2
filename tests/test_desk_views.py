"""What the screens read, over a real store: windows of the queue, figures, histories."""

from pathlib import Path
from random import Random

import pytest

from casebook.kinds import Aftermath, Lane
from casebook.mention import KeptMention
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.errors import Missing
from desk.lenses import Lens, lenses
from desk.opening import claim, open_case
from desk.views import (
    Counts,
    case_view,
    header_counts,
    history,
    mention,
    place_of,
    queue_count,
    queue_rows,
    sources_health,
)
from tests.desk_world import NOON, World, after, complaint, playbook, thanks
from tests.store_samples import mention as stored
from tests.store_samples import opened

ALL, MINE, WAITING, SNOOZED, PRAISE = lenses("dana")
TABS = ("all", "mine", "waiting", "snoozed", "praise")


def shown(desk: World, lens: Lens) -> list[str]:
    return [each.mention.native_id for each in queue_rows(desk.store, lens)]


def crowd(desk: World, many: int) -> list[int]:
    """Let so many people complain of things of different weight and age."""
    texts = ("Charged twice, no answer for weeks!", "The page has a small error.", "Is there a refund?")
    said = [
        complaint(str(n), text=texts[n % 3], author_handle=f"p{n}", created_at=after(-(n * 7) % 90 - 1))
        for n in range(many)
    ]
    return [each.id for each in desk.take(*said)]


def test_the_tabs_are_in_their_order_and_named() -> None:
    assert [each.name for each in (ALL, MINE, WAITING, SNOOZED, PRAISE)] == list(TABS)


@pytest.mark.parametrize("limit", [1, 7, 30])
def test_the_first_rows_of_a_tab_are_those_of_all_it_has(tmp_path: Path, limit: int) -> None:
    draw = Random(limit)
    with opened(tmp_path) as store:
        with store.batch():
            for number in range(160):
                said = stored(
                    number, lane=draw.choice([*Lane]), owner=draw.choice(["dana", "dana", "eli", None])
                )
                store.mentions.insert({**said, "rank": draw.randint(0, 40)})
        for lens in lenses("dana"):
            every = sorted(
                filter(lens.query, store.mentions.all()), key=lambda row: (row["rank"], row.doc_id)
            )
            assert len(every) > limit or limit == 30
            assert [each.id for each in queue_rows(store, lens, limit=limit)] == [
                row.doc_id for row in every[:limit]
            ]


def test_the_queue_is_ordered_by_priority_and_then_by_what_is_due_first(desk: World) -> None:
    crowd(desk, 12)
    rows = queue_rows(desk.store, ALL)
    assert len(rows) == queue_count(desk.store, ALL) == 12

    def weight(row: KeptMention) -> tuple[int, object]:
        return row.priority or 4, row.due_at

    assert [weight(each) for each in rows] == sorted((weight(each) for each in rows), key=str)


def test_windows_of_the_queue_join_without_gap_or_overlap(desk: World) -> None:
    crowd(desk, 12)
    whole = [each.id for each in queue_rows(desk.store, ALL)]
    parts = [
        each.id for start in range(0, 12, 5) for each in queue_rows(desk.store, ALL, offset=start, limit=5)
    ]
    assert parts == whole


def test_each_row_knows_its_place(desk: World) -> None:
    crowd(desk, 12)
    rows = [each.id for each in queue_rows(desk.store, ALL)]
    assert [place_of(desk.store, ALL, each) for each in rows] == list(range(12))
    assert place_of(desk.store, PRAISE, rows[0]) is None
    assert place_of(desk.store, ALL, 999) is None


def test_arrivals_wait_outside_a_frozen_view(desk: World) -> None:
    top = crowd(desk, 5)[-1]
    late = desk.one(complaint("late", author_handle="late"))
    rows = [each.id for each in queue_rows(desk.store, ALL, upto=top)]
    assert late not in rows
    assert queue_count(desk.store, ALL, upto=top) == 5
    assert [place_of(desk.store, ALL, each, upto=top) for each in rows] == list(range(5))
    assert place_of(desk.store, ALL, late, upto=top) is None


def test_a_case_moves_from_tab_to_tab(desk: World) -> None:
    number = desk.one(complaint())
    desk.one(thanks())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    assert (shown(desk, ALL), shown(desk, MINE), shown(desk, PRAISE)) == (["1"], [], ["praise"])
    claim(desk.store, playbook(), case, by="dana", now=after(1))
    assert (shown(desk, ALL), shown(desk, MINE)) == (["1"], ["1"])
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(2))
    assert (shown(desk, ALL), shown(desk, MINE), shown(desk, WAITING)) == ([], ["1"], ["1"])
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(3))
    assert (shown(desk, ALL), shown(desk, MINE), shown(desk, WAITING)) == ([], [], [])


def test_the_header_counts_what_waits_for_a_decision_and_what_is_late(desk: World) -> None:
    first, second = desk.one(complaint("1")), desk.one(complaint("2", author_handle="kim"))
    desk.one(thanks())
    due = desk.kept(first).due_at
    assert due is not None
    assert header_counts(desk.store, NOON) == Counts(undecided=3, overdue=0, well=0, unwell=0, sources=0)
    assert header_counts(desk.store, due).overdue == 0
    assert header_counts(desk.store, due + (after(1) - NOON)).overdue == 2
    case = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    assert header_counts(desk.store, NOON).undecided == 2
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(2))
    assert header_counts(desk.store, due + (after(1) - NOON)).overdue == 1
    open_case(desk.store, playbook(), second, by="dana", now=NOON)
    assert header_counts(desk.store, NOON).undecided == 1


def test_a_mention_that_cannot_be_read_hides_no_other(desk: World, caplog: pytest.LogCaptureFixture) -> None:
    ids = crowd(desk, 3)
    with desk.store.act("dana", "broken", NOON):
        desk.store.mentions.update({"text": 7}, doc_ids=[ids[1]])
    for _ in range(2):
        assert {each.id for each in queue_rows(desk.store, ALL)} == {ids[0], ids[2]}
    assert mention(desk.store, ids[0]) is not None
    told = [each for each in caplog.messages if f"mention #{ids[1]} cannot be read" in each]
    assert len(told) == 1


def test_a_history_is_newest_first_and_holds_the_cases(desk: World) -> None:
    old = desk.one(complaint("1", created_at=after(-9000)), now=after(-8000))
    case = open_case(desk.store, playbook(), old, by="dana", now=after(-7000))
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(-6000))
    desk.one(complaint("2"))
    desk.one(complaint("3", author_handle="kim"))
    told = history(desk.store, account="forum:jane_doe")
    assert [each.mention.native_id for each in told.mentions] == ["2", "1"]
    assert [each.id for each in told.cases] == [case]
    assert told.accounts == ("forum:jane_doe",)


def test_a_case_view_holds_all_that_belongs_to_it(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    desk.take(complaint("2", thread_root_id="1", author_handle="kim"), now=after(1))
    view = case_view(desk.store, case, "dana")
    assert view.case == shelf.case(desk.store, case)
    assert [each.mention.native_id for each in view.mentions] == ["1", "2"]
    assert [each.act for each in view.events] == ["case.open", "case.joined"]
    assert (view.notes, view.follow_ups, view.draft, view.customer, view.handles) == ([], [], None, None, [])


def test_what_is_not_there_is_none_or_said(desk: World) -> None:
    assert mention(desk.store, 5) is None
    assert sources_health(desk.store, NOON) == []
    with pytest.raises(Missing, match="there is no case #5"):
        case_view(desk.store, 5, "dana")


def test_a_thread_is_told_in_the_order_it_was_written_in(desk: World) -> None:
    desk.take(complaint("late", thread_root_id="root", created_at=after(-5)))
    desk.take(complaint("root", created_at=after(-60)))
    case = open_case(desk.store, playbook(), 1, by="dana", now=NOON)
    told = [each.mention.native_id for each in case_view(desk.store, case, "dana").mentions]
    assert told == ["root", "late"]
