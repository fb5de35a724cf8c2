"""When to look again, as people say it: "2h", "tomorrow", "fri 9:00", "3d"."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MORNING = time(9)
"""What a day without a time of day means."""
SUGGESTED = ("24h", "7d", "30d")
"""When a ripple is worth a look: the next day, the next week, the next month (rule R1)."""

_FAR = timedelta(days=3660)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(?:\d{1,5}\s*[mhdw]\s*){1,4}")
_PART = re.compile(r"(\d+)\s*([mhdw])")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def due_at(said: str, now: datetime, zone: tzinfo | None = None) -> datetime | None:
    """Return the moment somebody means, aware UTC; None where it cannot be told or is over.

    Args:
        said: A span ("90m", "2h 30m", "3d", "1w"), or a day ("today", "tomorrow", "fri", "2026-12-24"), a
            time of day ("9", "9:30", "5pm"), or both. A day alone means its morning, a time alone the
            next such time.
        now: Aware.
        zone: Whose days and hours are meant; None: this machine's.
    """
    words = " ".join(said.casefold().split())
    if _SPAN.fullmatch(words):
        span = _span(words)
        return now.astimezone(UTC) + span if timedelta() < span <= _FAR else None
    return _named(words, now, zone) if words else None


def _named(words: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    day, _, clock = words.partition(" ")
    if not clock and _time(day) is not None:
        day, clock = "", day
    at = _time(clock) if clock else MORNING
    return None if at is None else _day_and_time(day, at, now, zone)


def _day_and_time(day: str, at: time, now: datetime, zone: tzinfo | None) -> datetime | None:
    today = now.astimezone(zone).date()
    dates = _dates(day, today)
    moments = (_moment(each, at, zone) for each in dates)
    return next((each for each in moments if now < each <= now + _FAR), None)


def _dates(day: str, today: date) -> list[date]:
    """Return the dates a word may mean, the nearest first; empty where it means none."""
    if day == "":
        return [today, today + timedelta(days=1)]
    if day in ("today", "tomorrow"):
        return [today + timedelta(days=day == "tomorrow")]
    if _DATE.fullmatch(day):
        return _calendar(day)
    name = next((each for each in _DAYS if len(day) >= 2 and each.startswith(day)), None)
    if name is None:
        return []
    ahead = (_DAYS.index(name) - today.weekday()) % 7
    return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]


def _calendar(day: str) -> list[date]:
    try:
        return [date.fromisoformat(day)]
    except ValueError:
        return []


def _time(clock: str) -> time | None:
    found = _TIME.fullmatch(clock)
    if found is None:
        return None
    hour, half = int(found[1]), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _moment(day: date, at: time, zone: tzinfo | None) -> datetime:
    """Return a local moment; the offset is the one that holds on that day."""
    local = datetime.combine(day, at, tzinfo=zone)
    return local.astimezone(UTC)


def _span(words: str) -> timedelta:
    return sum((timedelta(**{_UNITS[unit]: int(n)}) for n, unit in _PART.findall(words)), timedelta())
