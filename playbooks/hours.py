"""Business hours, and when a span of them is over: right over nights, holidays and changed clocks. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from casebook.frozen import frozen
from casebook.pattern import pattern
from casebook.toml import Place, nearest

_CLOCK = pattern(r"([01]?\d|2[0-4]):([0-5]\d)")
_HOLIDAY = pattern(r"(?:(\d{4})-)?(\d{2})-(\d{2})")
_DAY = timedelta(days=1)
_LEAP = 2024
_YEAR = 52
"""Weeks of open hours a span may last at most."""


class Day(StrEnum):
    """A day of the week, as it is written in the playbook."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_DAYS = tuple(Day)


@frozen
class Hours:
    """When a company is at work, and which of its clocks stand still when it is not."""

    zone: str
    """Whose hours: an IANA name such as "Europe/Berlin"."""
    days: tuple[Day, ...]
    """The days on which they open."""
    opens: str
    """A time of day such as "9:00"."""
    closes: str
    """Another; before `opens` it is of the next day."""
    holidays: tuple[str, ...] = ()
    """Days on which they do not open: "12-25" of every year, "2026-04-03" of that one."""
    acknowledge: tuple[int, ...] = ()
    """Priorities of which the first word is counted in these hours only."""
    resolve: tuple[int, ...] = ()
    """Priorities of which putting it right is counted in these hours only."""
    look: bool = False
    """Whether what has no priority is looked at in these hours only."""

    def spell(self) -> str:
        """Return them in words: "mon-fri 9:00-18:00 Europe/Berlin"."""
        return f"{_spelt(self.days)} {self.opens}–{self.closes} {self.zone}"


def due(start: datetime, span: timedelta, hours: Hours | None = None) -> datetime:
    """Return when so much time has passed since a moment, aware UTC.

    Args:
        start: Aware.
        span: How much.
        hours: Only this time counts; None: all of it does. What starts outside waits until they open; what
            would be over just as they close is over then, and not when they open again.
    """
    if hours is None:
        return start.astimezone(UTC) + span
    left = span
    for opens, closes in _windows(start, hours):
        begun = max(opens, start)
        if left <= closes - begun:
            break
        left -= closes - begun
    return begun.astimezone(UTC) + left


def skipped(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Return how much of the time between two moments does not count."""
    open_time = timedelta()
    for opens, closes in _windows(start, hours):
        if opens >= end:
            break
        open_time += min(closes, end) - max(opens, start)
    return (end - start) - open_time


def zone_of(name: str) -> tzinfo:
    """Return the zone of an IANA name.

    Raises:
        ValueError: There is none of that name, or this machine knows none at all.
    """
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (OSError, KeyError) as error:
        raise ValueError(f"{name!r:.60} is no time zone this machine knows") from error


def clock_of(said: str) -> timedelta | None:
    """Return how long after midnight a time of day such as "9:00" or "24:00" is; None where it is none."""
    found = _CLOCK.fullmatch(said)
    length = timedelta(hours=int(found[1]), minutes=int(found[2])) if found else None
    return None if length is None or length > _DAY else length


def check(hours: Hours, place: Place) -> None:
    """Let business hours pass that can be counted in.

    Raises:
        Exception: The place's refusal: a zone, a time or a holiday is none, or they never open.
    """
    try:
        zone_of(hours.zone)
    except ValueError as error:
        raise place.inside("zone").error(f'{error}: an IANA name such as "Europe/Berlin" is needed') from None
    for key, said in (("opens", hours.opens), ("closes", hours.closes)):
        if clock_of(said) is None:
            raise place.inside(key).error(f'must be a time of day such as "9:00", not {said!r:.40}')
    for number, said in enumerate(hours.holidays, start=1):
        if _holiday(said) is None:
            here = place.inside("holidays").numbered(number)
            raise here.error(f'must be a day such as "12-25" or "2026-04-03", not {said!r:.40}')
    if not hours.days:
        raise place.inside("days").error(f"needs one day at least; {nearest('', Day)}")


def a_year_of(hours: Hours) -> timedelta:
    """Return how much time counts in a year of them, holidays apart."""
    first, last = _bounds(hours)
    return (last - first) * len(set(hours.days)) * _YEAR


def _windows(start: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield when they open and close, UTC, from what is open at a moment on; without an end."""
    zone, (first, last) = zone_of(hours.zone), _bounds(hours)
    closed, open_days = _closed(hours.holidays), {_DAYS.index(each) for each in hours.days}
    day = start.astimezone(zone).date() - _DAY
    while True:
        if day.weekday() in open_days and day not in closed and (0, day.month, day.day) not in closed:
            opens, closes = _moment(day, first, zone), _moment(day, last, zone)
            if max(opens, start) < closes:
                yield opens, closes
        day += _DAY


def _bounds(hours: Hours) -> tuple[timedelta, timedelta]:
    first, last = clock_of(hours.opens) or timedelta(), clock_of(hours.closes) or timedelta()
    return first, last if first < last else last + _DAY


def _moment(day: date, clock: timedelta, zone: tzinfo) -> datetime:
    """Return a local time of day, UTC; the offset is the one that holds then."""
    local = datetime.combine(day, time(), zone) + clock
    return local.astimezone(UTC)


@lru_cache(maxsize=8)
def _closed(holidays: tuple[str, ...]) -> frozenset[date | tuple[int, int, int]]:
    """Return the days on which they do not open: a date, or (0, month, day) for every year."""
    return frozenset(found for found in map(_holiday, holidays) if found is not None)


def _holiday(said: str) -> date | tuple[int, int, int] | None:
    found = _HOLIDAY.fullmatch(said)
    if found is None:
        return None
    try:
        day = date(int(found[1] or _LEAP), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day if found[1] else (0, day.month, day.day)


def _spelt(days: tuple[Day, ...]) -> str:
    """Return days in words: "mon–fri", or each where they are not in a row."""
    at = sorted({_DAYS.index(each) for each in days})
    if len(at) > 2 and at[-1] - at[0] == len(at) - 1:
        return f"{_DAYS[at[0]]}–{_DAYS[at[-1]]}"
    return ", ".join(_DAYS[each] for each in at)
