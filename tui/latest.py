"""Reading for whoever asked last: at once after a rest, and now and then while asking goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Of many wishes only the newest is fulfilled, one at a time, with a pause after each.

    One worker runs it for as long as its screen stands, so that a held key costs no worker at every beat.
    """

    pause = 0.09
    """Seconds between two readings while wishes keep coming."""

    def __init__(self, read: Callable[[T], Awaitable[None]]) -> None:
        self._read = read
        self._wish: T | None = None
        self._bell = asyncio.Event()
        self.at_work = False
        """Whether a wish waits, or is being fulfilled."""

    def want(self, wish: T) -> None:
        """Wish for something to be read; a wish that still waits is dropped for it."""
        self._wish, self.at_work = wish, True
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
                await asyncio.sleep(self.pause)
