"""Waiting for a screen without sleeping: for a condition, with a bound."""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

PATIENCE = 90.0
"""Seconds after which a condition is taken never to come; only a broken program waits for so long."""


async def until(pilot: Pilot[Any], condition: Callable[[], bool], what: str | Callable[[], str] = "") -> None:
    """Let the app go on until the condition holds; fail, naming it as it is then, when it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not condition():
        assert loop.time() < end, f"never came: {(what() if callable(what) else what) or condition}"
        await pilot.pause(0.01)
    await pilot.pause()
