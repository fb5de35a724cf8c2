"""The times strangers write, as aware UTC: exact, a day, or none."""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from time import struct_time

from casebook.kinds import Precision

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nobody complained on the web before; an earlier time is an empty field in disguise."""
_AHEAD = timedelta(minutes=10)
"""How far another clock may be ahead of ours."""
_DAY_ONLY = re.compile(r"\d{4}-?\d\d-?\d\d|(?:\w{3},?\s+)?\d{1,2}\s+\w+\s+\d{2,4}")
_MILLISECONDS = 100_000_000_000
"""A larger number counts milliseconds: seconds would lie beyond the year 5000."""


def from_iso(text: str) -> datetime | None:
    """Return an ISO 8601 time or day as aware UTC; without a zone it is taken as UTC. None if it is none."""
    try:
        when = datetime.fromisoformat(text.strip())
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def from_epoch(number: float) -> datetime | None:
    """Return seconds or milliseconds since 1970 as aware UTC, told apart by size; None beyond reason."""
    try:
        return datetime.fromtimestamp(number / 1000 if abs(number) >= _MILLISECONDS else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def from_struct(parts: struct_time | None) -> datetime | None:
    """Return what feedparser reads from a date, as aware UTC."""
    if parts is None:
        return None
    try:
        return from_epoch(timegm(parts))
    except (ValueError, OverflowError, TypeError):
        return None


def believed(when: datetime | None, now: datetime | None = None) -> datetime | None:
    """Return a time somebody can have written at; None for one before the web, or in the future."""
    if when is None or when < _EARLIEST or (now is not None and when > now + _AHEAD):
        return None
    return when


def precision_of(text: str) -> Precision:
    """Return how much a written date says."""
    return Precision.DAY if _DAY_ONLY.fullmatch(text.strip()) else Precision.EXACT
