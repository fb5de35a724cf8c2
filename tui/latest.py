"""Reading for whoever asked last: at once for a single move, and after a rest where moves stream."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from math import inf
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Of many wishes only the newest is fulfilled, one at a time; what is only passed is never read.

    One worker runs it for as long as its screen stands, so that a held key costs no worker at every beat.
    """

    rest = 0.15
    """Seconds for which the newest wish must have stood where it followed another sooner than that."""

    def __init__(self, read: Callable[[T], Awaitable[None]]) -> None:
        self._read = read
        self._wish: T | None = None
        self._bell = asyncio.Event()
        self._resting: asyncio.TimerHandle | None = None
        self._about: Hashable = None
        self._moved = -inf
        self.at_work = False
        """Whether a wish waits, or is being fulfilled."""

    def want(self, wish: T, about: Hashable) -> bool:
        """Wish for something to be read; a wish that still waits is dropped for it.

        Args:
            wish: What to read.
            about: What it is about: to wish again for the same is no move.

        Returns:
            Whether it is read at once.
        """
        self._wish, self.at_work = wish, True
        if about != self._about:
            now, before = monotonic(), self._moved
            self._about, self._moved = about, now
            self._stay()
            if now < before + self.rest:
                self._resting = asyncio.get_running_loop().call_later(self.rest, self.hurry)
        if self._resting is None:
            self._bell.set()
        return self._resting is None

    def needless(self, about: Hashable) -> bool:
        """Return whether a move needs no reading, as all is known of what it leads to.

        It does need it where something is still to be read, and where moves stream: what they only pass is
        not to be shown. Then it is to be wished for.
        """
        now = monotonic()
        if self.at_work or (about != self._about and now < self._moved + self.rest):
            return False
        self._about, self._moved = about, now
        return True

    def hurry(self) -> None:
        """Read now what has been wished for: somebody waits for it."""
        self._stay()
        if self._wish is not None:
            self._bell.set()

    async def run(self) -> None:
        """Fulfil wishes for ever."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            wish, self._wish = self._wish, None
            if wish is not None:
                await self._read(wish)
                self.at_work = self._wish is not None

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
