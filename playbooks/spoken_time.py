"""A time ahead, as people name it in a post: "at 6", "tomorrow morning", "on Friday", "in an hour". Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from casebook.pattern import pattern
from playbooks.hours import clock_of
from playbooks.times import Reach

FAR = timedelta(days=7)
"""What is further ahead needs nobody tonight."""

_NUMBERS = {"half an": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = pattern(
    r"\b(?:in|within)(?: the next| about| less than| under)? "
    r"(\d{1,3}|half an|an?|one|two|three|four|five|six)[ -]?(min|m\b|hour|hr|h\b)"
)
_CLOCK = pattern(
    r"\b(?:(at|by|before|until|till|around) )?(?<![\d:.,$€£#/-])(\d{1,2})(?:[:.]([0-5]\d))? ?"
    r"([ap]\.?m\b|o.?clock)?(?![\d%€£:/-]|[.,]\d|st\b|nd\b|rd\b|th\b"
    r"| ?(?:min|hour|hr|day|week|month|year|people|times|percent|dollar|euro|pound|bucks|stars?|items|of\b))"
)
_NOON = pattern(r"\b(noon|midday|midnight)\b")
_DAY = pattern(
    r"\b(today|tonight|this evening|tomorrow|tmrw|tmw"
    r"|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?)\b"
)
_PART = pattern(r"\b(morning|evening|night|afternoon)\b")
_HALF = timedelta(hours=12)
_DAY_LONG = timedelta(days=1)


def time_ahead(
    said: str, since: datetime, zone: tzinfo, reach: Reach, *, out: bool = False
) -> datetime | None:
    """Return the first time ahead that a sentence names, aware; None where it names none.

    Args:
        said: The sentence, in small letters.
        since: When it was written, aware: everything is meant from there.
        zone: Whose days and hours are meant.
        reach: The playbook's times for what names a day and no time of day.
        out: Whether it tells of checking out, which is done in the morning.
    """
    local = since.astimezone(zone)
    found = [each for each in _times(said, local, reach, out=out) if since < each <= since + FAR]
    return min(found, default=None)


def _times(said: str, local: datetime, reach: Reach, *, out: bool) -> Iterator[datetime]:
    span = _SPAN.search(said)
    if span is not None:
        number = _NUMBERS.get(span[1]) or float(span[1])
        yield local + number * _UNITS[span[2][0]]
        return
    day, clock = _DAY.search(said), _clock(said)
    if day is None:
        if clock is not None:
            yield from _next(local, *clock)
        return
    date = _midnight(local) + _days_ahead(day[1], local) * _DAY_LONG
    if clock is not None:
        late = clock[1] and day[1] in ("tonight", "this evening")
        yield date + (clock[0] + _HALF if late and clock[0] < _HALF else clock[0])
        yield from [date + clock[0] + _HALF] if clock[1] and clock[0] < _HALF else []
        return
    yield date + (clock_of(_named(day[1], said, reach, out=out)) or timedelta())


def _clock(said: str) -> tuple[timedelta, bool] | None:
    """Return a time of day, and whether it may as well be that of the other half of the day."""
    if (noon := _NOON.search(said)) is not None:
        return (timedelta(days=1) if noon[1] == "midnight" else _HALF), False
    for found in _CLOCK.finditer(said):
        before, hour, minute, half = found[1], int(found[2]), found[3], found[4]
        if hour > 23 or not (before or minute or half) or (half and not 1 <= hour <= 12):
            continue
        at = timedelta(hours=hour, minutes=int(minute or 0))
        if half and half[0] in "ap":
            return (at % _HALF + (_HALF if half[0] == "p" else timedelta())), False
        return at, 1 <= hour <= 12 and not (found[2][0] == "0" and minute)
    return None


def _next(local: datetime, clock: timedelta, either: bool) -> Iterator[datetime]:
    """Yield the next such times: of "at 6" that in the evening too."""
    for day in (0, 1):
        yield _midnight(local) + day * _DAY_LONG + clock
        if either:
            yield _midnight(local) + day * _DAY_LONG + (clock + _HALF if clock < _HALF else clock - _HALF)


def _named(day: str, said: str, reach: Reach, *, out: bool) -> str:
    """Return the time of day a day without one means."""
    part = _PART.search(said)
    if day in ("tonight", "this evening", "today") or (part and part[1] in ("evening", "night")):
        return reach.evening
    return reach.checkout if out else reach.morning


def _days_ahead(day: str, local: datetime) -> int:
    if day[:2] == "to" or day[:2] == "tm" or day[:4] == "this":
        return 1 if day[:3] in ("tom", "tmr", "tmw") else 0
    return (_DAYS.index(day[:3]) - local.weekday()) % 7


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
