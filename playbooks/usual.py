"""What is usual at an hour of the week, from the hours of the weeks before, and what is beyond chance. Pure.

It is the middle of the same hour of these weeks, so that one bad week does not make it; how far they lie
apart says how much more may still be chance.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil, sqrt
from statistics import fmean, median, variance

from casebook.frozen import frozen
from casebook.rhythm import WEEK

Known = Mapping[int, int | None]
"""Voices by the hour, counted from 1970; None where it stormed."""
_SPREADS = {0: 0.6, 1: 0.4}
"""How far hours of a kind lie apart, by the weeks that are known, before these themselves can tell."""
_SPREAD = 0.1
_TRUST = 12
"""For how many hours that counts, beside those that are known."""
_BESIDE = 3
"""Hours on either side that tell whether anything was listened to, and how far hours lie apart."""
_DAY = 24
_DAYS = 7
_TODAY = (2, 3, 4)
"""Hours ago that tell how loud a day is; not the last one, in which a storm may have begun."""
_HELD = 10
"""Voices for which the usual counts beside those of today."""
_LOUDEST = 2.0
"""How many times the usual a day is taken to be at most: more than that is no day like others."""
_MANY = 500
"""From so many voices on a short sum stands for the long one."""


@frozen
class Usual:
    """How many complain in one hour, as far as that is known."""

    expected: float | None
    """Voices in the hour; None: nothing is known."""
    peak: float
    """In the loudest of the same hours."""
    spread: float
    """How far such hours lie apart beyond chance: the square of their share."""
    weeks: int
    """Weeks it is known from; 0: only from other days."""
    days: int = 0
    """Days it is known from, while no week is; 0: only from the hours before."""
    loud: float = 1.0
    """How many times the usual is said today of all else, before this hour: 1 at least."""


NOTHING = Usual(None, 0, _SPREADS[0], 0)


def hours_of(hour: int, weeks: int) -> set[int]:
    """Return the hours from which the usual of an hour is told, and how loud the day is before it."""
    return {each for by in (0, *_TODAY) for each in _told_by(hour - by, weeks)}


def loudness(known: Known, hour: int, most: int) -> float:
    """Return how many times the usual is said before an hour, 1 to 2: a busy day is no storm.

    Args:
        known: As `usual` takes it, of all other causes together; None where any cause stormed.
        hour: Which, counted from 1970.
        most: How many weeks count.
    """
    said, expected = float(_HELD), float(_HELD)
    for each in (hour - by for by in _TODAY):
        told, heard = usual(known, each, most), known.get(each, 0)
        if told.expected is not None and heard is not None:
            said, expected = said + heard, expected + told.expected
    return min(max(said / expected, 1.0), _LOUDEST)


def _told_by(hour: int, weeks: int) -> set[int]:
    weekly = {hour - WEEK * each + by for each in range(1, weeks + 1) for by in _around(_BESIDE)}
    daily = {hour - _DAY * each + by for each in range(1, _DAYS + 1) for by in _around(1)}
    return weekly | daily | {hour - each for each in range(1, _DAY + 1)}


def usual(known: Known, hour: int, most: int) -> Usual:
    """Return what is usual in an hour.

    Args:
        known: How many voices there were in the hours of which anything is kept, None where it stormed;
            where nothing is kept of an hour, but of one near it, nobody complained in it.
        hour: Which, counted from 1970.
        most: How many weeks count.
    """
    starts = [hour - WEEK * each for each in range(1, most + 1)]
    weeks = [each for each in starts if _is_known(known, each, _BESIDE)]
    if not weeks:
        return _by_days(known, hour)
    same = [known.get(each, 0) or 0 for each in weeks]
    smooth = [_smooth(known, each) for each in weeks]
    expected = max(float(median(same)), float(median(smooth)))
    return Usual(expected, max(same), _spread(known, weeks), len(weeks))


def of_new(every: Usual) -> Usual:
    """Return what is usual of a cause that is new here, by all of them: it may be another's new name."""
    return replace(every, expected=None if every.expected is None else every.expected / 2)


def quantile(expected: float, spread: float, chance: float) -> int:
    """Return the number that is reached with less than a chance, where so many are expected.

    Of counts whose own rate varies: a negative binomial, whose variance is `expected + spread * expected²`.
    """
    if expected <= 0:
        return 1
    if expected > _MANY:
        deviation = sqrt(expected + spread * expected * expected)
        return ceil(expected + deviation * (5.2 if chance < 1e-4 else 1.3))
    shape = 1 / max(spread, 1e-3)
    share = expected / (shape + expected)
    here = (1 - share) ** shape
    left, number = 1.0 - here, 0
    while left >= chance and here > 1e-300:
        here *= (number + shape) / (number + 1) * share
        number += 1
        left -= here
    return number + 1


def _around(by: int) -> range:
    return range(-by, by + 1)


def _is_known(known: Known, hour: int, beside: int) -> bool:
    """Return whether it is known how many complained in an hour, and it was no storm."""
    listened = any(hour + by in known for by in _around(beside))
    return listened and known.get(hour, 0) is not None


def _smooth(known: Known, hour: int) -> float:
    """Return an hour with a part of those beside it: a rush comes earlier once, and later then."""
    told = [known.get(each, 0) for each in (hour - 1, hour, hour, hour + 1)]
    return fmean([each for each in told if each is not None])


def _by_days(known: Known, hour: int) -> Usual:
    """Return what is usual by other days, while no week is known, or of today: the loudest hour counts."""
    days = [hour - _DAY * each for each in range(1, _DAYS + 1)]
    seen = [each for each in days if _is_known(known, each, 1)]
    beside = [each + by for each in seen for by in _around(1)]
    said = [known.get(each) for each in beside or [hour - each for each in range(1, _DAY + 1)]]
    told = [each for each in said if each is not None]
    if not told:
        return NOTHING
    return Usual(float(max(told)), max(told), _SPREADS[0], 0, len(seen))


def _spread(known: Known, weeks: list[int]) -> float:
    """Return how far the same hours lie apart beyond chance; few of them are trusted little."""
    held = _SPREADS.get(len(weeks), _SPREAD)
    if len(weeks) < 3:
        return held
    above, square = 0.0, 0.0
    for by in _around(_BESIDE):
        told = [said for each in weeks if (said := known.get(each + by, 0)) is not None]
        if len(told) < 3:
            continue
        most = 3 * median(told) + 5
        cut = [min(each, most) for each in told]  # a storm nobody told is no spread
        above += variance(cut) - fmean(cut)
        square += fmean(cut) ** 2
    seen = (len(weeks) - 1) * (2 * _BESIDE + 1)
    found = min(max(above / square, 0.0), 1.5) if square else held
    return (found * seen + held * _TRUST) / (seen + _TRUST)
