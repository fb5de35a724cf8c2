"""Sources that tell by themselves: a line is held open beside the askings, and opened anew when it breaks.

Each time a line opens, its source is asked at once for what was said meanwhile; so whatever the line carries,
askings alone bring everything, only later. One answer at a time is kept, whoever brought it, with its cursor.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from casebook.kinds import HealthKind
from sources.clock import Clock
from sources.errors import SourceError
from sources.pace import line_wait
from sources.source import Answer, Book, Health, Listens, Source, failed

_LOG = logging.getLogger(__name__)

_STOOD = 60.0
"""Seconds after which a line that breaks was a good one."""


class Listening:
    """The line of one source."""

    def __init__(self, source: Source, told: Listens, *, turn: asyncio.Lock, bell: asyncio.Event) -> None:
        """Make it; nothing is opened before `run`.

        Args:
            source: Whom it belongs to.
            told: The same, as something that tells by itself.
            turn: Whoever has it may have an answer kept.
            bell: Has the source asked at once.
        """
        self._source, self._told, self._turn, self._bell = source, told, turn, bell
        self._asked = Health(HealthKind.OK)
        """How the source was when it was last asked."""
        self._trouble: Health | None = None
        """Why the line is broken; None while it is open, or was not yet tried."""
        self._open = False
        self.opens_at: datetime | None = None
        """When it is opened again, and the source asked with it; None while it is open, or not yet broken."""

    def beside(self, answer: Answer) -> Answer:
        """Return what an asking brought, with what is wrong with the line where nothing else is."""
        self._asked = answer.health
        if self._trouble is None or not answer.health.kind.well:
            return answer
        say = f"it tells nothing by itself, and is only asked: {self._trouble.say}"
        return replace(answer, health=Health(HealthKind.PARTIAL, say, do=self._trouble.do))

    async def run(self, book: Book, clock: Clock, chance: Callable[[], float]) -> None:
        """Listen until cancelled; a line that breaks is opened again, later each time."""
        failures = 0
        while True:
            begun = clock.now()
            broken = await self._listen(book, clock)
            stood = (clock.now() - begun).total_seconds() > _STOOD
            failures = 1 if stood else failures + 1
            _LOG.info("the line to %s is broken: %s", self._source.name, broken.health.say)
            wait = line_wait(broken, failures, chance(), clock.now())
            self._trouble, self._open = broken.health, False
            self.opens_at = clock.now() + timedelta(seconds=wait)
            self._bell.set()
            await clock.wait(asyncio.Event(), wait)

    async def _listen(self, book: Book, clock: Clock) -> Answer:
        """Listen until the line breaks, and return what it broke by."""

        async def deliver(answer: Answer) -> None:
            self._trouble = self.opens_at = None
            if not self._open:
                self._open = True
                self._bell.set()
            async with self._turn:
                cursor = answer.cursor or book.cursor(self._source.name)
                health = answer.health if self._asked.kind.well else self._asked
                await book.delivered(
                    self._source.name, replace(answer, cursor=cursor, health=health), clock.now()
                )

        try:
            await self._told.listen(book.cursor(self._source.name), deliver)
        except SourceError as error:
            return failed(error, {})
        except Exception as error:  # the worker edge: what broke it, or could not be kept, is its health
            _LOG.error("listening to %s failed: %s", self._source.name, type(error).__name__)
            return Answer((), {}, Health(HealthKind.ERROR, f"something broke ({type(error).__name__})"))
        return Answer((), {}, Health(HealthKind.ERROR, f"{self._source.host} closed the line"))
