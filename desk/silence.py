"""How quiet a source is: by what the settings expect of it, or else by its own custom. Pure."""

from datetime import datetime, timedelta

from casebook.frozen import frozen
from casebook.kinds import Silence
from casebook.source_row import SourceRow
from desk.custom import missing

ALARM = 2
"""So many times what the settings expect is an alarm: as with customs, what is late once may be chance."""


@frozen
class Bounds:
    """When a source's silence is strange."""

    since: datetime
    """When it last brought something, or first answered."""
    quiet_at: datetime
    silent_at: datetime


def bounds(row: SourceRow) -> Bounds | None:
    """Return when a source's silence is strange; None where nobody can say.

    What the settings expect goes before what was learned.
    """
    since = row.last_new_at or row.first_ok_at
    if since is not None and row.expect is not None:
        expected = timedelta(seconds=row.expect)
        return Bounds(since, since + expected, since + ALARM * expected)
    if row.last_new_at is None or row.quiet_at is None or row.silent_at is None:
        return None
    return Bounds(row.last_new_at, row.quiet_at, row.silent_at)


def silence(row: SourceRow, now: datetime) -> Silence:
    """Return how quiet a source is at a time; of one that is blind nobody knows."""
    found = None if row.blind or row.health is None else bounds(row)
    if found is None:
        return Silence.UNKNOWN
    if now < found.quiet_at:
        return Silence.USUAL
    return Silence.QUIET if now < found.silent_at else Silence.SILENT


def silence_words(row: SourceRow, now: datetime) -> str:
    """Return what is strange about a source's silence, in one sentence; empty where nothing is."""
    found, how = bounds(row), silence(row, now)
    if found is None or how not in (Silence.QUIET, Silence.SILENT):
        return ""
    much = "quieter than usual" if how is Silence.QUIET else "far too quiet"
    return f"{much}: nothing new for {in_words(now - found.since)}, {custom_words(row)}"


def custom_words(row: SourceRow) -> str:
    """Return a source's custom, in words; or why it has none."""
    if row.expect is not None:
        return f"expected at most {in_words(timedelta(seconds=row.expect))}"
    if row.usual is not None:
        return f"usually at most {in_words(timedelta(seconds=row.usual))}"
    return missing(row.rhythm)


def in_words(length: timedelta) -> str:
    """Return a length of time in one or two units: "40 min", "2 h", "2 h 30 min", "3 d 4 h"."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 1:
        return f"{max(int(length.total_seconds()), 0)} s"
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = ((days, "d"), (hours, "h"), (rest if minutes < 600 else 0, "min"))
    return " ".join(f"{many} {unit}" for many, unit in units if many) or f"{minutes} min"
