"""Whose turn it is: hosts that want to be left alone, and those that all our questions stand in one line for.

A host limits an address, not a feed. So a pause it asks for holds for all sources that ask it; and where it
allows one request a minute, however many sources there are, the first in the line waits for the clock and the
others for the first.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casebook.frozen import frozen
from sources.address import here
from sources.clock import Clock

_REDDIT = 61.0
"""Seconds between two requests: one a minute is what it allows each address, measured in 2026."""


@frozen
class Line:
    """Who is asked as one."""

    key: str
    gap: float = 0.0
    """Seconds from the end of one question to the start of the next, whoever of us asks; 0 for no line."""


def line_of(host: str) -> Line:
    """Return the line in which a host is asked; all hosts of Reddit are one."""
    if host == "reddit.com" or host.endswith(".reddit.com"):
        return Line("reddit.com", _REDDIT)
    return Line(host)


@dataclass(slots=True)
class _Lane:
    """The way to one line's hosts."""

    line: Line
    first: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: datetime | None = None
    closed_until: datetime | None = None


class Turns:
    """Lets each wait for its turn; the waiting is the clock's, so that a test's clock will do."""

    def __init__(self, clock: Clock, lines: Callable[[str], Line] = line_of) -> None:
        """Make it.

        Args:
            clock: What time it is, and how it passes.
            lines: In which line a host is asked.
        """
        self._clock = clock
        self._lines = lines
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def at(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked; where there is a line, nobody else does meanwhile."""
        lane = self._lane(host)
        if not lane.line.gap:
            await self._until(lane)
            yield
            return
        async with lane.first:
            await self._until(lane)
            try:
                yield
            finally:
                lane.free_at = self._clock.now() + timedelta(seconds=lane.line.gap)

    def close(self, host: str, seconds: float, *, refused: bool) -> None:
        """Mind that a host wants to be left alone for so long.

        Args:
            host: Who said so; our own machine bears more than it says, except where there is a line for it.
            seconds: From now on.
            refused: Whether it was a refusal; what a good answer says counts for a whole line only.
        """
        lane = self._lane(host)
        if lane.line.gap or (refused and not here(host)):
            until = self._clock.now() + timedelta(seconds=seconds)
            lane.closed_until = max(until, lane.closed_until or until) if lane.line.gap else until

    def _lane(self, host: str) -> _Lane:
        line = self._lines(host)
        return self._lanes.setdefault(line.key, _Lane(line))

    async def _until(self, lane: _Lane) -> None:
        while (left := self._left(lane)) > 0:
            await self._clock.wait(asyncio.Event(), left)

    def _left(self, lane: _Lane) -> float:
        now = self._clock.now()
        times = [each for each in (lane.free_at, lane.closed_until) if each is not None]
        return max(((each - now).total_seconds() for each in times), default=0.0)
