"""What an answer makes of what is known of its source: how it fares, since when, and what it missed. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from casebook.rhythm import listened
from casebook.source_row import SourceRow
from desk.custom import custom
from sources.source import Answer

ROUNDS = 3
"""Askings that may fail to come before we wonder whether anybody asks."""
SLACK = timedelta(seconds=90)
"""Time beyond that: quiet sources are written down only now and then."""


def fared(before: SourceRow, answer: Answer, every: float, now: datetime) -> SourceRow:
    """Return a source's row after an answer, whatever it brought.

    Args:
        before: As it was.
        answer: What it said, with its health.
        every: Seconds after which it is asked again while all is well.
        now: The time of the answer.
    """
    health = answer.health
    said: dict[str, Any] = {
        "health": health.kind,
        "say": health.say,
        "do": health.do,
        "until": health.until,
        "every": every,
    }
    said |= {"asked_at": now, "again_at": answer.again}
    said |= {} if health.kind.blind else _read(before, answer, now)
    said |= _well(before, now) if health.kind.well else _unwell(before, now)
    return replace(before, **said)


def failed(row: SourceRow, before: SourceRow, now: datetime) -> SourceRow:
    """Return the row of a source that is not well now, with how long that has been so."""
    return replace(row, **_unwell(before, now))


def brought(row: SourceRow, news: int, now: datetime) -> SourceRow:
    """Return the row of a source whose answer brought something.

    Args:
        row: As it was.
        news: How many mentions were new to us; those that were only edited are a sign of life too.
        now: The time of the answer.
    """
    rhythm = listened(row.rhythm, now, now, news=True)
    found = custom(rhythm, now)
    return replace(
        row,
        last_new_at=now,
        brought=row.brought + news,
        last_brought=news or row.last_brought,
        rhythm=rhythm,
        usual=found.usual if found else None,
        quiet_at=found.quiet_at if found else None,
        silent_at=found.silent_at if found else None,
    )


def _well(before: SourceRow, now: datetime) -> dict[str, Any]:
    """Return what is new about a source that is well."""
    return {
        "last_ok_at": now,
        "first_ok_at": before.first_ok_at or now,
        "failing_since": None,
        "failures": 0,
    }


def _unwell(before: SourceRow, now: datetime) -> dict[str, Any]:
    """Return what is new about one that is not."""
    return {"failing_since": before.failing_since or now, "failures": before.failures + 1}


def _read(before: SourceRow, answer: Answer, now: datetime) -> dict[str, Any]:
    """Return what is new about one that could be read, if only in part; what it missed ends here."""
    since = _missed_since(before, now)
    known = before.read_at if since is None else None
    said = {"read_at": now, "rhythm": listened(before.rhythm, now, known, news=False)}
    if since is None:
        return said
    return said | {"blind_from": since, "blind_until": now, "blind_whole": answer.reaches_back}


def blind_since(row: SourceRow) -> datetime | None:
    """Return from when on nothing of a source has been seen; None while it is seen, or never was asked."""
    return _seen_at(row) or row.failing_since if row.blind else None


def patience(row: SourceRow) -> timedelta:
    """Return how long a source may go without being asked before that is strange."""
    return timedelta(seconds=ROUNDS * (row.every or 0.0)) + SLACK


def _missed_since(before: SourceRow, now: datetime) -> datetime | None:
    """Return from when on nothing was seen until now, because it did not answer or nobody asked."""
    seen = _seen_at(before)
    unasked = seen is not None and now - seen > patience(before)
    return seen if unasked else blind_since(before)


def _seen_at(row: SourceRow) -> datetime | None:
    return row.read_at or row.last_ok_at
