"""A look that takes long holds nobody up, and ends when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casebook.errors import Overtaken
from casebook.store.store import Store
from desk.desk import Desk
from desk.settings import Responder, Settings
from tests.desk_world import NOON, playbook
from tests.store_samples import opened

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


class Slow:
    """A look that SQLite would never bring to an end."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()
        self.why: BaseException | None = None

    def __call__(self, store: Store) -> None:
        self.begun.set()
        try:
            store.engine.ask(ENDLESS)
        except BaseException as error:
            self.why = error
            raise
        finally:
            self.ended.set()

    async def overtaken(self) -> bool:
        """Whether it ends, and as one that nobody waits for."""
        await asyncio.to_thread(self.ended.wait, 30)
        return isinstance(self.why, Overtaken)


def tops(store: Store) -> int:
    """A look of one step."""
    return store.mentions.top()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    settings = Settings(store=tmp_path / "amends.db", responder=Responder("dana"))
    store = Store(settings.store)
    desk = Desk(settings, playbook(), store, lambda: NOON)
    yield desk
    await asyncio.to_thread(desk.close)
    store.close()


async def begun(desk: Desk) -> "tuple[Slow, asyncio.Task[None]]":
    slow = Slow()
    task = asyncio.create_task(desk.search(slow))
    await asyncio.to_thread(slow.begun.wait)
    return slow, task


async def test_a_search_that_does_not_end_delays_no_other_look(desk: Desk) -> None:
    slow, _task = await begun(desk)

    assert await desk.ask(tops) == 0
    assert await desk.search(tops) == 0
    assert not slow.ended.is_set()


async def test_a_look_that_nobody_waits_for_any_more_ends(desk: Desk) -> None:
    slow, task = await begun(desk)

    task.cancel()

    assert await slow.overtaken()
    for _ in range(5):  # and leaves its thread as it was
        assert await desk.search(tops) == 0


async def test_a_look_that_waits_its_turn_is_not_even_begun_when_nobody_waits_for_it(desk: Desk) -> None:
    running = [await begun(desk) for _ in range(3)]
    waiting = Slow()
    task = asyncio.create_task(desk.search(waiting))
    await asyncio.sleep(0)

    task.cancel()
    for slow, other in running:
        other.cancel()
        assert await slow.overtaken()

    assert await desk.search(tops) == 0
    assert not waiting.begun.is_set()


async def test_closing_the_desk_ends_what_is_looked_for(desk: Desk) -> None:
    slow, task = await begun(desk)

    await asyncio.to_thread(desk.close)

    assert await slow.overtaken()
    with pytest.raises(Overtaken):
        await task


def test_what_nobody_waits_for_leaves_the_thread_as_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with pytest.raises(Overtaken), store.snapshot(overtaken=lambda: True):
            store.mentions.top()

        with store.snapshot():
            assert store.mentions.top() == 0
