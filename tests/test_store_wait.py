"""Whoever follows the store hears of every commit of others, in this process and out of it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casebook.errors import StoreError
from casebook.store.store import Store
from tests.store_samples import mention, opened

LONG = 120.0
"""Seconds nobody is expected to wait."""
ELSEWHERE = """
import sys
from pathlib import Path
from casebook.store.store import Store
store = Store(Path(sys.argv[1]))
sys.stdin.readline()
store.sources.insert({"name": "from afar"})
store.close()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def follower() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as found:
        yield found


def test_a_commit_of_another_process_is_heard(store: Store, follower: ThreadPoolExecutor) -> None:
    run = [sys.executable, "-c", ELSEWHERE, str(store.place)]
    with subprocess.Popen(run, stdin=subprocess.PIPE, text=True) as other:
        follower.submit(store.version).result()
        heard = follower.submit(store.wait, LONG)
        other.communicate("go\n", timeout=LONG)

    assert other.returncode == 0
    assert heard.result(timeout=LONG)
    assert store.sources.all() == [{"name": "from afar"}]


def test_a_commit_of_another_thread_is_heard(store: Store, follower: ThreadPoolExecutor) -> None:
    follower.submit(store.version).result()
    heard = follower.submit(store.wait, LONG)
    store.mentions.insert(mention(1))

    assert heard.result(timeout=LONG)


def test_nothing_is_missed_between_a_look_and_the_wait(store: Store, follower: ThreadPoolExecutor) -> None:
    seen = follower.submit(store.version).result()
    store.mentions.insert(mention(1))

    assert follower.submit(store.wait, LONG).result()
    assert follower.submit(store.version).result() != seen
    assert not follower.submit(store.wait, 0).result()


def test_where_nobody_commits_one_waits_in_vain(store: Store) -> None:
    store.version()
    store.mentions.insert(mention(1))  # one's own is no news

    assert not store.wait(0.01)


def test_what_was_rolled_back_is_no_news(store: Store, follower: ThreadPoolExecutor) -> None:
    follower.submit(store.version).result()
    store.mentions.insert(mention(1))
    assert follower.submit(store.wait, LONG).result()
    with pytest.raises(StoreError):
        store.mentions.insert_multiple([mention(2), mention(1)])

    assert not follower.submit(store.wait, 0.01).result()


def test_the_version_changes_with_ones_own_commit_too(store: Store) -> None:
    before = store.version()
    store.mentions.insert(mention(1))

    assert store.version() != before


def test_closing_wakes_those_who_wait(store: Store, follower: ThreadPoolExecutor) -> None:
    waiting = threading.Event()

    def follow() -> bool:
        store.version()
        waiting.set()
        return store.wait(LONG)

    heard = follower.submit(follow)
    assert waiting.wait(LONG)
    store.close()

    assert not heard.result(timeout=LONG)
    assert not store.wait(LONG)


def test_a_thread_that_ended_leaves_no_connection_behind(store: Store) -> None:
    for number in range(5):
        thread = threading.Thread(target=store.mentions.insert, args=(mention(number),))
        thread.start()
        thread.join()

    assert len(store.mentions) == 5
    assert len(store.engine.connections) <= 2
