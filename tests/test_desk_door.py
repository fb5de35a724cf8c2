"""The door of the dashboard: acts in my name, on disk when they are done, and word of what others do."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from casebook.case import Case
from casebook.store.store import Store
from desk import shelf
from desk.answering import note
from desk.desk import Desk, done
from desk.errors import Missing, Refused
from desk.intake import Taken, take_in
from desk.lenses import lenses
from desk.opening import claim, open_case
from desk.settings import Responder, Settings
from desk.undo import undo
from desk.views import case_view, queue_count, queue_rows
from tests.desk_world import NOON, after, complaint, playbook

ALL = lenses("dana")[0]


class Clock:
    """A clock that stands where it is put."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def place(tmp_path: Path) -> Path:
    return tmp_path / "amends.db"


@pytest.fixture
async def clock() -> Clock:
    return Clock()


@pytest.fixture
async def desk(place: Path, clock: Clock) -> AsyncIterator[Desk]:
    store = Store(place)
    settings = Settings(store=place, responder=Responder("dana"))
    made = Desk(settings, playbook(), store, clock)
    yield made
    made.close()
    store.close()


async def test_an_act_bears_my_name_and_the_time_of_the_clock(desk: Desk, clock: Clock) -> None:
    taken = arrived(desk)
    clock.now = after(5)
    case = await desk.do(open_case, desk.playbook, taken.id)
    found = await desk.ask(shelf.case, case)
    assert (desk.me, found.opened_by, found.opened_at) == ("dana", "dana", after(5))


async def test_what_is_done_can_be_seen_by_another_process_of_the_store(desk: Desk, place: Path) -> None:
    taken = arrived(desk)
    case = await desk.do(open_case, desk.playbook, taken.id)
    other = Store(place)
    assert shelf.case(other, case).lead == taken.id
    other.close()


async def test_a_refusal_arrives_as_the_error_it_is(desk: Desk) -> None:
    taken = arrived(desk)
    case = await desk.do(open_case, desk.playbook, taken.id)
    with elsewhere(desk) as other:
        claim(other, playbook(), case, by="eve", now=NOON)
    with pytest.raises(Refused, match="eve has case"):
        await desk.do(claim, desk.playbook, case)


@contextmanager
def elsewhere(desk: Desk) -> Iterator[Store]:
    """Lend the store as another process has it."""
    other = Store(desk.settings.store)
    yield other
    other.close()


def arrived(desk: Desk) -> Taken:
    with elsewhere(desk) as other:
        return take_in(other, playbook(), [complaint()], NOON)[0]


class Gate:
    """An act that keeps the writer busy until it is let through."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self, store: Store, *, by: str, now: datetime) -> None:
        self.begun.set()
        self.open.wait()


async def left_alone(desk: Desk, gate: Gate, *acts: "asyncio.Task[int]") -> None:
    """Close the screens that asked for these acts before the writer has begun with them."""
    await asyncio.sleep(0)
    for each in acts:
        each.cancel()
    await asyncio.gather(*acts, return_exceptions=True)
    assert all(each.cancelled() for each in acts)
    gate.open.set()


async def held_up(desk: Desk) -> tuple[int, Gate, "asyncio.Task[None]"]:
    """Return a case, and what keeps the writer busy."""
    taken = arrived(desk)
    case, gate = await desk.do(open_case, desk.playbook, taken.id), Gate()
    first = asyncio.create_task(desk.do(gate))
    await asyncio.to_thread(gate.begun.wait)
    return case, gate, first


async def test_an_act_is_done_though_the_screen_that_asked_has_closed(desk: Desk) -> None:
    case, gate, first = await held_up(desk)
    await left_alone(desk, gate, asyncio.create_task(desk.do(note, case, "ring her back")))
    await first
    await desk.do(note, case, "later")
    view = await desk.ask(case_view, case, desk.me)
    assert [each.text for each in view.notes] == ["ring her back", "later"]


async def test_what_fails_after_its_screen_has_closed_is_told_to_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    case, gate, first = await held_up(desk)
    await left_alone(desk, gate, asyncio.create_task(desk.do(note, case, "  ")))
    await first
    await desk.do(note, case, "later")
    (told,) = caplog.messages
    assert told == "an act failed after its screen had closed: the note is empty"


async def test_it_is_told_once_and_nobody_complains_that_it_was_not_heard(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work: Future[int] = Future()
    asked = asyncio.create_task(done(work))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    work.set_exception(Refused("nothing was taken back"))
    await asyncio.sleep(0)
    del work, asked
    gc.collect()
    await asyncio.sleep(0)
    assert caplog.messages == ["an act failed after its screen had closed: nothing was taken back"]


async def test_closing_the_desk_waits_for_what_is_being_written(tmp_path: Path, clock: Clock) -> None:
    store = Store(tmp_path / "amends.db")
    desk = Desk(Settings(store=store.place, responder=Responder("dana")), playbook(), store, clock)
    case, gate, first = await held_up(desk)
    asked = asyncio.create_task(desk.do(note, case, "ring her back"))
    await asyncio.sleep(0)
    closing = asyncio.create_task(asyncio.to_thread(desk.close))
    gate.open.set()
    await closing
    assert [each.text for each in case_view(store, case, "dana").notes] == ["ring her back"]
    await asyncio.gather(first, asked)
    store.close()


async def test_a_look_of_many_steps_sees_one_state_of_the_store(desk: Desk) -> None:
    case = await desk.do(open_case, desk.playbook, arrived(desk).id)

    def steps(store: Store) -> tuple[Case, Case]:
        first = shelf.case(store, case)
        with elsewhere(desk) as other:
            undo(other, by="dana", now=after(1))
        return first, case_view(store, case, "dana").case

    first, second = await desk.ask(steps)
    assert first == second
    with pytest.raises(Missing):
        await desk.ask(case_view, case, "dana")


async def test_the_desk_hears_when_somebody_else_commits(desk: Desk, place: Path) -> None:
    hearing = asyncio.create_task(desk.wait_for_change())
    await asyncio.sleep(0)
    other = Store(place)
    while not hearing.done():
        take_in(other, playbook(), [complaint(str(await desk.ask(queue_count, ALL)))], NOON)
        await asyncio.wait([hearing], timeout=0.1)
    assert await hearing
    assert await desk.ask(queue_rows, ALL)
    other.close()


async def test_closing_ends_the_waiting(tmp_path: Path, clock: Clock) -> None:
    store = Store(tmp_path / "amends.db")
    desk = Desk(Settings(store=store.place), playbook(), store, clock)
    waiting = asyncio.create_task(desk.wait_for_change())
    await asyncio.sleep(0)
    await asyncio.to_thread(desk.close)
    assert not await waiting
    store.close()
