"""Waiting for what rings no bell a test could hear."""

import asyncio
import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds until a condition must have come true; only a broken program takes so long."""


async def until(there: Callable[[], object], what: str = "it") -> None:
    """Wait until something is so, while the servers of this test go on."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, f"still waiting for {what}"
        await asyncio.sleep(0.005)
