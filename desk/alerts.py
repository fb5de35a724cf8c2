"""What nobody may overlook: a source gone silent, or one of which nothing was seen for long. Pure.

What is unwell may be well again at the next asking; an alert is what was not.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from casebook.durations import span
from casebook.frozen import frozen
from casebook.kinds import Silence
from casebook.source_row import SourceRow
from desk.faring import blind_since
from desk.silence import bounds, silence
from desk.source_words import to_do, wrong

BLIND = timedelta(hours=1)
"""Time nothing of a source was seen after which that is an alert, at the latest."""
_TWICE = 2
"""Askings that must have failed."""


@frozen
class Alert:
    """One thing that somebody must look after."""

    name: str
    """What it is about: a source, by our own name of it."""
    short: str
    """For the header: "shop silent 9h"."""
    say: str
    """What is wrong, in one sentence."""
    do: str
    """What is to be done about it, in one sentence."""


def source_alerts(rows: Iterable[SourceRow], now: datetime) -> tuple[Alert, ...]:
    """Return what must be looked after among the sources, as they are seen at a time."""
    return tuple(each for row in rows if (each := _alert(row, now)) is not None)


def _alert(row: SourceRow, now: datetime) -> Alert | None:
    since = blind_since(row)
    if since is not None and now - since >= _blind_at_most(row):
        return _told(row, f"blind {span(now - since)}", now)
    found = bounds(row)
    if found is not None and silence(row, now) is Silence.SILENT:
        return _told(row, f"silent {span(now - found.since)}", now)
    return None


def _told(row: SourceRow, how: str, now: datetime) -> Alert:
    return Alert(row.name, f"{row.name} {how}", wrong(row, now), to_do(row, now))


def _blind_at_most(row: SourceRow) -> timedelta:
    """Return how long a source may be blind: not longer than it is ever silent, but more than one asking."""
    usual = timedelta(seconds=row.expect or row.usual or BLIND.total_seconds())
    return max(min(BLIND, usual), timedelta(seconds=_TWICE * (row.every or 0.0)))
