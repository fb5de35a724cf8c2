"""What time it is, and how it passes: an argument of whoever waits, so that a test's clock will do."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from casebook.clock import utc_now


class Clock(Protocol):
    """What time it is, and how it passes."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        """Return when the bell rings, or after so many seconds."""


class WallClock:
    """The real one."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return utc_now()

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        """Return when the bell rings, or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for forgets that it is called off when the bell rings
                await bell.wait()
