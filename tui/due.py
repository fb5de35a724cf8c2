"""When to look again, as people say it: "2h", "tomorrow", "6 pm today", "by Friday", "in 3 days"."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo

from casebook.pattern import pattern

MORNING = time(9)
"""What a day without a time of day means."""
EVENING = time(20)
"""What an evening without a time of day means."""
EXAMPLES = "2h, 6 pm today, fri 9:00, in 3 days"
"""For wherever a time is asked for; all of them are understood."""
SUGGESTED = ("24h", "7d", "30d")
"""When a ripple is worth a look: the next day, the next week, the next month (rule R1)."""

_FAR = timedelta(days=3660)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_NAMES = r"m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?"
_SPAN = pattern(rf"(?:(?:in|within) )?(?:\d{{1,5}}\s*(?:{_NAMES})(?![a-z])(?: and)?\s*){{1,4}}")
_PART = pattern(r"(\d+)\s*([mhdw])")
_TIME = pattern(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_CLOCKS = {"morning": MORNING, "noon": time(12), "evening": EVENING}
_SAME = (
    (pattern(r"\b(?:an?|one) (?=minute|hour|day|week)"), "1 "),
    (pattern(r"(?<=\d) ?([ap])(?:m\b|\.m\.?)"), r"\1m"),
    (pattern(r"\b(?:by|until|at|on|before) "), ""),
    (pattern(r"\bthis evening\b"), "tonight"),
    (pattern(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)? ({_MONTH})\b"), r"\1-\2"),
)
"""Several ways to say the same, and the one that is read."""
_NIGHT = 17
"""The hour from which on it is tonight."""
_DATE = pattern(r"\d{4}-\d{2}-\d{2}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def due_at(said: str, now: datetime, zone: tzinfo | None = None) -> datetime | None:
    """Return the moment somebody means, aware UTC; None where it cannot be told or is over.

    Args:
        said: A span ("90m", "2h 30m", "in 3 days", "1w"), or a day ("today", "tomorrow", "fri",
            "1 March", "2026-12-24", "tonight"), a time of day ("9", "9:30", "5 pm", "noon"), or both in
            either order. A day alone means its morning, a time alone the next such time.
        now: Aware.
        zone: Whose days and hours are meant; None: this machine's.
    """
    words = _plain(said)
    if _SPAN.fullmatch(words):
        span = _span(words)
        return now.astimezone(UTC) + span if timedelta() < span <= _FAR else None
    return _named(words.split(), now, zone)


def _plain(said: str) -> str:
    words = " ".join(said.casefold().split())
    for way, same in _SAME:
        words = way.sub(same, words)
    return words.rstrip(".,!")


def _named(words: list[str], now: datetime, zone: tzinfo | None) -> datetime | None:
    """Return the moment of a day, a time of day, or both in either order."""
    if not 1 <= len(words) <= 2:
        return None
    one, other = (*words, "")[:2]
    tried = (_meant(day, clock, now, zone) for day, clock in ((one, other), (other, one)))
    return next((each for each in tried if each is not None), None)


def _meant(day: str, clock: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    at = _time(clock) if clock else MORNING
    if day == "tonight":
        day, at = "today", _tonight(clock)
    return None if at is None else _day_and_time(day, at, now, zone)


def _tonight(clock: str) -> time | None:
    """Return an hour of the evening: at 8 tonight is not in the morning."""
    at = (_time(f"{clock}pm") or _time(clock)) if clock else EVENING
    return at if at and at.hour >= _NIGHT else None


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
    number, _, month = day.partition("-")
    if len(month) < 3:
        return _weekdays(day, today)
    at = next((n for n, each in enumerate(_MONTHS, 1) if each.startswith(month)), 0)
    years = (today.year, today.year + 1)
    return [each for year in years for each in _calendar(f"{year}-{at:02}-{number:>02}")]


def _weekdays(day: str, today: date) -> list[date]:
    name = next((each for each in _DAYS if len(day) >= 2 and each.startswith(day)), None)
    if name is None:
        return []
    ahead = (_DAYS.index(name) - today.weekday()) % 7
    return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]


def _calendar(day: str) -> list[date]:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return []
    return [found] if MINYEAR < found.year < MAXYEAR else []  # elsewhere the first and last have no such day


def _time(clock: str) -> time | None:
    if clock in _CLOCKS:
        return _CLOCKS[clock]
    found = _TIME.fullmatch(clock)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def _moment(day: date, at: time, zone: tzinfo | None) -> datetime:
    """Return a local moment; the offset is the one that holds on that day."""
    local = datetime.combine(day, at, tzinfo=zone)
    return local.astimezone(UTC)


def _span(words: str) -> timedelta:
    return sum((timedelta(**{_UNITS[unit]: int(n)}) for n, unit in _PART.findall(words)), timedelta())
