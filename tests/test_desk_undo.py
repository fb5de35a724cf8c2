"""Taking back and doing again: one's own acts, one by one, and never over somebody else's work."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.document import as_kept
from casebook.kinds import Aftermath, Blame, CaseStatus, Decision, Lane, LinkState
from casebook.store.store import Store
from desk import shelf
from desk.answering import draft_of, note, posted, record, save_draft
from desk.closing import resolve
from desk.customers import import_list
from desk.deciding import let_go
from desk.errors import DeskError, Refused
from desk.linking import confirm_handle
from desk.opening import claim, open_case
from desk.undo import redo, undo
from desk.views import guesses
from tests.desk_steps import STEPS, Step, step
from tests.desk_world import NOON, World, after, complaint, playbook, world


def opened(desk: World) -> int:
    return open_case(desk.store, playbook(), desk.one(complaint()), by="dana", now=NOON)


def everything(store: Store) -> dict[str, Any]:
    """Return all that acts can change."""
    tables = (store.mentions, store.cases, store.notes, store.follow_ups)
    return {table.name: {each.doc_id: dict(each) for each in table.select()} for table in tables}


def test_letting_go_is_taken_back(desk: World) -> None:
    number = desk.one(complaint())
    let_go(desk.store, number, "only venting", by="dana", now=after(1))
    assert undo(desk.store, by="dana", now=after(2)).act == "mention.let_go"
    kept = desk.kept(number)
    assert (kept.decision, kept.lane, kept.why) == (Decision.UNDECIDED, Lane.DESK, None)


def test_acts_are_taken_back_from_the_last_to_the_first_and_done_again(desk: World) -> None:
    number = desk.one(complaint())
    states = [everything(desk.store)]
    case = open_case(desk.store, playbook(), number, by="dana", now=after(1))
    states.append(everything(desk.store))
    claim(desk.store, playbook(), case, by="dana", now=after(2))
    states.append(everything(desk.store))
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(3))
    states.append(everything(desk.store))
    for before in (states[2], states[1], states[0]):
        undo(desk.store, by="dana", now=after(4))
        assert everything(desk.store) == before
    with pytest.raises(Refused, match="nothing of yours"):
        undo(desk.store, by="dana", now=after(5))
    for again in states[1:]:
        redo(desk.store, by="dana", now=after(6))
        assert everything(desk.store) == again


def test_after_another_act_there_is_nothing_to_do_again(desk: World) -> None:
    case = opened(desk)
    note(desk.store, case, "first", by="dana", now=after(1))
    undo(desk.store, by="dana", now=after(2))
    note(desk.store, case, "second", by="dana", now=after(3))
    with pytest.raises(Refused, match="nothing was taken back"):
        redo(desk.store, by="dana", now=after(4))


def test_only_ones_own_acts_are_taken_back(desk: World) -> None:
    case = opened(desk)
    note(desk.store, case, "mine", by="eve", now=after(1))
    undo(desk.store, by="eve", now=after(2))
    with pytest.raises(Refused, match="nothing of yours"):
        undo(desk.store, by="eve", now=after(3))
    assert shelf.case(desk.store, case).opened_by == "dana"


def test_what_somebody_changed_since_is_not_taken_back(desk: World) -> None:
    case = opened(desk)
    record(desk.store, case, wants="a refund", by="dana", now=after(1))
    record(desk.store, case, wants="an apology", by="eve", now=after(2))
    with pytest.raises(Refused, match=f"case #{case} has been changed since"):
        undo(desk.store, by="dana", now=after(3))
    assert shelf.case(desk.store, case).wants == "an apology"


def test_another_field_of_the_same_case_is_not_in_the_way(desk: World) -> None:
    case = opened(desk)
    record(desk.store, case, wants="a refund", by="dana", now=after(1))
    record(desk.store, case, blame=Blame.GREED, by="eve", now=after(2))
    undo(desk.store, by="dana", now=after(3))
    kept = shelf.case(desk.store, case)
    assert (kept.wants, kept.blame) == (None, Blame.GREED)


def test_a_case_others_have_joined_cannot_be_unopened(desk: World) -> None:
    case = opened(desk)
    desk.take(complaint("2", thread_root_id="1", author_handle="kim"))
    with pytest.raises(Refused, match="since"):
        undo(desk.store, by="dana", now=after(3))
    assert desk.store.mentions.count() == 2
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN


def test_a_case_with_words_in_preparation_cannot_be_unopened(desk: World) -> None:
    case = opened(desk)
    save_draft(desk.store, case, "I am sorry", by="dana", now=after(1))
    with pytest.raises(Refused, match="has grown since"):
        undo(desk.store, by="dana", now=after(2))


def test_a_confirmed_customer_is_taken_back_with_what_it_changed(desk: World, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("ref,orders,accounts\n1,90,forum:jane_doe\n", encoding="utf-8")
    import_list(desk.store, playbook(), file, by="dana", now=NOON)
    number = desk.one(complaint())
    before = desk.kept(number)
    link = guesses(desk.store, "forum:jane_doe")[0][0]
    confirm_handle(desk.store, playbook(), link.id, by="dana", now=after(1))
    assert desk.kept(number).reasons != before.reasons
    undo(desk.store, by="dana", now=after(2))
    assert desk.kept(number) == before
    assert guesses(desk.store, "forum:jane_doe")[0][0].state is LinkState.SUGGESTED


def test_a_post_taken_back_leaves_its_words_in_preparation(desk: World) -> None:
    case = opened(desk)

    def up_at() -> datetime | None:
        draft = draft_of(desk.store, case, "dana")
        assert draft is not None
        assert draft.text == "We are sorry, Jane."
        return draft.up_at

    save_draft(desk.store, case, "We are sorry, Jane.", by="dana", now=after(1))
    at = after(2) + timedelta(microseconds=417_537)
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=at)
    assert up_at() == as_kept(at)
    undo(desk.store, by="dana", now=after(3))
    assert up_at() is None
    redo(desk.store, by="dana", now=after(4))
    assert up_at() == as_kept(at)
    undo(desk.store, by="dana", now=after(5))
    assert up_at() is None


def test_words_begun_after_a_post_are_left_alone_when_it_is_taken_back(desk: World) -> None:
    case = opened(desk)
    save_draft(desk.store, case, "We are sorry.", by="dana", now=after(1))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(2))
    save_draft(desk.store, case, "And once more:", by="dana", now=after(3))
    undo(desk.store, by="dana", now=after(4))
    redo(desk.store, by="dana", now=after(5))
    draft = draft_of(desk.store, case, "dana")
    assert draft is not None
    assert (draft.text, draft.up_at) == ("And once more:", None)


def test_where_nothing_is_mine_nothing_of_others_is_read(desk: World) -> None:
    case = opened(desk)
    for minute in range(200):
        note(desk.store, case, f"note {minute}", by="eve", now=after(minute))
    looks: list[str] = []
    desk.store.engine.connections.line().connection.set_trace_callback(looks.append)
    with pytest.raises(Refused, match="nothing of yours"):
        undo(desk.store, by="sam", now=after(300))
    assert len(looks) < 10


def test_an_act_far_back_is_found_behind_many_taken_back(desk: World) -> None:
    case = opened(desk)
    for minute in range(130):
        note(desk.store, case, f"note {minute}", by="dana", now=after(minute))
    for _ in range(130):
        undo(desk.store, by="dana", now=after(200))
    assert undo(desk.store, by="dana", now=after(201)).act == "case.open"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(("dana", "eve"))), min_size=1, max_size=14))
def test_undo_brings_back_what_was_and_redo_what_was_undone(tmp_path_factory: Any, steps: list[Step]) -> None:
    with world(tmp_path_factory.mktemp("undo")) as desk:
        opened(desk)
        desk.one(complaint("9", author_handle="lee"))
        desk.one(complaint("c", source="blog", via="blog", author_handle="lee"))
        for minute, (what, by) in enumerate(steps):
            before = everything(desk.store)
            try:
                step(desk.store, what, by, minute)
            except DeskError:
                assert everything(desk.store) == before
                continue
            now = everything(desk.store)
            if what not in ("undo", "redo") and now != before:
                undo(desk.store, by=by, now=after(minute))
                assert everything(desk.store) == before
                redo(desk.store, by=by, now=after(minute))
                assert everything(desk.store) == now
