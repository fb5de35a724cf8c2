"""What a line carries, together: one transaction a second, and a reader that is too fast waits."""

import asyncio

from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.source import Answer, Deliver, Health

EVERY = 1.0
"""Seconds for which mentions are gathered."""
_MOST = 1000
"""Mentions gathered at most; whoever brings more waits."""


class Batch:
    """Gathers mentions, and delivers them together; the cursor is left as it is."""

    def __init__(self, deliver: Deliver, *, every: float = EVERY) -> None:
        """Make it; nothing is delivered before `run`.

        Args:
            deliver: Takes what was gathered.
            every: Seconds for which is gathered.
        """
        self._deliver, self._every = deliver, every
        self._gathered: asyncio.Queue[tuple[Mention, bool]] = asyncio.Queue(_MOST)

    async def put(self, mention: Mention, *, beside: bool = False) -> None:
        """Take a mention; one that is of use only where we have it already stands beside the others."""
        await self._gathered.put((mention, beside))

    async def run(self) -> None:
        """Deliver what comes, until cancelled."""
        while True:
            found = [await self._gathered.get()]
            await asyncio.sleep(self._every)
            while not self._gathered.empty():
                found.append(self._gathered.get_nowait())
            told = tuple(each for each, beside in found if not beside)
            rest = tuple(each for each, beside in found if beside)
            await self._deliver(Answer(told, {}, Health(HealthKind.OK), beside=rest))
