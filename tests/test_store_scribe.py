"""The scribe writes for all: together, but each work stands or falls alone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.errors import StoreError
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.store_samples import NOON, Torn, a_case, mention, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        yield found
        assert check(found) == []


@pytest.fixture
def scribe(store: Store) -> Iterator[Scribe]:
    found = Scribe(store)
    yield found
    found.close()


def opening(store: Store, by: str, *, fails: bool = False) -> int:
    with store.act(by, "case.open", NOON) as act:
        act.case = store.cases.insert(a_case(owner=by))
        if fails:
            raise Torn(by)
    return act.case


def test_a_work_is_done_when_its_future_is(store: Store, scribe: Scribe) -> None:
    case = scribe.write(opening, store, "jane").result(timeout=90)

    assert store.cases.get(doc_id=case) == a_case(owner="jane")


def test_a_work_that_fails_undoes_itself_alone(store: Store, scribe: Scribe) -> None:
    gate = threading.Event()
    scribe.write(gate.wait, 10)
    works = [scribe.write(opening, store, by, fails=by == "bob") for by in ("jane", "bob", "ann")]
    gate.set()

    with pytest.raises(Torn, match="bob"):
        works[1].result(timeout=90)
    assert [works[0].result(timeout=90), works[2].result(timeout=90)] == [1, 2]
    assert [case["owner"] for case in store.cases] == ["jane", "ann"]
    assert [event.by for event in store.events()] == ["jane", "ann"]


def test_what_gathers_goes_to_disk_in_one_commit(store: Store, scribe: Scribe) -> None:
    gate = threading.Event()
    scribe.write(gate.wait, 10)
    works = [scribe.write(store.mentions.insert, mention(number)) for number in range(100)]
    gate.set()

    assert [work.result(timeout=90) for work in works] == list(range(1, 101))
    line = scribe.write(store.engine.connections.line).result(timeout=90)
    assert line.commits <= 3


def test_works_that_wait_are_written_before_the_scribe_ends(store: Store) -> None:
    scribe = Scribe(store)
    works = [scribe.write(store.mentions.insert, mention(number)) for number in range(300)]
    scribe.close()

    assert all(work.done() for work in works)
    assert len(store.mentions) == 300
    with pytest.raises(StoreError, match="being closed"):
        scribe.write(store.mentions.insert, mention(999))


def test_a_work_taken_back_in_time_is_not_done(store: Store, scribe: Scribe) -> None:
    gate = threading.Event()
    scribe.write(gate.wait, 10)
    unwanted = scribe.write(store.mentions.insert, mention(1))
    assert unwanted.cancel()
    gate.set()

    assert scribe.write(store.mentions.insert, mention(2)).result(timeout=90) == 1


def test_a_closed_store_fails_the_works_and_not_the_scribe(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        scribe = Scribe(store)
    work = scribe.write(store.mentions.insert, mention(1))

    with pytest.raises(StoreError, match="closed"):
        work.result(timeout=90)
    scribe.close()
    assert not scribe.is_alive()


def test_on_a_full_disk_each_hears_what_became_of_its_own_work(store: Store, scribe: Scribe) -> None:
    pages = store.engine.ask("PRAGMA page_count")[0][0]
    gate = threading.Event()
    scribe.write(store.engine.ask, f"PRAGMA max_page_count = {pages}").result(timeout=90)
    scribe.write(gate.wait, 10)
    first, large, last = (
        scribe.write(store.mentions.insert, mention(number, text="x" * size))
        for number, size in ((1, 1), (2, 10**6), (3, 1))
    )
    gate.set()

    with pytest.raises(StoreError, match="the disk is full"):
        large.result(timeout=90)
    for each in (first, last):
        with pytest.raises(StoreError, match="nothing was written"):
            each.result(timeout=90)
    assert len(store.mentions) == 0
    scribe.write(store.engine.ask, "PRAGMA max_page_count = 100000").result(timeout=90)
    assert scribe.write(store.mentions.insert, mention(4)).result(timeout=90)
