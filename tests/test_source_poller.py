"""The poller, with a clock that only moves when everybody waits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.kinds import HealthKind
from sources.clock import WallClock
from sources.errors import Unreachable
from sources.pace import CEILING
from sources.poller import Poller
from sources.source import Answer, Cursor, Health
from tests.feed_samples import NOW

WELL = Health(HealthKind.OK)
BROKEN = Health(HealthKind.ERROR, "it is broken")


@dataclass
class Sleeper:
    """Somebody who waits."""

    at: datetime
    bell: asyncio.Event
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class HandClock:
    """A clock moved by hand."""

    time: datetime = NOW
    sleepers: list[Sleeper] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        sleeper = Sleeper(self.time + timedelta(seconds=seconds), bell)
        self.sleepers.append(sleeper)
        tasks = [asyncio.create_task(each.wait()) for each in (sleeper.done, bell)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.sleepers.remove(sleeper)
            for task in tasks:
                task.cancel()

    async def pass_by(self, seconds: float) -> None:
        """Let time pass, waking everybody in their turn."""
        end = self.time + timedelta(seconds=seconds)
        await settle()
        while due := [each for each in self.sleepers if each.at <= end]:
            first = min(due, key=lambda each: each.at)
            self.time = max(self.time, first.at)
            first.done.set()
            await settle()
        self.time = end


async def settle() -> None:
    """Let everybody do what they can do now."""
    for _ in range(30):
        await asyncio.sleep(0)


@dataclass
class Scripted:
    """A source that answers by a script; the last answer is given for ever."""

    name: str
    script: list[Answer | Exception | None]
    """None is an answer that never comes."""
    every: float = 60
    host: str = "forum.example"
    asked: list[datetime] = field(default_factory=list)
    cursors: list[Mapping[str, Any]] = field(default_factory=list)

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        self.asked.append(now)
        self.cursors.append(cursor)
        answer = self.script[min(len(self.asked), len(self.script)) - 1]
        if answer is None:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        assert answer is not None
        return answer

    def seconds(self) -> list[float]:
        return [round((each - NOW).total_seconds()) for each in self.asked]


@dataclass
class Book:
    kept: list[tuple[str, Answer]] = field(default_factory=list)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    broken: int = 0
    """How many times it fails first."""

    def cursor(self, name: str) -> Cursor:
        return self.cursors.get(name, {})

    async def delivered(self, name: str, answer: Answer, now: datetime) -> None:
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is full")
        self.kept.append((name, answer))
        self.cursors[name] = answer.cursor


def said(health: Health = WELL, pause: float | None = None, **cursor: Any) -> Answer:
    return Answer((), cursor, health, pause)


@asynccontextmanager
async def polling(
    *sources: Scripted,
    book: Book | None = None,
    chance: Callable[[], float] = lambda: 0.5,
    resting: Mapping[str, datetime] | None = None,
) -> AsyncIterator[tuple[Poller, HandClock, Book]]:
    clock, kept = HandClock(), book or Book()
    poller = Poller(sources, kept, clock=clock, chance=chance, resting=resting)
    running = asyncio.create_task(poller.run())
    try:
        yield poller, clock, kept
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert clock.sleepers == [], "nobody is left waiting"


async def test_each_source_is_asked_at_once_and_then_at_its_own_pace() -> None:
    often, seldom = Scripted("often", [said()], every=60), Scripted("seldom", [said()], every=300)
    async with polling(often, seldom) as (_, clock, _):
        await clock.pass_by(310)
    assert often.seconds() == [0, 60, 120, 180, 240, 300]
    assert seldom.seconds() == [0, 300]


async def test_a_source_is_asked_with_the_cursor_it_gave() -> None:
    source = Scripted("a", [said(mark=1), said(mark=2)])
    async with polling(source) as (_, clock, _):
        await clock.pass_by(125)
    assert source.cursors == [{}, {"mark": 1}, {"mark": 2}]


async def test_a_source_that_hangs_holds_up_nobody() -> None:
    hanging, other = Scripted("hanging", [None]), Scripted("other", [said()])
    async with polling(hanging, other) as (_, clock, _):
        await clock.pass_by(300)
    assert (len(hanging.asked), len(other.asked)) == (1, 6)


async def test_a_source_that_fails_is_asked_ever_more_slowly_and_never_given_up() -> None:
    source = Scripted("bad", [said(BROKEN)], every=900)
    async with polling(source) as (_, clock, _):
        await clock.pass_by(14 * 86_400)
    gaps = [
        (later - earlier).total_seconds()
        for earlier, later in zip(source.asked, source.asked[1:], strict=False)
    ]
    assert gaps[:5] == [900, 1800, 3600, 7200, 14400]
    assert set(gaps[5:]) == {CEILING}
    assert len(gaps) > 50


async def test_after_a_recovery_the_pace_is_its_own_again() -> None:
    source = Scripted("a", [said(BROKEN), said(BROKEN), said(BROKEN), said()])
    async with polling(source) as (_, clock, _):
        await clock.pass_by(60 + 120 + 240 + 60 + 60 + 5)
    assert source.seconds() == [0, 60, 180, 420, 480, 540]


@pytest.mark.parametrize("wrong", [Unreachable("nobody is there"), ValueError("token=hush"), KeyError("x")])
async def test_what_goes_wrong_in_a_source_becomes_its_health(
    wrong: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    source, other = Scripted("bad", [wrong, said(mark=1)]), Scripted("good", [said()])
    async with polling(source, other, book=Book(cursors={"bad": {"mark": 0}})) as (_, clock, book):
        await clock.pass_by(65)
    told = [answer for name, answer in book.kept if name == "bad"]
    assert (told[0].health.kind, told[0].cursor) == (HealthKind.ERROR, {"mark": 0})
    assert told[1].health == WELL
    assert len(other.asked) == 2
    assert "hush" not in caplog.text + told[0].health.say


async def test_an_answer_that_could_not_be_kept_is_asked_for_again() -> None:
    source = Scripted("a", [said(mark=1)])
    async with polling(source, book=Book(broken=2)) as (_, clock, book):
        await clock.pass_by(60 + 120 + 5)
    assert source.cursors[:3] == [{}, {}, {}]
    assert len(book.kept) == 1


async def test_a_server_is_left_alone_as_long_as_it_wishes() -> None:
    limited = Health(HealthKind.RATE_LIMITED, "wait", until=NOW + timedelta(seconds=500))
    source = Scripted("a", [said(limited), said(pause=200.0), said()])
    async with polling(source) as (poller, clock, _):
        await clock.pass_by(100)
        poller.ask_now()
        await clock.pass_by(350)
        assert source.seconds() == [0], "no hurry of ours shortens it"
        await clock.pass_by(350)
    assert source.seconds() == [0, 500, 700, 760]


async def test_a_host_that_wants_a_pause_is_left_alone_by_all_its_sources() -> None:
    limited = said(Health(HealthKind.RATE_LIMITED, "wait", until=NOW + timedelta(seconds=400)))
    first, same = Scripted("first", [limited, said()]), Scripted("same host", [said()], every=100)
    other = Scripted("other host", [said()], host="other.example", every=100)
    async with polling(first, same, other) as (_, clock, _):
        await clock.pass_by(405)
    assert other.seconds() == [0, 100, 200, 300, 400]
    assert first.seconds() == [0, 400]
    assert same.seconds() in ([0, 400], [400]), "it may have been on its way already"


async def test_ask_now_asks_now() -> None:
    one, other = Scripted("one", [said()], every=900), Scripted("other", [said()], every=900)
    async with polling(one, other) as (poller, clock, _):
        await clock.pass_by(10)
        poller.ask_now("one")
        await clock.pass_by(10)
        poller.ask_now()
        await clock.pass_by(10)
    assert (one.seconds(), other.seconds()) == ([0, 10, 20], [0, 20])


async def test_chance_parts_sources_that_would_march_in_step() -> None:
    chances = iter([0.0, 1.0, 0.5, 0.5, 0.5, 0.5])
    one, other = Scripted("one", [said()], every=100), Scripted("other", [said()], every=100)
    async with polling(one, other, chance=lambda: next(chances)) as (_, clock, _):
        await clock.pass_by(115)
    assert (one.seconds(), other.seconds()) == ([0, 90], [0, 110])


async def test_the_real_clock_wakes_at_the_bell_and_at_the_time() -> None:
    clock, bell = WallClock(), asyncio.Event()
    assert clock.now().tzinfo is UTC
    await clock.wait(bell, 0.01)
    bell.set()
    async with asyncio.timeout(5):
        await clock.wait(bell, 1000)


async def test_a_few_sources_are_asked_first_and_the_others_once_one_has_answered() -> None:
    slow, rest = (
        [Scripted(f"slow{n}", [None]) for n in range(3)],
        [Scripted(f"s{n}", [said()]) for n in range(9)],
    )
    async with polling(*slow, rest[0], *rest[1:]) as (_, clock, _):
        await clock.pass_by(0)
        assert {tuple(each.seconds()) for each in rest} == {(0,)}


async def test_where_the_first_few_hang_the_others_wait_for_two_seconds() -> None:
    slow, rest = (
        [Scripted(f"slow{n}", [None]) for n in range(4)],
        [Scripted(f"s{n}", [said()]) for n in range(9)],
    )
    async with polling(*slow, *rest) as (_, clock, _):
        await clock.pass_by(1.9)
        assert not any(each.asked for each in rest)
        await clock.pass_by(0.2)
        assert {tuple(each.seconds()) for each in rest} == {(2,)}


async def test_what_is_there_already_is_had_at_once_and_kept_piece_by_piece() -> None:
    some = Answer((), {"read": 1}, WELL, more=True)
    source = Scripted("a", [some, said(read=2)])
    async with polling(source) as (_, clock, book):
        await clock.pass_by(1)
    assert (source.seconds(), [answer.cursor for _, answer in book.kept]) == (
        [0, 0],
        [{"read": 1}, {"read": 2}],
    )


async def test_a_source_that_must_wait_longer_says_when_it_is_asked_again() -> None:
    source = Scripted("bad", [said(BROKEN), said(BROKEN), said()], every=60)
    async with polling(source) as (_, clock, book):
        await clock.pass_by(190)
    told = [answer.again for _, answer in book.kept]
    assert told == [NOW + timedelta(seconds=60), NOW + timedelta(seconds=180), None]
