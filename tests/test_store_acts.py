"""Whatever is done leaves its trace, in the same transaction, or is not done."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import where

from casebook.errors import BadRecord, StoreError
from casebook.event import Change
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.store_samples import NOON, Torn, a_case, mention, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        yield found
        assert check(found) == []


def claimed(store: Store, case: int, by: str) -> None:
    with store.act(by, "case.claim", NOON, case=case):
        store.cases.update({"owner": by}, doc_ids=[case])


def opened_case(store: Store) -> int:
    with store.act("jane", "case.open", NOON) as act:
        act.case = store.cases.insert(a_case())
    return act.case


def test_a_new_document_costs_no_savepoint_of_its_own(store: Store) -> None:
    said: list[str] = []
    with store.act("jane", "mention.taken_in", NOON):
        connection = store.engine.connections.line().connection
        connection.set_trace_callback(said.append)
        numbers = [store.mentions.insert(mention(each)) for each in range(3)]
        connection.set_trace_callback(None)
    assert numbers == [1, 2, 3]
    assert len([each for each in said if each.startswith("INSERT INTO")]) >= 3
    assert not [each for each in said if each.startswith(("SAVEPOINT", "RELEASE", "SELECT seq"))]


def test_of_what_cannot_be_inserted_nothing_stays_in_the_act(store: Store) -> None:
    with store.act("jane", "mention.taken_in", NOON):
        store.mentions.insert(mention(1))
        with pytest.raises(StoreError):
            store.mentions.insert(mention(1))
        with pytest.raises(BadRecord):
            store.mentions.insert(mention(2, "a \0 in it"))
        with pytest.raises(StoreError):
            store.mentions.insert_multiple([mention(3), mention(1)])
        assert store.mentions.insert(mention(4)) > 1
    assert [each["uri"] for each in store.mentions.all()] == [mention(1)["uri"], mention(4)["uri"]]


def test_an_act_is_one_event_with_before_and_after(store: Store) -> None:
    case = opened_case(store)
    with store.act("jane", "case.claim", NOON + timedelta(minutes=1), case=case) as act:
        store.cases.update({"owner": "jane"}, doc_ids=[case])
        note = store.notes.insert({"case": case, "text": "Mine."})

    found = store.events(case=case)[-1]

    assert (found.turn, found.by, found.act, found.case) == (act.turn, "jane", "case.claim", case)
    assert found.at == NOON + timedelta(minutes=1)
    assert found.changes == (
        Change("cases", case, was=a_case(), now=a_case(owner="jane"), case=case),
        Change("notes", note, was=None, now={"case": case, "text": "Mine."}, case=case),
    )


def test_somebody_s_acts_are_read_newest_first_in_windows_without_their_changes(store: Store) -> None:
    case = opened_case(store)
    for by in ("bob", "jane", "bob", "jane"):
        claimed(store, case, by)

    first, second = store.acts_of("jane", limit=2)
    (last,) = store.acts_of("jane", before=second.turn, limit=2)

    assert [each.act for each in (first, second, last)] == ["case.claim", "case.claim", "case.open"]
    assert first.turn > second.turn > last.turn
    assert first.changes == ()
    assert store.acts_of("nobody") == []


def test_what_others_did_to_some_documents_is_read_without_ones_own(store: Store) -> None:
    case, other = opened_case(store), opened_case(store)
    begun = store.events(case=other)[-1].turn
    for number, by in ((case, "bob"), (case, "jane"), (other, "bob")):
        claimed(store, number, by)

    (found,) = store.events_on({("cases", case), ("notes", other)}, after=begun, but="jane")

    assert (found.by, [each.id for each in found.changes]) == ("bob", [case])


def test_an_act_that_opens_a_case_belongs_to_it_from_its_first_line(store: Store) -> None:
    lead = store.mentions.insert(mention(1))
    with store.act("jane", "case.open", NOON) as act:
        store.mentions.update({"owner": "jane"}, doc_ids=[lead])
        act.case = store.cases.insert(a_case(lead=lead))
        store.mentions.update({"case": act.case}, doc_ids=[lead])

    (event,) = store.events(case=act.case)

    assert [(change.table, change.id) for change in event.changes] == [
        ("mentions", lead),
        ("cases", act.case),
        ("mentions", lead),
    ]


def test_an_act_that_changes_nothing_leaves_no_event(store: Store) -> None:
    case = opened_case(store)
    with store.act("jane", "case.claim", NOON, case=case) as act:
        store.cases.update({"owner": None}, doc_ids=[case])

    assert act.turn is None
    assert [event.act for event in store.events()] == ["case.open"]


def test_an_act_that_fails_is_undone_with_its_log(store: Store) -> None:
    case = opened_case(store)

    with suppress(Torn), store.act("jane", "case.claim", NOON, case=case):
        store.cases.update({"owner": "jane"}, doc_ids=[case])
        raise Torn

    assert store.cases.get(doc_id=case) == a_case()
    assert len(store.events()) == 1


def test_an_act_in_an_act_is_undone_alone(store: Store) -> None:
    case = opened_case(store)
    with store.act("jane", "case.resolve", NOON, case=case) as outer:
        with suppress(Torn), store.act("jane", "note.add", NOON, case=case):
            store.notes.insert({"case": case})
            raise Torn
        store.cases.update({"status": "resolved"}, doc_ids=[case])
        with store.act("jane", "follow_up.add", NOON, case=case) as inner:
            store.follow_ups.insert({"case": case})
        store.cases.update({"owner": "jane"}, doc_ids=[case])

    assert len(store.notes) == 0
    assert [(event.turn, event.act) for event in store.events(after=1)] == [
        (outer.turn, "case.resolve"),
        (inner.turn, "follow_up.add"),
    ]


def test_what_is_undone_inside_an_act_is_forgotten_by_it(store: Store) -> None:
    case = opened_case(store)
    with store.act("jane", "case.claim", NOON) as act:
        with suppress(Torn), store.batch():
            store.cases.update({"owner": "bob"}, doc_ids=[case])
            raise Torn
        nothing_yet = act.turn
        store.cases.update({"owner": "jane"}, doc_ids=[case])
        act.case = case

    (event,) = store.events(after=1)
    assert nothing_yet is None
    assert (event.turn, event.case) == (act.turn, case)
    assert event.changes[0].now == a_case(owner="jane")


def test_a_case_cannot_change_outside_an_act(store: Store) -> None:
    case = opened_case(store)

    with pytest.raises(StoreError, match="outside an act"):
        store.cases.update({"owner": "jane"}, doc_ids=[case])

    assert store.cases.get(doc_id=case) == a_case()


def test_a_mention_may_come_in_without_an_act_but_not_change(store: Store) -> None:
    number = store.mentions.insert(mention(1))

    with pytest.raises(StoreError, match="outside an act"):
        store.mentions.update({"lane": None}, doc_ids=[number])
    with pytest.raises(StoreError, match="outside an act"):
        store.mentions.remove(doc_ids=[number])

    assert store.log.top() == 0


def test_what_is_not_logged_may_change_at_will(store: Store) -> None:
    store.sources.upsert({"name": "news", "cursor": 1}, where("name") == "news")
    store.sources.upsert({"name": "news", "cursor": 2}, where("name") == "news")

    assert store.sources.all() == [{"name": "news", "cursor": 2}]
    assert store.events() == []


def test_an_act_can_be_taken_back_from_its_event_alone(store: Store) -> None:
    case = opened_case(store)
    claimed(store, case, "jane")
    (event,) = store.events(after=1)
    (change,) = event.changes

    with store.act("jane", "undo", NOON, case=case, undoes=event.turn):
        store.cases.update(lambda document: document.update(change.was or {}), doc_ids=[change.id])

    assert store.cases.get(doc_id=case) == a_case()
    assert store.events()[-1].undoes == event.turn


def test_events_are_read_by_case_from_a_turn_on_and_newest_first(store: Store) -> None:
    one, other = opened_case(store), opened_case(store)
    for by in ("jane", "bob", "ann"):
        claimed(store, one, by)
    claimed(store, other, "jane")
    turns = [event.turn for event in store.events()]

    assert turns == sorted(turns)
    assert [event.by for event in store.events(case=one, newest=True, limit=2)] == ["ann", "bob"]
    assert [event.case for event in store.events(after=turns[-2])] == [other]
    assert [event.act for event in store.events(case=other)] == ["case.open", "case.claim"]
