"""Asks every source at its own pace, one loop each: a slow one holds up nobody, none is ever given up."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casebook.kinds import HealthKind
from sources.clock import Clock, WallClock
from sources.errors import SourceError
from sources.listening import Listening
from sources.pace import Wait, failures_after, wait_after
from sources.source import Answer, Book, Cursor, Health, Listens, Source, failed
from sources.turns import Line, Turns, line_of

_LOG = logging.getLogger(__name__)

_FEW = 4
"""Sources that are asked before the others."""
_HEAD_START = 2.0
"""Seconds the others wait for the first answer at most."""


@dataclass(slots=True)
class _Round:
    """One source and how it has been going."""

    source: Source
    rests: datetime | None
    """Until when it asked to be left alone before we began."""
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    failures: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Whoever has it may have an answer of the source kept."""
    line: Listening | None = None
    """Where the source also tells by itself, while that is listened to."""


class Poller:
    """Asks sources until it is cancelled."""

    def __init__(
        self,
        sources: Iterable[Source],
        book: Book,
        *,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        resting: Mapping[str, datetime] | None = None,
        lines: Callable[[str], Line] = line_of,
    ) -> None:
        """Make it; nothing is asked before `run`.

        Args:
            sources: Whom to ask, by different names.
            book: Where cursors come from, and where answers go.
            clock: None for the real one.
            chance: Gives numbers from 0 to 1, for the jitter.
            resting: By a source's name, until when it asked to be left alone, whoever asked it then.
            lines: In which line each host is asked.
        """
        until = resting or {}
        self._rounds = {source.name: _Round(source, until.get(source.name)) for source in sources}
        self._book = book
        self._clock = clock or WallClock()
        self._turns = Turns(self._clock, lines)
        self._chance = chance
        self._going = asyncio.Event()
        """Set when something has been kept."""

    async def run(self) -> None:
        """Ask every source as soon as may be, and from then on each at its own pace, until cancelled."""
        async with asyncio.TaskGroup() as group:
            async for each in self._in_turn():
                if isinstance(each.source, Listens):
                    line = Listening(each.source, each.source, turn=each.turn, bell=each.bell)
                    each.line = line
                    group.create_task(line.run(self._book, self._clock, self._chance))
                group.create_task(self._keep_asking(each), name=f"asking {each.source.name}")

    async def once(self) -> None:
        """Ask every source a single time, side by side, and return when all have answered or failed.

        One that asked to be left alone is.
        """
        async with asyncio.TaskGroup() as group:
            async for each in self._in_turn():
                if self._still(each.rests) <= 0:
                    group.create_task(self._ask(each), name=f"asking {each.source.name} once")

    async def _in_turn(self) -> AsyncIterator[_Round]:
        """Give a few sources, and the others once one has answered: else all would answer late together."""
        rounds = list(self._rounds.values())
        for each in rounds[:_FEW]:
            yield each
        if rounds[_FEW:]:
            await self._clock.wait(self._going, _HEAD_START)
        for each in rounds[_FEW:]:
            yield each

    def ask_now(self, name: str | None = None) -> None:
        """Ask a source, or all of them, without waiting for their time; a server's own wish is still kept.

        Must be called on the poller's own loop.
        """
        for each in self._rounds.values():
            if name is None or each.source.name == name:
                each.bell.set()

    async def _keep_asking(self, each: _Round) -> None:
        await self._rest(each, Wait(rest := self._still(each.rests), rest))
        while True:
            wait = await self._ask(each)
            await self._rest(each, wait)

    async def _ask(self, each: _Round) -> Wait:
        """Ask in its turn until there is no more to be had, and return how long to wait."""
        async with self._turns.at(each.source.host):
            each.bell.clear()
            while True:
                answer, wait = await self._asked(each)
                if not answer.more:
                    return wait

    async def _asked(self, each: _Round) -> tuple[Answer, Wait]:
        async with each.turn:
            return await self._asked_alone(each)

    async def _asked_alone(self, each: _Round) -> tuple[Answer, Wait]:
        source, begun, failures = each.source, self._clock.now(), each.failures
        try:
            answer = await _answer(source, self._book.cursor(source.name), begun)
            answer = each.line.beside(answer) if each.line else answer
            wait = self._pace(each, answer, failures)
            again = self._again(each, wait) if each.failures else None
            await self._book.delivered(source.name, replace(answer, again=again), begun)
        except Exception as error:  # the worker edge: nothing was kept, so it is all asked for again
            _LOG.error("the answer of %s could not be kept: %s", source.name, type(error).__name__)
            answer = Answer((), {}, Health(HealthKind.ERROR))
            return answer, self._pace(each, answer, failures)
        if answer.health.kind.well:
            self._going.set()
        return answer, wait

    def _pace(self, each: _Round, answer: Answer, before: int) -> Wait:
        """Return how long to wait after an answer; `before` it the source had failed so often in a row."""
        source, now = each.source, self._clock.now()
        each.failures = failures_after(answer.health, before)
        wait = wait_after(answer, source.every, each.failures, self._chance(), now)
        if wait.least > 0:
            limited = answer.health.kind is HealthKind.RATE_LIMITED
            self._turns.close(source.host, wait.least, refused=limited)
        return wait

    def _again(self, each: _Round, wait: Wait) -> datetime:
        """Return when a source is asked again: after its wait, or when its line is opened before that."""
        now = self._clock.now()
        soonest, latest = (now + timedelta(seconds=seconds) for seconds in (wait.least, wait.seconds))
        opens = each.line.opens_at if each.line else None
        return latest if opens is None else max(soonest, min(latest, opens))

    def _still(self, until: datetime | None) -> float:
        """Return the seconds until a time; none where there is none, or it has passed."""
        return max((until - self._clock.now()).total_seconds(), 0.0) if until is not None else 0.0

    async def _rest(self, each: _Round, wait: Wait) -> None:
        if wait.least > 0:
            await self._clock.wait(asyncio.Event(), wait.least)
        if wait.seconds > wait.least:
            await self._clock.wait(each.bell, wait.seconds - wait.least)


async def _answer(source: Source, cursor: Cursor, now: datetime) -> Answer:
    try:
        return await source.fetch(cursor, now)
    except SourceError as error:
        return failed(error, cursor)
    except Exception as error:  # the worker edge: one source's mistake is that source's health
        _LOG.error("%s failed in an unexpected way: %s", source.name, type(error).__name__)
        return Answer((), cursor, Health(HealthKind.ERROR, f"something broke ({type(error).__name__})"))
