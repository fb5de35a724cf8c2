"""In which hours a source was listened to, and in which of them it brought something: four weeks on end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from casebook.document import EPOCH
from casebook.frozen import frozen

WEEK = 7 * 24
"""Hours of a week."""
HOURS = 4 * WEEK
"""Hours that are remembered: long enough for four weekends, short enough to follow a change of custom."""
_HOUR = timedelta(hours=1)
_MASK = (1 << HOURS) - 1


@frozen
class Rhythm:
    """A source's hours, each a bit of a number in hexadecimal digits; the last bit is the newest hour."""

    newest: int
    """The newest hour in which it was listened to, counted from 1970."""
    listened: str = "0"
    heard: str = "0"
    """The hours in which it brought something; each of them was listened to."""


def hour_of(moment: datetime) -> int:
    """Return the hour a time lies in, counted from 1970."""
    return (moment - EPOCH) // _HOUR


def start_of(hour: int) -> datetime:
    """Return when an hour begins."""
    return EPOCH + hour * _HOUR


def listened(before: Rhythm | None, now: datetime, since: datetime | None, *, news: bool) -> Rhythm:
    """Return the rhythm after a good answer.

    Args:
        before: None for a source that never answered.
        now: The time of the answer.
        since: From when on nothing can have been missed; None: only this hour was listened to.
        news: Whether the answer brought something.
    """
    hour = hour_of(now)
    rhythm = before or Rhythm(hour)
    ahead = hour - rhythm.newest
    if ahead < 0:  # a clock that was set back: the hours it goes through again are known
        return rhythm
    some = min(hour - hour_of(since) + 1 if since is not None else 1, HOURS)
    heard = (_bits(rhythm.heard) << min(ahead, HOURS) | news) & _MASK
    known = (_bits(rhythm.listened) << min(ahead, HOURS) | (1 << max(some, 1)) - 1) & _MASK
    return replace(rhythm, newest=hour, listened=f"{known:x}", heard=f"{heard:x}")


def hours(rhythm: Rhythm) -> Iterator[tuple[int, bool]]:
    """Yield the hours in which a source was listened to, in their order, and whether it brought news."""
    known, heard = (f"{_bits(each):0{HOURS}b}" for each in (rhythm.listened, rhythm.heard))
    for hour, (was_known, was_heard) in enumerate(zip(known, heard, strict=True), rhythm.newest - HOURS + 1):
        if was_known == "1":
            yield hour, was_heard == "1"


def _bits(digits: str) -> int:
    """Return the bits; none where somebody else wrote what is no number."""
    try:
        return int(digits, 16) & _MASK
    except ValueError:
        return 0
