"""Waiting for a screen without sleeping: for a condition, with a bound."""

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Any

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

PATIENCE = 90.0
"""Seconds after which a condition is taken never to come; only a broken program waits for so long."""


async def until(pilot: Pilot[Any], condition: Callable[[], bool], what: str | Callable[[], str] = "") -> None:
    """Let the app go on until the condition holds; fail, naming it as it is then, when it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not condition():
        assert loop.time() < end, f"never came: {(what() if callable(what) else what) or condition}"
        await calm(pilot)
        await asyncio.sleep(0.005)
    await calm(pilot)


async def calm(pilot: Pilot[Any]) -> None:
    """Let every widget do what it has been told, and what follows from that at once; and have it painted."""
    for _ in range(2):
        await pilot._wait_for_screen(PATIENCE)
        await asyncio.sleep(0)
        if pilot.app.screen_stack:
            pilot.app.screen._on_timer_update()


def key(name: str) -> Key:
    """Return a key as the terminal tells of it."""
    if len(name) == 1:
        return Key(name if name.isalnum() else _character_to_key(name), name)
    try:
        return Key(name, unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name))))
    except KeyError:
        return Key(name, None)
