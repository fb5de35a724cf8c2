"""One store, many threads and more than one process that opens it at the same moment."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tinydb import where

from casebook.errors import StoreError
from casebook.store.store import Store
from casebook.store.upkeep import check
from casebook.store.words import text
from tests.store_samples import NOON, a_case, mention, opened

OPENS = """
import sys
from pathlib import Path
from casebook.store.store import Store
print("ready", flush=True)
sys.stdin.readline()
store = Store(Path(sys.argv[1]))
print(store.sources.insert({"name": sys.argv[2]}))
store.close()
"""


def test_several_processes_make_the_store_together(tmp_path: Path) -> None:
    place = tmp_path / "new" / "amends.db"
    run = [sys.executable, "-c", OPENS, str(place)]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen([*run, name], stdin=pipe, stdout=pipe, text=True) for name in "abc"]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()

    assert sorted(process.communicate(timeout=300)[0] for process in processes) == ["1\n", "2\n", "3\n"]
    with opened(place.parent) as store:
        assert check(store) == []


def test_threads_that_read_see_whole_acts_only(tmp_path: Path) -> None:
    done = threading.Event()

    def torn_looks(store: Store) -> int:
        torn = 0
        while not done.is_set():
            newest = store.mentions.select(text("late"), order="-", limit=5)
            torn += sum(not store.cases.contains(doc_id=found["case"]) for found in newest)
        return torn

    with opened(tmp_path) as store, ThreadPoolExecutor(3) as readers:
        looks = [readers.submit(torn_looks, store) for _ in range(3)]
        for number in range(60):
            with store.act("jane", "case.open", NOON) as act:
                lead = store.mentions.insert(mention(number, "late", case=number + 1))
                act.case = store.cases.insert(a_case(lead=lead))
        done.set()

        assert [look.result() for look in looks] == [0, 0, 0]
        assert check(store) == []


def test_threads_that_write_take_turns(tmp_path: Path) -> None:
    def count_up(store: Store) -> None:
        for _ in range(25):
            with store.batch():
                (counter,) = store.sources.all()
                store.sources.update({"count": counter["count"] + 1}, where("name") == "all")

    with opened(tmp_path) as store, ThreadPoolExecutor(4) as writers:
        store.sources.insert({"name": "all", "count": 0})
        for done in [writers.submit(count_up, store) for _ in range(4)]:
            done.result()

        assert store.sources.all() == [{"name": "all", "count": 100}]


def test_a_store_closed_under_a_reader_is_said_in_words(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(600))
        reading = iter(store.mentions)
        next(reading)
        store.close()

        with pytest.raises(StoreError, match="the store is closed"):
            list(reading)
        with pytest.raises(StoreError, match="the store is closed"):
            store.mentions.insert(mention(1000))


def test_a_store_closed_under_a_thread_that_waits_to_write_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as other, ThreadPoolExecutor(1) as writers:
        with other.batch(), opened(tmp_path) as store:
            waiting = writers.submit(store.mentions.insert, mention(1))
            wait_until(lambda: len(store.engine.connections) == 2)
        with pytest.raises(StoreError, match="the store is closed"):
            waiting.result(timeout=90)

        assert len(other.mentions) == 0


def wait_until(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 90
    while not ready():
        assert time.monotonic() < until


def test_closing_while_others_read_crashes_nobody(tmp_path: Path) -> None:
    entered = threading.Barrier(4)

    def read_on(store: Store) -> str:
        entered.wait(10)
        try:
            while True:
                store.mentions.count(where("text").search("nothing of the kind"))
        except StoreError as error:
            return str(error)

    with ThreadPoolExecutor(3) as readers, opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(300))
        looks = [readers.submit(read_on, store) for _ in range(3)]
        entered.wait(10)
        store.close()

        assert all("closed" in look.result(timeout=90) for look in looks)
