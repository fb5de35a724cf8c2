"""A platform that must first find out how it is asked, and remembers it beside how far it was read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sources.platform import Platform
from sources.roll import Roll, Settings
from sources.source import Answer, Cursor

_KEY = "learnt"


class Learns(Platform, Protocol):
    """A platform with ways of asking, tried one after another."""

    learnt: dict[str, int]
    """The way that works, by what it works for."""


class Learning(Roll):
    """A source whose cursor also holds what its platform has learnt."""

    def __init__(self, name: str, settings: Settings, platform: Learns) -> None:
        """Make it.

        Args:
            name: Our own name of it.
            settings: Where it is asked, how often, and how far back.
            platform: How it is asked and read.
        """
        super().__init__(name, settings, platform)
        self._pupil = platform

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once, in the way that worked the last time."""
        self._pupil.learnt = _learnt(cursor.get(_KEY))
        answer = await super().fetch(cursor, now)
        return replace(answer, cursor={**answer.cursor, _KEY: dict(self._pupil.learnt)})


def _learnt(stored: object) -> dict[str, int]:
    if not isinstance(stored, Mapping):
        return {}
    return {key: way for key, way in stored.items() if isinstance(key, str) and type(way) is int}
