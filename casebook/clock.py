"""The one place where the real time is read. Everything else is told what now is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives now, aware UTC."""


def utc_now() -> datetime:
    """Return the real time, for the outermost edge only: commands and the application."""
    return datetime.now(UTC)
